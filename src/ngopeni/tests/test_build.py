"""The whole batch, on invented files."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from ngopeni import build as batch
from ngopeni.areas.register import load_areas
from ngopeni.areas.tests.invented import features_by_code, write
from ngopeni.build import READS, build, gather, snapshot_dates
from ngopeni.intake import receiving, typed_store
from ngopeni.intake.tests.files import write_csv
from ngopeni.kernel.edition import current_edition, manifest, reference_hash
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.invent import invent_rows
from ngopeni.kernel.workspace import Workspace, make_workspace
from ngopeni.tables import OF_STAGE, TABLES
from ngopeni.tests.invented import bring, fill, idm_table
from ngopeni.tests.peopled import fill_with_people

BLORA = load_areas("33.16")
ROOT = Path(batch.__file__).parents[1]
# Whoever writes a stage that builds tables has it called for every date.
STAGES = sorted(path.parent.name for path in ROOT.glob("ngopeni/*/build.py"))


def facts_of(workspace) -> dict:
    """The manifest of the published edition."""
    edition = current_edition(workspace)
    assert edition is not None
    return manifest(workspace, edition)


def read(workspace, as_of: str, sql: str):
    """Rows of a query over a published snapshot."""
    engine = Engine(threads=1)
    folder = workspace.editions / current_edition(workspace) / as_of
    for name in TABLES:
        engine.read(name, [folder / f"{name}.parquet"])
    rows = engine.rows(sql)
    engine.close()
    return rows


def contents(workspace) -> dict[str, list]:
    """Every row of every published table, in their order; lists of people stand in none."""
    folder = workspace.editions / current_edition(workspace)
    engine = Engine(threads=1)
    found = {}
    for path in sorted(folder.rglob("*.parquet")):
        engine.read("one", [path])
        rows = engine.run("SELECT * FROM one")
        found[str(path.relative_to(folder))] = sorted(rows, key=repr) if TABLES[path.stem].is_personal else rows
    engine.close()
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A workspace built once; tests that change anything make their own."""
    workspace = fill(tmp_path_factory.mktemp("built") / "home")
    build(workspace, {})
    return workspace


@pytest.fixture(scope="module")
def small_built(tmp_path_factory):
    """A workspace of a few villages, to be copied."""
    workspace = fill(tmp_path_factory.mktemp("small") / "home", count=5)
    build(workspace, {})
    return workspace


@pytest.fixture
def workspace(small_built, tmp_path):
    """A built workspace of a few villages that a test may change."""
    shutil.copytree(small_built.home, tmp_path / "home")
    return Workspace(tmp_path / "home")


def test_every_table_of_every_date_is_written_and_keeps_its_contract(built):
    facts = facts_of(built)
    assert list(facts["snapshots"]) == ["2022-12-31", "2023-12-31", "2024-06-30"]
    folder = built.editions / facts["edition"]
    for as_of, counts in facts["snapshots"].items():
        assert set(counts) == set(TABLES)
        for name, table in TABLES.items():
            engine = Engine(threads=1)
            engine.read(name, [folder / as_of / f"{name}.parquet"])
            engine.check(table)
            assert engine.count(name) == counts[name]
            engine.close()


def test_the_manifest_names_its_five_inputs_and_what_each_step_took(built):
    facts = facts_of(built)
    assert facts["sources"] == [note["source_id"] for note in gather(built, {}).sources]
    assert len(facts["sources"]) == 5
    assert facts["reference"] == reference_hash()
    assert facts["predecessor"] is None
    assert facts["regency_code"] == "33.16"
    assert facts["code_version"] == batch.VERSION
    assert len(facts["decisions"]) == 16
    assert set(facts["seconds"]) == {f"{as_of} {stage}" for as_of in facts["snapshots"] for stage in STAGES}
    assert all(seconds >= 0 for seconds in facts["seconds"].values())


def test_a_snapshot_knows_only_what_was_known_then(built):
    years = {
        as_of: [row["year"] for row in read(built, as_of, "SELECT DISTINCT reference_year AS year FROM village_index")]
        for as_of in ("2022-12-31", "2023-12-31", "2024-06-30")
    }
    assert years == {"2022-12-31": [2022], "2023-12-31": [2023], "2024-06-30": [2023]}
    people = {as_of: len(read(built, as_of, "SELECT * FROM population")) for as_of in years}
    assert people == {"2022-12-31": 0, "2023-12-31": 295, "2024-06-30": 295}
    assert {len(read(built, as_of, "SELECT * FROM village")) for as_of in years} == {295}


