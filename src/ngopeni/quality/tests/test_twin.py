"""The SQL of the rules about persons gives what plain loops give, on people put together by chance."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ngopeni.areas.register import all_regencies
from ngopeni.intake.registry import PERSON_COLUMNS
from ngopeni.kernel.engine import Engine
from ngopeni.quality.build import judge, prepare, prepare_lists
from ngopeni.quality.rule import Level
from ngopeni.quality.rules import rules_of
from ngopeni.quality.tests import twin
from ngopeni.quality.tests.laying import AS_OF, Laid, load, regency
from ngopeni.quality.tests.twin_base import JUDGED, base

AREAS = regency()
ENGINE = Engine(threads=1)
VILLAGES = ("33.16.09.2001", "33.16.09.2002")
# Few values, so that rows meet; each also in the forms that are wrong.
NIKS = (
    *("3316091203850001", "3316095203850001", "3316090101700002", "3316093112600003", "3361091203850001"),
    *("9171015203850004", "3316991203850001", "3316091203850000", "3316093202850001", "3316092902850001"),
    *("0000000000000000", "1234567890123456", "331609120385000", "0", "3316091506090003", "0016091203850001"),
)
CARDS = ("3316091506090003", "3316091203850001", "3374011506090004", "0000000000000000", "33160915060900", "9")
NAMES = (
    *("SLAMET", "SITI AMINAH", "SITI AMINA", "M. SLAMET", "I MADE OKA", "MADE I", "S.", "-", "XXX", "NUR'AINI", "AA"),
    *("H. SLAMET", "ANI, S.PD", "BY. NY. SITI", "SUP4RMI", "A/B", "ALI BIN ABU", "MOH. ALI", "slamet ", "BAYI", "12"),
)
BIRTHS = (dt.date(1985, 3, 12), dt.date(1970, 1, 1), dt.date(1960, 12, 31), dt.date(2012, 7, 1), dt.date(2021, 1, 2))
BIRTHS += (dt.date(1890, 5, 6), dt.date(1908, 5, 6), dt.date(2016, 2, 29))
CHOICES: dict[str, tuple[Any, ...]] = {
    "nik": NIKS,
    "no_kk": CARDS,
    "full_name": NAMES,
    "mother_name": ("SITI AMINAH", "WAGIRAH", "SLAMET"),
    "sex": ("male", "female", "?X"),
    "birth_date": BIRTHS,
    "age": (0, 2, 8, 12, 17, 35, 36, 50, 60, 118, 125),
    "relation": ("head", "spouse", "child", "child_in_law", "grandchild", "parent", "other"),
    "marital_status": ("single", "married", "widowed", "?9"),
    "pregnancy": ("yes", "no"),
    "school_participation": ("never", "attending", "left"),
    "diploma": ("none", "primary", "senior_secondary", "bachelor"),
    "works": ("yes", "no", "?5"),
    "job_status": ("employee", "public_employee"),
}


STATUSES = ("alive", "dead", "moved")
TROUBLES = ("nik", "no_kk", "birth_date", "age")


def maybe(values: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), *[st.sampled_from(values)] * 3)


people = st.lists(
    st.fixed_dictionaries(
        {name: maybe(values) for name, values in CHOICES.items()}
        | {
            "household": st.sampled_from((0, 1, 2)),
            "village": st.sampled_from(VILLAGES),
            "is_member": st.sampled_from((True, True, True, True, False)),
            "trouble": st.sampled_from((None, None, None, None, *TROUBLES)),
        }
    ),
    min_size=1,
    max_size=8,
)
civil = st.dictionaries(
    st.sampled_from(NIKS[:6]),
    st.fixed_dictionaries(
        {
            "civil_status": st.sampled_from(STATUSES),
            "registered_area_code": maybe((*VILLAGES, "BLORA")),
            **{name: maybe(CHOICES[name]) for name in ("full_name", "birth_date", "no_kk")},
            "sex": maybe(CHOICES["sex"]),
        }
    ),
    max_size=5,
)
servants = st.dictionaries(
    st.sampled_from(NIKS[:6]), st.sets(st.sampled_from(("pns", "village_official")), min_size=1), max_size=3
)


def known_areas() -> set[str]:
    """Every code of the register, read apart from the product's own way."""
    regencies = {each.regency_code.replace(".", "") for each in all_regencies()}
    districts = {each.district_code.replace(".", "") for each in AREAS.districts}
    return {each[:2] for each in regencies} | {"54"} | regencies | districts


