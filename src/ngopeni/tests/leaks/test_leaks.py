"""As each role, every page and every file that can be reached: no name and no number where none may be."""

from __future__ import annotations

import logging

import pytest

from ngopeni.accounts.models import AuditEvent
from ngopeni.accounts.rights import Permission
from ngopeni.areas.register import load_areas
from ngopeni.conftest import REGENCY
from ngopeni.jobs.models import Job
from ngopeni.kernel.edition import current_edition
from ngopeni.tests.leaks.crawler import Crawl, Seen
from ngopeni.tests.leaks.reading import text_of
from ngopeni.tests.leaks.secret import Secrets, secrets_of


@pytest.fixture
def secrets(peopled, peopled_once) -> Secrets:
    found = secrets_of(peopled.editions / current_edition(peopled), peopled_once.parent / "files")
    areas = load_areas(REGENCY)
    found.drop_words_of(" | ".join(each.village_name for each in areas.villages))
    return found


def faults_of(seen: Seen, user, secrets: Secrets) -> list[tuple[str, str, str]]:
    """What one opened thing shows that it should not; the fault itself repeats no name."""
    text = text_of(seen.kind, seen.content)
    faults = [("number", seen.address, f"{len(found)} numbers") for found in [secrets.numbers_in(text)] if found]
    names = secrets.names_in(text)
    closed = [name for name in names if not may_read(user, secrets.villages_of[name])]
    if closed:
        faults.append(("name", seen.address, f"{len(closed)} names"))
    if names and "no-store" not in seen.cache:
        faults.append(("cache", seen.address, seen.cache))
    for address in (seen.address, *seen.links):
        if secrets.numbers_in(address) or secrets.names_in(address.replace("/", "|").replace("+", " ")):
            faults.append(("address", address, ""))
    return faults


def may_read(user, villages: set[str]) -> bool:
    """Whether somebody may read a name that people of these villages bear."""
    return any(user.can(Permission.READ_PEOPLE, village_code) for village_code in villages)


def test_no_role_reaches_a_name_or_number_that_is_not_for_it(secrets, people, client_as, caplog):
    caplog.set_level(logging.DEBUG)
    crawls = {username: Crawl(client_as(username)) for username in people}
    for crawl in crawls.values():
        crawl.walk(["/"])
    everything = sorted({seen.address for crawl in crawls.values() for seen in crawl.seen})
    faults = []
    for username, crawl in crawls.items():
        # What others were led to, this person may type.
        for address in everything:
            if address not in crawl.known:
                crawl.open(address)
        faults += [(username, *fault) for seen in crawl.seen for fault in faults_of(seen, people[username], secrets)]
        faults += [(username, "error", seen.address, seen.status) for seen in crawl.seen if seen.status >= 500]
    assert faults == []
    assert secrets.numbers_in(caplog.text) == []
    assert secrets.names_in(caplog.text) == []
    for event in AuditEvent.objects.all():
        told = f"{event.action} {event.subject} {event.details}"
        assert not secrets.numbers_in(told), event.action
        assert not secrets.names_in(told), event.action
    assert not [job.name for job in Job.objects.all() if secrets.numbers_in(f"{job.payload} {job.result}")]