def test_poverty_stands_in_a_snapshot_by_its_own_year_whenever_the_file_came(built):
    for as_of, last in (("2022-12-31", 2022), ("2023-12-31", 2023), ("2024-06-30", 2024)):
        rows = read(built, as_of, "SELECT year, measured_on FROM poverty_series ORDER BY year")
        assert [row["year"] for row in rows] == list(range(2018, last + 1))
        assert all(row["measured_on"] == dt.date(row["year"], 3, 1) for row in rows)


def test_every_row_leads_to_its_source_and_the_source_counts_its_rows(built):
    for name in ("village_index", "population", "village_indicator", "poverty_series"):
        orphans = read(
            built, "2024-06-30", f"SELECT * FROM {name} WHERE source_id NOT IN (SELECT source_id FROM source)"
        )
        assert orphans == []
    sources = read(built, "2024-06-30", "SELECT * FROM source")
    assert len(sources) == 5
    assert all(row["row_count"] == row["typed_count"] + row["set_aside_count"] for row in sources)
    assert {row["is_simulated"] for row in sources} == {True}
    assert {row["regency_code"] for row in sources} == {"33.16"}


def test_the_newest_source_wins_for_each_village(workspace, tmp_path):
    correction = idm_table(BLORA, 2024, 2)
    newest = bring(workspace, write_csv(tmp_path / "a.csv", correction), dt.date(2024, 12, 31))
    build(workspace, {})
    rows = read(workspace, "2024-12-31", "SELECT village_code, reference_year, source_id FROM village_index")
    assert Counter(row["reference_year"] for row in rows) == {2024: 2, 2023: 3}
    assert {row["village_code"] for row in rows if row["source_id"] == newest} == {row[0] for row in correction[1:]}


def test_of_two_sources_of_one_date_the_later_received_wins(workspace, tmp_path):
    table = idm_table(BLORA, 2023, 2)
    table[1] = [*table[1][:8], "MANDIRI"]
    later = bring(workspace, write_csv(tmp_path / "a.csv", table), dt.date(2023, 12, 31), hour=1)
    build(workspace, {})
    rows = read(workspace, "2023-12-31", "SELECT idm_status, source_id FROM village_index ORDER BY village_code")
    assert rows[0] == {"idm_status": "mandiri", "source_id": later}
    assert [row["source_id"] == later for row in rows] == [True, True, False, False, False]


def test_a_withdrawn_source_leaves_every_table(workspace, tmp_path):
    before = current_edition(workspace)
    withdrawn = read(workspace, "2023-12-31", "SELECT DISTINCT source_id AS id FROM village_index")[0]["id"]
    after = build(workspace, {"withdrawn_source": [{"source_id": withdrawn, "reason": "keliru"}]})
    assert after != before
    assert withdrawn not in manifest(workspace, after)["sources"]
    years = read(workspace, "2023-12-31", "SELECT DISTINCT reference_year AS year FROM village_index")
    assert years == [{"year": 2022}]
    for name in ("source", "village_index", "import_finding", "zone_input"):
        assert read(workspace, "2023-12-31", f"SELECT * FROM {name} WHERE source_id = '{withdrawn}'") == []
    # The decision taken back, the old edition is there again and nothing is built.
    assert build(workspace, {}) == before


def test_building_again_builds_nothing(workspace, tmp_path, monkeypatch):
    first = current_edition(workspace)
    monkeypatch.setattr(batch, "build_snapshot", lambda *args: pytest.fail("it built"))
    assert build(workspace, {}) == first


def test_a_new_file_types_only_itself(workspace, tmp_path, monkeypatch):
    typed = []
    keep_typed = receiving.keep_typed

    def watch(*args):
        typed.append(args[1]["source_id"])
        keep_typed(*args)

    monkeypatch.setattr(typed_store, "keep_typed", watch)
    monkeypatch.setattr(receiving, "keep_typed", watch)
    new = bring(workspace, write_csv(tmp_path / "a.csv", idm_table(BLORA, 2024, 3)), dt.date(2024, 12, 31))
    build(workspace, {})
    assert typed == [new]


def test_an_empty_workspace_has_one_snapshot_of_the_day_it_was_opened(tmp_path):
    workspace = make_workspace(tmp_path, "33.16", dt.date(2024, 5, 6))
    build(workspace, {})
    facts = facts_of(workspace)
    assert list(facts["snapshots"]) == ["2024-05-06"]
    assert facts["snapshots"]["2024-05-06"]["village"] == 295
    assert {row["zone"] for row in read(workspace, "2024-05-06", "SELECT zone FROM zone")} == {"unassessed"}


