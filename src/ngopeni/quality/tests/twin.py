"""The rules about persons once more, slowly and plainly: loops over dicts, no SQL.

Read beside `ngopeni.quality.rules`; nothing of it is used here.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
YOUNGEST = {
    "primary": 10,
    "junior_secondary": 13,
    "senior_secondary": 16,
    "short_diploma": 17,
    "bachelor": 19,
    "postgraduate": 21,
}
FILLERS = {"1234567890123456", "0123456789012345", "1234567891234567", "1234567812345678", "9876543210987654"}
NOBODY = {"NN", "XX", "NONAME", "TANPANAMA", "TIDAKADANAMA", "TIDAKADA", "TIDAKTAHU", "TDKTAHU", "TDKADA", "BAYI"}
NOBODY |= {"BELUMADANAMA", "BELUMADA", "BELUMDIBERINAMA", "BELUMBERNAMA", "ANONIM", "NIHIL", "KOSONG", "TEST", "TES"}
NOBODY |= {"NAMA", "NULL", "TAKBERNAMA", "UNKNOWN", "NONE", "NA", "ASDF", "QWERTY"}
MARRIED = {"married", "divorced", "widowed"}
CODED = ("sex", "marital_status", "school_participation", "diploma", "works", "job_status", "pregnancy")


@dataclass(frozen=True)
class World:
    """What stands around the rows: the areas there are, the civil registry, the payrolls, what could not be read."""

    areas: set[str]
    civil: dict[str, Row]
    servants: dict[str, set[str]]
    troubles: dict[str, set[str]]


def letters(name: str | None) -> str | None:
    return "".join(each for each in (name or "").upper() if "A" <= each <= "Z") or None


def is_filler(number: str) -> bool:
    return len(set(number)) == 1 or number in FILLERS


def formed(number: str | None) -> str | None:
    return number if number and len(number) == 16 and not is_filler(number) else None


def age_on(birth: dt.date, on: dt.date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def born_by(nik: str) -> tuple[int, int, int] | None:
    """Day, month and two digits of the year, where there is such a day."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    day -= 40 if day > 40 else 0
    if not 1 <= month <= 12:
        return None
    longest = 29 if month == 2 and year % 4 == 0 else calendar.monthrange(2001, month)[1]
    return (day, month, year) if 1 <= day <= longest else None


def likeness(first: str, second: str) -> float:
    """One minus the edits between two names over the longer."""
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, start=1):
        above, row[0] = row[0], i
        for j, right in enumerate(second, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (left != right))
    return 1 - row[-1] / max(len(first), len(second))


def judge(rows: list[Row], world: World) -> set[tuple[str, str]]:
    """Rule code and record key of whatever is wrong with the members of one list."""
    members = [row for row in rows if row["is_member"]]
    return {
        (f"QUALITY-{code}", row["record_key"])
        for row in members
        for code, is_broken in RULES.items()
        if is_broken(Judged(row, members, world))
    }


