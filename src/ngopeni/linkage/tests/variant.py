"""Invented people of another kind than those of the lessons: other names, other habits, other mistakes, with the
truth."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ngopeni.kernel.yaml_file import read_yaml

Row = dict[str, Any]
COLUMNS = (
    "unique_id",
    "name",
    "nik",
    "no_kk",
    "birth_date",
    "sex",
    "mother_name",
    "village_code",
    "rt",
    "rw",
    "person_id",
)
# Keys beside each other on a keyboard, and digits that are misread.
BESIDE = dict(zip("ASERTYUIOPDGHKLBNM", "SADETUYOIKFHGLKVMN", strict=True))
MISREAD = dict(zip("0123456789", "8712836907", strict=True))
OLD = (
    ("U", "OE"),
    ("J", "DJ"),
    ("C", "TJ"),
    ("Y", "J"),
    ("SY", "SJ"),
    ("NY", "NJ"),
    ("F", "P"),
    ("Z", "S"),
    ("KH", "CH"),
)
VILLAGES = 250
FIRST_DAY = dt.date(1930, 1, 1)


def people(count: int, seed: int, rates: Path) -> list[tuple[Any, ...]]:
    """Rows of `COLUMNS`, of which some are second rows of a person.

    Parameters
    ----------
    count : int
        Rows, second ones included.
    seed : int
    rates : Path
        Names and rates, see ``benchmarks/linkage_variant.yaml``.
    """
    told = read_yaml(rates)
    names = {kind: text.split() for kind, text in told["names"].items()}
    dice = random.Random(seed)
    first, homes = _first_rows(dice, round(count * (1 - told["doubles"])), names, told["words"])
    rows = [_spoil(dice, dict(row), told["rows"]) for row in first]
    wanted = count - len(rows)
    chosen = _chosen(dice, homes, wanted, told["whole_household"])
    for number in chosen:
        rows.append(_spoil(dice, _second(dice, dict(first[number]), told["second"], names), told["rows"]))
    dice.shuffle(rows)
    return [tuple([f"{place:08d}", *(row[name] for name in COLUMNS[1:])]) for place, row in enumerate(rows)]


def _first_rows(
    dice: random.Random, count: int, names: dict[str, list[str]], words: list[float]
) -> tuple[list[Row], list[list[int]]]:
    """True rows, household by household."""
    rows: list[Row] = []
    homes: list[list[int]] = []
    serials: dict[str, int] = {}
    while len(rows) < count:
        village = f"73.{dice.randint(1, 12):02d}.{dice.randint(1, 9):02d}.{2000 + dice.randint(1, VILLAGES // 100)}"
        place = {"village_code": village, "rt": str(dice.randint(1, 9)), "rw": str(dice.randint(1, 5))}
        card = (
            f"73{dice.randint(1, 12):02d}{dice.randint(1, 9):02d}{dice.randint(1, 28):02d}{dice.randint(1, 12):02d}15"
        )
        card += f"{len(homes) % 9999 + 1:04d}"
        family, own = dice.choice(names["last"]), []
        mother = _name(dice, "female", names, words, family)
        for turn in range(min(count - len(rows), 1 + int(dice.random() * 6))):
            sex = "L" if (turn == 0 or dice.random() < 0.5) and turn != 1 else "P"
            age = dice.randint(25, 75) if turn < 2 else dice.randint(0, 24)
            birth = dt.date(2023 - age, 1, 1) + dt.timedelta(days=dice.randint(0, 364))
            kind = "male" if sex == "L" else "female"
            own_mother = mother if turn >= 2 else _name(dice, "female", names, words, dice.choice(names["last"]))
            stem = f"{card[:6]}{birth.day + (40 if sex == 'P' else 0):02d}{birth:%m%y}"
            serials[stem] = serials.get(stem, 0) + 1
            own.append(len(rows))
            rows.append(
                {
                    "name": _name(dice, kind, names, words, family),
                    "nik": f"{stem}{serials[stem]:04d}",
                    "no_kk": card,
                    "birth_date": birth,
                    "sex": sex,
                    "mother_name": own_mother,
                    "person_id": len(rows),
                    **place,
                }
            )
        homes.append(own)
    return rows, homes


def _name(dice: random.Random, kind: str, names: dict[str, list[str]], words: list[float], family: str) -> str:
    """Some names, a few far commoner than others; the last may be the family's."""
    count = dice.choices((1, 2, 3), words)[0]
    pool = names[kind]
    given = [pool[min(int(dice.paretovariate(0.9)) - 1, len(pool) - 1)] for _ in range(max(1, count - 1))]
    given = [word if dice.random() < 0.5 else dice.choice(pool) for word in given]
    return " ".join(dict.fromkeys([*given, family] if count > 1 else given))


