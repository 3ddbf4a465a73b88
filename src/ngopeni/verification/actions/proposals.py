"""Receiving proposals and moving them on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.intake.masking import masked
from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.verification.actions.looking import check_may_serve
from ngopeni.verification.actions.numbering import lock_series, take_number
from ngopeni.verification.counter import search
from ngopeni.verification.models import NEXT, OPEN, Proposal, ProposalStep
from ngopeni.verification.nik_hash import nik_hash
from ngopeni.verification.query import How, Query, read_name, read_nik

SHORTEST = 5
NEIGHBOURHOOD_DIGITS = 3
# Sixteen digits, also in groups.


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is not listed, as the card says.

    Parameters
    ----------
    full_name, hamlet, rt, rw : str
    nik : str
        May be empty: whoever has no card yet can still be proposed.
    """

    full_name: str
    hamlet: str = ""
    rt: str = ""
    rw: str = ""
    nik: str = ""

    def faults(self, note: str) -> dict[str, UserError]:
        """What is missing or wrong about it and about the note, by field, in the order of the form.

        Parameters
        ----------
        note : str

        Returns
        -------
        dict
            Field to VERIFICATION-001 and 003 (NIK), 004, 005 and 027 (name), 020, 028 and 029 (RT and RW), 022 and 026
            (note); empty where all is well.
        """
        checks: dict[str, Callable[[], object]] = {
            "full_name": lambda: _check_name(self.full_name),
            "nik": lambda: read_nik(self.nik) if self.nik.strip() else "",
            "rt": lambda: _check_neighbourhood(self.rt, "VERIFICATION-028"),
            "rw": lambda: _check_neighbourhood(self.rw, "VERIFICATION-029"),
            "note": lambda: _check_note(note),
        }
        found = {}
        for name, check in checks.items():
            try:
                check()
            except UserError as error:
                found[name] = error
        return found

    def read(self) -> Newcomer:
        """The same in the form in which it is kept.

        Raises
        ------
        UserError
            The first of `faults`, but those of the note.
        """
        for name, error in self.faults("").items():
            if name != "note":
                raise error
        return Newcomer(
            full_name=read_name(self.full_name),
            hamlet=" ".join(self.hamlet.split())[:100],
            rt=self.rt.strip().lstrip("0").zfill(1),
            rw=self.rw.strip().lstrip("0").zfill(1),
            nik=read_nik(self.nik) if self.nik.strip() else "",
        )


def _check_name(text: str) -> None:
    if not text.strip():
        raise UserError("VERIFICATION-027")
    read_name(text)


def _check_neighbourhood(text: str, missing: str) -> None:
    if not text.strip():
        raise UserError(missing)
    if not text.strip().isdecimal() or len(text.strip()) > NEIGHBOURHOOD_DIGITS:
        raise UserError("VERIFICATION-020")


def _check_note(note: str) -> None:
    if len(note.strip()) < SHORTEST:
        raise UserError("VERIFICATION-022", least=SHORTEST)
    check_no_number(note)


@dataclass(frozen=True)
class Received:
    """A proposal, and whether it is one that was there already."""

    proposal: Proposal
    is_known: bool


@transaction.atomic
def receive(*, village_code: str, snapshot: Snapshot, record_key: str, kind: str, note: str, by: User) -> Received:
    """Receive a proposal about somebody who is listed; an open one of that kind is given back instead of a second.

    Raises
    ------
    UserError
        What `User.refusal` says, VERIFICATION-021 without a kind that fits, 022 without a note,
        026 with a number in it.
    """
    check_may_serve(by, village_code)
    if kind not in Proposal.Kind.values or kind == Proposal.Kind.NEW:
        raise UserError("VERIFICATION-021")
    open_ones = Proposal.objects.filter(village_code=village_code, state__in=OPEN, kind=kind, record_key=record_key)
    return _receive(open_ones, snapshot, by, note, village_code=village_code, kind=kind, record_key=record_key)