def lay(drawn: list[dict[str, Any]], laid: Laid) -> list[twin.Row]:
    """The rows as the product gets them."""
    rows = []
    for number, each in enumerate(drawn):
        row = dict.fromkeys((column.name for column in PERSON_COLUMNS), None) | {
            name: each[name] for name in [*CHOICES, "is_member"]
        }
        if each["trouble"]:
            row[each["trouble"]] = None
            finding = {"source_id": "s", "row_number": number, "position": 1, "is_set_aside": False}
            laid.tables["import_finding"].append(
                {**finding, "rule_code": "INTAKE-101", "severity": "warning", "column_name": each["trouble"]}
            )
        home = f"{each['village']}/{each['household']}"
        row |= {"record_key": f"r{number}", "household_key": home, "family_key": home, "village_code": each["village"]}
        row |= {"profile": "p", "source_id": "s", "row_number": number, "measured_on": AS_OF, "is_head": False}
        rows.append(row)
    laid.tables["person"] = rows
    return rows


def compare(drawn: list[dict[str, Any]], known: dict[str, Any], serving: dict[str, set[str]]) -> set[str]:
    """Hold the findings of the product and their base against plain loops; the rules that found something."""
    laid = Laid()
    rows = lay(drawn, laid)
    at = {"measured_on": AS_OF, "source_id": "c", "row_number": 1}
    laid.tables["civil_record"] = [{**at, "nik": nik, **told} for nik, told in known.items()]
    laid.tables["public_servant"] = [
        {**at, "nik": nik, "servant_kind": kind} for nik, kinds in serving.items() for kind in kinds
    ]
    load(ENGINE, laid, AREAS)
    prepare(ENGINE)
    prepare_lists(ENGINE, ["p"], AS_OF)
    judge(ENGINE, {Level.PERSON: rules_of(Level.PERSON)})
    found = {(row["rule_code"], row["subject_key"]) for row in ENGINE.rows("SELECT * FROM finding")}
    troubles = {f"r{number}": {each["trouble"]} for number, each in enumerate(drawn) if each["trouble"]}
    formed = {nik: told for nik, told in known.items() if twin.formed(nik)}
    payroll = {nik: kinds for nik, kinds in serving.items() if twin.formed(nik)}
    world = twin.World(known_areas(), formed, payroll, troubles)
    assert found == twin.judge(rows, world)
    judged = ENGINE.rows("SELECT rule_code, village_code, judged_count FROM finding_base")
    assert {(row["rule_code"], row["village_code"]): row["judged_count"] for row in judged} == base(rows, world)
    return {code for code, _ in found}


@settings(max_examples=60, deadline=None)
@given(people, civil, servants)
def test_sql_and_plain_loops_find_the_same(drawn, known, serving):
    compare(drawn, known, serving)


def test_they_find_the_same_in_crowds_where_nearly_every_rule_is_broken():
    dice, broken = random.Random(5), set()

    def some(values: tuple[Any, ...]) -> Any:
        return None if dice.random() < 0.2 else dice.choice(values)

    for _ in range(12):
        drawn = [
            {name: some(values) for name, values in CHOICES.items()}
            | {"household": dice.randrange(3), "village": dice.choice(VILLAGES), "is_member": dice.random() < 0.9}
            | {"trouble": dice.choice((*[None] * 8, *TROUBLES))}
            for _ in range(60)
        ]
        known = {
            nik: {"civil_status": dice.choice(STATUSES), "registered_area_code": some((*VILLAGES, "BLORA"))}
            | {name: some(CHOICES[name]) for name in ("full_name", "birth_date", "no_kk")}
            | {"sex": some(CHOICES["sex"])}
            for nik in dice.sample(NIKS[:9], 4)
        }
        broken |= compare(drawn, known, {dice.choice(NIKS): {dice.choice(("pns", "village_official"))}})
    assert len(broken) > 60


def test_the_twin_knows_every_rule_about_persons():
    assert JUDGED.keys() == twin.RULES.keys()
    assert {f"QUALITY-{code}" for code in twin.RULES} == {rule.code for rule in rules_of(Level.PERSON)}
