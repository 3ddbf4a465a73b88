"""Waivers: made with right and reason, lapsed by themselves, carried into the snapshot."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent, Grant, IntegrityPact, User
from ngopeni.cli.batch import build_now, export_decisions
from ngopeni.conftest import REGENCY
from ngopeni.intake.archive import all_sources
from ngopeni.intake.models import WithdrawnSource
from ngopeni.intake.receiving import receive
from ngopeni.kernel.error import UserError
from ngopeni.kernel.progress import silent
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.quality import actions
from ngopeni.quality.finding_rows import Asked, finding_count, finding_keys, place_of
from ngopeni.quality.models import Waiver
from ngopeni.quality.views.waivers import CHANGED, EXPIRED, GONE, IN_FORCE, WITHDRAWN, state_of
from ngopeni.quality.waived import standing_fingerprints, waived_findings

BROKEN_NIK, REASON = "QUALITY-103", "KTP sudah dilihat petugas."


@pytest.fixture
def finding(peopled) -> dict:
    """A NIK that has not sixteen digits."""
    rows = snapshot_at(peopled).query(
        "SELECT * FROM finding WHERE rule_code = $rule ORDER BY source_id, row_number LIMIT 1",
        "finding",
        rule=BROKEN_NIK,
    )
    return rows[0]


@pytest.fixture
def waive(peopled, people, finding):
    """Waives that finding, unless told otherwise."""

    def run(by: str = "analis", reason: str = REASON, days: int = 100, places: tuple[str, ...] | None = None) -> int:
        asked = Asked(
            (BROKEN_NIK,), (finding["village_code"],), places=(place_of(finding),) if places is None else places
        )
        return actions.waive(
            snapshot=snapshot_at(peopled),
            asked=asked,
            reason=reason,
            expires_on=timezone.localdate() + dt.timedelta(days=days),
            regency_code=REGENCY,
            by=User.objects.get(username=by),
        )

    return run


def refused(call, *args, **kwargs) -> str:
    with pytest.raises(UserError) as caught, transaction.atomic():
        call(*args, **kwargs)
    return caught.value.code


def test_a_waived_finding_is_found_still_and_counted_apart(peopled, waive, finding):
    assert waive() == 1
    snapshot = snapshot_at(peopled)
    assert [row["subject_key"] for row in waived_findings(snapshot, actions.waived_keys())] == [finding["subject_key"]]
    asked = Asked((BROKEN_NIK,), (finding["village_code"],), waived=actions.waived_keys())
    counts = {
        status: finding_count(snapshot, Asked(asked.rule_codes, asked.villages, status=status, waived=asked.waived))
        for status in ("semua", "sisa", "dikecualikan")
    }
    assert counts["semua"] == counts["sisa"] + 1
    assert counts["dikecualikan"] == 1


def test_what_is_waived_is_written_down_without_a_key_or_a_reason(waive, finding):
    waive()
    event = AuditEvent.objects.get(action="quality.waive")
    assert (event.actor, event.subject, event.village_code) == ("analis", f"rule:{BROKEN_NIK}", finding["village_code"])
    assert finding["subject_key"] not in str(event.details)
    assert REASON not in str(event.details)


def test_waived_twice_is_waived_once(waive):
    assert (waive(), waive()) == (1, 0)
    assert Waiver.objects.count() == 1


def test_the_database_itself_holds_one_waiver_for_each_finding(waive):
    waive()
    again = Waiver.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"reason": " \n "}, "QUALITY-002"),
        ({"reason": "ok"}, "QUALITY-002"),
        ({"reason": "NIK benar 3319011212800003 di KTP"}, "QUALITY-003"),
        ({"days": -1}, "QUALITY-004"),
        ({"days": 731}, "QUALITY-004"),
        ({"places": ()}, "QUALITY-001"),
        ({"places": ("0123456789ab:99",)}, "QUALITY-001"),
        ({"by": "ketua"}, "ACCOUNTS-011"),
        ({"by": "operator"}, "ACCOUNTS-011"),
        ({"by": "pemeriksa"}, "ACCOUNTS-011"),
    ],
)
def test_it_is_refused_without_reason_date_choice_or_right(waive, told, code):
    assert refused(waive, **told) == code
    assert not Waiver.objects.exists()


def test_it_is_refused_in_a_foreign_village(waive, finding):
    elsewhere = "33.19.09" if not finding["village_code"].startswith("33.19.09") else "33.19.08"
    Grant.objects.filter(user__username="analis").update(scope_code=elsewhere)
    assert refused(waive) == "ACCOUNTS-014"


def test_it_is_refused_when_the_grant_has_ended_or_the_pact_is_gone(waive):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    IntegrityPact.objects.filter(user__username="analis").update(ends_on=yesterday)
    assert refused(waive) == "ACCOUNTS-016"
    Grant.objects.filter(user__username="analis").update(ends_on=yesterday, starts_on=yesterday)
    assert refused(waive) == "ACCOUNTS-012"


def test_it_expires_by_its_date(waive, peopled):
    waive(days=0)
    assert len(actions.waived_keys()) == 1
    Waiver.objects.update(expires_on=timezone.localdate() - dt.timedelta(days=1))
    assert actions.waived_keys() == ()
    assert waived_findings(snapshot_at(peopled), actions.waived_keys()) == []
    # What has expired can be waived anew; the old one stays on record.
    assert waive() == 1
    assert Waiver.objects.count() == 2


def test_a_withdrawn_waiver_counts_no_more_and_is_withdrawn_once(waive, people):
    waive()
    waiver = Waiver.objects.get()
    told = {"waiver": waiver, "regency_code": REGENCY, "by": people["dinsos"]}
    assert refused(actions.withdraw_waiver, **told, reason="") == "QUALITY-002"
    assert refused(actions.withdraw_waiver, **{**told, "by": people["kades"]}, reason=REASON) == "ACCOUNTS-011"
    actions.withdraw_waiver(**told, reason="Ternyata KTP-nya lain.")
    assert actions.waived_keys() == ()
    assert actions.waiver_rows() == []
    assert refused(actions.withdraw_waiver, **told, reason=REASON) == "QUALITY-005"
    assert AuditEvent.objects.filter(action="quality.withdraw_waiver", subject=f"rule:{BROKEN_NIK}").count() == 1


def test_the_snapshot_carries_the_waivers_of_its_day(peopled, waive, finding):
    waive()
    assert export_decisions()["waiver"] == actions.waiver_rows()
    build_now(peopled, silent)
    (row,) = snapshot_at(peopled).query("SELECT * FROM waiver", "waiver")
    assert (row["rule_code"], row["subject_key"]) == (BROKEN_NIK, finding["subject_key"])
    assert (row["fingerprint"], row["regency_code"]) == (finding["fingerprint"], REGENCY)
    assert (row["reason"], row["decided_by"], row["decided_on"]) == (REASON, "analis", timezone.localdate())


def replaced_list(workspace, files: Path, folder: Path, row_number: int, nik: str) -> None:
    """The newest list again, with another NIK in one row, in place of the old one."""
    path = max(files.glob("bdt2015_*.csv"))
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    rows[row_number - 1][rows[0].index("NIK")] = nik
    changed = folder / path.name
    with changed.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    as_of = dt.date.fromisoformat(path.stem.rpartition("_")[2])
    old = next(note for note in all_sources(workspace) if (note["profile"], note["as_of"]) == ("bdt2015", str(as_of)))
    WithdrawnSource.objects.create(
        source_id=old["source_id"], reason="Diganti.", withdrawn_by=User.objects.get(username="analis")
    )
    from ngopeni.intake.actions import known_areas

    receive(
        workspace,
        changed,
        known_areas(workspace),
        file_name=changed.name,
        as_of=as_of,
        received_at=dt.datetime(2025, 3, 1),
        received_by="analis",
        profile="bdt2015",
        publisher="Rekaan",
        is_simulated=True,
        withdrawn={old["source_id"]},
    )
    build_now(workspace, silent)


@pytest.mark.parametrize(("nik", "state"), [("12345", CHANGED), ("", GONE)])
def test_it_lapses_when_the_record_changes(peopled, peopled_once, tmp_path, waive, finding, nik, state):
    waive()
    before = snapshot_at(peopled)
    folder = tmp_path / "baru"
    folder.mkdir()
    replaced_list(peopled, peopled_once.parent / "files", folder, finding["row_number"], nik)
    after = snapshot_at(peopled)
    assert before.edition != after.edition
    # It holds for the record as it was, and for no other.
    assert len(waived_findings(before, actions.waived_keys())) == 1
    assert waived_findings(after, actions.waived_keys()) == []
    waiver = Waiver.objects.get()
    found = standing_fingerprints(after, [(waiver.rule_code, waiver.subject_key)])
    assert state_of(waiver, found.get((waiver.rule_code, waiver.subject_key)), timezone.localdate()) == state
    # Nothing else of the list was touched: every other finding keeps its fingerprint.
    asked = Asked((BROKEN_NIK,), None)
    old, new = (
        {row["subject_key"]: row["fingerprint"] for row in finding_keys(each, asked)} for each in (before, after)
    )
    assert {key for key in old if old[key] != new.get(key)} == {finding["subject_key"]}


def test_what_has_become_of_a_waiver_has_one_name():
    today = dt.date(2026, 1, 2)
    waiver = Waiver(fingerprint="abcde", expires_on=today)
    assert state_of(waiver, "abcde", today) == IN_FORCE
    assert state_of(waiver, "edcba", today) == CHANGED
    assert state_of(waiver, None, today) == GONE
    assert state_of(waiver, "abcde", today + dt.timedelta(days=1)) == EXPIRED
    waiver.withdrawn_at = dt.datetime(2026, 1, 2)
    assert state_of(waiver, "abcde", today) == WITHDRAWN
