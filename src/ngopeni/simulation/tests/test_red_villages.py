"""The default rule finds the published red villages, counted plainly from the files."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from ngopeni.areas.register import load_areas
from ngopeni.simulation import red_villages
from ngopeni.simulation.simulate import simulate
from ngopeni.simulation.tests.conftest import BLORA, FIRST, read

RED, YELLOW = 60, 40


def published() -> dict[str, int]:
    with (red_villages.FOLDER / "33.16.csv").open(encoding="utf-8", newline="") as stream:
        return {row["district_code"]: int(row["red_villages"]) for row in csv.DictReader(stream)}


def shares(folder, date=FIRST) -> dict[str, float]:
    """Placed rows of bdt2015 over the population, in percent, by village."""
    codes = {bps: code for bps, code in BLORA.bps_codes.items()}
    placed = Counter()
    for row in read(folder / f"bdt2015_{date}.csv"):
        bps = row["Kode Prov"] + row["Kode Kab"] + row["Kode Kec"] + row["Kode Desa"]
        if bps in codes:
            placed[codes[bps]] += 1
    people = {row["kode desa"]: int(row["jumlah penduduk"]) for row in read(folder / f"population_{date}.csv")}
    assert len(people) == len(BLORA.villages)
    return {code: 100 * placed[code] / count for code, count in people.items()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_district_has_the_published_number_of_red_villages(tmp_path, seed):
    simulate(tmp_path, BLORA, persons=20_000, seed=seed, dates=[FIRST], layouts=("bdt2015", "population"))
    found = shares(tmp_path)
    red = Counter(code[:8] for code, share in found.items() if share >= RED)
    assert {each.district_code: red[each.district_code] for each in BLORA.districts} == published()
    desa = {each.village_code for each in BLORA.villages if each.village_type == "desa"}
    assert {code for code, share in found.items() if share >= RED} <= desa
    assert all(65 <= share <= 81 for share in found.values() if share >= RED)
    others = [share for share in found.values() if share < RED]
    assert min(others) >= 14
    assert max(others) <= 51.5
    assert sum(share >= YELLOW for share in others) > 40
    assert sum(share < 30 for share in others) > 40
    assert len(read(tmp_path / f"bdt2015_{FIRST}.csv")) == pytest.approx(20_000, rel=0.02)


def test_later_some_red_villages_recover_and_few_others_fall(regency):
    from ngopeni.simulation.tests.conftest import LAST

    before, after = shares(regency), shares(regency, LAST)
    recovered = [code for code, share in before.items() if share >= RED > after[code]]
    fallen = [code for code, share in before.items() if share < RED <= after[code]]
    assert 3 <= len(recovered) <= 20
    assert len(fallen) <= 12
    assert sum(abs(after[code] - share) < 10 for code, share in before.items()) > 250


@pytest.mark.parametrize("code", ["33.19", "33.72"])
def test_another_regency_has_a_picture_of_its_own(tmp_path, code):
    areas = load_areas(code)
    simulate(tmp_path, areas, persons=8_000, seed=1, dates=[FIRST], layouts=("bdt2015", "population", "truth"))
    rows = read(tmp_path / f"bdt2015_{FIRST}.csv")
    assert len(rows) == pytest.approx(8_000, rel=0.02)
    truth = read(tmp_path / f"truth_village_{FIRST}.csv")
    found = [100 * int(row["members"]) / int(row["population"]) for row in truth]
    assert 0 < sum(share >= RED for share in found) < len(found) / 3
    # Where no list pairs the codes of BPS, the file has none and places go by their names.
    assert {row["Kode Kec"] for row in rows} == {""}
    names = {each.village_name.upper() for each in areas.villages} | {"DAFTAR LAMA"}
    assert {row["Desa/Kel"] for row in rows} <= names