class Judged:
    """A row with its neighbours."""

    def __init__(self, row: Row, members: list[Row], world: World) -> None:
        self.row, self.members, self.world = row, members, world
        self.nik, self.kk = formed(row["nik"]), formed(row["no_kk"])
        self.name = (row["full_name"] or "").upper().strip() or None
        self.key = letters(row["full_name"])
        self.born = born_by(self.nik) if self.nik else None
        self.home = [each for each in members if each["household_key"] == row["household_key"]]
        heads = [each for each in self.home if each["relation"] == "head"]
        self.head = heads[0] if len(heads) == 1 else None
        self.civil = world.civil.get(self.nik) if self.nik else None
        self.troubles = world.troubles.get(row["record_key"], set())

    def __getitem__(self, name: str) -> Any:
        return self.row[name]

    def asks(self, *names: str) -> bool:
        return any(row[name] is not None for row in self.members for name in names)

    @property
    def spelling(self) -> str | None:
        """What the NIK should say of birth and sex."""
        if self["birth_date"] is None:
            return None
        day = self["birth_date"].day + (40 if self["sex"] == "female" else 0)
        return f"{day:02}{self['birth_date']:%m%y}"

    @property
    def told_age(self) -> int | None:
        return age_on(self["birth_date"], self["measured_on"]) if self["birth_date"] else None

    @property
    def holders(self) -> list[Row]:
        """All rows with this NIK."""
        return [each for each in self.members if self.nik and formed(each["nik"]) == self.nik]

    @property
    def own_rows(self) -> list[Row]:
        """Those of them that look like the same person."""
        return [each for each in self.holders if self.is_same_name(each) or self.is_same_birth(each)]

    @property
    def is_like_other(self) -> bool:
        """Whether the first other row with this NIK, or the last, has nearly the same name and age."""
        ranked = sorted(self.holders, key=lambda row: row["record_key"])
        if len(ranked) < 2:
            return False
        other = ranked[-1] if ranked[0] is self.row else ranked[0]
        name, ages = letters(other["full_name"]), (self.years, years_of(other))
        is_near = None not in ages and abs(ages[0] - ages[1]) <= 1
        is_named = bool(self.key and name) and likeness(self.key, name) >= 0.6
        return bool(is_near and is_named and self["sex"] and self["sex"] == other["sex"])

    def is_same_name(self, other: Row) -> bool:
        return other is self.row or (self.key is not None and letters(other["full_name"]) == self.key)

    def is_same_birth(self, other: Row) -> bool:
        own, their = _birth(self.row), _birth(other)
        return other is self.row or (own is not None and own == their)

    @property
    def years(self) -> int | None:
        return years_of(self.row)

    @property
    def name_likeness(self) -> float | None:
        theirs = letters(self.civil["full_name"]) if self.civil else None
        return likeness(self.key, theirs) if self.key and theirs else None


def _birth(row: Row) -> tuple[Any, str] | None:
    when = row["birth_date"] or row["age"]
    if row["birth_date"] is None and row["age"] is not None:
        when = row["age"]
    return (str(when), row["sex"]) if when is not None and row["sex"] else None


def years_of(row: Row) -> int | None:
    years = row["age"]
    if years is None and row["birth_date"]:
        years = age_on(row["birth_date"], row["measured_on"])
    return years if years is not None and 0 <= years <= 120 else None


def years_by_nik(row: Judged) -> int:
    assert row.born
    day, month, year = row.born
    on = row["measured_on"]
    return (on.year - year - ((on.month, on.day) < (month, day))) % 100


def has_area(row: Judged) -> bool:
    assert row.nik
    own = row["village_code"].replace(".", "")[:4]
    width = 6 if row.nik[:4] == own else 4 if row.nik[:2] == own[:2] else 2
    return row.nik[:width] in row.world.areas


def is_swapped(row: Judged) -> bool:
    """Whether a card's number stands as NIK, or the NIK as the card's."""
    if not (row.nik or row.kk) or row.nik == row.kk:
        return False
    is_kk_own = bool(row.kk and row.spelling and row.kk[6:12] == row.spelling)
    return (is_kk_own and (row.nik is None or row.nik[6:12] != row.spelling)) or is_of_card(row)


def is_own_number(row: Judged) -> bool:
    """Whether the NIK spells the birth of its row, or at least an age and a sex that fit."""
    assert row.nik
    if row.spelling:
        return row.nik[6:12] == row.spelling
    if row["age"] is None or row["sex"] is None or not row.born:
        return False
    return abs(years_by_nik(row) - row["age"] % 100) in (0, 1, 99) and (row.nik[6] > "3") == (row["sex"] == "female")


def is_of_card(row: Judged) -> bool:
    """Whether what stands as NIK is the number of a card, and not the holder's own."""
    if row.nik is None or row.civil or is_own_number(row):
        return False
    names = {letters(each["full_name"]) for each in row.members if formed(each["no_kk"]) == row.nik} - {None}
    cards = {formed(each["no_kk"]) for each in row.world.civil.values()}
    return len(names) > 1 or row.nik in cards


