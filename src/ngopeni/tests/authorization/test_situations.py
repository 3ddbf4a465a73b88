"""Every page by every role that it is for: in another village, with a grant that is over, without a pact.

What must be open follows from the tables decided by hand in `pages`; what is open is asked of the pages themselves.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ngopeni.accounts.models import Grant, IntegrityPact
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.tests.authorization.pages import (
    ABOUT_PERSONS,
    EVERYBODY,
    FILES,
    MATRIX,
    NAME_READERS,
    ONE_DISTRICT,
    WHOLE_REGENCY,
    address,
    expected,
)

pytestmark = pytest.mark.one_database
# Pages of one village that ask for more than everybody has.
OF_A_VILLAGE = [
    name for name, (kwargs, who) in MATRIX.items() if kwargs.get("village_code") == "own" and who != EVERYBODY
]
DAY = dt.timedelta(days=1)


def over_yesterday() -> None:
    Grant.objects.update(starts_on=timezone.localdate() - 30 * DAY, ends_on=timezone.localdate() - DAY)


def begins_tomorrow() -> None:
    Grant.objects.update(starts_on=timezone.localdate() + DAY)


def ended_now() -> None:
    Grant.objects.update(ended_at=timezone.now(), end_reason="Untuk uji.")


def pact_withdrawn() -> None:
    IntegrityPact.objects.update(withdrawn_at=timezone.now())


def pact_over() -> None:
    IntegrityPact.objects.update(signed_on=timezone.localdate() - 30 * DAY, ends_on=timezone.localdate() - DAY)


def no_grant_at_all() -> None:
    Grant.objects.all().delete()


def faults(client_as, places, who_may, names) -> list[tuple[str, str, str, int]]:
    """Where a page answers otherwise than it should: open to those whom it is for, or shut to them.

    Only they are asked: to everybody else it is shut in every situation, see `test_pages`.
    """
    wrong = []
    for username in EVERYBODY.split():
        client = client_as(username)
        for name in names:
            if username not in MATRIX[name][1].split():
                continue
            may, path = username in who_may(name), address(name, places)
            brings_files = username in FILES.split() and username in who_may("bring")
            methods = ("get",) if may else ("get", "post")
            for method in methods:
                status = getattr(client, method)(path).status_code
                if status not in expected(name, may, brings_files, username in who_may("say")):
                    wrong.append((username, name, method, status))
    return wrong


def test_the_tables_speak_of_what_there_is():
    assert set(MATRIX) >= ABOUT_PERSONS
    assert len(OF_A_VILLAGE) > 10
    assert set(f"{WHOLE_REGENCY} {ONE_DISTRICT}".split()) < set(EVERYBODY.split())


def test_in_a_village_of_others_only_those_whose_grant_reaches_there_come_in(places, client_as):
    found = {}
    for where in ("near", "far"):
        reach = set(WHOLE_REGENCY.split()) | (set(ONE_DISTRICT.split()) if where == "near" else set())

        def who_may(name: str, reach: set[str] = reach) -> set[str]:
            return set(MATRIX[name][1].split()) & reach

        found[where] = faults(client_as, {**places, "own": places[where]}, who_may, OF_A_VILLAGE)
    assert found == {"near": [], "far": []}


def test_when_the_period_is_over_nothing_that_asks_for_a_grant_is_open_to_anybody(places, client_as):
    over_yesterday()
    shut = [name for name, (_, who) in MATRIX.items() if who != EVERYBODY]
    assert faults(client_as, places, lambda name: set(), shut) == []


# One after the other in one set of places: to make those takes longer than to ask for all the pages.
SITUATIONS = (begins_tomorrow, ended_now, no_grant_at_all, pact_withdrawn, pact_over)


def test_about_persons_nothing_is_open_without_grant_and_pact_in_force(places, client_as):
    wrong = []
    for situation in SITUATIONS:
        with transaction.atomic():
            situation()
            found = faults(client_as, places, lambda name: set(), sorted(ABOUT_PERSONS))
            wrong += [(situation.__name__, *fault) for fault in found]
            # A form of the page of findings: it has no page of its own to read.
            status = client_as("analis").post(address("waive", places)).status_code
            wrong += [(situation.__name__, "analis", "waive", status)] if status != 403 else []
            transaction.set_rollback(True)
    assert wrong == []


def test_without_a_pact_other_work_goes_on(places, client_as):
    pact_over()
    others = [name for name, (_, who) in MATRIX.items() if name not in ABOUT_PERSONS and who != EVERYBODY]
    assert faults(client_as, places, lambda name: set(MATRIX[name][1].split()), others) == []


@pytest.mark.parametrize("name", ["household", "person", "reveal"])
def test_a_row_is_open_to_those_whose_grant_reaches_its_village(peopled, people, client_as, name):
    village = people["operator"].village_code
    sql = "SELECT source_id, row_number FROM {} WHERE (village_code = $village) = $own ORDER BY 1, 2 LIMIT 1"
    table = "household" if name == "household" else "person"
    rows = {
        own: snapshot_at(peopled).query(sql.format(table), table, village=village, own=own)[0] for own in (True, False)
    }
    # The page of a reveal leads back to the person; only its form opens anything.
    opened = 302 if name == "reveal" else 200
    wrong = []
    for username in EVERYBODY.split():
        client = client_as(username)
        for own, row in rows.items():
            reach = set(NAME_READERS.split()) if own else set(NAME_READERS.split()) & set(WHOLE_REGENCY.split())
            status = client.get(reverse(name, kwargs=row)).status_code
            if status != (opened if username in reach else 403):
                wrong.append((username, own, status))
    assert wrong == []
