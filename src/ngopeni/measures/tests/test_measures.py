"""The village measures against their slow twin, on the simulator's files and on small odd lists."""

from __future__ import annotations

import atexit
import csv
import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ngopeni.areas import build as areas_build
from ngopeni.areas.area import Areas
from ngopeni.areas.register import load_areas
from ngopeni.intake import build as intake_build
from ngopeni.intake.archive import all_sources
from ngopeni.intake.receiving import receive
from ngopeni.intake.tables import TABLES as INTAKE_TABLES
from ngopeni.kernel.edition import reference_hash
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.workspace import Workspace, make_workspace
from ngopeni.measures import build as measures_build
from ngopeni.measures.tables import TABLES as MEASURE_TABLES
from ngopeni.measures.tests import twin
from ngopeni.simulation.simulate import DATES, simulate
from ngopeni.zones import build as zones_build

FIRST, _, LAST = DATES
BLORA = load_areas("33.16")
REGISTRIES = ("bdt2015", "dtsen", "p3ke", "dtks_short")
COUNTED = (
    "member_count",
    "low_member_count",
    "household_count",
    "family_count",
    "population_count",
    "registry_share_percent",
)
Cells = list[str]


def bring(workspace: Workspace, path: Path, as_of: dt.date = FIRST) -> dict[str, Any]:
    """Take a file in by the path that every file takes; its note."""
    note, _ = receive(
        workspace,
        path,
        load_areas(workspace.regency_code),
        file_name=path.name,
        as_of=as_of,
        received_at=dt.datetime(2025, 1, 2, 3, 4, 5),
        received_by="rina",
        publisher="Rekaan",
        is_simulated=True,
    )
    return note


# By date: an engine that holds the tables up to the zones.
Made = dict[dt.date, Engine]


def counted(folder: Path, *files: tuple[Path, dt.date], regency_code: str = "33.16") -> Made:
    """These files taken in, and at each of their dates the stages that lead to the measures, and the one after."""
    workspace = make_workspace(folder / "home", regency_code, FIRST, is_demo=True)
    areas = load_areas(regency_code)
    for path, as_of in files:
        bring(workspace, path, as_of)
    made: Made = {}
    for as_of in sorted({as_of for _, as_of in files}):
        engine = made[as_of] = Engine(threads=1)
        areas_build.load_villages(engine, areas)
        intake_build.build(engine, workspace, all_sources(workspace), areas, as_of, reference_hash())
        measures_build.build(engine)
        zones_build.build(engine, {}, as_of)
        for each in (*INTAKE_TABLES, *MEASURE_TABLES):
            engine.check(each)
    return made


def table(made: Made, name: str, as_of: dt.date = FIRST) -> list[dict[str, Any]]:
    """A table of a date."""
    return made[as_of].rows(f"SELECT * FROM {name}")


def people_of(path: Path) -> dict[str, int]:
    """Population by village."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["kode desa"]: int(row["jumlah penduduk"]) for row in csv.DictReader(stream)}


def compare(read: Callable[[str], list[dict[str, Any]]], expected: twin.Picture) -> None:
    """Hold every number of every village against the twin's."""
    found = {row["village_code"]: {name: row[name] for name in COUNTED} for row in read("village_registry")}
    assert found == expected.registry
    deciles = {
        (row["village_code"], row["decile"]): (row["household_count"], row["member_count"])
        for row in read("village_decile")
    }
    assert deciles == expected.deciles
    needs = {
        (row["village_code"], row["need_code"]): (
            row["need_count"],
            row["denominator_count"],
            row["unknown_count"],
            row["need_percent"],
        )
        for row in read("village_need")
    }
    wrong = {key: (needs.get(key), told) for key, told in expected.needs.items() if needs.get(key) != told}
    assert wrong == {}, "village and need: (found, expected)"
    assert set(needs) == set(expected.needs)


# The simulator's files


@dataclass(frozen=True)
class World:
    """A simulated regency on disk."""

    areas: Areas
    folder: Path

    def file(self, layout: str, date: dt.date = FIRST) -> Path:
        return self.folder / f"{layout}_{date}.csv"


