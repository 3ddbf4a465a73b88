"""The truth beside the files: who really lives, what each row hides, what happened. The product never reads it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ngopeni.simulation.columns import Columns
from ngopeni.simulation.events import CLASSES, NAMES, together
from ngopeni.simulation.layouts.civil_registry import sixteen
from ngopeni.simulation.lists import kind_bits, layout_bits, listed
from ngopeni.simulation.table_files import Tables, date, item, three_words
from ngopeni.simulation.world import LAST_PERCENTILE, NEEDS, World, true_needs


def write_persons(tables: Tables, world: World, on: int, path: Path) -> None:
    """Everybody who lives or has lived here, with a row whether listed or not."""
    people, homes = world.persons, world.households
    home = people["household"]
    rows = {name: people[name] for name in ("household", "family", "nik", "birth", "sex", "is_listed")}
    rows |= {f"{kind}{place}": people[f"{kind}{place}"] for kind in ("word", "mother") for place in (1, 2, 3)}
    rows |= {
        "person": np.arange(len(home)),
        "village": homes["village"][home],
        "kk": world.families["kk"][people["family"]],
        "is_alive": people["died_on"] == 0,
        "is_resident": people["left_on"] == 0,
        "is_eligible": ((homes["percentile"] <= LAST_PERCENTILE) & ~homes["is_servants"])[home],
        "percentile": homes["percentile"][home],
    }
    rows |= {f"need_{need}": has[home] for need, has in true_needs(world, on).items()}
    tables.show("truth", rows)
    shape = [
        *[(f"{name}_id", name) for name in ("person", "household", "family")],
        ("village_code", item("village_code", "village")),
        ("name", three_words("word")),
        ("nik", sixteen("nik")),
        ("no_kk", sixteen("kk")),
        ("birth_date", date("birth", "%Y-%m-%d")),
        ("sex", "sex"),
        ("mother_name", three_words("mother")),
        *[(name, f"{name}::INTEGER") for name in ("is_alive", "is_resident", "is_eligible", "is_listed")],
        ("welfare_percentile", "percentile"),
        *[(f"need_{need}", f"need_{need}::INTEGER") for need in NEEDS],
    ]
    tables.write(path, shape, "truth")
    tables.hide("truth")


def write_records(tables: Tables, written: list[tuple[str, Columns]], path: Path) -> None:
    """For each row of each file about people: who it is and which mistakes it carries.

    Parameters
    ----------
    written : list of (layout, columns)
        Columns person and kinds, in the order of the file.
    """
    names = [layout for layout, _ in written]
    kinds = [
        rows["kinds"] & layout_bits(layout) if layout in _known_layouts() else rows["kinds"] for layout, rows in written
    ]
    sets, place = np.unique(np.concatenate(kinds), return_inverse=True)
    tables.define_list("layout_names", names)
    tables.define_list("kind_sets", [_named(int(each)) or None for each in sets])
    sizes = [len(each) for each in kinds]
    rows = {
        "layout": np.repeat(np.arange(len(names)), sizes),
        "row_number": np.concatenate([np.arange(1, size + 1) for size in sizes]),
        "person": np.concatenate([columns["person"] for _, columns in written]),
        "kinds": place,
    }
    tables.show("truth", rows)
    shape = [("layout", item("layout_names", "layout")), ("row_number", "row_number"), ("person_id", "person")]
    tables.write(path, [*shape, ("errors", item("kind_sets", "kinds"))], "truth")
    tables.hide("truth")


def write_events(tables: Tables, world: World, path: Path) -> None:
    """What happened between dates; ``row_change`` tells how many rows of bdt2015 it made or took."""
    tables.define_list("event_names", NAMES)
    tables.define_list("event_classes", [CLASSES[name] for name in NAMES])
    tables.show("truth", together(world.events))
    shape = [
        ("person_id", "person"),
        ("from_date", date("since", "%Y-%m-%d")),
        ("to_date", date('"on"', "%Y-%m-%d")),
        ("event", item("event_names", "event")),
        ("class", item("event_classes", "event")),
        ("row_change", "change"),
        ("village_from", item("village_code", "village_from")),
        ("village_to", item("village_code", "village_to")),
    ]
    tables.write(path, shape, "truth")
    tables.hide("truth")


def _known_layouts() -> set[str]:
    return {layout for kind in listed("errors")["kinds"].values() for layout in kind["layouts"]}


def _named(kinds: int) -> str:
    return "|".join(name for name, bit in kind_bits().items() if kinds & bit)
