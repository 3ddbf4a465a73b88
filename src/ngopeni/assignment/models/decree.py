"""A decree as a living object: from draft to force and out of it, with its team and the grants it gave."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ngopeni.assignment.decree_states import State
from ngopeni.assignment.models.wave import Wave
from ngopeni.partners.models import Institution


class Decree(models.Model):
    """A decree of the regent (no institution) or of an agency's head; or one that amends or revokes another."""

    class Purpose(models.TextChoices):
        NEW = "new", "baru"
        AMEND = "amend", "perubahan"
        REVOKE = "revoke", "pencabutan"

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="decrees")
    institution = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="decrees"
    )
    purpose = models.CharField(max_length=6, choices=Purpose.choices, default=Purpose.NEW)
    # The decree that this one amends or revokes.
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers")
    state = models.CharField(max_length=12, choices=[(str(each), str(each)) for each in State], default=State.DRAFTED)
    template_version = models.CharField(max_length=20)
    # Clauses that the legal section wrote anew, by their code.
    texts = models.JSONField(default=dict)
    # The laws that it names, each with whether somebody verified it; empty while they are the shipped ones.
    laws = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    number = models.CharField(max_length=100, blank=True)
    signed_on = models.DateField(null=True)
    signed_by = models.CharField(max_length=150, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    # What it says, frozen when it goes to legal review; the print is made of this alone.
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    document_sha256 = models.CharField(max_length=64, blank=True)
    scan_name = models.CharField(max_length=200, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_path = models.CharField(max_length=100, blank=True)
    # Grants that follow from it: number, username, village.
    grants = models.JSONField(default=list)
    # Usernames of those who named, changed or dropped somebody of its team.
    named_by = models.JSONField(default=list)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-drafted_at", "-id"]

    @property
    def is_of_regent(self) -> bool:
        """Whether the regent issues it."""
        return self.institution_id is None

    @property
    def until(self) -> dt.date:
        """Its last day as things stand: a wave that a later one closed takes its decrees with it."""
        return min(self.ends_on, self.wave.until)

    @property
    def is_cut_short(self) -> bool:
        """Whether a later wave closed its own before it would have ended."""
        return self.until < self.ends_on

    @property
    def proposers(self) -> set[str]:
        """The usernames of those who drafted it or had a hand in its team: somebody else puts it in force."""
        return {self.drafted_by.username, *self.named_by}

    def __str__(self) -> str:
        return self.number or f"rancangan {self.pk}"


class DecreeStep(models.Model):
    """One move of a decree: from where to where, by whom, when, why."""

    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="steps")
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    note = models.CharField(max_length=300, blank=True)
    taken_by = models.CharField(max_length=150)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["taken_at", "id"]

    def __str__(self) -> str:
        return f"{self.from_state} - {self.to_state}"


class TeamMember(models.Model):
    """A person on the team that an agency's decree names. Who has an account gets grants when it comes into force."""

    decree = models.ForeignKey(Decree, on_delete=models.PROTECT, related_name="members")
    # The same person in an amendment has the same key.
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=150)
    position = models.CharField(max_length=150)
    role = models.CharField(max_length=100)
    note = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Null where it is the decree's.
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["decree", "key"], name="a_person_once_in_a_team")]

    @property
    def first_day(self) -> dt.date:
        """From when they are on the team: by their own period, or the decree's."""
        return self.starts_on or self.decree.starts_on

    @property
    def last_day(self) -> dt.date:
        """Until when they are on the team, as things stand."""
        return min(self.ends_on or self.decree.ends_on, self.decree.until)

    def __str__(self) -> str:
        return self.name
