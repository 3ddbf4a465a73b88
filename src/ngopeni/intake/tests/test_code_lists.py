"""A list of code pairs lets files with BPS codes alone be placed, from the next build on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ngopeni.areas.register import load_areas
from ngopeni.build import build
from ngopeni.intake.archive import all_sources
from ngopeni.intake.code_lists import areas_of
from ngopeni.intake.inspection import inspect
from ngopeni.intake.receiving import receive
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import Workspace, make_workspace

NOW = dt.datetime(2026, 1, 2, 3, 4)
VILLAGES = load_areas("33.19").villages[:3]
PAIRS = {each.village_code: f"33190100{place:02d}" for place, each in enumerate(VILLAGES, 1)}


def workspace_with(tmp_path: Path, **files: str) -> Workspace:
    """A workspace of Kudus with files received in order."""
    workspace = make_workspace(tmp_path / "home", "33.19", dt.date(2026, 1, 1))
    for day, (name, text) in enumerate(files.items(), 1):
        path = tmp_path / f"{name}.csv"
        path.write_text(text)
        receive(
            workspace,
            path,
            areas_of(workspace, all_sources(workspace)),
            file_name=path.name,
            as_of=dt.date(2025, 12, day),
            received_at=NOW,
            received_by="uji",
            publisher="Uji",
        )
    return workspace


def pair_list(pairs: dict[str, str]) -> str:
    """The pairs as a file."""
    return "kode kemendagri,kode bps\n" + "".join(f"{code},{bps}\n" for code, bps in pairs.items())


def test_a_file_with_bps_codes_alone_is_placed_after_a_list_has_taught_them(tmp_path: Path) -> None:
    people = "kode bps,jumlah penduduk\n" + "".join(f"{bps},100\n" for bps in PAIRS.values())
    workspace = workspace_with(tmp_path, padanan=pair_list(PAIRS), penduduk=people)
    build(workspace, {})
    found = {row["village_code"]: row["population_count"] for row in snapshot_at(workspace).table("population")}
    assert found == dict.fromkeys(PAIRS, 100)
    villages = snapshot_at(workspace).index("village", "village_code")
    assert {code: villages[code]["bps_code"] for code in PAIRS} == PAIRS


def test_without_the_list_no_row_of_such_a_file_can_be_placed(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path)
    assert areas_of(workspace, []).bps_codes == {}


def test_a_bps_code_that_is_no_code_or_belongs_to_two_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "padanan.csv"
    first, second, third = PAIRS
    path.write_text(pair_list({first: "3319010001", second: "3319010001", third: "12"}))
    extra = load_areas("33.19").villages[3].village_code
    path.write_text(path.read_text() + f"{extra},3319010009\n")
    found = inspect(path, path.name, load_areas("33.19"))
    assert found.recognition.layout.code == "code_list"
    assert (found.typed_count, found.set_aside_count) == (1, 3)
    assert {row["rule_code"] for row in found.problems} == {"INTAKE-117", "INTAKE-118"}


def test_a_population_file_that_also_has_bps_codes_is_not_taken_for_a_code_list(tmp_path: Path) -> None:
    path = tmp_path / "penduduk.csv"
    path.write_text("kode,kode bps,jumlah penduduk\n" + "".join(f"{code},{bps},7\n" for code, bps in PAIRS.items()))
    assert inspect(path, path.name, load_areas("33.19")).recognition.layout.code == "population"
