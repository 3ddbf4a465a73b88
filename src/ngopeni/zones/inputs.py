"""The figures that a rule may look at, gathered from the snapshot into one long table."""

from __future__ import annotations

from dataclasses import dataclass

from ngopeni.measures.need import Need, needs
from ngopeni.zones.rule import Direction


@dataclass(frozen=True)
class Input:
    """A figure of a village.

    Parameters
    ----------
    code : str
    label : str
        As shown, in Indonesian.
    unit : str
        As shown; empty for an index.
    direction : Direction
        Which end is usually worse.
    column : str
        Of `table`; empty for indicators that offices bring themselves.
    table : str
    condition : str
        Which rows of the table, where it has more than one for each village.
    """

    code: str
    label: str
    unit: str
    direction: Direction
    column: str = ""
    table: str = "village_index"
    condition: str = ""


LOW, HIGH = Direction.LOW_IS_WORSE, Direction.HIGH_IS_WORSE


def _need_input(need: Need) -> Input:
    label = f"Rumah tangga tercatat yang butuh: {need.label['id'].lower()} (persen)"
    condition = f"need_code = '{need.code}'"
    return Input(f"need_{need.code}_percent", label, "", HIGH, "need_percent", "village_need", condition)


FIXED = (
    Input(
        "registry_share_percent",
        "Penduduk yang tercatat di daftar kesejahteraan, desil 1–4 (persen)",
        "",
        HIGH,
        "registry_share_percent",
        "village_registry",
    ),
    *(_need_input(need) for need in needs()),
    Input("idm_score", "Indeks Desa Membangun (IDM)", "", LOW, "idm_score"),
    Input("iks_score", "Indeks ketahanan sosial (IKS)", "", LOW, "iks_score"),
    Input("ike_score", "Indeks ketahanan ekonomi (IKE)", "", LOW, "ike_score"),
    Input("ikl_score", "Indeks ketahanan lingkungan (IKL)", "", LOW, "ikl_score"),
)
INDICATOR_PREFIX = "indicator:"


def sql_for_zone_input() -> str:
    """``zone_input``: one row for each village and figure, rounded to the four decimals that are shown."""
    parts = [
        f"SELECT village_code, '{each.code}' AS input_code, {rounded(each.column)} AS value, "
        f"'{each.unit}' AS unit_name, measured_on, source_id FROM {each.table} WHERE {each.column} IS NOT NULL"
        + (f" AND {each.condition}" if each.condition else "")
        for each in FIXED
    ]
    parts.append(
        f"SELECT village_code, '{INDICATOR_PREFIX}' || indicator_name AS input_code, {rounded('value')} AS value, "
        "COALESCE(unit_name, '') AS unit_name, measured_on, source_id FROM village_indicator"
    )
    return "\nUNION ALL\n".join(parts)


def rounded(expression: str) -> str:
    """What is printed decides: four decimals, half up, the same on every engine.

    A half stays a half: 0.5 of 12.3457 is 6.17285, though in binary it may be a hair less.
    """
    return f"FLOOR(ROUND(({expression}) * 10000, 6) + 0.5) / 10000"


def label_of(code: str) -> str:
    """An input's name as shown.

    Examples
    --------
    >>> label_of("indicator:Persentase keluarga desil 1")
    'Persentase keluarga desil 1'
    """
    names = {each.code: each.label for each in FIXED}
    return names.get(code, code.removeprefix(INDICATOR_PREFIX))