def is_covered(row: Judged) -> bool:
    """Whether at least half of the village's numbers are in the match file."""
    numbers = [formed(each["nik"]) for each in row.members if each["village_code"] == row["village_code"]]
    known = [each for each in numbers if each in row.world.civil]
    return bool(known) and len(known) >= 0.5 * len([each for each in numbers if each])


def is_own_nik(row: Row) -> bool:
    """Whether a NIK spells the birth and the sex of its row."""
    nik = formed(row["nik"])
    day = row["birth_date"].day + (40 if row["sex"] == "female" else 0)
    return bool(nik) and nik[6:12] == f"{day:02}{row['birth_date']:%m%y}" and not nik.endswith("0000")


def namesakes(row: Judged) -> list[Row]:
    alike = ("village_code", "sex", "birth_date")
    return [
        each
        for each in row.members
        if letters(each["full_name"]) == row.key and all(each[name] == row[name] for name in alike)
    ]


def is_heaped(row: Judged) -> bool:
    return row["birth_date"] is not None and (row["birth_date"].month, row["birth_date"].day) in {
        (1, 1),
        (7, 1),
        (12, 31),
    }


def shares_name(row: Judged) -> bool:
    if not (row.key and row["birth_date"] and row["sex"]) or is_heaped(row):
        return False
    others = namesakes(row)
    numbers = {each["nik"] for each in others if is_own_nik(each)}
    holders = len(row.holders)
    return len(others) > 1 and len(numbers) < len(others) and (holders < 2 or holders < len(others))


def is_made_up(row: Judged) -> bool:
    if row.name is None:
        return False
    if row.key is None:
        return not re.search("[0-9]", row.name)
    is_repeated = len(row.key) > 2 and len(set(row.key)) == 1
    return row.key in NOBODY or is_repeated or bool(re.match(r"(BAYI|BY)[ .]+(NY|TN|IBU|DARI)([ .]|$)", row.name))


def has_title(name: str) -> bool:
    if re.match("(HAJI|HAJJAH|HJ) ", name):
        return True
    before = r"(^|[ ,.])(H|HJ|KH|DR|DRS|DRA|IR|PROF|DRG)[.]"
    fields = "PD|PDI|SOS|E|H|HUM|KOM|T|KM|MD|AG|SI|SC|P|KEP|PT|PI|HUT|IP|IKOM|AP|FARM|GZ|KEB|M"
    after = rf"[,. ](S|M|A|D)[. ]+({fields})([., ]|$)"
    return ("." in name or "," in name) and bool(re.search(before, name) or re.search(after, name))


def is_cut(name: str) -> bool:
    """Whether a word of the name is an initial or a common short form with a dot."""
    words = re.split("[ .]+", name)
    single = [each for each in words if len(each) == 1 and each.isascii() and each.isalpha()]
    # The I before a Balinese man's name is a word, one with a dot or at the end is not.
    initials = [each for each in single if each != "I"]
    is_i = bool(re.search(r"(^|[ .])I[.]", name) or re.search(r"[ .]I$", name))
    short = re.search(r"(^| )(MUH|MOH|MUCH|MOCH|MHD|ABD|ABDL|ST)[.]", name)
    return bool(initials or is_i or short)


def is_kin(row: Judged, *relations: str) -> bool:
    """Whether the row has one of these relations to the one head, and both ages are known."""
    return row["relation"] in relations and bool(row.head) and None not in (row.years, years_of(row.head or {}))


def gap(row: Judged) -> int:
    """By how many years the head is older."""
    head, own = years_of(row.head or {}), row.years
    assert head is not None
    assert own is not None
    return head - own


def between(value: int | None, low: int, high: int) -> bool:
    return value is not None and low <= value <= high


