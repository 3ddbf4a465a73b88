"""Whom each rule about persons can judge at all, once more by plain loops: what its rate is a share of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from ngopeni.quality.tests.twin import MARRIED, Judged, Row, World, formed, is_covered, is_filler, is_heaped, letters

Answer = Callable[[Judged], bool]
SEXES = ("male", "female")


def everybody(row: Judged) -> bool:
    return True


def has(*names: str) -> Answer:
    """Whoever has an answer to all of these."""
    return lambda row: all(row[name] is not None for name in names)


def has_nik(row: Judged) -> bool:
    return row.nik is not None


def has_letters(row: Judged) -> bool:
    return row.key is not None


def is_of_age(row: Judged) -> bool:
    return row.years is not None


def is_known(row: Judged) -> bool:
    """To the civil registry, by the NIK."""
    return row.civil is not None


def of(name: str, *values: str) -> Answer:
    """Whoever gave one of these answers and has an age."""
    return lambda row: row[name] in values and is_of_age(row)


def beside_head(*relations: str) -> Answer:
    """Whoever is so related to the one head, the age of both known."""

    def is_beside(row: Judged) -> bool:
        if row["relation"] not in relations or row.head is None or not is_of_age(row):
            return False
        return is_of_age(Judged(row.head, row.members, row.world))

    return is_beside


def has_two_numbers(row: Judged) -> bool:
    return bool(row.nik and row.kk)


def known_too(name: str) -> Answer:
    """Whoever's answer the civil registry has as well."""
    return lambda row: row.civil is not None and row[name] is not None and row.civil[name] is not None


def has_likeness(row: Judged) -> bool:
    return row.name_likeness is not None


def has_sex_twice(row: Judged) -> bool:
    return row.civil is not None and row["sex"] in SEXES and row.civil["sex"] in SEXES


def is_registered_somewhere(row: Judged) -> bool:
    code = (row.civil or {}).get("registered_area_code")
    return code is not None and re.fullmatch(r"..[.]..[.]..[.]....", code) is not None


def has_payroll(*, of_village: bool) -> Answer:
    """Whoever has a NIK, where there is a payroll of the village's or of the state's people."""

    def is_held_against_it(row: Judged) -> bool:
        kinds = {kind for each in row.world.servants.values() for kind in each}
        return row.nik is not None and any((kind == "village_official") is of_village for kind in kinds)

    return is_held_against_it


def has_told_age(row: Judged) -> bool:
    return row["birth_date"] is not None or row["age"] is not None


JUDGED: dict[int, Answer] = {
    101: lambda row: row.asks("nik"),
    103: lambda row: bool(row["nik"]) and not is_filler(row["nik"]),
    104: has("nik"),
    **dict.fromkeys((105, 106, 110, 113, 114, 115), has_nik),
    107: lambda row: row.born is not None and row["birth_date"] is not None,
    108: lambda row: row.born is not None and row["birth_date"] is None and row["age"] is not None,
    109: lambda row: row.born is not None and row["sex"] in SEXES,
    111: has_two_numbers,
    112: lambda row: bool(row.nik or row.kk) and row.nik != row.kk,
    116: lambda row: row.key is not None and has("birth_date", "sex")(row) and not is_heaped(row),
    **dict.fromkeys((117, 132, 135, 136, 137), has_letters),
    120: lambda row: row.asks("no_kk"),
    122: lambda row: bool(row["no_kk"]) and not is_filler(row["no_kk"]),
    123: has("no_kk"),
    124: lambda row: row.kk is not None and row.kk != row.nik,
    125: lambda row: row.kk is not None and sum(formed(each["no_kk"]) == row.kk for each in row.members) == 1,
    130: lambda row: row.asks("full_name"),
    **dict.fromkeys((131, 134), lambda row: row.name is not None),
    133: lambda row: row.key is not None and len(row.key) > 1,
    138: lambda row: row.key is not None and letters(row["mother_name"]) is not None,
    **dict.fromkeys((140, 147), has("birth_date")),
    **dict.fromkeys((141, 142), has_told_age),
    145: lambda row: row.asks("birth_date", "age"),
    146: lambda row: row["age"] is not None and row.told_age is not None and row.told_age >= 0,
    150: beside_head("child", "grandchild"),
    151: beside_head("child"),
    152: beside_head("parent"),
    153: beside_head("grandchild"),
    154: of("relation", "head"),
    **dict.fromkeys((155, 156), of("marital_status", *MARRIED)),
    157: of("marital_status", "married"),
    158: lambda row: row["relation"] == "spouse" and row.head is not None and row["sex"] in SEXES,
    159: lambda row: row["relation"] in ("spouse", "child_in_law") and row["marital_status"] is not None,
    160: lambda row: row["pregnancy"] == "yes" and row["sex"] in SEXES,
    161: of("pregnancy", "yes"),
    165: of("school_participation", "attending"),
    166: lambda row: row["school_participation"] == "never",
    167: lambda row: row["diploma"] is not None and is_of_age(row),
    168: of("works", "yes"),
    169: has("job_status"),
    **dict.fromkeys((102, 121, 143, 144, 170), everybody),
    **dict.fromkeys((175, 176), is_known),
    177: lambda row: row.nik is not None and is_covered(row),
    **dict.fromkeys((178, 179), has_likeness),
    180: known_too("birth_date"),
    181: has_sex_twice,
    182: lambda row: row.kk is not None and known_too("no_kk")(row),
    183: is_registered_somewhere,
    184: has_payroll(of_village=False),
    185: has_payroll(of_village=True),
}


def base(rows: list[Row], world: World) -> Counter[tuple[str, str]]:
    """Rule code and village, and how many of its members the rule could judge."""
    members = [row for row in rows if row["is_member"]]
    return Counter(
        (f"QUALITY-{code}", row["village_code"])
        for row in members
        for code, is_judged in JUDGED.items()
        if is_judged(Judged(row, members, world))
    )