def test_boundaries_are_drawn_for_every_date_and_date_none(workspace, tmp_path):
    assert {row["is_indicative"] for row in read(workspace, "2022-12-31", "SELECT is_indicative FROM shape")} == {True}
    map_source = bring(workspace, write(tmp_path / "batas.geojson", features_by_code()), dt.date(2025, 7, 1))
    inputs = gather(workspace, {})
    assert dt.date(2025, 7, 1) not in snapshot_dates(workspace, inputs.sources)
    build(workspace, {})
    for as_of in ("2022-12-31", "2024-06-30"):
        drawn = read(workspace, as_of, "SELECT COUNT(*) AS n FROM shape WHERE level = 'village' AND NOT is_indicative")
        assert drawn == [{"n": len(features_by_code())}]
        source = read(workspace, as_of, f"SELECT profile FROM source WHERE source_id = '{map_source}'")
        assert source == [{"profile": "boundary"}]


@pytest.mark.parametrize("regency_code", ["33.19", "95.01", "31.74"])
def test_any_regency_builds(tmp_path, regency_code):
    workspace = fill(tmp_path / "home", regency_code)
    build(workspace, {})
    villages = {village.village_code for village in load_areas(regency_code).villages}
    for name in ("village", "zone"):
        rows = read(workspace, "2024-06-30", f"SELECT village_code, regency_code FROM {name}")
        assert {row["village_code"] for row in rows} == villages
        assert {row["regency_code"] for row in rows} == {regency_code}
    shapes = read(workspace, "2024-06-30", "SELECT area_code FROM shape WHERE level = 'village'")
    assert {row["area_code"] for row in shapes} == villages
    desa = [village for village in load_areas(regency_code).villages if village.village_type == "desa"]
    index = read(workspace, "2024-06-30", "SELECT COUNT(*) AS n FROM village_index")
    assert index == [{"n": len(desa)}]


def test_equal_inputs_in_two_folders_give_one_name_and_equal_tables(small_built, tmp_path):
    other = fill(tmp_path / "home", count=5)
    told = []
    assert build(other, {}, lambda *step: told.append(step)) == current_edition(small_built)
    found = contents(other)
    assert found == contents(small_built)
    assert sum(len(rows) for rows in found.values()) > 1000
    assert told == [("build.snapshot", done, 3) for done in range(3)] + [("build.publish", 3, 3)]


@pytest.mark.parametrize("stage", ["areas_build", "intake_build", "zones_build", "targets_build"])
def test_a_stage_that_fails_leaves_the_published_edition(workspace, tmp_path, monkeypatch, stage):
    first = current_edition(workspace)
    before = contents(workspace)
    bring(workspace, write_csv(tmp_path / "a.csv", idm_table(BLORA, 2024, 3)), dt.date(2024, 12, 31))

    def fail(*args, **kwargs):
        raise MemoryError

    with monkeypatch.context() as patch, pytest.raises(MemoryError):
        patch.setattr(getattr(batch, stage), "build", fail)
        build(workspace, {})
    assert current_edition(workspace) == first
    assert contents(workspace) == before


def test_what_a_killed_build_left_is_gone_after_the_next(tmp_path):
    workspace = fill(tmp_path / "home", count=5)
    # Dies as if the power had gone, in the middle of the batch.
    script = (
        "import os, pathlib, sys; from ngopeni import build as batch; from ngopeni.kernel.workspace import Workspace; "
        "batch.zones_build.build = lambda *args: os._exit(9); batch.build(Workspace(pathlib.Path(sys.argv[1])), {})"
    )
    killed = subprocess.run([sys.executable, "-c", script, workspace.home], cwd=ROOT, check=False)
    assert killed.returncode == 9
    assert current_edition(workspace) is None
    assert len(list(workspace.editions.glob(".draft-*"))) == 1
    name = build(workspace, {})
    assert [folder.name for folder in workspace.editions.iterdir()] == [name]


WAIVED = {
    "rule_code": "QUALITY-103",
    "subject_key": "bdt2015:1",
    "fingerprint": "ab12",
    "reason": "rekaan",
    "expires_on": "2026-01-01",
    "decided_by": "analis",
    "decided_on": "2025-01-01",
}
JUDGED = {
    "record_key_l": "bdt2015:1",
    "fingerprint_l": "ab",
    "record_key_r": "bdt2015:2",
    "fingerprint_r": "cd",
    "verdict": "same",
    "decided_by": "analis",
    "decided_on": "2025-01-01",
}


