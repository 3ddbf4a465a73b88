"""Public servants of the regency, as its personnel office lists them."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import Columns
from ngopeni.simulation.layouts.civil_registry import sixteen, with_names
from ngopeni.simulation.rows import lot
from ngopeni.simulation.table_files import Shape, item, three_words
from ngopeni.simulation.world import World

DELIMITER = ","
CIVIL_SERVANT, VILLAGE_OFFICER = 1, 5


def select(world: World, on: int) -> Columns:
    """Everybody who serves and lives here."""
    person = np.flatnonzero((world.persons["servant"] > 0) & world.is_here)
    rows = with_names(world, person) | {"lot": lot(person + 1)}
    is_desa = np.array([each.village_type == "desa" for each in world.areas.villages])[rows["village"]]
    # A kelurahan has no village officers: those who serve there are civil servants.
    rows["servant"] = np.where((rows["servant"] == VILLAGE_OFFICER) & ~is_desa, CIVIL_SERVANT, rows["servant"])
    return rows


def titles(regency_title: str, date_text: str) -> list[str]:
    """The lines above the header; the date tells two lists apart between which nobody came or went."""
    return [
        "DAFTAR ASN, TNI, POLRI, DAN PERANGKAT DESA - DATA SIMULASI",
        regency_title.upper(),
        f"Keadaan {date_text}",
        "",
    ]


def shape() -> Shape:
    """Headers and expressions."""
    agency = item("agencies", "lot % len(getvariable('agencies'))")
    office = "concat('PEMERINTAH DESA ', village_name)"
    forces = {3: "TNI AD", 4: "POLRI"}
    force = " ".join(f"WHEN servant = {kind} THEN '{name}'" for kind, name in forces.items())
    return [
        ("nik", sixteen("nik")),
        ("nama", three_words("word")),
        ("instansi", f"CASE WHEN servant = {VILLAGE_OFFICER} THEN {office} {force} ELSE {agency} END"),
        ("jenis", item("servant_kinds", "servant - 1")),
        ("kode_wilayah", "village_code"),
    ]