@pytest.fixture(scope="module")
def worlds(tmp_path_factory) -> Callable[[str, int], World]:
    """Simulated regencies, each written once."""
    made: dict[tuple[str, int], World] = {}

    def world(regency_code: str, persons: int) -> World:
        if (regency_code, persons) not in made:
            folder, areas = tmp_path_factory.mktemp("world"), load_areas(regency_code)
            dates = [FIRST, LAST] if persons < 10_000 else [FIRST]
            simulate(folder, areas, persons=persons, seed=11, dates=dates)
            made[regency_code, persons] = World(areas, folder)
        return made[regency_code, persons]

    return world


@pytest.mark.parametrize("layout", REGISTRIES)
@pytest.mark.parametrize(("regency_code", "persons"), [("33.16", 3_000), ("33.16", 20_000), ("33.19", 3_000)])
def test_every_village_of_a_simulated_list_is_counted_as_the_slow_twin_counts_it(
    worlds, tmp_path, regency_code, persons, layout
):
    world = worlds(regency_code, persons)
    files = (world.file(layout), FIRST), (world.file("population"), FIRST)
    made = counted(tmp_path, *files, regency_code=regency_code)
    people = people_of(world.file("population"))
    expected = twin.picture(layout, world.file(layout), FIRST, world.areas, people)
    assert len(expected.registry) > len(people) * 0.9
    compare(lambda name: table(made, name), expected)
    source = next(row for row in table(made, "source") if row["profile"] == layout)
    counts = source["row_count"], source["set_aside_count"], source["typed_count"]
    assert counts == (expected.row_count, expected.set_aside, expected.row_count - expected.set_aside)
    assert expected.set_aside < expected.row_count / 50
    assert expected.set_aside or persons < 10_000


@pytest.mark.parametrize("date", [FIRST, LAST])
def test_rows_in_are_rows_typed_and_rows_set_aside_in_every_file_of_the_simulator(worlds, tmp_path, date):
    world = worlds("33.16", 3_000)
    paths = sorted(path for path in world.folder.glob(f"*_{date}.csv") if not path.name.startswith("truth"))
    assert len(paths) == 10
    made = counted(tmp_path, *((path, date) for path in paths))
    sources = {row["file_name"]: row for row in table(made, "source", date)}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as stream:
            lines = sum(1 for row in csv.reader(stream) if any(cell.strip() for cell in row))
        above = 3 if path.name.startswith(("p3ke", "public_servant")) else 0
        row = sources[path.name]
        assert path.name.startswith(row["profile"])
        assert row["row_count"] == lines - above - 1
        assert row["typed_count"] + row["set_aside_count"] == row["row_count"]


# Lists that tell of a part


def rewrite(source: Path, target: Path, keep: Callable[[dict[str, str]], bool]) -> Path:
    """The rows of a file that are to be kept."""
    with source.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    header = rows[0]
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *(row for row in rows[1:] if keep(dict(zip(header, row, strict=True))))])
    return target


def of_one_district(row: dict[str, str]) -> bool:
    return (row.get("kecamatan") or row.get("Kecamatan")) == "JATI"


@pytest.mark.parametrize("layout", ["dtsen", "bdt2015"])
def test_a_newer_list_of_one_district_does_not_take_force_over_the_whole_regencys(worlds, tmp_path, layout):
    world = worlds("33.16", 3_000)
    part = rewrite(world.file(layout, LAST), tmp_path / "jati.csv", of_one_district)
    made = counted(
        tmp_path,
        (world.file("bdt2015"), FIRST),
        (world.file("population"), FIRST),
        (part, LAST),
    )
    in_force = [row for row in table(made, "registry", LAST) if row["is_in_force"]]
    assert [(row["profile"], row["measured_on"]) for row in in_force] == [("bdt2015", FIRST)]
    assert len(table(made, "village_registry", LAST)) == len(table(made, "village_registry", FIRST)) > 280


def test_a_newer_list_of_the_whole_regency_takes_force(worlds, tmp_path):
    world = worlds("33.16", 3_000)
    made = counted(tmp_path, (world.file("bdt2015"), FIRST), (world.file("dtsen", LAST), LAST))
    assert {row["profile"] for row in table(made, "village_registry", LAST)} == {"dtsen"}
    assert {row["profile"] for row in table(made, "village_registry", FIRST)} == {"bdt2015"}


