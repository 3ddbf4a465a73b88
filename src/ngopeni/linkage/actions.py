"""Judging pairs, taking a judgement back, and what of it the next build applies."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError
from ngopeni.linkage.models import UNSURE, VERDICTS, Judgement
from ngopeni.linkage.work import LONGEST_SECONDS
from ngopeni.linkage.worklist import Pair, Sides

# What it takes in both villages of a pair.
RIGHTS = (Permission.JUDGE_PAIRS, Permission.READ_PEOPLE)


@transaction.atomic
def judge(*, pair: Pair, verdict: str, as_of: dt.date, seconds: float | None = None, by: User) -> Judgement:
    """Say of two rows whether they are one person; the own word of before is closed.

    Parameters
    ----------
    pair : Pair
        As it was shown.
    verdict : {"same", "different", "unsure"}
    as_of : date
        Of the lists that were shown.
    seconds : float, optional
        From the page to the answer.
    by : User

    Raises
    ------
    UserError
        LINKAGE-011 for another verdict, and whatever `User.refusal` says of either village.
    """
    if verdict not in VERDICTS:
        raise UserError("LINKAGE-011")
    check_rights(by, pair.villages)
    now = timezone.now()
    (key_l, fingerprint_l), (key_r, fingerprint_r) = pair.sides
    rows = {"record_key_l": key_l, "fingerprint_l": fingerprint_l}
    rows |= {"record_key_r": key_r, "fingerprint_r": fingerprint_r}
    # Who judges twice at the same moment waits here for the own account.
    User.objects.select_for_update().get(pk=by.pk)
    Judgement.objects.filter(by=by, withdrawn_at=None, **rows).update(withdrawn_by=by, withdrawn_at=now)
    made = Judgement.objects.create(
        **rows,
        village_code_l=pair.villages[0],
        village_code_r=pair.villages[1],
        as_of=as_of,
        verdict=verdict,
        is_sample=pair.is_sample,
        seconds=round(seconds) if seconds is not None and 0 <= seconds <= LONGEST_SECONDS else None,
        by=by,
        at=now,
    )
    record(
        "linkage.judge",
        by=by.username,
        subject=f"judgement:{made.pk}",
        village_code=made.village_code_l,
        other_village_code=made.village_code_r,
        verdict=verdict,
    )
    return made


@transaction.atomic
def withdraw_judgement(*, judgement: Judgement, by: User) -> None:
    """Take a judgement back: the next build no longer applies it, and the pair is asked about again.

    Raises
    ------
    UserError
        LINKAGE-012 when it was taken back before, and whatever `User.refusal` says of either village.
    """
    check_rights(by, (judgement.village_code_l, judgement.village_code_r))
    locked = Judgement.objects.select_for_update().get(pk=judgement.pk)
    if locked.withdrawn_at is not None:
        raise UserError("LINKAGE-012")
    locked.withdrawn_by, locked.withdrawn_at = by, timezone.now()
    locked.save()
    record(
        "linkage.withdraw_judgement",
        by=by.username,
        subject=f"judgement:{locked.pk}",
        village_code=locked.village_code_l,
        other_village_code=locked.village_code_r,
        reviewer=locked.by.username,
    )


def check_rights(by: User, villages: Iterable[str]) -> None:
    """Refuse who may not judge pairs in all of these villages, or not read their names.

    Raises
    ------
    UserError
    """
    for village_code in sorted(set(villages)):
        for permission in RIGHTS:
            refused = by.refusal(permission, village_code)
            if refused is not None:
                raise refused


def standing_verdicts() -> dict[Sides, dict[str, str]]:
    """What stands about each pair: reviewer to verdict."""
    columns = ("record_key_l", "fingerprint_l", "record_key_r", "fingerprint_r", "by__username", "verdict")
    found: dict[Sides, dict[str, str]] = defaultdict(dict)
    for key_l, print_l, key_r, print_r, reviewer, verdict in (
        Judgement.objects.filter(withdrawn_at=None).order_by().values_list(*columns)
    ):
        found[(key_l, print_l), (key_r, print_r)][reviewer] = verdict
    return dict(found)


def is_contradicted(verdicts: Iterable[str]) -> bool:
    """Whether people say both of a pair: then neither is applied until they have talked.

    Examples
    --------
    >>> is_contradicted(["same", "different"]), is_contradicted(["same", "unsure"])
    (True, False)
    """
    return len(set(verdicts) - {UNSURE}) > 1


def judgement_rows() -> list[dict[str, str]]:
    """Judgements as a decision table for the build: one row for each pair that nobody is at odds about."""
    by_pair: dict[Sides, list[Judgement]] = defaultdict(list)
    standing = Judgement.objects.filter(withdrawn_at=None).exclude(verdict=UNSURE).select_related("by")
    for judgement in standing.order_by("record_key_l", "record_key_r", "at", "id"):
        by_pair[judgement.sides].append(judgement)
    return [_exported(told[-1]) for told in by_pair.values() if not is_contradicted(each.verdict for each in told)]


def _exported(judgement: Judgement) -> dict[str, str]:
    return {
        "record_key_l": judgement.record_key_l,
        "fingerprint_l": judgement.fingerprint_l,
        "record_key_r": judgement.record_key_r,
        "fingerprint_r": judgement.fingerprint_r,
        "verdict": judgement.verdict,
        "decided_by": judgement.by.username,
        "decided_on": timezone.localdate(judgement.at).isoformat(),
    }
