from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from ngopeni.accounts.refusal import Keys, Standing, refusal
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import ROLES

TODAY = dt.date(2026, 11, 24)
OWN, OTHER = "33.19.01.2001", "33.19.01.2002"


@dataclass(frozen=True)
class Given:
    """A grant without a database."""

    scope_code: str = OWN
    starts_on: dt.date = dt.date(2026, 1, 1)
    ends_on: dt.date = dt.date(2026, 12, 31)
    ended_at: dt.datetime | None = None
    end_reason: str = ""
    paper: str = "SK 7/2026"

    def is_in_force(self, today: dt.date) -> bool:
        return self.ended_at is None and self.starts_on <= today <= self.ends_on


def why(
    role: str,
    permission: Permission,
    village: str | None,
    *grants: Given,
    pact: bool = True,
    active: bool = True,
    keys: Keys = Keys.VOUCHED,
):
    found = refusal(Standing(ROLES[role], active, grants, pact, TODAY, keys), permission, village)
    if found is None:
        return None
    for language in ("id", "en"):
        assert "_" not in found.sentence(language), "a code in the sentence"
    return found.code


OBJECT, READ = Permission.OBJECT_TO_ZONES, Permission.READ_PEOPLE
ENDED = Given(ends_on=TODAY - dt.timedelta(days=1))
REVOKED = Given(ended_at=dt.datetime(2026, 11, 24, 1, tzinfo=dt.UTC), end_reason="pindah tugas")


@pytest.mark.parametrize(
    ("role", "permission", "village", "grants", "code"),
    [
        ("operator", OBJECT, OWN, [Given()], None),
        ("operator", OBJECT, None, [Given()], None),
        ("operator", OBJECT, OTHER, [Given()], "ACCOUNTS-014"),
        ("operator", OBJECT, "", [Given()], "ACCOUNTS-015"),
        ("operator", OBJECT, OWN, [], "ACCOUNTS-015"),
        ("operator", OBJECT, OWN, [ENDED], "ACCOUNTS-012"),
        ("operator", OBJECT, None, [ENDED], "ACCOUNTS-012"),
        ("operator", OBJECT, OWN, [Given(starts_on=TODAY + dt.timedelta(days=1))], "ACCOUNTS-013"),
        ("operator", OBJECT, OWN, [REVOKED], "ACCOUNTS-017"),
        ("operator", OBJECT, OWN, [REVOKED, Given()], None),
        ("operator", OBJECT, OWN, [Given(ends_on=TODAY)], None),
        ("district_head", OBJECT, OTHER, [Given(scope_code="33.19.01")], None),
        ("district_head", OBJECT, "33.19.02.2001", [Given(scope_code="33.19.01")], "ACCOUNTS-014"),
        ("analyst", OBJECT, OTHER, [Given(scope_code="33.19")], None),
        ("analyst", OBJECT, "33.16.01.2001", [Given(scope_code="33.19")], "ACCOUNTS-014"),
        ("regent", OBJECT, OWN, [Given(scope_code="33.19")], "ACCOUNTS-011"),
        ("head", OBJECT, None, [Given(scope_code="33.19")], "ACCOUNTS-011"),
        ("agency_member", READ, OWN, [Given(), Given(scope_code=OTHER)], None),
        ("agency_member", READ, OTHER, [Given(), Given(scope_code=OTHER)], None),
        ("partner", READ, OWN, [Given()], "ACCOUNTS-011"),
        ("partner", Permission.READ_AREAS, None, [], None),
    ],
)
def test_a_grant_opens_its_place_in_its_time_and_a_refusal_says_why(role, permission, village, grants, code):
    assert why(role, permission, village, *grants) == code


def test_names_stay_shut_without_a_pact_and_other_work_does_not():
    assert why("operator", READ, OWN, Given(), pact=False) == "ACCOUNTS-016"
    assert why("operator", READ, OWN, Given()) is None
    assert why("operator", OBJECT, OWN, Given(), pact=False) is None


@pytest.mark.parametrize("permission", list(Permission))
def test_a_closed_account_opens_nothing(permission):
    for role in ROLES:
        assert why(role, permission, OWN, Given(scope_code="33.19"), active=False) == "ACCOUNTS-010"


@pytest.mark.parametrize("keys", [Keys.OWN, Keys.BY_LINK])
def test_names_stay_shut_until_somebody_has_vouched_for_both_keys(keys):
    assert why("operator", READ, OWN, Given(), keys=keys) == "ACCOUNTS-018"
    assert why("operator", OBJECT, OWN, Given(), keys=keys) is None


def test_who_records_pacts_may_hold_keys_of_the_server_but_none_of_an_account_manager():
    wide, right = Given(scope_code="33.19"), Permission.RECORD_PACTS
    for role in ("legal", "social_affairs"):
        assert why(role, right, None, wide, pact=False, keys=Keys.OWN) is None
        assert why(role, right, None, wide, pact=False, keys=Keys.BY_LINK) == "ACCOUNTS-019"
