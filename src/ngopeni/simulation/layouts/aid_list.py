"""Lists of who gets which aid: mostly by the registry, partly wrongly, and some of it to the dead."""

from __future__ import annotations

from typing import Any

import numpy as np

from ngopeni.simulation.columns import Columns, height
from ngopeni.simulation.layouts.civil_registry import sixteen, with_names
from ngopeni.simulation.lists import listed
from ngopeni.simulation.streams import Array, happens, stream
from ngopeni.simulation.table_files import Shape, item, three_words
from ngopeni.simulation.world import World

DELIMITER = ","
HEAD, SPOUSE = 1, 2


def select(world: World, on: int) -> Columns:
    """Every receipt: programme (its place in ``aid.yaml``), person, amount in rupiah."""
    found, programme, amount = [], [], []
    for place, (name, rules) in enumerate(listed("aid").items()):
        rows = _recipients(world, on, name, rules)
        found.append(rows)
        programme.append(np.full(len(rows), place))
        amount.append(np.full(len(rows), rules["amount"]))
    return with_names(world, np.concatenate(found)) | {
        "programme": np.concatenate(programme),
        "amount": np.concatenate(amount),
    }


def shape(period: str) -> Shape:
    """Headers and expressions.

    Parameters
    ----------
    period : str
        Year and month, such as ``2020-10``.
    """
    by_year = [place for place, rules in enumerate(listed("aid").values()) if rules["period"] == "year"]
    year = ", ".join(str(place) for place in by_year)
    return [
        ("program", item("programmes_of_aid", "programme")),
        ("nik", sixteen("nik")),
        ("no_kk", sixteen("kk")),
        ("nama", three_words("word")),
        ("kode_wilayah", "village_code"),
        ("periode", f"CASE WHEN programme IN ({year}) THEN '{period[:4]}' ELSE '{period}' END"),
        ("nominal", "amount"),
    ]


def _recipients(world: World, on: int, name: str, rules: dict[str, Any]) -> Array:
    """Rows of the people in whose name a programme is paid."""
    people, homes, count = world.persons, world.households, height(world.households)
    dice = stream(world.seed, f"aid {name}", on)
    throw = dice.random_sample(count) * 100
    entitled = homes["is_listed"] & (homes["listed_percentile"] <= rules["up_to"])
    gets = np.where(homes["is_listed"], entitled & (throw < rules["part"]), throw < rules["wrong_part"])
    if rules.get("only") == "desa":
        gets &= np.array([each.village_type == "desa" for each in world.areas.villages])[homes["village"]]
    # A payment stops late: some of the dead of listed households still get theirs.
    is_alive = (people["died_on"] == 0) | (people["is_listed"] & happens(dice, 0.3, len(people["died_on"])))
    may = gets[people["household"]] & is_alive & (people["left_on"] == 0)
    if rules["to"] == "everybody":
        return np.flatnonzero(may & (people["is_listed"] | ~homes["is_listed"][people["household"]]))
    wanted = SPOUSE if rules["to"] == "mother" else HEAD
    rows = np.flatnonzero(may & (people["role"] <= SPOUSE))
    order = rows[np.lexsort((rows, people["role"][rows] != wanted, people["household"][rows]))]
    is_first = np.r_[True, people["household"][order][1:] != people["household"][order][:-1]][: len(order)]
    return order[is_first]
