"""Giving a resident a slip of what was told."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.verification.actions.looking import SERVE, check_limit, check_may_serve
from ngopeni.verification.actions.numbering import lock_series, take_number
from ngopeni.verification.answer import Answer, Standing
from ngopeni.verification.models import CounterVisit

SALT = "counter.searched"
# A resident stands at the counter; a search of yesterday is no answer of today.
FRESH_SECONDS = 3600


@dataclass(frozen=True)
class Searched:
    """A search that somebody made, without what was searched for: a slip that nobody was found needs one.

    Parameters
    ----------
    village_code : str
    edition : str
    by : str
        Username.
    has_alike : bool
        Whether people of a like name were shown, none of whom the resident may be.
    """

    village_code: str
    edition: str
    by: str
    has_alike: bool = False

    def sign(self) -> str:
        """As a text that a page can carry and nobody can make up."""
        return signing.dumps([self.village_code, self.edition, self.by, self.has_alike], salt=SALT)


def read_search(text: str) -> Searched:
    """The search that a page carried.

    Raises
    ------
    UserError
        VERIFICATION-011 when it is not ours or too old.
    """
    try:
        village_code, edition, by, has_alike = signing.loads(text, salt=SALT, max_age=FRESH_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise UserError("VERIFICATION-011") from error
    return Searched(village_code, edition, by, has_alike)


def serve(*, village_code: str, snapshot: Snapshot, answer: Answer, purpose: str, by: User) -> CounterVisit:
    """Write down that a resident was told this, under the next number.

    Raises
    ------
    UserError
        What `User.refusal` says, VERIFICATION-010 beyond the limit, 012 without a purpose.
    """
    check_may_serve(by, village_code)
    if purpose not in CounterVisit.Purpose.values:
        raise UserError("VERIFICATION-012")
    check_limit(by, village_code, SERVE)
    return _give_number(village_code, snapshot, answer, purpose, by)


@transaction.atomic
def _give_number(village_code: str, snapshot: Snapshot, answer: Answer, purpose: str, by: User) -> CounterVisit:
    now = timezone.now()
    year = timezone.localtime(now).year
    visit = CounterVisit.objects.create(
        village_code=village_code,
        year=year,
        number=take_number(lock_series(village_code, year, "visit")),
        at=now,
        by=by,
        purpose=purpose,
        result=answer.standing,
        record_key=answer.row.get("record_key", ""),
        edition=snapshot.edition,
        as_of=snapshot.as_of,
    )
    record(
        SERVE,
        by=by.username,
        subject=f"visit:{village_code}:{year}:{visit.number}",
        village_code=village_code,
        purpose=purpose,
        result=str(answer.standing),
    )
    return visit


def serve_unlisted(
    *,
    village_code: str,
    snapshot: Snapshot,
    searched: Searched,
    answer: Answer,
    purpose: str,
    is_checked: bool,
    by: User,
) -> CounterVisit:
    """Write down that a resident was not found; only after a search in this village by this person in this edition.

    Parameters
    ----------
    village_code : str
    snapshot : Snapshot
    searched : Searched
    answer : Answer
    purpose : str
    is_checked : bool
        Whether resident and officer have gone through the names that are alike.
    by : User

    Raises
    ------
    UserError
        VERIFICATION-011 for another's search, 013 where no list can answer for the village, 014 where names that are
        alike were not gone through, otherwise as `serve`.
    """
    if (searched.village_code, searched.edition, searched.by) != (village_code, snapshot.edition, by.username):
        raise UserError("VERIFICATION-011")
    assert answer.standing is Standing.NOT_LISTED, "whoever was found is served by the row"
    if not answer.cover["row_count"]:
        raise UserError("VERIFICATION-013")
    if searched.has_alike and not is_checked:
        raise UserError("VERIFICATION-014")
    return serve(village_code=village_code, snapshot=snapshot, answer=answer, purpose=purpose, by=by)
