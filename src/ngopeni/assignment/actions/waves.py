"""Opening and cancelling a wave."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.assignment.actions.words import checked_text
from ngopeni.assignment.joining import villages_of_wave
from ngopeni.assignment.matching.problem import Pair
from ngopeni.assignment.models import Wave, WaveVillage
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.measures.small_cells import NEED, shown_tables
from ngopeni.zones.models import ZoneVersion

# Assistance is planned for five years at most; what lasts longer is planned anew.
LONGEST = dt.timedelta(days=5 * 366)


@transaction.atomic
def open_wave(
    *,
    version: ZoneVersion,
    snapshot: Snapshot,
    starts_on: dt.date,
    ends_on: dt.date,
    by: User,
    previous: Wave | None = None,
    left: Mapping[str, str] | None = None,
    released: Sequence[Pair] = (),
    size: int | None = None,
) -> Wave:
    """Open a wave: the villages are settled now, who assists them later.

    Parameters
    ----------
    version : ZoneVersion
        Approved.
    snapshot : Snapshot
        Whose figures on needs are used: that of the version's date.
    starts_on, ends_on : date
    by : User
    previous : Wave, optional
        The wave that this one goes on from.
    left : mapping of str to str, optional
        Villages of that wave that are assisted no more, each with the reason.
    released : sequence of (village code, institution code)
        Pairs of that wave that need not stay together.
    size : int, optional
        So many villages at most.

    Raises
    ------
    UserError
        ASSIGNMENT-031 while another wave is open, 032 for zones that are not approved, 033 for dates out of order or
        too long, 034 without a village, 035 for a wave to go on from that was never approved.
    """
    if Wave.objects.filter(state=Wave.State.OPEN).exists():
        raise UserError("ASSIGNMENT-031")
    if version.state != ZoneVersion.State.APPROVED:
        raise UserError("ASSIGNMENT-032", number=version.number)
    if not starts_on < ends_on <= starts_on + LONGEST:
        raise UserError("ASSIGNMENT-033", starts_on=starts_on, ends_on=ends_on)
    if previous is not None and previous.state != Wave.State.APPROVED:
        raise UserError("ASSIGNMENT-035", number=previous.number)
    left = {code: checked_text(reason) for code, reason in (left or {}).items()}
    before = set(previous.villages.values_list("village_code", flat=True)) if previous else set()
    taken = villages_of_wave(version.zones, before, left, size)
    if not taken:
        raise UserError("ASSIGNMENT-034", number=version.number)
    wave = Wave.objects.create(
        number=(Wave.objects.aggregate(n=Max("number"))["n"] or 0) + 1,
        zone_version=version,
        previous=previous,
        starts_on=starts_on,
        ends_on=ends_on,
        left=[{"village_code": code, "reason": reason} for code, reason in sorted(left.items())],
        released=[list(pair) for pair in sorted(released)],
        opened_by=by,
    )
    needs = _needs_of(snapshot)
    places = snapshot.index("village", "village_code")
    WaveVillage.objects.bulk_create(
        _village(wave, row, places[row["village_code"]], needs[row["village_code"]]) for row in taken
    )
    record(
        "assignment.open_wave",
        by=by.username,
        subject=f"wave:{wave.number}",
        zone_version=version.number,
        villages=len(taken),
        left=sorted(left),
    )
    return wave


def _needs_of(snapshot: Snapshot) -> dict[str, list[Row]]:
    """The needs of every village that everybody may see."""
    needs: dict[str, list[Row]] = defaultdict(list)
    for row in shown_tables(snapshot, frozenset())[NEED]:
        if row["need_count"] is not None and row["denominator_count"]:
            needs[row["village_code"]].append(row)
    return needs


def _village(wave: Wave, row: Row, place: Row, needs: list[Row]) -> WaveVillage:
    """A village as it is now."""
    return WaveVillage(
        wave=wave,
        score_rank=row["score_rank"],
        hardness=row["hardness"],
        stays=row["stays"],
        needs=[{name: each[name] for name in ("need_code", "need_count", "denominator_count")} for each in needs],
        needs_on=needs[0]["measured_on"] if needs else None,
        **{name: place[name] for name in ("village_code", "village_name", "village_type", "district_code")},
        **{name: place[name] for name in ("district_name", "latitude", "longitude")},
    )


@transaction.atomic
def cancel_wave(*, wave: Wave, reason: str, by: User) -> None:
    """Give a wave up before it was approved.

    Raises
    ------
    UserError
        ASSIGNMENT-036 when it is no longer open, 021 without a reason.
    """
    reason = checked_text(reason)
    locked = lock_open(wave)
    locked.state, locked.reason = Wave.State.CANCELLED, reason
    locked.decided_by, locked.decided_at = by, timezone.now()
    locked.save()
    record("assignment.cancel_wave", by=by.username, subject=f"wave:{wave.number}", reason=reason)


def lock_open(wave: Wave) -> Wave:
    """The wave, for this transaction alone, while it is still open.

    Raises
    ------
    UserError
        ASSIGNMENT-036.
    """
    locked = Wave.objects.select_for_update().get(pk=wave.pk)
    if locked.state != Wave.State.OPEN:
        raise UserError("ASSIGNMENT-036", number=locked.number)
    return locked
