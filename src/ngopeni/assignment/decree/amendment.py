"""The decree that amends another: it contains what changed, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from ngopeni.assignment.decree.change import Change, changed_members, changed_pairs
from ngopeni.assignment.decree.content import member_remark, partner_names
from ngopeni.assignment.decree.facts import AgencyFacts, Amendment, Head, Member, Pair, RegentFacts, Wave
from ngopeni.assignment.decree.frame import Frame
from ngopeni.assignment.decree.issuer import Issuer, agency_head_of, regent_of
from ngopeni.assignment.decree.values import amendment_values, regency_values, team_values, wave_values
from ngopeni.assignment.decree.village_words import column_header, placed, placed_all
from ngopeni.assignment.decree.words import listed, period_words
from ngopeni.kernel.error import UserError
from ngopeni.kernel.paper import Column, Paper
from ngopeni.kernel.wording import write_date

Facts = TypeVar("Facts", RegentFacts, AgencyFacts)


def amendment_paper(old: Facts, new: Facts, amendment: Amendment, emblem: bytes | None = None) -> Paper:
    """The decree that makes the new facts out of the old.

    Parameters
    ----------
    old : RegentFacts or AgencyFacts
        As in force now, earlier amendments included.
    new : the same kind
        The whole of the new rows; its head (number, date, laws, version and texts of the amendment's template) is
        that of the amendment.
    amendment : Amendment
    emblem : bytes, optional

    Raises
    ------
    UserError
        DECREE-007 when nothing changed; otherwise as `content.regent_paper`.
    """
    if isinstance(old, RegentFacts) and isinstance(new, RegentFacts):
        return _regent_amendment(old, new, amendment, emblem)
    assert isinstance(old, AgencyFacts), "an amendment is of one kind of decree"
    assert isinstance(new, AgencyFacts), "an amendment is of one kind of decree"
    return _agency_amendment(old, new, amendment, emblem)


def _regent_amendment(old: RegentFacts, new: RegentFacts, amendment: Amendment, emblem: bytes | None) -> Paper:
    head = new.head
    changes = changed_pairs(old.pairs, new.pairs)
    conditions = _conditions(old.wave, new.wave, changes)
    issuer = regent_of(head, emblem)
    villages = [each.village for change in changes for each in (change.old, change.new) if each is not None]
    values = {
        **regency_values(head.regency),
        **wave_values(new.wave, villages or [pair.village for pair in new.pairs], head),
        **amendment_values(amendment, old.wave, len(changes), issuer.office),
    }
    columns = (
        Column(column_header(villages), 2.8),
        Column("SEMULA", 3.6),
        Column("MENJADI", 3.6),
        Column("KETERANGAN", 2.4),
    )
    rows = [_pair_row(change, head.signed_on) for change in changes]
    return _paper(head, "regent_amendment", issuer, values, conditions, columns, rows, amendment)


def _agency_amendment(old: AgencyFacts, new: AgencyFacts, amendment: Amendment, emblem: bytes | None) -> Paper:
    head = new.head
    changes = changed_members(old.members, new.members)
    has_moved = {each.code for each in old.villages} != {each.code for each in new.villages}
    conditions = _conditions(old.wave, new.wave, changes, *(["villages_changed"] * has_moved))
    issuer = agency_head_of(head, new.agency, emblem)
    values = {
        **regency_values(head.regency),
        **wave_values(new.wave, new.villages, head),
        **team_values(new),
        **amendment_values(amendment, old.wave, len(changes), issuer.office),
        "old_village_list": placed_all(old.villages),
    }
    columns = (
        Column("NAMA", 3.0),
        Column("SEMULA", 3.4),
        Column("MENJADI", 3.4),
        Column("KETERANGAN", 2.2),
    )
    rows = [_member_row(change) for change in changes]
    return _paper(head, "agency_amendment", issuer, values, conditions, columns, rows, amendment)


def _conditions(old: Wave, new: Wave, changes: Sequence[object], *more: str) -> list[str]:
    """What changed; refused where nothing did."""
    has_period = (old.starts_on, old.ends_on) != (new.starts_on, new.ends_on)
    conditions = [*more, *(["period_changed"] * has_period), *(["rows_changed"] * bool(changes))]
    if not conditions:
        raise UserError("DECREE-007")
    return conditions


def _paper(
    head: Head,
    template: str,
    issuer: Issuer,
    values: dict[str, str],
    conditions: list[str],
    columns: tuple[Column, ...],
    rows: list[tuple[str, ...]],
    amendment: Amendment,
) -> Paper:
    frame = Frame(head, template, issuer, values, conditions)
    noted = [
        f"Keputusan {issuer.office} Nomor {each.number} tanggal {write_date(each.signed_on)}"
        for each in (amendment.original, *amendment.earlier)
    ]
    return frame.paper(frame.annex(columns, rows) if rows else (), noted=noted)


def _pair_row(change: Change[Pair], signed_on: dt.date | None) -> tuple[str, ...]:
    pair = change.new or change.old
    assert pair is not None, "a change has one side at least"
    return (placed(pair.village), _pair_words(change.old), _pair_words(change.new), _pair_note(change, signed_on))


def _pair_words(pair: Pair | None) -> str:
    if pair is None:
        return "–"
    partners = listed(partner_names(pair))
    return f"{pair.agency_name}, bersama {partners}" if partners else pair.agency_name


def _pair_note(change: Change[Pair], signed_on: dt.date | None) -> str:
    """What changed, and from when on where that is after the signature."""
    starts_on = change.new.starts_on if change.new else None
    is_later = starts_on is not None and (signed_on is None or starts_on > signed_on)
    return "; ".join([_pair_change(change), *([f"mulai {write_date(starts_on)}"] if starts_on and is_later else [])])


def _pair_change(change: Change[Pair]) -> str:
    if change.old is None or change.new is None:
        return "Masuk" if change.old is None else "Keluar"
    told = [
        ("Perangkat Daerah berubah", change.old.agency_name != change.new.agency_name),
        ("Mitra berubah", set(change.old.partners) != set(change.new.partners)),
        ("Nama wilayah berubah", change.old.village != change.new.village),
    ]
    return "; ".join(words for words, is_so in told if is_so)


def _member_row(change: Change[Member]) -> tuple[str, ...]:
    member = change.new or change.old
    assert member is not None, "a change has one side at least"
    return (member.name, _member_words(change.old), _member_words(change.new), _member_note(change))


def _member_words(member: Member | None) -> str:
    return "–" if member is None else f"{member.position}; {member.role} Tim"


def _member_note(change: Change[Member]) -> str:
    if change.new is None:
        return "Keluar"
    if change.old is None:
        return "; ".join(filter(None, ("Masuk", member_remark(change.new))))
    period = period_words(change.new.starts_on, change.new.ends_on)
    told = [
        ("Jabatan berubah", change.old.position != change.new.position),
        ("Kedudukan berubah", change.old.role != change.new.role),
        (f"Nama semula {change.old.name}", change.old.name != change.new.name),
        (change.new.note or "Keterangan dihapus", change.old.note != change.new.note),
        (f"Masa tugas {period or 'sama dengan masa tugas Tim'}", _own_period(change.old) != _own_period(change.new)),
    ]
    return "; ".join(words for words, is_so in told if is_so)


def _own_period(member: Member) -> tuple[dt.date | None, dt.date | None]:
    return member.starts_on, member.ends_on