def invented(name: str) -> list[dict]:
    """Two rows that somebody may have decided."""
    return invent_rows(TABLES[name], 2, seed=7)


# Each decision table that a build is given, with something in it; a withdrawn source is one file less.
DECIDED: dict[str, list[dict]] = {
    "waiver": [WAIVED],
    "match_judgement": [JUDGED],
    "zone_version": [
        {
            "as_of": "2022-12-31",
            "decided_at": "2025-01-01",
            "zones": invented("zone"),
            "reasons": invented("zone_reason"),
        }
    ],
    "institution": invented("institution"),
    "assignment": invented("assignment"),
    "evaluation_design": invented("evaluation_design"),
}


def parted(workspace) -> dict[str, str]:
    """Somebody's word that two rows which were linked are two persons."""
    (pair,) = read(workspace, "2024-12-31", "SELECT * FROM match_pair WHERE decision = 'linked' ORDER BY 1, 2 LIMIT 1")
    return {**JUDGED, **{name: pair[name] for name in JUDGED if name in pair}, "verdict": "different"}


def test_what_is_taken_over_is_what_would_have_been_worked_out(tmp_path):
    onward = fill_with_people(tmp_path / "onward", tmp_path / "files", persons=1_400)
    build(onward, {})
    before = contents(onward)
    decided: dict[str, list[dict]] = {}
    for name, rows in {**DECIDED, "match_judgement": [parted(onward)]}.items():
        decided[name] = rows
        build(onward, decided)
        found = contents(onward)
        changed = {Path(path).stem for path in found if found[path] != before[path]}
        followers = {stage for stage, names in READS.items() if name in names}
        assert changed, name
        assert changed <= {table.name for stage in followers for table in OF_STAGE[stage]}
        before = found
    anew = Workspace(shutil.copytree(onward.home, tmp_path / "anew"))
    (anew.home / "current").unlink()
    shutil.rmtree(anew.editions)
    assert build(anew, decided) == current_edition(onward)
    assert contents(anew) == before
    assert facts_of(anew)["snapshots"] == facts_of(onward)["snapshots"]


def test_a_stage_runs_again_when_a_decision_that_it_follows_changes_and_only_then(workspace, monkeypatch):
    ran: list[str] = []
    for stage in STAGES:
        module = getattr(batch, f"{stage}_build")
        monkeypatch.setattr(module, "build", lambda *args, _s=stage, _run=module.build: (ran.append(_s), _run(*args)))
    dates = len(facts_of(workspace)["snapshots"])
    for name, rows in DECIDED.items():
        ran.clear()
        build(workspace, {})
        assert ran == []
        build(workspace, {name: rows})
        assert Counter(ran) == {stage: dates for stage, names in READS.items() if name in names}
    ran.clear()
    bring(workspace, write_csv(workspace.home.parent / "idm.csv", idm_table(BLORA, 2025, 5)), dt.date(2024, 9, 30))
    build(workspace, {})
    assert Counter(ran) == dict.fromkeys(STAGES, dates + 1)


def test_an_edition_does_not_notice_when_one_that_took_its_tables_over_is_thrown_away(workspace):
    first = current_edition(workspace)
    before = contents(workspace)
    second = build(workspace, {"waiver": [WAIVED]})
    shutil.rmtree(workspace.editions / first)
    now = contents(workspace)
    assert {path for path in now if now[path] != before[path]} == {path for path in now if "waiver" in path}
    assert build(workspace, {"waiver": [WAIVED]}) == second


def test_keys_are_those_of_the_edition_before_while_the_files_stand(workspace):
    before = facts_of(workspace)
    build(workspace, {"waiver": [WAIVED]})
    assert facts_of(workspace)["edition"] != before["edition"]
    build(workspace, {"waiver": [WAIVED], "match_judgement": [JUDGED]})
    # Undone, it is the edition of before, keys and all; a new file is another matter.
    assert build(workspace, {"waiver": [WAIVED]}) != build(workspace, {}) == before["edition"]
    bring(workspace, write_csv(workspace.home.parent / "idm.csv", idm_table(BLORA, 2025, 5)), dt.date(2024, 9, 30))
    build(workspace, {})
    assert facts_of(workspace)["predecessor"] == before["edition"]
