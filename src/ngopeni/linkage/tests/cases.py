"""For every level of every comparison two rows that stand at it, and two that just do not, with their own level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ngopeni.linkage.tests.laying import ANYBODY, FAR, THERE

Row = dict[str, Any]
CARD, OTHER_CARD = "3319010101100001", "3319010502110007"
UNRELATED = "3374051507600003"
FAR_MOTHER = {"mother_name": "SUPARMI"}
BORN = ANYBODY["birth_date"]
MISSING = "missing"


@dataclass(frozen=True)
class Case:
    """Two rows, each `ANYBODY` but for what is told, and the level of one comparison.

    ``home`` of a row names the others in its household, men unless ``home_sex`` is told.
    """

    comparison: str
    level: str
    left: Row
    right: Row


def _nik(day: str, *, apart: Row) -> list[Case]:
    """Levels that are there once for rows of one day of birth and once for others."""

    def case(level: str, right: Row, left: Row | None = None) -> Case:
        return Case("nik", level, left or {}, {**apart, **right})

    other = f"other{day}"
    card = {"nik": CARD, "no_kk": None}
    return [
        case(f"same{day}", {}),
        case(other, {"nik": UNRELATED}),
        case(f"is_card{day}", {"nik": UNRELATED, "no_kk": CARD}, card),
        case(f"is_card{day}", card, {"nik": UNRELATED, "no_kk": CARD}),
        case(other, {"nik": UNRELATED, "no_kk": OTHER_CARD}, card),
        case(f"digits_off{day}", {"nik": "3319011302850001"}),
        case(other, {"nik": "3319021302850001"}),
        case(other, {"nik": "3319011203950002"}),
        case(f"no_serial{day}", {"nik": "3319011203850000"}),
        case(f"serial_off{day}", {"nik": "3319011203859999"}),
        case(other, {"nik": "3319011303859999"}),
        case(f"length_off{day}", {"nik": "331901120385001"}),
        case(f"length_off{day}", {"nik": "33190112038500011"}),
    ]


NIK = [
    Case("nik", "same_among_twins", {}, {"name": "TUKIMIN"}),
    Case("nik", "same_among_twins", {}, {"mother_name": "WAGINEH"}),
    Case("nik", "same_among_twins", {"nik": "331901120385001"}, {"nik": "331901120385001"}),
    Case("nik", "digits_off_among_twins", {}, {"nik": "3319011302850001"}),
    Case("nik", "digits_off_among_twins", {}, {"nik": "3319015203850001"}),
    Case("nik", "other_among_twins", {}, {"nik": "3319015203850001", "sex": "P"}),
    Case("nik", "other_among_twins", {}, {"nik": "3319011302850001", "sex": None}),
    Case("nik", "spoiled_among_twins", {}, {"nik": "3319011203850000"}),
    Case("nik", "spoiled_among_twins", {}, {"nik": "331901120385001"}),
    Case("nik", "spoiled_among_twins", {"nik": CARD, "no_kk": None}, {"nik": UNRELATED, "no_kk": CARD}),
    Case("nik", "other_among_twins", {"nik": CARD, "no_kk": None}, {"nik": UNRELATED, "no_kk": OTHER_CARD}),
    Case("nik", "serial_off_among_twins", {}, {"nik": "3319011203850002"}),
    Case("nik", "other_among_twins", {}, {"nik": "3319015203850002"}),
    Case("nik", "other_among_twins", {}, {"nik": "331901130385001"}),
    *_nik("_and_day", apart=FAR_MOTHER),
    Case("nik", "same_and_day", {}, {"rt": "7"}),
    Case("nik", "same_and_day", {}, {"village_code": None}),
    Case("nik", "other_and_day", {}, {**FAR_MOTHER, "nik": "3319011303850000"}),
    Case("nik", "other_and_day", {}, {**FAR_MOTHER, "nik": "331901130385001"}),
    *_nik("", apart={"birth_date": "1985-07-20"}),
    *_nik("", apart={"birth_date": None}),
    Case("nik", "same", {"nik": "331901120385001"}, {"nik": "331901120385001", "birth_date": None}),
    Case("nik", "other", {"nik": "331901120385001"}, {"nik": "331955770385002", "birth_date": None}),
    Case("nik", "no_serial", {"nik": "3319011203850000"}, {"nik": "3319011203850000", "birth_date": None}),
    Case("nik", "length", {}, {"nik": "3319011303850000", "birth_date": None}),
    Case("nik", "length", {}, {"nik": "331901130385001", "birth_date": None}),
    Case("nik", "length", {"nik": "3374051507600000"}, {"nik": "3319011303850000", "birth_date": None}),
    Case("nik", "same_but_all_else", {}, {"name": "TUKIMIN", "birth_date": "1987-03-12"}),
    Case("nik", "same_but_birth", {}, {"name": "SUKIMIN", "birth_date": "1987-03-12"}),
    Case("nik", "same_but_birth", {}, {"birth_date": "1983-03-12"}),
    Case("nik", "same_but_birth", {}, {"name": None, "birth_date": "1983-03-12"}),
    Case("nik", "same_but_name", {}, {"name": "TUKIMIN", "birth_date": "1986-03-12"}),
    Case("nik", "same_but_name", {}, {"name": "TUKIMIN", "birth_date": None}),
    Case("nik", "same", {}, {"birth_date": "1986-03-12"}),
    Case("nik", "same", {}, {"name": "SUKIMIN", "birth_date": "1986-03-12"}),
    Case("nik", "same", {"name": "BUDI"}, {"name": "TUDI", "birth_date": "1986-03-12"}),
    Case("nik", MISSING, {}, {"nik": None}),
    Case("nik", MISSING, {"nik": "0" * 16}, {"nik": "0" * 16}),
]


def _name(among: str, apart: Row) -> list[Case]:
    """Levels of names that are there for twins once more, where rarity tells nothing."""
    return [
        Case("name", f"{level}{among}", {"name": left}, {**apart, "name": right})
        for level, left, right in [
            ("same", "SLAMET RIYADI", "H. SLAMET RIADI"),
            ("sounds_same", "SLAMET RIYADI", "RIYADI SLAMET"),
            ("sounds_same", "HASAN", "HUSEN"),
            ("near", "SLAMET RIYADI", "SLANEN RIYADI"),
            ("near", "BUDI", "BUMI"),
            ("other", "BUDI", "BAMI"),
            ("other", "SLAMETO RIYADI", "SLAMED"),
            ("other", "SITI RAHAYU", "SUPARMI RUKINI"),
        ]
    ]


NAME = [
    *_name("_among_twins", {}),
    *_name("", {"birth_date": "1985-07-20"}),
    *_name("", {"mother_name": "LASTRI"}),
    *_name("", {"rt": "9"}),
    Case("name", "shorter_among_twins", {}, {"name": "SLAMET"}),
    Case("name", "shorter_among_twins", {}, {"name": "SLAMET R"}),
    Case("name", "same_first_among_twins", {}, {"name": "SLAMET WIDODO"}),
    Case("name", MISSING, {}, {"name": None}),
]
NAME += [
    Case("name", level, {"name": left}, {"name": right, "mother_name": "LASTRI"})
    for level, left, right in [
        ("same", "SLAMET RIYADI", "H. SLAMET RIADI"),
        ("sounds_same", "SLAMET RIYADI", "RIYADI SLAMET"),
        ("sounds_same", "FATIMAH", "FATIMA"),
        ("near", "SLAMET RIYADI", "SLAMEN RIYADI"),
        ("near", "SLAMET RIYADI", "SLANEN RIYADI"),
        ("other", "SLAMET RIYADI", "SLANEN RIYAPI"),
        ("near", "BUDI", "BUMI"),
        ("other", "BUDI", "BAMI"),
        ("near", "BUDIMA", "BAMIMA"),
        ("other", "BUDIM", "BAMIMA"),
        ("shorter", "SLAMET RIYADI", "SLAMET"),
        ("shorter", "SITI", "SITI NUR AINI"),
        ("other", "SLAMETO RIYADI", "SLAMED"),
        ("initials", "SLAMET RIYADI", "SLAMET R"),
        ("initials", "S RIYADI", "SLAMET RIYADI"),
        ("initials", "SITI N AMINAH", "SITI NURUL AMINAH"),
        ("initials", "SITI N", "SITI NUR AMINAH"),
        ("initials", "S", "SLAMET RIYADI"),
        ("same_first", "SLAMET RIYADI", "SLAMET T"),
        ("same_first", "SLAMET RIYADI", "SLAMET WIDODO"),
        ("same_first", "SLAMET RIYADI", "SLAMET RAHARJO"),
        ("other", "SLAMET RIYADI", "SLAMUD WIDODO"),
        ("other", "SITI RAHAYU", "SUPARMI RUKINI"),
        (MISSING, "SLAMET RIYADI", None),
        (MISSING, "SLAMET RIYADI", "TANPA NAMA"),
    ]
]


def _birth(family: str, apart: Row) -> list[Case]:
    def case(level: str, right: str | None, year: int | None = None, left: str | None = BORN) -> Case:
        return Case(
            "birth", f"{level}{family}", {"birth_date": left}, {**apart, "birth_date": right, "birth_year": year}
        )

    return [
        case("same", BORN),
        case("swapped", "1985-12-03"),
        case("heaped", "1985-01-01"),
        case("heaped", "1985-07-20", left="1985-12-31"),
        case("age" if family else "age_same", None, 1985),
        case("age_near", None, 1986),
        case("age_near", None, 1984),
        case("age_other", None, 1987),
        case("other", "1986-07-20"),
        case("other", "1984-12-03"),
        case("other", "1984-01-01"),
    ]


ELSEWHERE: Row = {"mother_name": "LASTRI"}
BIRTH = [
    *_birth("_in_family", {}),
    *_birth("", ELSEWHERE),
    *_birth("", {"mother_name": None}),
    Case("birth", "other_in_family", {}, {"birth_date": "1985-03-13"}),
    Case("birth", "other_in_family", {}, {"birth_date": "1985-07-20"}),
    Case("birth", "same_in_family", {"birth_date": "1985-12-31"}, {"birth_date": "1985-12-31"}),
    Case("birth", "same_heaped", {"birth_date": "1985-12-31"}, {"birth_date": "1985-12-31", **ELSEWHERE}),
    Case("birth", "same", {"birth_date": "1985-12-30"}, {"birth_date": "1985-12-30", **ELSEWHERE}),
    Case("birth", "same", {}, {"rt": "9"}),
    Case("birth", "digit_off", {}, {"birth_date": "1995-03-12", **ELSEWHERE}),
    Case("birth", "digit_off", {}, {"birth_date": "1985-03-13", **ELSEWHERE}),
    Case("birth", "other", {}, {"birth_date": "1996-03-12", **ELSEWHERE}),
    Case("birth", "same_year", {}, {"birth_date": "1985-07-20", **ELSEWHERE}),
    Case("birth", "same_year", {}, {"birth_date": "1985-12-04", **ELSEWHERE}),
    Case("birth", MISSING, {}, {"birth_date": None}),
]
SEX = [
    Case("sex", "same", {"sex": "L"}, {"sex": "1"}),
    Case("sex", "other", {"sex": "L"}, {"sex": "P"}),
    Case("sex", MISSING, {"sex": "L"}, {"sex": "X"}),
]
MOVED: Row = {"no_kk": OTHER_CARD}
HOME = ("SUWARNO", "BUDI")
TWIN: Row = {"name": "TUKIMIN", "mother_name": None}
FAMILY = [
    Case("family", level, left, right)
    for level, left, right in [
        ("card_and_mother", {}, {}),
        ("card_and_mother", {}, {"mother_name": "WAGINEM"}),
        ("card_and_mother", {"household_key": "a"}, {**MOVED, "household_key": "a"}),
        ("card_and_mother", {}, {"mother_name": "WAGINAH LASTRI"}),
        ("card_not_mother", {"mother_name": "SITI AMINAH"}, {"mother_name": "SITI ROHMAH"}),
        ("card_not_mother", {}, {"mother_name": "LASTRI"}),
        ("card_not_mother", {"household_key": "b"}, {**MOVED, "household_key": "b", "mother_name": "LASTRI"}),
        ("card", {}, {"mother_name": None}),
        ("card", {"household_key": "c", "mother_name": None}, {**MOVED, "household_key": "c"}),
        ("neighbourhood", {}, {**MOVED, "mother_name": None}),
        ("village_not_mother", {}, {**MOVED, "mother_name": "LASTRI"}),
        ("members_and_mother", {"home": HOME}, {**MOVED, "home": HOME}),
        ("members_and_mother", {"home": HOME}, {**MOVED, "home": HOME, "mother_name": "WAGINEM", "village_code": FAR}),
        ("members", {"home": HOME}, {**MOVED, "home": HOME, "mother_name": None}),
        ("village_not_mother", {"home": HOME}, {**MOVED, "home": HOME, "mother_name": "LASTRI"}),
        # Whoever is compared does not count, and one other is not enough.
        ("mother_and_neighbourhood", {"home": ("SITI", "BUDI")}, {**MOVED, "home": ("SITI", "JOKO")}),
        ("neighbourhood", {"home": ("SITI",)}, {**MOVED, "home": ("SITI",), "mother_name": None}),
        ("neighbourhood", {"home": ("SITI", "TUKIMIN")}, {**MOVED, **TWIN, "home": ("SITI", "SLAMET RIYADI")}),
        # Two of three others are most of the smaller household; two of four are half of it.
        ("members", {"home": (*HOME, "ARI")}, {**MOVED, "home": (*HOME, "TONO", "EDI"), "mother_name": None}),
        (
            "village",
            {"home": (*HOME, "ARI", "ELI")},
            {**MOVED, "home": (*HOME, "TONO", "EDI"), "mother_name": None, "rt": "9"},
        ),
        # A man and a woman whose names have the same consonants are two.
        ("village", {"home": HOME}, {**MOVED, "home": HOME, "home_sex": "P", "mother_name": None, "rt": "9"}),
        ("mother_and_neighbourhood", {}, {**MOVED}),
        ("mother_and_neighbourhood", {}, {**MOVED, "mother_name": "WAGINA"}),
        ("mother_and_village", {}, {**MOVED, "rt": "9"}),
        ("mother_and_village", {}, {**MOVED, "rt": None}),
        ("mother", {}, {**MOVED, "village_code": THERE}),
        ("near_mother_and_village", {}, {**MOVED, "mother_name": "WAGINEM"}),
        ("near_mother_and_village", {}, {**MOVED, "mother_name": "WAGINAH LASTRI"}),
        ("village_not_mother", {}, {**MOVED, "mother_name": "WAGIMEM"}),
        ("other", {}, {**MOVED, "mother_name": "WAGINEM", "village_code": THERE}),
        ("neighbourhood", {}, {**MOVED, "mother_name": None}),
        ("village", {}, {**MOVED, "mother_name": None, "rt": "9"}),
        ("elsewhere", {}, {**MOVED, "mother_name": None, "village_code": THERE}),
        ("elsewhere", {}, {"no_kk": OTHER_CARD, "mother_name": None, "village_code": None}),
        ("other", {}, {**MOVED, "mother_name": "LASTRI", "village_code": THERE}),
        (MISSING, {}, {"no_kk": None, "village_code": None}),
        (MISSING, {"no_kk": None, "village_code": None}, {}),
    ]
]
CASES = [*NIK, *NAME, *BIRTH, *SEX, *FAMILY]


def sides() -> tuple[list[Row], list[Row]]:
    """The rows of all cases on either side; both rows of a case have one number."""
    left, right = list[Row](), list[Row]()
    for place, case in enumerate(CASES):
        for side, told, rows in (("l", case.left, left), ("r", case.right, right)):
            key, number = f"{side}{place}", f"{place:03d}"
            row = {**ANYBODY, "household_key": key, "unique_id": number, **told}
            others, sex = row.pop("home", ()), row.pop("home_sex", "L")
            rows.append(row)
            home = {"household_key": row["household_key"], "sex": sex}
            rows += [{"unique_id": f"{key}-{name}", "name": name, **home} for name in others]
    return left, right