def is_lone_card(row: Judged) -> bool:
    if not row.kk or len([each for each in row.members if formed(each["no_kk"]) == row.kk]) != 1:
        return False
    is_dependant = row["relation"] in ("spouse", "child", "child_in_law", "grandchild")
    return is_dependant or row["marital_status"] == "married" or between(row.years, 0, 14)


def told(row: Judged, name: str, *values: str) -> bool:
    return row[name] in values


def differs(row: Judged, name: str, own: Any = None) -> bool:
    """Whether the civil registry says something else."""
    theirs = row.civil[name] if row.civil else None
    own = row[name] if own is None else own
    return own is not None and theirs is not None and own != theirs


RULES: dict[int, Callable[[Judged], bool]] = {
    101: lambda row: row.asks("nik") and row["nik"] is None and "nik" not in row.troubles,
    102: lambda row: "nik" in row.troubles,
    103: lambda row: row["nik"] is not None and not is_filler(row["nik"]) and len(row["nik"]) != 16,
    104: lambda row: row["nik"] is not None and is_filler(row["nik"]),
    105: lambda row: row.nik is not None and row.born is None,
    106: lambda row: row.nik is not None and row.nik.endswith("0000"),
    107: lambda row: bool(
        row.born
        and row["birth_date"]
        and row.born != (row["birth_date"].day, row["birth_date"].month, row["birth_date"].year % 100)
    ),
    108: lambda row: bool(
        row.born
        and row["birth_date"] is None
        and row["age"] is not None
        and abs(years_by_nik(row) - row["age"] % 100) not in (0, 1, 99)
    ),
    109: lambda row: bool(
        row.nik and row.born and told(row, "sex", "male", "female") and (row.nik[6] > "3") != (row["sex"] == "female")
    ),
    110: lambda row: bool(row.nik) and not has_area(row),
    111: lambda row: bool(row.nik) and row.nik == row.kk,
    112: is_swapped,
    113: lambda row: sum(each["household_key"] == row["household_key"] for each in row.holders) > 1,
    114: lambda row: len(row.own_rows) > 1 or row.is_like_other,
    115: lambda row: len(row.holders) > len(row.own_rows) and not (len(row.holders) == 2 and row.is_like_other),
    116: shares_name,
    117: lambda row: bool(row.key) and sum(letters(each["full_name"]) == row.key for each in row.home) > 1,
    120: lambda row: row.asks("no_kk") and row["no_kk"] is None and "no_kk" not in row.troubles,
    121: lambda row: "no_kk" in row.troubles,
    122: lambda row: row["no_kk"] is not None and not is_filler(row["no_kk"]) and len(row["no_kk"]) != 16,
    123: lambda row: row["no_kk"] is not None and is_filler(row["no_kk"]),
    124: lambda row: bool(row.kk and row.kk != row.nik) and row.kk[:4] != row["village_code"].replace(".", "")[:4],  # type: ignore[index]
    125: is_lone_card,
    130: lambda row: row.asks("full_name") and row.name is None,
    131: is_made_up,
    132: lambda row: bool(row.key) and len(row.key) == 1,  # type: ignore[arg-type]
    133: lambda row: bool(row.name and row.key and len(row.key) > 1) and is_cut(row.name) and not has_title(row.name),  # type: ignore[arg-type]
    134: lambda row: bool(row.name and re.search("[0-9]", row.name)),
    135: lambda row: bool(row.key and row.name) and has_title(row.name),  # type: ignore[arg-type]
    136: lambda row: bool(row.key and row.name and set(row.name) & set("?*_#@$%^=+<>|!;:/")),
    137: lambda row: (
        bool(row.key and row.name)
        and bool(re.search(r" (ALIAS|ALS|AL[.]|BIN|BINTI|BT[.]) ", row.name) or "(" in row.name)
    ),  # type: ignore[arg-type,operator]
    138: lambda row: bool(row.key) and letters(row["mother_name"]) == row.key and " " in row.name,
    140: lambda row: bool(row["birth_date"]) and row["birth_date"] > row["measured_on"],
    141: lambda row: (row.told_age if row["birth_date"] else row["age"] or 0) > 120,  # type: ignore[operator]
    142: lambda row: between(row.told_age if row["birth_date"] else row["age"], 111, 120),
    143: lambda row: "age" in row.troubles,
    144: lambda row: "birth_date" in row.troubles,
    145: lambda row: (
        row.asks("birth_date", "age")
        and row["birth_date"] is None
        and row["age"] is None
        and not {"birth_date", "age"} & row.troubles
    ),
    146: lambda row: (
        row["age"] is not None
        and (row.told_age or 0) >= 0
        and row.told_age is not None
        and abs(row["age"] - row.told_age) > 1
    ),
    147: lambda row: (
        is_heaped(row)
        and not (row.nik and row["sex"] is not None and row.nik[6:12] == row.spelling)
        and not (row.nik and row["sex"] is None and row.nik[6:12] == row.spelling)
    ),
    150: lambda row: is_kin(row, "child", "grandchild") and gap(row) <= 0,
    151: lambda row: is_kin(row, "child") and 1 <= gap(row) <= 9,
    152: lambda row: is_kin(row, "parent") and gap(row) > -10,
    153: lambda row: is_kin(row, "grandchild") and 0 < gap(row) < 20,
    154: lambda row: row["relation"] == "head" and between(row.years, 0, 14),
    155: lambda row: row["marital_status"] in MARRIED and between(row.years, 0, 9),
    156: lambda row: row["marital_status"] in MARRIED and between(row.years, 10, 14),
    157: lambda row: row["marital_status"] == "married" and between(row.years, 15, 18),
    158: lambda row: (
        row["relation"] == "spouse"
        and bool(row.head)
        and told(row, "sex", "male", "female")
        and row["sex"] == (row.head or {})["sex"]
    ),
    159: lambda row: row["relation"] in ("spouse", "child_in_law") and row["marital_status"] == "single",
    160: lambda row: row["pregnancy"] == "yes" and row["sex"] == "male",
    161: lambda row: row["pregnancy"] == "yes" and (between(row.years, 0, 9) or between(row.years, 56, 120)),
    165: lambda row: (
        row["school_participation"] == "attending" and (between(row.years, 0, 2) or between(row.years, 41, 120))
    ),
    166: lambda row: row["school_participation"] == "never" and row["diploma"] in YOUNGEST,
    167: lambda row: row["diploma"] in YOUNGEST and between(row.years, 0, YOUNGEST[row["diploma"]] - 1),
    168: lambda row: row["works"] == "yes" and between(row.years, 0, 9),
    169: lambda row: row["job_status"] == "public_employee",
    170: lambda row: any((row[name] or "").startswith("?") for name in CODED),
    175: lambda row: bool(row.civil) and row.civil["civil_status"] == "dead",  # type: ignore[index]
    176: lambda row: bool(row.civil) and row.civil["civil_status"] == "moved",  # type: ignore[index]
    177: lambda row: bool(row.nik) and row.civil is None and is_covered(row),
    178: lambda row: row.name_likeness is not None and row.name_likeness < 0.6,
    179: lambda row: row.name_likeness is not None and 0.6 <= row.name_likeness < 1,
    180: lambda row: differs(row, "birth_date"),
    181: lambda row: bool(row.civil) and {row["sex"], row.civil["sex"]} == {"male", "female"},  # type: ignore[index]
    182: lambda row: differs(row, "no_kk", row.kk) if row.kk else False,
    183: lambda row: (
        differs(row, "registered_area_code", row["village_code"])
        and (row.civil or {})["registered_area_code"].count(".") == 3
    ),
    184: lambda row: row.nik in row.world.servants and row.world.servants[row.nik] != {"village_official"},
    185: lambda row: row.nik in row.world.servants and row.world.servants[row.nik] == {"village_official"},
}
