"""What the pages of this stage share: who is looking, at which villages, in which words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.snapshot import Row, Snapshot, snapshot_at
from ngopeni.linkage.actions import RIGHTS, standing_verdicts
from ngopeni.linkage.board import Scope
from ngopeni.linkage.rows import End, named, pair_by_token
from ngopeni.linkage.worklist import Pair, Sides, Worklist, worklist
from ngopeni.quality.views.viewer import list_title, scope_of

SECTION = {"section": "linkage"}


@dataclass
class Viewer:
    """Somebody at a page: which villages' numbers and which pairs they see."""

    request: Request

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot of the chosen date."""
        return self.request.snapshot

    def snapshot_on(self, date: dt.date) -> Snapshot:
        """The snapshot in which the second row of a pair stands: of the chosen date, or of one before."""
        return self.snapshot if date == self.snapshot.as_of else snapshot_at(self.request.workspace, date)

    @cached_property
    def scope(self) -> Scope:
        """What of the numbers is seen."""
        seen = scope_of(self.request)
        return Scope(seen.villages, seen.rounding)

    @cached_property
    def may_judge(self) -> bool:
        """Whether there are pairs that this person may judge at all."""
        return all(self.request.user.can(each) for each in RIGHTS)

    @cached_property
    def open_villages(self) -> frozenset[str]:
        """Those in which this person may judge pairs."""
        villages = [row["village_code"] for row in self.snapshot.table("village")]
        # Whoever may in the whole regency may in each village; asked one by one, that takes as long as a query.
        is_whole = bool(list(self._may_judge_in([self.request.workspace.regency_code])))
        return frozenset(villages if is_whole else self._may_judge_in(villages))

    def _may_judge_in(self, villages: Iterable[str]) -> Iterable[str]:
        user = self.request.user
        return (code for code in villages if all(user.can(each, code) for each in RIGHTS))

    def may_open(self, villages: Iterable[str]) -> bool:
        """Whether this person may see pairs of these villages, also of some that are no longer there."""
        codes = set(villages) - self.open_villages
        return len(list(self._may_judge_in(codes))) == len(codes)

    @cached_property
    def worklist(self) -> Worklist:
        """What people look at in the snapshot, whoever it is that looks."""
        return worklist(self.snapshot, self.request.workspace.key("pairs"))

    def pair(self, token: str) -> Pair | None:
        """A pair by its token: one that people are asked about, or any other."""
        found = self.worklist.by_token.get(token)
        return found or pair_by_token(self.snapshot, self.request.workspace.key("pairs"), token)

    @cached_property
    def said(self) -> dict[Sides, dict[str, str]]:
        """What stands about each pair."""
        return standing_verdicts()

    def is_closed(self, pair: Pair) -> bool:
        """Whether what others have said of a pair is still kept from this person: first the own word, then theirs."""
        return pair.is_sample and self.request.user.username not in self.said.get(pair.sides, {})

    def may_read(self, village_code: str) -> bool:
        """Whether this person may read the names of a village."""
        return self.request.user.can(Permission.READ_PEOPLE, village_code)

    def place(self, village_code: str) -> Row:
        """A village with its names; one that is no longer there by its code."""
        found = self.snapshot.index("village", "village_code").get(village_code)
        return found or {"village_code": village_code, "village_name": village_code, "district_name": ""}


def names_of(viewer: Viewer, ends: Iterable[End]) -> dict[tuple[dt.date, str], str]:
    """Names of rows of several dates, by date and key; without those of villages that this person may not read."""
    places: dict[dt.date, list[tuple[str, str]]] = defaultdict(list)
    for as_of, village_code, key in ends:
        if viewer.may_read(village_code):
            places[as_of].append((village_code, key))
    found: dict[tuple[dt.date, str], str] = {}
    for as_of, asked in places.items():
        told = named(viewer.snapshot_on(as_of), [key for _village, key in asked], [village for village, _key in asked])
        found |= {(as_of, key): row["full_name"] or _("(tanpa nama)") for key, row in told.items()}
    return found


def has_list(snapshot: Snapshot) -> bool:
    """Whether a list of people is in force."""
    return any(row["is_in_force"] for row in snapshot.table("registry"))


def lists_of(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The list that is linked, with its date."""
    listed = (row for row in snapshot.table("registry") if row["is_in_force"])
    return [{"title": list_title(row["profile"]), "date": row["measured_on"]} for row in listed]
