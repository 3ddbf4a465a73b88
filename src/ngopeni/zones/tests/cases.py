"""Invented villages, figures and rules, and the assessment run on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from ngopeni.areas.tables import VILLAGE
from ngopeni.kernel.engine import Engine
from ngopeni.zones.build import Assessment, preview, take_assessment
from ngopeni.zones.rule import Direction, Method, Normalisation, Rule, RuleInput, RulePart, Within, Zone
from ngopeni.zones.tables import ZONE_INPUT
from ngopeni.zones.tests.twin import Place

Figures = dict[tuple[str, str], Fraction]
CODES = ("idm_score", "indicator:Air, sumur 2", "indicator:Desil 1")
DAY = dt.date(2024, 12, 31)


@dataclass(frozen=True)
class Case:
    """Villages with their figures, a rule, and corrections by village."""

    places: list[Place]
    values: Figures
    rule: Rule
    corrections: dict[str, str]


def a_rule(*parts: RulePart, code: str = "uji") -> Rule:
    """A rule of these parts."""
    return Rule(code, "Aturan uji", dt.date(2024, 1, 1), "Penguji", "Rekaan", parts)


def a_part(method: Method, red: float, yellow: float, *codes: str, **more: Any) -> RulePart:
    """A part for desa, low is worse, of one figure unless more are named."""
    direction = more.pop("direction", Direction.LOW_IS_WORSE)
    inputs = more.pop("inputs", tuple(RuleInput(code, direction) for code in codes or ("idm_score",)))
    usual = {"village_types": ("desa",), "normalisation": Normalisation.NONE}
    return RulePart(**(usual | more), inputs=inputs, method=method, red=red, yellow=yellow)


def desa(count: int, district: str = "33.19.01") -> list[Place]:
    """So many desa of one district."""
    return [Place(f"{district}.{2001 + number}", district, "desa") for number in range(count)]


def figures(
    places: list[Place], *values: float | str | None, code: str = "idm_score"
) -> dict[tuple[str, str], Fraction]:
    """One figure for each village in turn; None leaves it out."""
    pairs = zip(places, values, strict=True)
    return {(place.village_code, code): Fraction(str(value)) for place, value in pairs if value is not None}


def village_rows(places: list[Place]) -> list[dict[str, Any]]:
    """Rows of ``village``."""
    return [
        {
            "village_code": place.village_code,
            "regency_code": "33.19",
            "regency_name": "Rekaan",
            "district_code": place.district_code,
            "district_name": f"Kecamatan {place.district_code[-2:]}",
            "village_name": f"Desa {place.village_code[-4:]}",
            "village_type": place.village_type,
        }
        for place in places
    ]


def input_rows(values: Figures) -> list[dict[str, Any]]:
    """Rows of ``zone_input``."""
    return [
        {
            "village_code": village,
            "input_code": code,
            "value": float(value),
            "unit_name": "",
            "measured_on": DAY,
            "source_id": "abcdef012345",
        }
        for (village, code), value in values.items()
    ]


def run(case: Case, engine: Engine) -> Assessment:
    """The assessment by the statements."""
    engine.load(VILLAGE, village_rows(case.places))
    engine.load(ZONE_INPUT, input_rows(case.values))
    corrections = [
        {"village_code": code, "zone": zone, "reason": f"Berita acara {code}"}
        for code, zone in case.corrections.items()
    ]
    preview(engine, case.rule, corrections, DAY)
    return take_assessment(engine)


def _number(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low, high).map(lambda number: number / 10_000)


# Few different figures make ties, many make long fractions.
FIGURES = st.one_of(st.integers(0, 5), st.integers(-30, 30), st.integers(-20_000, 2_000_000))
LIMITS = {
    Normalisation.NONE: _number(-30, 30),
    Normalisation.MINMAX: _number(0, 1_000_000),
    Normalisation.RANK: _number(0, 1_000_000),
    Normalisation.ZSCORE: _number(-20_000, 20_000),
}


@st.composite
def parts(draw: st.DrawFn, types: tuple[str, ...]) -> RulePart:
    """Any part that can be carried out."""
    how = draw(st.sampled_from(Normalisation))
    most = 1 if how is Normalisation.NONE else len(CODES)
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=most, unique=True))
    weights = st.sampled_from((1.0, 1.0, 2.0, 0.5, 3.0, 31.0, 0.3333))
    inputs = tuple(RuleInput(code, draw(st.sampled_from(Direction)), draw(weights)) for code in codes)
    method = draw(st.sampled_from(Method))
    if method is Method.TOP_N:
        red = float(draw(st.integers(0, 6)))
        yellow = float(draw(st.integers(0 if red else 1, 6)))
    elif method is Method.QUANTILE:
        red = draw(st.integers(0, 1000)) / 10
        yellow = draw(st.integers(0 if red else 1, 1000 - round(red * 10))) / 10 if red < 100 else 0.0
    else:
        high_is_worse = how is not Normalisation.NONE or inputs[0].direction is Direction.HIGH_IS_WORSE
        yellow, red = sorted((draw(LIMITS[how]), draw(LIMITS[how])), reverse=not high_is_worse)
    return RulePart(types, inputs, how, method, red, yellow, draw(st.sampled_from(Within)))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any rule: for desa, for kelurahan, for both together or each apart."""
    kinds = draw(
        st.sampled_from(((("desa",),), (("kelurahan",),), (("desa", "kelurahan"),), (("desa",), ("kelurahan",))))
    )
    return a_rule(*(draw(parts(types)) for types in kinds))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any small regency with figures, some missing, a rule and some corrections."""
    kinds = draw(
        st.lists(
            st.tuples(st.sampled_from(("33.19.01", "33.19.02")), st.sampled_from(("desa", "desa", "kelurahan"))),
            min_size=1,
            max_size=14,
        )
    )
    places = [Place(f"{district}.{2001 + n}", district, kind) for n, (district, kind) in enumerate(kinds)]
    numbers = draw(st.sampled_from((st.integers(7, 7), st.integers(0, 3), FIGURES)))
    is_complete = draw(st.booleans())
    values = {}
    for place in places:
        for code in CODES:
            if is_complete or draw(st.integers(0, 5)):
                values[place.village_code, code] = Fraction(draw(numbers), 10_000)
    zones = st.sampled_from((Zone.RED, Zone.YELLOW, Zone.GREEN)).map(str)
    corrected = draw(st.dictionaries(st.sampled_from([place.village_code for place in places]), zones, max_size=2))
    return Case(places, values, draw(rules()), corrected)
