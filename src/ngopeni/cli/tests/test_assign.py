"""The match alone, on files."""

from __future__ import annotations

import csv
import json
import random
from dataclasses import replace

import pytest

from ngopeni.assignment.matching.criteria import shipped_criteria
from ngopeni.assignment.matching.tests import twin
from ngopeni.assignment.matching.tests.invented import invent
from ngopeni.cli import main


@pytest.fixture
def problem():
    return replace(invent(random.Random(4), 8, 6, 4), criteria=shipped_criteria())


@pytest.fixture
def files(problem, tmp_path):
    """The problem as an office would write it down."""
    villages, agencies = tmp_path / "desa.csv", tmp_path / "lembaga.csv"
    with villages.open("w", newline="") as file:
        needs = [f"need_{need.need_code}_{what}" for need in problem.villages[0].needs for what in ("count", "of")]
        writer = csv.writer(file)
        writer.writerow(["village_code", "village_name", "district_code", "latitude", "longitude", "hardness", *needs])
        for each in problem.villages:
            counts = [n for need in each.needs for n in (need.need_count, need.denominator_count)]
            place = ["" if v is None else v for v in (each.latitude, each.longitude)]
            writer.writerow([each.village_code, each.village_name, each.district_code, *place, each.hardness, *counts])
    columns = ["code", "name", "kind", "leads_max", "joins_max", "latitude", "longitude", "own_district"]
    with agencies.open("w", newline="") as file:
        writer = csv.DictWriter(file, [*columns, "person_days", "money_idr", "mandates", "conflicts"], delimiter=";")
        writer.writeheader()
        for each in problem.institutions:
            row = {name: getattr(each, name) for name in (*columns, "person_days", "money_idr")}
            row["mandates"] = "; ".join(f"{need}:{level}" for need, level in each.mandates.items())
            row["conflicts"] = ";".join(each.conflicts)
            writer.writerow({key: "" if value is None else value for key, value in row.items()})
    previous = tmp_path / "lalu.csv"
    pairs = "".join(f"{village},{code}\n" for village, code in sorted(problem.previous))
    previous.write_text("village_code,institution_code\n" + pairs)
    return {"villages": villages, "agencies": agencies, "previous": previous, "out": tmp_path / "hasil"}


def words(files, **more) -> list[str]:
    return ["assign", *(part for name, path in {**files, **more}.items() for part in (f"--{name}", str(path)))]


def test_files_go_in_and_the_best_plan_comes_out_with_its_reasons(problem, files, capsys):
    assert main([*words(files), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with (files["out"] / "assignment.csv").open() as file:
        rows = list(csv.DictReader(file))
    plan = frozenset((row["village_code"], row["institution_code"]) for row in rows)
    assert not twin.breaches(problem, plan)
    explained = json.loads((files["out"] / "explanation.json").read_text())
    assert explained["objective"]["objective"] == told["objective"] == twin.objective(problem, plan)
    assert told["is_proven"]
    assert told["gap"] == 0
    for pair in explained["pairs"]:
        assert sum(term["points"] for term in pair["terms"]) == pair["points"]
        assert all(term["says"] for term in pair["terms"])


def test_made_again_with_a_ban_it_moves_only_what_it_must(problem, files, tmp_path):
    assert main(words(files)) == 0
    with (files["out"] / "assignment.csv").open() as file:
        first = [(row["village_code"], row["institution_code"]) for row in csv.DictReader(file)]
    pins, again = tmp_path / "tetapan.csv", tmp_path / "lagi"
    pins.write_text(f"village_code,institution_code,kind,reason\n{first[0][0]},{first[0][1]},ban,uji\n")
    assert main(words(files, pins=pins, keep=files["out"] / "assignment.csv", out=again)) == 0
    with (again / "assignment.csv").open() as file:
        second = {(row["village_code"], row["institution_code"]) for row in csv.DictReader(file)}
    assert first[0] not in second
    assert len(second & set(first)) >= len(first) - 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace("village_code", "kode", 1), "ASSIGNMENT-002"),
        (lambda text: text.splitlines()[0] + "\n", "ASSIGNMENT-006"),
        (lambda text: text + text.splitlines()[1] + "\n", "ASSIGNMENT-004"),
        (lambda text: text + "33.16.01.2999,Baru,33.16.01,jauh,111,5" + ",0" * 6 + "\n", "ASSIGNMENT-003"),
        (lambda text: text + "33.16.01.2999,Baru,33.16.01,-7,111,500" + ",0" * 6 + "\n", "ASSIGNMENT-003"),
        (lambda text: text + "33.16.01.2999,Baru,33.16.01,-7,111,50,5" + ",0" * 6 + "\n", "ASSIGNMENT-023"),
        (lambda text: text + '33.16.01.2999,"Baru,33.16.01\n', "ASSIGNMENT-007"),
        (lambda text: text.replace("village_name", "hardness", 1), "ASSIGNMENT-024"),
    ],
)
def test_a_bad_file_is_refused_with_row_and_column_and_nothing_is_written(files, change, code, capsys):
    files["villages"].write_text(change(files["villages"].read_text()))
    assert main([*words(files), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["error"] == code
    assert "desa.csv" in told["sentence"]
    assert not files["out"].exists()


def test_pins_that_cannot_hold_are_named(problem, files, tmp_path, capsys):
    led = [each.code for each in problem.leaders][:2]
    village = problem.villages[0].village_code
    pins = tmp_path / "tetapan.csv"
    pins.write_text(
        "village_code,institution_code,kind,reason\n" + "".join(f"{village},{code},pin,Permintaan.\n" for code in led)
    )
    assert main([*words(files, pins=pins), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["error"] == "ASSIGNMENT-010"
    assert told["sentence"].count("Permintaan.") >= 1


def test_a_file_of_excel_and_a_line_break_in_a_cell_are_read_as_they_are(files, capsys):
    text = files["villages"].read_text().replace("Desa 0", '"Desa\nNol"')
    files["villages"].write_text("\ufeff" + text, encoding="utf-8")
    assert main([*words(files), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["villages"] == 8
    with (files["out"] / "assignment.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert "Desa\nNol" in {row["village_name"] for row in rows}


def test_criteria_of_ones_own_decide_and_broken_ones_are_refused(files, tmp_path, capsys):
    import yaml

    from ngopeni.assignment.matching.criteria import FILE

    fields = yaml.safe_load(FILE.read_text())
    own = tmp_path / "ukuran.yaml"
    own.write_text(yaml.safe_dump({**fields, "weights": {**fields["weights"], "near": 0}}))
    assert main(words(files, criteria=own)) == 0
    explained = json.loads((files["out"] / "explanation.json").read_text())
    assert explained["objective"]["terms"].get("near", 0) == 0
    for broken in (
        {"levels": {}},
        {"weights": []},
        {"rules": {**fields["rules"], "spread": "tidak"}},
        {"far_km": True},
    ):
        capsys.readouterr()
        own.write_text(yaml.safe_dump({**fields, **broken}))
        assert main([*words(files, criteria=own), "--json"]) == 2
        assert json.loads(capsys.readouterr().out)["error"] in ("ASSIGNMENT-001", "ASSIGNMENT-007")
