"""This stage's tables of a snapshot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ngopeni.areas.register import all_regencies
from ngopeni.kernel.engine import Engine
from ngopeni.quality import civil_match, household_fact, listed_person, village_fact
from ngopeni.quality.judging import sql_for_finding, sql_for_finding_base, sql_for_judged, sql_for_suspect, suspects
from ngopeni.quality.person_fact import sql_for_person_fact
from ngopeni.quality.rule import Level, Rule
from ngopeni.quality.rules import rules_of
from ngopeni.quality.tables import FINDING, FINDING_BASE, WAIVER

# Let go of when the last list is judged: the stages after need the memory.
LARGE = ("listed_person", "listed_household", "every_row", "home", "card", "civil_latest", "suspect_person")
Decisions = Mapping[str, list[dict[str, Any]]]
# Whoever was first registered in Timor Timur keeps its number.
FORMER_PROVINCE = "54"
EARLIER = {"profile": "VARCHAR", "village_code": "VARCHAR", "measured_on": "DATE", "member_count": "INTEGER"}


def build(
    engine: Engine, decisions: Decisions, regency_code: str, as_of: dt.date, earlier_household: Path | None = None
) -> None:
    """Make ``finding``, ``finding_base`` and ``waiver``.

    Parameters
    ----------
    engine : Engine
        Holds the tables of areas and intake.
    decisions : mapping
        ``waiver``: rule_code, subject_key, fingerprint, reason, expires_on, decided_by, decided_on.
    regency_code : str
    as_of : date
    earlier_household : Path, optional
        The table ``household`` of the date before, to compare how many each village lists.
    """
    # Whoever is waived anew is waived by the newest word.
    waivers = {
        (row["rule_code"], row["subject_key"]): {**row, "regency_code": regency_code}
        for row in sorted(decisions.get("waiver", []), key=lambda row: str(row["decided_on"]))
    }
    engine.load(WAIVER, waivers.values())
    prepare(engine, earlier_household)
    lists = [row["profile"] for row in engine.rows("SELECT profile FROM registry ORDER BY profile")]
    for number, profile in enumerate(lists):
        prepare_lists(engine, [profile], as_of)
        judge(engine, {level: rules_of(level) for level in Level}, f"_{number}")
    for table in (FINDING, FINDING_BASE):
        parts = [f"SELECT * FROM {table.name}_{number}" for number in range(len(lists))]
        if parts:
            engine.define(table.name, "\nUNION ALL\n".join(parts))
        else:
            engine.load(table, [])
    for name in LARGE if lists else ():
        engine.run(f"DROP TABLE {name}")


def prepare(engine: Engine, earlier_household: Path | None = None) -> None:
    """Make what rules look things up in, whichever list they judge."""
    _load_known_areas(engine)
    if earlier_household:
        engine.read("earlier_household", [earlier_household])
    else:
        engine.load_rows("earlier_household", EARLIER, [])
    engine.define("civil_latest", civil_match.sql_for_civil_latest())
    engine.define("servant", civil_match.sql_for_servant())
    engine.define("payroll", civil_match.sql_for_payroll())


def prepare_lists(engine: Engine, profiles: list[str], as_of: dt.date) -> None:
    """Make the relations that rules are judged over: what is small is kept, the rest worked out as it passes."""
    engine.load_rows("turn", {"list_profile": "VARCHAR"}, [(profile,) for profile in profiles])
    engine.define("listed_person", listed_person.sql_for_listed_person())
    engine.define("civil_cover", civil_match.sql_for_civil_cover())
    engine.define("shared_nik", listed_person.sql_for_shared_nik())
    engine.define("namesake", listed_person.sql_for_namesake())
    engine.define("twice_at_home", listed_person.sql_for_twice_at_home())
    engine.define("card", listed_person.sql_for_card())
    engine.define("card_number", listed_person.sql_for_card_number())
    engine.define("home", listed_person.sql_for_home())
    engine.define("list_habit", listed_person.sql_for_list_habit())
    engine.define("cell_trouble", listed_person.sql_for_cell_trouble())
    engine.view("person_fact", sql_for_person_fact())
    engine.define("every_row", household_fact.sql_for_every_row())
    engine.define("listed_household", household_fact.sql_for_listed_household())
    engine.define("household_twin", household_fact.sql_for_household_twin())
    engine.view("household_fact", household_fact.sql_for_household_fact())
    engine.define("standing_source", village_fact.sql_for_standing_source())
    engine.define("row_fact", village_fact.sql_for_row_fact())
    engine.define("earlier_village", village_fact.sql_for_earlier_village())
    engine.define("list_fact", village_fact.sql_for_list_fact(), as_of=as_of.isoformat())
    engine.define("village_fact", village_fact.sql_for_village_fact())


def judge(engine: Engine, rules: Mapping[Level, list[Rule]], ending: str = "") -> None:
    """Make ``finding`` and ``finding_base`` by the rules given, under names with that ending."""
    for level, own in rules.items():
        engine.define(suspects(level), sql_for_suspect(level, own))
        engine.define(f"judged_{level}", sql_for_judged(level, own))
    engine.define(f"finding{ending}", sql_for_finding(rules))
    engine.define(f"finding_base{ending}", sql_for_finding_base(rules, f"finding{ending}"))


def _load_known_areas(engine: Engine) -> None:
    """``known_area``: two digits of every province, four of every regency, six of the districts of our own."""
    districts = engine.rows("SELECT DISTINCT district_code FROM village ORDER BY district_code")
    regencies = [regency.regency_code for regency in all_regencies()]
    provinces = {FORMER_PROVINCE, *(code[:2] for code in regencies)}
    codes = [*sorted(provinces), *regencies, *(row["district_code"] for row in districts)]
    engine.load_rows("known_area", {"known_area": "VARCHAR"}, [(code.replace(".", ""),) for code in codes])