def test_files_of_one_date_are_one_list_however_they_are_cut(worlds, tmp_path):
    world = worlds("33.16", 3_000)
    parts = [
        rewrite(
            world.file("dtsen"), tmp_path / f"{name}.csv", lambda row, is_own=is_own: of_one_district(row) is is_own
        )
        for name, is_own in (("jati", True), ("lain", False))
    ]
    people = people_of(world.file("population"))
    expected = twin.picture("dtsen", world.file("dtsen"), FIRST, BLORA, people)
    made = counted(tmp_path, *((path, FIRST) for path in (*parts, world.file("population"))))
    compare(lambda name: table(made, name), expected)


def test_a_village_that_the_list_leaves_out_has_no_row_and_never_a_zero(worlds, tmp_path):
    world = worlds("33.16", 3_000)
    left_out = {village.village_code for village in BLORA.villages[::7]}
    path = rewrite(world.file("dtsen"), tmp_path / "dtsen.csv", lambda row: row["kode_wilayah"] not in left_out)
    made = counted(tmp_path, (path, FIRST), (world.file("population"), FIRST))
    for name in ("village_registry", "village_decile", "village_need"):
        listed = {row["village_code"] for row in table(made, name)}
        assert listed
        assert not listed & left_out
    figures = {row["village_code"] for row in table(made, "zone_input") if "idm" not in row["input_code"]}
    assert not figures & left_out
    assert len(table(made, "village")) == len(BLORA.villages)


