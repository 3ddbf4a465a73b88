"""What happens at the counter: visits, proposals and what became of them. A NIK is never kept, only its hash."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from ngopeni.verification.answer import Standing


class NumberSeries(models.Model):
    """The last number given to a paper of a village in a year; writers queue for its row."""

    village_code = models.CharField(max_length=13)
    year = models.PositiveSmallIntegerField()
    paper = models.CharField(max_length=10, choices=[("visit", "bukti layanan"), ("proposal", "usulan")])
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village_code", "year", "paper"], name="one_series_of_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.village_code} {self.year}: {self.last_number}"


class Proposal(models.Model):
    """What a resident asks to be changed in a list; decided by the village meeting and by whoever keeps the list.

    Whoever is listed is named by the row's key alone. For somebody new the name, the neighbourhood and the hash of the
    NIK are kept, so that the same person is known again; the number is read from the card when it is handed on.
    """

    class Kind(models.TextChoices):
        NEW = "new", "usulan baru"
        CORRECTION = "correction", "perbaikan data"
        MOVED = "moved", "pindah"
        DIED = "died", "meninggal"
        ABLE = "able", "sudah mampu"
        OBJECTION = "objection", "sanggahan"

    class State(models.TextChoices):
        RECEIVED = "received", "diterima di loket"
        DISCUSSED = "discussed", "dibahas dalam musyawarah"
        FORWARDED = "forwarded", "diteruskan"
        ACCEPTED = "accepted", "disetujui"
        REJECTED = "rejected", "ditolak"
        WITHDRAWN = "withdrawn", "ditarik"

    village_code = models.CharField(max_length=13, db_index=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED, db_index=True)
    # Of somebody listed; empty for somebody new.
    record_key = models.CharField(max_length=120, blank=True)
    # Of somebody new; empty for somebody listed.
    full_name = models.CharField(max_length=150, blank=True)
    hamlet = models.CharField(max_length=100, blank=True)
    rt = models.CharField(max_length=3, blank=True)
    rw = models.CharField(max_length=3, blank=True)
    nik_hash = models.CharField(max_length=64, blank=True)
    masked_nik = models.CharField(max_length=16, blank=True)
    note = models.TextField()
    # The state of the lists when it was received.
    as_of = models.DateField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["village_code", "year", "number"], name="one_number_of_a_proposal"),
            models.UniqueConstraint(
                fields=["village_code", "kind", "record_key"],
                condition=Q(state__in=["received", "discussed", "forwarded"]) & ~Q(record_key=""),
                name="one_open_proposal_of_somebody_listed",
            ),
            models.UniqueConstraint(
                fields=["village_code", "kind", "nik_hash"],
                condition=Q(state__in=["received", "discussed", "forwarded"]) & ~Q(nik_hash=""),
                name="one_open_proposal_of_somebody_new",
            ),
        ]

    @property
    def paper_number(self) -> str:
        """As it is written on papers."""
        return f"U-{self.number:04d}/{self.village_code}/{self.year}"

    def state_at(self, at: dt.datetime) -> str:
        """The state that it had at an instant; empty before it was received."""
        steps = [step for step in self.steps.all() if step.at <= at]
        return steps[-1].state if steps else ""

    def __str__(self) -> str:
        return self.paper_number


OPEN = frozenset({Proposal.State.RECEIVED, Proposal.State.DISCUSSED, Proposal.State.FORWARDED})
# From a state to those that may follow it.
NEXT: dict[str, tuple[Proposal.State, ...]] = {
    Proposal.State.RECEIVED: (Proposal.State.DISCUSSED, Proposal.State.REJECTED, Proposal.State.WITHDRAWN),
    Proposal.State.DISCUSSED: (Proposal.State.FORWARDED, Proposal.State.REJECTED, Proposal.State.WITHDRAWN),
    Proposal.State.FORWARDED: (Proposal.State.ACCEPTED, Proposal.State.REJECTED, Proposal.State.WITHDRAWN),
}


class ProposalStep(models.Model):
    """One step of a proposal, with the reason that stays with it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=Proposal.State.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.proposal} {self.state}"


class CounterVisit(models.Model):
    """One answer given at the counter.

    It names nobody but by the row's key; what was told is read again from the edition.
    """

    class Purpose(models.TextChoices):
        STATUS = "status", "menanyakan apakah tercatat"
        AID = "aid", "menanyakan bantuan"
        CORRECTION = "correction", "memperbaiki data"
        PROPOSAL = "proposal", "mengusulkan pendaftaran"
        RIGHTS = "rights", "meminta akses atau perbaikan menurut UU PDP"

    village_code = models.CharField(max_length=13, db_index=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    result = models.CharField(max_length=10, choices=[(str(each), str(each)) for each in Standing])
    record_key = models.CharField(max_length=120, blank=True)
    edition = models.CharField(max_length=16)
    as_of = models.DateField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["village_code", "year", "number"], name="one_number_of_a_visit"),
        ]

    @property
    def paper_number(self) -> str:
        """As it is written on the slip."""
        return f"L-{self.number:04d}/{self.village_code}/{self.year}"

    def __str__(self) -> str:
        return self.paper_number
