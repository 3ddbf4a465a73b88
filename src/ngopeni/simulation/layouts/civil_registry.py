"""The civil register of the people in this world: right numbers, and who died or left, as far as it was reported."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import Columns
from ngopeni.simulation.rows import lot
from ngopeni.simulation.streams import Array
from ngopeni.simulation.table_files import Shape, date, item, three_words
from ngopeni.simulation.world import World

DELIMITER = ","
# Parts of a thousand: people without an entry, deaths that nobody reported.
UNRECORDED, UNREPORTED = 8, 150


def select(world: World, on: int) -> Columns:
    """Everybody with an entry.

    Returns
    -------
    Columns
        person and what is written of each; status 0 lives here, 1 died, 2 left.
    """
    people = world.persons
    luck = lot(np.arange(1, len(people["nik"]) + 1))
    person = np.flatnonzero(luck >= UNRECORDED)
    rows = {name: values[person] for name, values in people.items()}
    is_dead = (rows["died_on"] > 0) & (luck[person] >= UNREPORTED)
    has_left = rows["left_on"] > 0
    status = np.where(is_dead, 1, np.where(has_left, 2, 0))
    return rows | {
        "person": person,
        "kk": world.families["kk"][rows["family"]],
        "village": world.households["village"][rows["household"]],
        "status": status,
        "status_on": np.where(is_dead, rows["died_on"], np.where(has_left, rows["left_on"], 0)),
        "kinds": np.zeros(len(person), dtype=np.int64),
    }


def shape() -> Shape:
    """Headers and expressions."""
    return [
        ("nik", sixteen("nik")),
        ("no_kk", sixteen("kk")),
        ("nama", three_words("word")),
        ("tempat_lahir", "birthplace"),
        ("tanggal_lahir", date("birth", "%Y-%m-%d")),
        ("jenis_kelamin", "CASE sex WHEN 1 THEN 'L' ELSE 'P' END"),
        ("status", item("civil_status", "status")),
        ("tanggal_status", f"CASE WHEN status_on > 0 THEN {date('status_on', '%Y-%m-%d')} END"),
        ("kode_wilayah", "village_code"),
    ]


def sixteen(name: str) -> str:
    """The expression for a right number of sixteen digits."""
    return f"lpad({name}::VARCHAR, 16, '0')"


def with_names(world: World, person: Array) -> Columns:
    """What every list of people writes: NIK, No. KK, name, village."""
    people = world.persons
    names = ("nik", "word1", "word2", "word3", "area", "servant")
    return {name: people[name][person] for name in names} | {
        "person": person,
        "kk": world.families["kk"][people["family"][person]],
        "village": world.households["village"][people["household"][person]],
        "kinds": np.zeros(len(person), dtype=np.int64),
    }
