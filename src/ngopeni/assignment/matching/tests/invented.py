"""Invented problems: drawn small ones to be counted out, and seeded larger ones."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import strategies as st

from ngopeni.assignment.matching.criteria import LEVELS, WEIGHTS, Criteria, Rules, shipped_criteria
from ngopeni.assignment.matching.problem import Institution, Need, Pin, Problem, Village

NEEDS = ("house", "water", "toilet")
DISTRICTS = ("33.16.01", "33.16.02")


def small_problems(
    *, villages: int = 3, leaders: int = 3, partners: int = 2, pins: int = 2
) -> st.SearchStrategy[Problem]:
    """Problems whose every plan can be counted out."""
    return st.builds(
        _small,
        st.randoms(use_true_random=False),
        st.integers(1, villages),
        st.integers(1, leaders),
        st.integers(0, partners),
        st.integers(0, pins),
    )


def _small(dice: random.Random, villages: int, leaders: int, partners: int, pins: int) -> Problem:
    problem = invent(dice, villages, leaders, partners, most_places=2)
    rules = Rules(
        spread=dice.random() < 0.6,
        bar_own_district=dice.random() < 0.6,
        hard_percent=dice.choice([0, 34, 67]),
        share_hard=dice.random() < 0.6,
        partners_max={"university": 1, "company": dice.choice([0, 1, 2])},
    )
    problem = replace(problem, criteria=replace(problem.criteria, rules=rules))
    drawn = {
        (dice.choice(problem.villages).village_code, dice.choice(problem.institutions).code): dice.random() < 0.6
        for _ in range(pins)
    }
    return replace(problem, pins=tuple(Pin(*pair, is_ban, "uji") for pair, is_ban in drawn.items()))


def invent(dice: random.Random, villages: int, leaders: int, partners: int, most_places: int = 6) -> Problem:
    """A problem of any size."""
    places = tuple(_village(dice, number) for number in range(villages))
    agencies = [_institution(dice, f"opd-{number:03}", "agency", most_places) for number in range(leaders)]
    others = [
        _institution(dice, f"mitra-{number:03}", dice.choice(["university", "company"]), most_places)
        for number in range(partners)
    ]
    codes = [each.code for each in (*agencies, *others)]
    against = [places[0].village_code, DISTRICTS[1], *codes]
    made = [
        replace(each, conflicts=(dice.choice(against),)) if dice.random() < 0.15 else each
        for each in (*agencies, *others)
    ]
    previous = {(dice.choice(places).village_code, dice.choice(codes)) for _ in range(villages // 2)}
    return Problem(places, tuple(made), _criteria(dice), previous=frozenset(previous))


def with_pins(dice: random.Random, problem: Problem, most: int, share_of_bans: float) -> Problem:
    """With words on some pairs, whatever follows from them."""
    pairs = [(one.village_code, other.code) for one in problem.villages for other in problem.institutions]
    drawn = dice.sample(pairs, dice.randint(0, most))
    return replace(problem, pins=tuple(Pin(*pair, dice.random() < share_of_bans, "uji") for pair in drawn))


def _criteria(dice: random.Random) -> Criteria:
    """Weights and measures of an office's own; the rules that come with the program."""
    return Criteria(
        weights={name: dice.choice([0, 1, dice.randint(2, 1500)]) for name in WEIGHTS},
        levels={level: dice.randint(0, 100) for level in LEVELS},
        far_km=dice.randint(1, 120),
        days_per_village=dice.randint(1, 200),
        money_per_village_idr=dice.randint(1, 300_000_000),
        rules=shipped_criteria().rules,
    )


def _village(dice: random.Random, number: int) -> Village:
    district = dice.choice(DISTRICTS)
    is_known = dice.random() < 0.9
    return Village(
        village_code=f"{district}.{2001 + number}",
        village_name=f"Desa {number}",
        village_type="desa",
        district_code=district,
        district_name="Kecamatan",
        latitude=-7 - dice.random() / 2 if is_known else None,
        longitude=111 + dice.random() / 2 if is_known else None,
        hardness=dice.randint(0, 100),
        needs=tuple(Need(code, (part := dice.randint(0, 300)), part + dice.randint(0, 200)) for code in NEEDS),
    )


def _institution(dice: random.Random, code: str, kind: str, most_places: int) -> Institution:
    is_agency = kind == "agency"
    return Institution(
        code=code,
        name=code.upper(),
        kind=kind,
        leads_max=dice.randint(0 if dice.random() < 0.2 else 1, most_places) if is_agency else 0,
        joins_max=0 if is_agency else dice.randint(0, most_places),
        latitude=-7 - dice.random() / 2,
        longitude=111 + dice.random() / 2,
        own_district=dice.choice(DISTRICTS) if is_agency and dice.random() < 0.3 else "",
        person_days=dice.choice([None, dice.randint(0, 300)]),
        money_idr=dice.choice([None, dice.randint(0, 300) * 1_000_000]),
        mandates={need: dice.choice(["main", "supporting", "expertise"]) for need in NEEDS if dice.random() < 0.5},
    )
