"""The stage as a whole: findings with their base, fingerprints, waivers, and the date before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ngopeni.kernel.engine import Engine
from ngopeni.quality.build import EARLIER, build
from ngopeni.quality.rules import all_rules
from ngopeni.quality.tables import FINDING, FINDING_BASE, TABLES
from ngopeni.quality.tests.laying import AS_OF, VILLAGE, Laid, load

WRONG = {"nik": "331609120385000", "full_name": "M. SLAMET"}
WAIVER = {
    "rule_code": "QUALITY-103",
    "subject_key": "a/0",
    "fingerprint": "abcde",
    "reason": "KTP sudah dilihat",
    "expires_on": None,
    "decided_by": "rina",
    "decided_on": "2020-11-01",
}


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine(threads=1)
    yield engine
    engine.close()


def run(
    engine: Engine, laid: Laid, waivers: list[dict] | None = None, earlier: Path | None = None
) -> dict[tuple[str, str], dict]:
    """Findings by rule and subject; every table keeps its contract."""
    load(engine, laid)
    build(engine, {"waiver": waivers or []}, VILLAGE[:5], AS_OF, earlier)
    for table in TABLES:
        engine.check(table)
    return {(row["rule_code"], row["subject_key"]): row for row in engine.rows("SELECT * FROM finding")}


def listed_before(folder: Path, on: dt.date, counts: dict[str, int]) -> Path:
    """The households of the date before, one for each village."""
    engine = Engine(threads=1)
    rows = [["dtsen/a", code, on, count] for code, count in counts.items()]
    engine.load_rows("household", EARLIER, rows)
    engine.copy("SELECT * FROM household", folder / "household.parquet")
    engine.close()
    return folder / "household.parquet"


def laid_out(*cases) -> Laid:
    laid = Laid()
    for name, case in zip("abcdef", cases, strict=False):
        laid.lay(name, case)
    return laid


def test_without_any_list_the_tables_are_empty(engine):
    assert run(engine, Laid()) == {}
    assert engine.count("finding_base") == engine.count("waiver") == 0


def test_several_lists_are_judged_one_after_the_other_and_found_together(engine):
    found = run(engine, laid_out(WRONG, {**WRONG, "list": "p3ke"}))
    assert {("QUALITY-103", "a/0"), ("QUALITY-103", "b/0")} <= found.keys()
    assert {row["profile"] for row in found.values()} == {"dtsen/a", "p3ke/b"}


def test_every_finding_has_somebody_in_the_base_who_was_judged(engine):
    run(engine, laid_out(WRONG, (WRONG, {"relation": "spouse", "sex": "female"})))
    base = engine.rows("SELECT * FROM finding_base WHERE rule_code = 'QUALITY-103' ORDER BY source_id")
    assert [(row["judged_count"], row["finding_count"]) for row in base] == [(1, 1), (2, 1)]
    counts = "SELECT rule_code, {0} AS n FROM {1} GROUP BY rule_code HAVING {0} > 0 ORDER BY rule_code"
    found, based = (counts.format(*each) for each in (("COUNT(*)", "finding"), ("SUM(finding_count)", "finding_base")))
    assert engine.rows(found) == engine.rows(based)


def test_who_is_not_judged_is_not_counted(engine):
    run(engine, laid_out({"nik": None, "unreadable": "nik"}))
    judged = {row["rule_code"] for row in engine.rows("SELECT rule_code FROM finding_base")}
    assert "QUALITY-105" not in judged
    assert "QUALITY-131" in judged


def test_a_finding_carries_no_name_and_no_number_of_anybody(engine):
    found = run(engine, laid_out(WRONG, ({"nik": "3316091203850001"}, {"nik": "3316091203850001"})))
    texts = " ".join(str(value) for row in found.values() for value in row.values())
    assert "SLAMET" not in texts
    assert not re.search("[0-9]{12}", texts)


def test_a_fingerprint_changes_with_what_its_rule_reads_and_with_nothing_else(engine):
    first = run(engine, laid_out({**WRONG, "sex": "male"}))
    mended = run(engine, laid_out({**WRONG, "sex": "female", "nik": "33160912038"}))
    other_name = run(engine, laid_out({**WRONG, "full_name": "M. SUGENG"}))
    nik, name = ("QUALITY-103", "a/0"), ("QUALITY-133", "a/0")
    assert first[nik]["fingerprint"] != mended[nik]["fingerprint"]
    assert first[nik]["fingerprint"] == other_name[nik]["fingerprint"]
    assert first[name]["fingerprint"] == mended[name]["fingerprint"]
    assert first[name]["fingerprint"] != other_name[name]["fingerprint"]


def test_a_waiver_is_copied_in_and_the_newest_word_counts(engine):
    later = {**WAIVER, "reason": "Kartu keluarga juga sudah dilihat", "decided_on": "2020-12-01"}
    run(engine, laid_out(WRONG), [later, WAIVER])
    assert [row["reason"] for row in engine.rows("SELECT reason FROM waiver")] == [later["reason"]]


def test_whoever_is_gone_by_the_list_itself_is_not_judged(engine):
    found = run(engine, laid_out(({}, {**WRONG, "is_member": False, "member_status": "dead"})))
    assert not any(subject == "a/1" for _, subject in found)


@pytest.mark.parametrize(("before", "is_jump"), [(400, True), (3, False)])
def test_a_village_that_changes_far_more_than_its_list_is_shown(engine, tmp_path, before, is_jump):
    path = listed_before(tmp_path, dt.date(2018, 1, 1), {VILLAGE: before, "33.16.09.2002": 119})
    neighbours = tuple({"household": number, "village": "33.16.09.2002"} for number in range(1, 120))
    found = run(engine, laid_out(({}, *neighbours)), earlier=path)
    assert (("QUALITY-315", f"dtsen/a:{VILLAGE}") in found) is is_jump


def test_a_list_compared_with_itself_has_not_jumped(engine, tmp_path):
    found = run(engine, laid_out({}), earlier=listed_before(tmp_path, AS_OF, {VILLAGE: 500}))
    assert not any(code == "QUALITY-315" for code, _ in found)


def test_rows_set_aside_are_found_by_their_place_in_the_file(engine):
    laid = laid_out({})
    finding = {"source_id": "source-a", "position": 1, "severity": "error", "is_set_aside": True}
    laid.tables["import_finding"] = [
        {**finding, "row_number": 7, "rule_code": "INTAKE-112", "column_name": "village_code"},
        {**finding, "row_number": 8, "rule_code": "INTAKE-140", "column_name": "nik"},
        {**finding, "row_number": 9, "rule_code": "INTAKE-112", "source_id": "elsewhere"},
    ]
    found = run(engine, laid)
    rows = {key for key in found if key[0] in ("QUALITY-301", "QUALITY-302")}
    assert rows == {("QUALITY-301", "source-a:7"), ("QUALITY-302", "source-a:8")}


def test_crowds_of_birthdays_on_one_day_are_shown_by_village(engine):
    births = [dt.date(1950 + n, 1, 1) if n < 12 else dt.date(1980, 5, n % 28 + 1) for n in range(60)]
    case = tuple({"household": n, "birth_date": birth} for n, birth in enumerate(births))
    found = run(engine, laid_out(case))
    assert ("QUALITY-310", f"dtsen/a:{VILLAGE}") in found


def test_the_same_rows_give_the_same_findings_in_any_order(engine):
    laid = laid_out(*(rule.bad[0] for rule in list(all_rules().values())[:6]))
    first = run(engine, laid)
    for rows in laid.tables.values():
        rows.reverse()
    assert {key: {**row, "row_number": None} for key, row in run(engine, laid).items()} == {
        key: {**row, "row_number": None} for key, row in first.items()
    }


def test_the_tables_say_what_they_promise():
    assert FINDING.grain == ("rule_code", "subject_key")
    assert FINDING.is_personal
    assert not FINDING_BASE.is_personal