@transaction.atomic
def receive_new(
    *, village_code: str, snapshot: Snapshot, newcomer: Newcomer, note: str, pepper: str, by: User
) -> Received:
    """Receive a proposal to list somebody new; an open one of the same person is given back instead of a second.

    Raises
    ------
    UserError
        As `receive` and `Newcomer.read`; VERIFICATION-023 when the NIK is in the village's list in force already.
    """
    check_may_serve(by, village_code)
    told = newcomer.read()
    if told.nik and is_listed(snapshot, village_code, told.nik, pepper):
        raise UserError("VERIFICATION-023")
    hashed = nik_hash(pepper, told.nik) if told.nik else ""
    fields = {"village_code": village_code, "kind": Proposal.Kind.NEW}
    same = {"nik_hash": hashed} if hashed else {"full_name__iexact": told.full_name, "rt": told.rt, "rw": told.rw}
    open_ones = Proposal.objects.filter(state__in=OPEN, **fields, **same)
    return _receive(
        open_ones,
        snapshot,
        by,
        note,
        **fields,
        full_name=told.full_name,
        hamlet=told.hamlet,
        rt=told.rt,
        rw=told.rw,
        nik_hash=hashed,
        masked_nik=masked(told.nik) if told.nik else "",
    )


def is_listed(snapshot: Snapshot, village_code: str, nik: str, pepper: str) -> bool:
    """Whether a NIK is of a member of the village's list in force."""
    found = search(snapshot, village_code, Query(How.NIK, nik), pepper)
    return any(row["is_in_force"] and row["is_member"] for row in found.rows)


def _receive(
    open_ones: QuerySet[Proposal], snapshot: Snapshot, by: User, note: str, *, village_code: str, **fields: str
) -> Received:
    now = timezone.now()
    year = timezone.localtime(now).year
    # Whoever waits here for the number finds what another window was faster to receive.
    series = lock_series(village_code, year, "proposal")
    known = open_ones.first()
    if known is not None:
        return Received(known, is_known=True)
    _check_note(note)
    proposal = Proposal.objects.create(
        village_code=village_code,
        year=year,
        number=take_number(series),
        note=note.strip(),
        as_of=snapshot.as_of,
        received_by=by,
        received_at=now,
        **fields,
    )
    ProposalStep.objects.create(proposal=proposal, state=proposal.state, at=now, by=by)
    _record("counter.propose", proposal, by)
    return Received(proposal, is_known=False)


@transaction.atomic
def move_on(*, proposal: Proposal, state: str, reason: str, by: User) -> Proposal:
    """Bring a proposal to its next state, with the paper or the reason.

    Raises
    ------
    UserError
        What `User.refusal` says, VERIFICATION-024 where that state cannot follow, 025 without a reason,
        026 with a number in it.
    """
    check_may_serve(by, proposal.village_code)
    if len(reason.strip()) < SHORTEST:
        raise UserError("VERIFICATION-025", least=SHORTEST)
    check_no_number(reason)
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if state not in NEXT.get(locked.state, ()):
        raise UserError("VERIFICATION-024")
    locked.state = state
    locked.save()
    ProposalStep.objects.create(proposal=locked, state=state, at=timezone.now(), by=by, reason=reason.strip())
    _record("counter.move_on", locked, by)
    return locked


def check_no_number(text: str) -> None:
    """Refuse a text with a NIK or a card's number in it: what is written freely is kept as it stands.

    Raises
    ------
    UserError
        VERIFICATION-026.
    """
    if holds_person_number(text):
        raise UserError("VERIFICATION-026")


def _record(action: str, proposal: Proposal, by: User) -> None:
    record(
        action,
        by=by.username,
        subject=f"proposal:{proposal.village_code}:{proposal.year}:{proposal.number}",
        village_code=proposal.village_code,
        kind=proposal.kind,
        state=proposal.state,
    )
