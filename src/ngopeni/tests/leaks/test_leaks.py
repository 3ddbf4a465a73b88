"""As each role, every page and every file that can be reached: no name and no number where none may be."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from ngopeni.accounts.models import AuditEvent
from ngopeni.accounts.rights import Permission
from ngopeni.areas.register import load_areas
from ngopeni.conftest import REGENCY
from ngopeni.jobs.models import Job
from ngopeni.kernel.edition import current_edition
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workbook import XLSX
from ngopeni.linkage.tests.conftest import make_uncertain
from ngopeni.linkage.worklist import worklist
from ngopeni.tests.authorization.pages import EVERYBODY, MATRIX, address
from ngopeni.tests.leaks.crawler import EACH, Crawl, Seen, kind_of
from ngopeni.tests.leaks.reading import text_of
from ngopeni.tests.leaks.secret import Secrets, secrets_of
from ngopeni.tests.places import make_places

# Whole numbers are opened here, one person at a time or with the right to take rows along, and written down.
HOLDS_NUMBERS = {"reveal", "person", "set_aside_rows"}
# Addresses that act and lead elsewhere: they have no page of their own. The chart has no figures in this regency.
NEVER_SHOWN = {
    "approve_version",
    "discard_version",
    "draft_version",
    "preview_rule",
    "withdraw_source",
    "discard_upload",
}
NEVER_SHOWN |= {"cancel_job", "withdraw_invitation", "renew_invitation", "serve_resident", "reveal", "check_log"}
# The forms that are sent on the way change the lists, so no proposal can be approved any more.
NEVER_SHOWN |= {
    "counter",
    "chart_picture",
    "discard_upload",
    "say",
    "propose_plan",
    "withdraw_ruling",
    "approve_proposal",
}
# The decree of these places is a draft, so no other step is its next; these pages are tried in `assignment/tests`.
NEVER_SHOWN |= {"return_decree", "sign_decree", "put_decree_in_force", "amend_decree", "revoke_decree", "decree_scan"}
NEVER_SHOWN |= {"withdraw_decree", "settle_decree", "link_account"}


@pytest.fixture
def secrets(peopled, peopled_once) -> Secrets:
    found = secrets_of(peopled.editions / current_edition(peopled), peopled_once.parent / "files")
    areas = load_areas(REGENCY)
    found.drop_words_of(" | ".join(each.village_name for each in areas.villages))
    return found


@dataclass
class Read:
    """One opened thing, and what it says of persons."""

    seen: Seen
    names: list[tuple[str, ...]]
    numbers: list[str]


def read(seen: Seen, secrets: Secrets) -> Read:
    """Look for every name and number."""
    text = text_of(seen.kind, seen.content)
    return Read(seen, secrets.names_in(text), secrets.numbers_in(text))


def faults_of(one: Read, user, secrets: Secrets) -> list[tuple[str, str, str]]:
    """What one opened thing shows that it should not; the fault itself repeats no name."""
    seen, faults = one.seen, []
    if one.numbers and kind_of(seen.address)[0] not in HOLDS_NUMBERS:
        faults.append(("number", seen.address, f"{len(one.numbers)} numbers"))
    closed = [name for name in one.names if not may_read(user, secrets.villages_of[name])]
    if closed:
        faults.append(("name", seen.address, f"{len(closed)} names"))
    if (one.names or one.numbers) and "no-store" not in seen.cache:
        faults.append(("cache", seen.address, seen.cache))
    for link in {seen.address, *seen.links}:
        if secrets.numbers_in(link) or secrets.names_in(link.replace("/", "|").replace("+", " ")):
            faults.append(("address", link, ""))
    return faults


def may_read(user, villages: set[str]) -> bool:
    """Whether somebody may read a name that people of these villages bear."""
    return any(user.can(Permission.READ_PEOPLE, village_code) for village_code in villages)


@pytest.fixture
def places(peopled, people, peopled_once):
    """One of everything, in a workspace with people in it; a list of people waits to be taken in."""
    made = make_places(peopled, people, next((peopled_once.parent / "files").glob("bdt2015_*.csv")))
    # Enough pairs for every page of them, whatever the weights are this year.
    snapshot = make_uncertain(peopled)
    worklist.cache_clear()
    return made | {"pair": worklist(snapshot, peopled.key("pairs")).pairs[0].token}


@pytest.fixture
def words(peopled, people) -> dict[str, str]:
    """What somebody writes into a search: the name of a resident of the village where people work."""
    sql = "SELECT full_name FROM person WHERE village_code = $village AND full_name LIKE '% %' ORDER BY 1 LIMIT 1"
    named = snapshot_at(peopled).query(sql, "person", village=people["operator"].village_code)
    return {"q": named[0]["full_name"]}


@pytest.mark.one_database
@pytest.mark.usefixtures("unwatched")
def test_no_role_reaches_a_name_or_number_that_is_not_for_it(secrets, places, words, people, client_as, caplog):
    caplog.set_level(logging.DEBUG)
    common = {name for name, (_, who) in MATRIX.items() if who == EVERYBODY}
    crawls = {username: Crawl(client_as(username), words, common) for username in people}
    starts = ["/", *(address(name, places) for name in MATRIX)]
    for crawl in crawls.values():
        crawl.walk(starts)
    told = {username: [read(seen, secrets) for seen in crawl.seen] for username, crawl in crawls.items()}
    personal = some_of_each({one.seen.address for each in told.values() for one in each if one.names or one.numbers})
    assert len(personal) > 20
    assert [one for each in told.values() for one in each if one.numbers], "no number was ever opened"
    faults = []
    for username, crawl in crawls.items():
        # What others were led to, this person may type.
        typed = [crawl.open(each) for each in personal if each not in crawl.known]
        told[username] += [read(seen, secrets) for seen in typed]
        faults += [(username, *fault) for one in told[username] for fault in faults_of(one, people[username], secrets)]
        faults += [(username, "error", seen.address, seen.status) for seen in crawl.seen if seen.status >= 500]
    assert faults == []
    assert secrets.numbers_in(caplog.text) == []
    assert secrets.names_in(caplog.text) == []
    for event in AuditEvent.objects.all():
        told = f"{event.action} {event.subject} {event.details}"
        assert not secrets.numbers_in(told), event.action
        assert not secrets.names_in(told), event.action
    assert not [job.name for job in Job.objects.all() if secrets.numbers_in(f"{job.payload} {job.result}")]
    check_reach(crawls)


def some_of_each(addresses: Iterable[str]) -> list[str]:
    """A few addresses of each kind of page."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for each in sorted(addresses):
        kinds.setdefault(kind_of(each), []).append(each)
    return [each for listed in kinds.values() for each in listed[:EACH]]


def check_reach(crawls: dict[str, Crawl]) -> None:
    """The crawl came to every page, and to files of every kind, names on them and all."""
    seen = [each for crawl in crawls.values() for each in crawl.seen if each.status == 200]
    reached = {kind_of(each.address)[0] for each in seen}
    assert set(MATRIX) - reached == NEVER_SHOWN
    kinds = {each.kind.partition(";")[0] for each in seen}
    assert kinds >= {"text/html", "image/svg+xml", "image/png", XLSX}
    files = {kind_of(each.address)[0] for each in seen if each.kind.startswith(XLSX)}
    assert files >= {"export_residents", "export_findings", "export_village_findings", "set_aside_rows", "export_log"}
