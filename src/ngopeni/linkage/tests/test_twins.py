"""Children of one mother born on one day: two persons whose names sound alike are for people to tell apart."""

from __future__ import annotations

import pytest

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.model import shipped
from ngopeni.linkage.pairs import score
from ngopeni.linkage.tests.laying import ANYBODY, HERE, lay

# Nobody else is called so: what is rare would weigh most.
RARE = ("ZULHARNAS", "ZULHARNIS")
SERIALS = ("3319011203850001", "3319011203850002")
NAMES = ("SLAMET ADI", "WARSITO BUDI", "TUKIMIN CAHYA", "PONIMAN", "SUTARJO ADI", "LASTRI BUDI", "DARMI")
MOTHERS = ("WAGINAH", "LASTRI", "SUMIATI", "DARMI")
# People of other families, so that the list is one.
NEIGHBOURS = [
    {
        "unique_id": f"n{place:03d}",
        "name": NAMES[place % len(NAMES)],
        "nik": f"331901{place % 28 + 1:02d}0577{place:04d}",
        "no_kk": f"33190101011{place // 3:05d}",
        "birth_date": f"1977-05-{place % 28 + 1:02d}",
        "sex": "LP"[place % 2],
        "mother_name": MOTHERS[place % len(MOTHERS)],
        "village_code": HERE,
        "rt": str(place % 9 + 1),
        "rw": "1",
    }
    for place in range(400)
]


def weight(*children):
    """What the pair of two rows of one mother, card, neighbourhood and birthday weighs."""
    rows = [
        {**ANYBODY, "unique_id": f"twin {place}", "sex": "L", **child} for place, child in enumerate(children, start=1)
    ]
    engine = Engine(threads=1)
    lay(engine, "people", [*NEIGHBOURS, *rows])
    score(engine, shipped(), "people", at_least=-1000.0, name="pair")
    (found,) = engine.rows("SELECT match_weight FROM pair WHERE id_l = 'twin 1' AND id_r = 'twin 2'")
    engine.close()
    return found["match_weight"]


@pytest.mark.parametrize(
    "names", [RARE, ("HASAN", "HUSEN"), ("RINA", "RINI"), ("SITI AMINAH", "SITI AISYAH")], ids=" and ".join
)
def test_twins_with_names_that_sound_alike_are_held_apart_until_somebody_looks(names):
    told = weight(*({"name": name, "nik": nik} for name, nik in zip(names, SERIALS, strict=True)))
    assert told < shipped().threshold


@pytest.mark.parametrize("names", [RARE, ("HASAN", "HUSEN")], ids=" and ".join)
def test_and_they_are_shown_to_people(names):
    told = weight(*({"name": name, "nik": nik} for name, nik in zip(names, SERIALS, strict=True)))
    assert told >= shipped().review_from


def test_one_child_written_twice_with_a_slip_in_the_name_is_one():
    assert weight(*({"name": name, "nik": SERIALS[0]} for name in RARE)) > shipped().threshold


def test_that_a_name_is_rare_tells_nothing_among_twins():
    common, rare = (
        weight(*({"name": name, "nik": nik} for nik in SERIALS)) for name in ("SLAMET ADI", "ZULHARNAS YUDHISTIRA")
    )
    assert common == pytest.approx(rare, abs=1e-9)


def test_a_twin_brother_and_sister_are_two():
    told = weight(
        {"name": "KRISNA", "nik": "3319011203850001"}, {"name": "KRISNI", "nik": "3319015203850001", "sex": "P"}
    )
    assert told < shipped().review_from