def test_a_village_of_which_only_the_dead_are_listed_has_no_row(worlds, tmp_path):
    world = worlds("33.16", 3_000)
    village = BLORA.villages[0].village_code
    with world.file("dtsen").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    place, status = rows[0].index("kode_wilayah"), rows[0].index("status_keberadaan")
    changed = [[*row[:status], "2", *row[status + 1 :]] if row[place] == village else row for row in rows]
    with (tmp_path / "dtsen.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(changed)
    made = counted(tmp_path, (tmp_path / "dtsen.csv", FIRST), (world.file("population"), FIRST))
    for name in ("village_registry", "village_decile", "village_need"):
        assert village not in {row["village_code"] for row in table(made, name)}


# Small odd lists

VILLAGES = (*BLORA.villages[:3], BLORA.villages[40])
DISTRICTS = {district.district_code: district.district_name for district in BLORA.districts}
BPS = {code: bps for bps, code in BLORA.bps_codes.items()}
CODES = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")
ODD = ("", "99", "x", "0", "02", "4.0", "9,0", "1. Milik sendiri", "tanah", "Sendiri", "TIDAK ADA", "hujan")
YES_NO = ("Ya", "Tidak", "Ya", "Tidak", "YA", "tdk", "-", "", "1", "2", "8", "tidak tahu", "?")
VALUES: dict[str, tuple[str, ...]] = {
    "household": ("A1", "A1", "A2", "7", "7.0", "0007", "3,31602E+15", ""),
    "record": ("R1", "R2", "R3", "A1-1", ""),
    "number": ("1", "1", "2", "3", "2.0", "100", "x", ""),
    "family": ("1", "1", "2", ""),
    "card": ("3316010101010001", "3316 0101 0101 0002", "0" * 16, "9" * 16, "331601010101", "33160101********", ""),
    "nik": ("3316010101010001", "3316010101010002", "0" * 16, "331601", "", "**"),
    "name": ("SITI", "BUDI", "", "-"),
    "age": ("3", "6", "7", "12", "18", "19", "40", "7.0", "131", "x", ""),
    "status": ("1", "1", "1", "2", "3", "4", "5", "6", "9", "", "Meninggal"),
    "relation": ("1", "1", "2", "3", "01", "9", ""),
    "family_relation": ("1", "2", ""),
    "percentile": ("0", "1", "10", "11", "40", "100", "101", "7.0", "x", ""),
    "decile": ("0", "1", "2", "10", "11", "3.0", "x", ""),
    "school": ("0", "1", "1", "2", "2", "3", "7", ""),
    "works": ("1", "2", "2", "9", ""),
    "disability": ("00", "0", "0", "01", "1", "12", "77", ""),
}
# Birthdays around the ends of school age, on the day of the list.
BIRTHDAYS = ("2013-10-26", "2013-10-27", "2001-10-27", "2001-10-26", "2008-02-29", "1980-01-01", "2030-01-01", "")


def places(layout: str) -> Iterator[dict[str, str]]:
    """How rows say where they are: by code, by a code without its zeros, by names, or wrongly."""
    columns = twin.HEADERS[layout]
    for village in VILLAGES:
        named = {
            columns["district"]: DISTRICTS[village.district_code].upper(),
            columns["village"]: village.village_name,
        }
        bps = BPS[village.village_code]
        parts = [bps[:2], bps[2:4], bps[4:7], bps[7:]]
        if layout == "bdt2015":
            names = [name for name, _ in twin.BPS_PARTS]
            yield named | dict(zip(names, parts, strict=True))
            yield named | dict(zip(names, [str(int(part)) for part in parts], strict=True))
            yield named | dict(zip(names, [f"{int(part)}.0" for part in parts], strict=True))
            yield named | dict(zip(names, [*parts[:3], "999"], strict=True))
        elif "code" in columns:
            yield named | {columns["code"]: village.village_code}
            yield named | {columns["code"]: village.village_code.replace(".", "")}
            yield named | {columns["code"]: f"{village.village_code[:8]}.2999"}
        yield named
    yield {columns["village"]: "ANTAH", columns["district"]: "JATI"}
    yield {}


def choices(layout: str, name: str) -> tuple[str, ...]:
    if name == "birth":
        turned = {text: "-".join(reversed(text.split("-"))) for text in BIRTHDAYS}
        return tuple(turned.values()) if layout == "p3ke" else BIRTHDAYS
    if name.startswith("told "):
        return YES_NO
    if layout == "p3ke" and name == "relation":
        return ("Kepala Keluarga", "Kepala keluarga", "Istri/Suami", "Anak", "entah", "")
    if layout == "dtks_short" and name == "relation":
        return ("KEPALA KELUARGA", "ISTRI", "ANAK", "")
    return VALUES.get(name, (*CODES, *ODD))


@st.composite
def small_lists(draw: st.DrawFn, layout: str) -> list[dict[str, str]]:
    """Rows of a layout in which everything may be odd; most people live in few households."""
    columns = {
        name: header for name, header in twin.HEADERS[layout].items() if name not in ("code", "district", "village")
    }
    listed = st.fixed_dictionaries({header: st.sampled_from(choices(layout, name)) for name, header in columns.items()})
    where = st.sampled_from(list(places(layout)))
    rows = [place | told for place, told in draw(st.lists(st.tuples(where, listed), min_size=5, max_size=40))]
    if layout == "p3ke":
        repeat_the_house(rows)
    return rows


def repeat_the_house(rows: list[dict[str, str]]) -> None:
    """What is said of the house is said in each of its rows alike."""
    said: dict[str | None, dict[str, str]] = {}
    for row in rows:
        house = {name: row[name] for name in ("Rumah Layak Huni", "Air Bersih", "Jamban", "Listrik Sendiri")}
        own = twin.key(row["ID Keluarga P3KE"] or None) or twin.identifier(row["Nomor KK"] or None)
        row.update(said.setdefault(own, house))


def write_list(layout: str, rows: list[dict[str, str]], path: Path) -> Path:
    columns = list(twin.HEADERS[layout].values())
    if layout == "bdt2015":
        columns = [*(name for name, _ in twin.BPS_PARTS), *columns]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", delimiter=";" if layout == "dtks_short" else ",")
        writer.writeheader()
        writer.writerows(rows)
        # One row that can be used, so that the file is not refused as a whole.
        name = twin.HEADERS[layout]["name"]
        writer.writerow(next(places(layout)) | {name: "SURTI"})
    return path


PEOPLE = {village.village_code: 100 + number for number, village in enumerate(VILLAGES[:3])}


@cache
def peopled() -> tuple[Workspace, dict[str, Any]]:
    """A workspace with the number of people of each village, taken in once and then copied; and that file's note."""
    folder = Path(mkdtemp(prefix="ngopeni-measures-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    workspace = make_workspace(folder / "home", "33.16", FIRST)
    listed = "".join(f"{code},{count}\n" for code, count in PEOPLE.items())
    (folder / "penduduk.csv").write_text("kode desa,jumlah penduduk\n" + listed, encoding="utf-8")
    return workspace, bring(workspace, folder / "penduduk.csv")


def measured(layout: str, rows: list[dict[str, str]]) -> tuple[dict[str, list[dict[str, Any]]], twin.Picture]:
    """The tables that the product makes of a list, and the twin's picture of it."""
    with_people, note = peopled()
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(with_people.home, folder / "home")
        workspace = Workspace(folder / "home")
        path = write_list(layout, rows, folder / "daftar.csv")
        notes = [bring(workspace, path), note]
        assert notes[0]["profile"] == layout
        engine = Engine(threads=1)
        intake_build.build(engine, workspace, notes, BLORA, FIRST, reference_hash())
        measures_build.build(engine)
        names = ("village_registry", "village_decile", "village_need", "source")
        tables = {each: engine.rows(f"SELECT * FROM {each}") for each in names}
        engine.close()
        return tables, twin.picture(layout, path, FIRST, BLORA, PEOPLE)


def compare_small(layout: str, rows: list[dict[str, str]]) -> None:
    tables, expected = measured(layout, rows)
    compare(lambda name: tables[name], expected)
    source = next(row for row in tables["source"] if row["profile"] == layout)
    assert (source["row_count"], source["set_aside_count"]) == (expected.row_count, expected.set_aside)


def one_village(need: str, layout: str, *rows: dict[str, str]) -> tuple[int, int, int]:
    """In need, known and not known of a need in the first village, where one more household tells nothing."""
    place = next(places(layout))
    names = twin.HEADERS[layout]["name"], twin.HEADERS[layout]["household"]
    tables, _ = measured(layout, [place | dict(zip(names, ("SITI", "A1"), strict=True)) | row for row in rows])
    found = next(row for row in tables["village_need"] if row["need_code"] == need)
    return found["need_count"], found["denominator_count"], found["unknown_count"] - 1


@pytest.mark.parametrize("second", ["Tidak", ""])
def test_what_is_said_of_the_house_is_taken_from_the_households_first_row(second):
    rows = {"Rumah Layak Huni": "Ya"}, {"Rumah Layak Huni": second}
    assert one_village("house", "p3ke", *rows) == (0, 1, 0)


@pytest.mark.parametrize("born", ["2020-10-27", "2030-01-01", "1800-01-01"])
def test_who_is_not_born_yet_or_too_old_to_be_has_no_known_age(born):
    assert one_village("out_of_school", "dtsen", {"tanggal_lahir": born}) == (0, 0, 1)


def test_nobody_of_school_age_is_no_answer_missing():
    assert one_village("out_of_school", "dtsen", {"tanggal_lahir": "1980-01-01"}) == (0, 0, 0)


def test_numbers_of_households_may_all_end_in_zero():
    place = next(places("dtsen"))
    rows = [place | {"nama": "SITI", "id_keluarga": f"33160000000{home:04d}0"} for home in range(12) for _ in "ab"]
    tables, _ = measured("dtsen", rows)
    assert tables["village_registry"][0]["household_count"] == 12 + 1


SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
# A file is taken in for each example: making a failure smaller would take minutes.
SLOW["phases"] = [Phase.explicit, Phase.reuse, Phase.generate]


@settings(max_examples=10, **SLOW)
@given(small_lists("bdt2015"))
def test_a_small_odd_list_of_bdt_is_counted_as_the_slow_twin_counts_it(rows):
    compare_small("bdt2015", rows)


@settings(max_examples=14, **SLOW)
@given(small_lists("dtsen"))
def test_a_small_odd_list_of_dtsen_is_counted_as_the_slow_twin_counts_it(rows):
    compare_small("dtsen", rows)


@settings(max_examples=14, **SLOW)
@given(small_lists("p3ke"))
def test_a_small_odd_list_of_p3ke_is_counted_as_the_slow_twin_counts_it(rows):
    compare_small("p3ke", rows)


@settings(max_examples=14, **SLOW)
@given(small_lists("dtks_short"))
def test_a_small_odd_list_of_dtks_is_counted_as_the_slow_twin_counts_it(rows):
    compare_small("dtks_short", rows)
