"""What linking tells about single rows, in the form of every finding."""

from __future__ import annotations

from ngopeni.kernel.engine import Engine


def build(engine: Engine) -> None:
    """Make ``link_finding`` out of ``person_link``, ``match_pair`` and ``civil_link``."""
    engine.define("link_finding", sql_for_link_finding())


def sql_for_link_finding() -> str:
    """``link_finding``: a person's second row; a chain that was cut; an entry of the registry under another NIK."""
    first = "MIN(record_key) OVER (PARTITION BY person_key)"
    second = (
        "SELECT 'LINKAGE-301' AS rule_code, 'warning' AS severity, record_key, first_key AS other_key, village_code "
        f"FROM (SELECT person_link.*, {first} AS first_key FROM person_link) AS ranked WHERE record_key <> first_key"
    )
    cut = (
        "SELECT 'LINKAGE-302', 'note', record_key_l, record_key_r, village_code_l FROM match_pair "
        "WHERE decision = 'cut' AND NOT is_former"
    )
    other_nik = (
        "SELECT 'LINKAGE-303', 'warning', record_key, '', village_code FROM civil_link "
        "WHERE our_result = 'match' AND NOT is_same_nik"
    )
    found = "\nUNION ALL\n".join([second, cut, other_nik])
    return (
        "SELECT rule_code, severity, CASE WHEN rule_code = 'LINKAGE-303' THEN 'nik' END AS column_name, "
        f"CAST(NULL AS VARCHAR) AS raw_value, record_key, other_key, village_code FROM ({found}) AS found"
    )