def _chosen(dice: random.Random, homes: list[list[int]], wanted: int, whole: float) -> list[int]:
    """Who stands twice."""
    found: list[int] = []
    for home in dice.sample(homes, len(homes)):
        if len(found) >= wanted:
            break
        found += home if dice.random() < whole else [dice.choice(home)]
    return found[:wanted]


def _spoil(dice: random.Random, row: Row, rates: dict[str, float]) -> Row:
    """What goes wrong in any row."""
    changes: dict[str, Callable[[], dict[str, Any]]] = {
        "nik_empty": lambda: {"nik": None},
        "nik_zeros": lambda: {"nik": "0" * 16},
        "nik_serial_zero": lambda: {"nik": row["nik"][:12] + "0000" if row["nik"] else None},
        "mother_empty": lambda: {"mother_name": None},
        "rt_empty": lambda: {"rt": None, "rw": None},
        "kk_empty": lambda: {"no_kk": None},
        "birth_heaped": lambda: {"birth_date": row["birth_date"].replace(month=12, day=31)},
        "sex_wrong": lambda: {"sex": "P" if row["sex"] == "L" else "L"},
    }
    for kind, change in changes.items():
        if dice.random() < rates[kind]:
            row |= change()
    return row


def _second(dice: random.Random, row: Row, rates: dict[str, float], names: dict[str, list[str]]) -> Row:
    """How a second row of somebody is written."""
    _rename(dice, row, rates, names)
    _renumber(dice, row, rates)
    _redate(dice, row, rates)
    if dice.random() < rates["kk_other"]:
        row["no_kk"] = row["no_kk"][:12] + f"{dice.randint(1, 9999):04d}"
    if dice.random() < rates["village_other"]:
        row |= {"village_code": row["village_code"][:-1] + str(dice.randint(1, 2)), "rt": str(dice.randint(1, 9))}
    return row


def _rename(dice: random.Random, row: Row, rates: dict[str, float], names: dict[str, list[str]]) -> None:
    """One change of a name at most, and perhaps one of the mother's."""
    name_kinds = [kind for kind in rates if kind.startswith("name_")]
    kind = dice.choices(
        [*name_kinds, ""], [*(rates[kind] for kind in name_kinds), 1 - sum(rates[k] for k in name_kinds)]
    )[0]
    row["name"] = _misnamed(dice, row["name"], kind, names)
    if dice.random() < rates["mother_misspelled"]:
        row["mother_name"] = _misnamed(dice, row["mother_name"], "name_key_beside", names)


def _renumber(dice: random.Random, row: Row, rates: dict[str, float]) -> None:
    nik = row["nik"]
    if dice.random() < rates["nik_empty"]:
        row["nik"] = None
    elif dice.random() < rates["nik_misread"]:
        place = dice.randint(0, 15)
        row["nik"] = nik[:place] + MISREAD[nik[place]] + nik[place + 1 :]
    elif dice.random() < rates["nik_day_sex"]:
        row["nik"] = f"{nik[:6]}{(int(nik[6:8]) + 40) % 80:02d}{nik[8:]}"
    elif dice.random() < rates["nik_card"]:
        row["nik"] = row["no_kk"]


def _redate(dice: random.Random, row: Row, rates: dict[str, float]) -> None:
    birth = row["birth_date"]
    if dice.random() < rates["birth_swapped"] and birth.day <= 12:
        row["birth_date"] = birth.replace(month=birth.day, day=birth.month)
    elif dice.random() < rates["birth_heaped"]:
        row["birth_date"] = birth.replace(month=1, day=1)
    elif dice.random() < rates["birth_digit"]:
        # Ten years before a leap day there is none.
        day = 28 if (birth.month, birth.day) == (2, 29) else birth.day
        row["birth_date"] = birth.replace(year=birth.year - 10, day=day)


def _misnamed(dice: random.Random, name: str, kind: str, names: dict[str, list[str]]) -> str:
    words = name.split()
    if kind == "name_swapped":
        return " ".join(reversed(words))
    if kind == "name_joined":
        return "".join(words)
    if kind == "name_key_beside":
        place = dice.randrange(len(name))
        return name[:place] + BESIDE.get(name[place], name[place]) + name[place + 1 :]
    if kind == "name_initials":
        return " ".join([words[0], *(f"{word[0]}." for word in words[1:])])
    if kind == "name_shortened":
        return " ".join(words[:-1]) or name
    if kind == "name_titled":
        return f"{dice.choice(names['titles'])} {name}"
    if kind == "name_of_spouse":
        return f"{name} {dice.choice(names['male'])}"
    if kind == "name_old_spelling":
        new, old = dice.choice(OLD)
        return name.replace(new, old)
    return name
