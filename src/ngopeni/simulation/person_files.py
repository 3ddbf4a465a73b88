"""Files with a row for each person, in every layout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ngopeni.areas.register import all_regencies
from ngopeni.simulation.calendars import day_number
from ngopeni.simulation.columns import Columns, taken
from ngopeni.simulation.layouts import aid_list, bdt2015, civil_registry, dtks_short, dtsen, p3ke, public_servant
from ngopeni.simulation.lists import group_bits, listed
from ngopeni.simulation.nik_mistakes import DIGITS
from ngopeni.simulation.rows import lot, registry_rows
from ngopeni.simulation.table_files import Shape, Tables, item
from ngopeni.simulation.world import World, true_needs

OF_REGISTRY = ("bdt2015", "dtks_short", "dtsen", "p3ke")
OF_PEOPLE = ("civil_registry", "aid_list", "public_servant")
Selector = Callable[[World, int], Columns]
SELECTORS: dict[str, Selector] = {
    "civil_registry": civil_registry.select,
    "aid_list": aid_list.select,
    "public_servant": public_servant.select,
}


def prepare(tables: Tables, world: World) -> None:
    """Name the lists of the regency that layouts look things up in."""
    areas, places = world.areas, listed("places")
    district_names = {each.district_code: each.district_name.upper() for each in areas.districts}
    bps = {code: bps_code for bps_code, code in areas.bps_codes.items()}
    tables.define_list("village_code", [each.village_code for each in areas.villages])
    tables.define_list("village_name", [each.village_name.upper() for each in areas.villages])
    tables.define_list("district_code", [each.district_code for each in areas.villages])
    tables.define_list("district_name", [district_names[each.district_code] for each in areas.villages])
    # Without a list of pairs the codes of BPS stay empty, and names tell the place.
    tables.define_list("bps_code", [bps.get(each.village_code) for each in areas.villages])
    tables.define_list("birthplaces", [each.regency_name.upper() for each in all_regencies()])
    tables.define_list("hamlets", places["hamlets"].split())
    tables.define_list("streets", places["streets"])
    tables.define_list("agencies", places["agencies"])
    tables.define_list("relations", list(dtks_short.RELATIONS))
    tables.define_list("civil_status", ["HIDUP", "MENINGGAL", "PINDAH"])
    tables.define_list("servant_kinds", listed("people")["servants"]["kinds"])
    tables.define_list("programmes_of_aid", list(listed("aid")))
    facts = {
        "unknown_village": places["unknown_village"],
        "regency_digits": areas.regency.regency_code.replace(".", ""),
        "regency_name": areas.regency.regency_name.upper(),
        "province_name": areas.province.province_name.upper(),
    }
    for name, value in facts.items():
        tables.engine.run(f"SET VARIABLE {name} = $value", {"value": value})


def write_person_files(
    tables: Tables, world: World, date: dt.date, paths: dict[str, Path], wanted: Sequence[str]
) -> list[tuple[str, Columns]]:
    """Write the files about people at a date.

    Parameters
    ----------
    paths : dict of str to Path
        By layout.
    wanted : sequence of str
        Layouts to write.

    Returns
    -------
    list of (layout, columns)
        person and kinds of each row, in the order of the file.
    """
    on, written = day_number(date), []
    registry = registry_rows(world, on) if set(wanted) & set(OF_REGISTRY) else {}
    for layout in (*OF_REGISTRY, *OF_PEOPLE):
        if layout in wanted:
            rows = _of_layout(world, on, layout, registry)
            rows["birthplace_no"] = _birthplaces(rows["area"])
            tables.show("shown", rows)
            titles = _titles(world, layout, date)
            delimiter = dtks_short.DELIMITER if layout == "dtks_short" else ","
            tables.write(paths[layout], _shape(layout, date), _source(), delimiter=delimiter, titles=titles)
            tables.hide("shown")
            written.append((layout, {name: rows[name] for name in ("person", "kinds")}))
    return written


def _shape(layout: str, date: dt.date) -> Shape:
    shapes: dict[str, Callable[[], Shape]] = {
        "bdt2015": bdt2015.shape,
        "dtks_short": dtks_short.shape,
        "dtsen": dtsen.shape,
        "p3ke": p3ke.shape,
        "civil_registry": civil_registry.shape,
        "public_servant": public_servant.shape,
        "aid_list": lambda: aid_list.shape(f"{date:%Y-%m}"),
    }
    return shapes[layout]()


def _titles(world: World, layout: str, date: dt.date) -> list[str]:
    """The lines above the header of those layouts that have some."""
    titled = {"p3ke": p3ke.titles, "public_servant": public_servant.titles}
    return titled[layout](world.areas.regency.title, f"{date:%d-%m-%Y}") if layout in titled else []


def _source() -> str:
    """The shown rows with the names of their places; no join, which could change their order."""
    of_village = ("village_code", "village_name", "district_code", "district_name", "bps_code")
    facts = ("regency_digits", "regency_name", "province_name")
    more = [f"{item(name, 'village')} AS {name}" for name in of_village]
    more += [f"getvariable('{name}') AS {name}" for name in facts]
    more += [f"{item('birthplaces', 'birthplace_no')} AS birthplace"]
    return f"(SELECT *, {', '.join(more)} FROM shown)"


def _of_layout(world: World, on: int, layout: str, registry: Columns) -> Columns:
    if layout in SELECTORS:
        return SELECTORS[layout](world, on)
    if layout == "dtsen":
        return _of_dtsen(world, registry)
    if layout == "p3ke":
        return _of_p3ke(world, on, registry)
    return dict(registry)


def _of_dtsen(world: World, registry: Columns) -> Columns:
    """Half of the second rows are gone, and many ruined numbers are right."""
    rows = taken(registry, ~registry["is_copy"] | (registry["lot"] % 2 == 0))
    order = np.lexsort((np.arange(len(rows["lot"])), rows["family_no"], rows["listing"], rows["village"]))
    rows = taken(rows, order)
    matched = rows["lot"] < int(1000 * listed("errors")["mended_in_dtsen"])
    true = {"nik": world.persons["nik"][rows["person"]]}
    true["kk"] = world.families["kk"][world.persons["family"][rows["person"]]]
    for name, values in true.items():
        rows[name] = np.where(matched, values, rows[name])
        rows[f"{name}_length"] = np.where(matched, DIGITS, rows[f"{name}_length"])
    both = group_bits("nik") | group_bits("kk")
    rows["family_role"] = np.where(
        matched & (rows["kinds"] & group_bits("kk") != 0),
        world.persons["family_role"][rows["person"]],
        rows["family_role"],
    )
    rows["kinds"] = np.where(matched, rows["kinds"] & ~both, rows["kinds"])
    return rows


def _of_p3ke(world: World, on: int, registry: Columns) -> Columns:
    """No second rows, some families missing, needs as its own survey found them."""
    is_absent = lot(registry["home"] * 3 + 7) < int(1000 * listed("errors")["absent_from_p3ke"])
    rows = taken(registry, ~registry["is_copy"] & ~is_absent)
    needs = true_needs(world, on)
    return rows | {f"need_{name}": needs[name][rows["home"]] for name in ("house", "water", "toilet", "electricity")}


def _birthplaces(area: np.ndarray) -> np.ndarray:
    codes = np.array([int(each.regency_code.replace(".", "")) for each in all_regencies()])
    return np.searchsorted(codes, area // 100)
