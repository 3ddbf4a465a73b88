"""A rule over the villages of a snapshot: every village a colour, every colour its reasons."""

from __future__ import annotations

from ngopeni.kernel.engine import Engine
from ngopeni.zones.inputs import rounded
from ngopeni.zones.limits import sql_for_zone_cut, sql_for_zone_edge, sql_for_zone_rank
from ngopeni.zones.rule import Direction, Normalisation, Rule, Zone

RULE_TYPE = {"part_number": "INTEGER", "village_type": "VARCHAR"}
RULE_INPUT = {
    "part_number": "INTEGER",
    "position": "INTEGER",
    "input_code": "VARCHAR",
    "direction": "VARCHAR",
    "weight_share": "DOUBLE",
    "normalisation": "VARCHAR",
}
RULE_PART = {
    "part_number": "INTEGER",
    "method": "VARCHAR",
    "within_area": "VARCHAR",
    "red": "DOUBLE",
    "yellow": "DOUBLE",
    "score_direction": "VARCHAR",
}


def assess(engine: Engine, rule: Rule, *, version_number: int = 0, assessed_on: str = "1970-01-01") -> None:
    """Make ``zone_reason`` and ``zone`` from ``village``, ``zone_input`` and ``zone_correction``.

    Parameters
    ----------
    engine : Engine
        ``zone_correction`` has ``village_code, zone, reason``.
    rule : Rule
    version_number : int
        Of the approved version; 0 for a preview.
    assessed_on : str
        As-of date of the data, ISO.
    """
    _load_rule(engine, rule)
    values = {"rule_code": rule.code, "version_number": version_number, "assessed_on": assessed_on}
    engine.define("zone_value", sql_for_zone_value())
    engine.define("zone_reason", sql_for_zone_reason())
    engine.define("zone_score", sql_for_zone_score())
    engine.define("zone_rank", sql_for_zone_rank())
    engine.define("zone_cut", sql_for_zone_cut())
    engine.define("zone_edge", sql_for_zone_edge())
    engine.define("zone", sql_for_zone(), **values)


def _load_rule(engine: Engine, rule: Rule) -> None:
    """``rule_type``, ``rule_part`` and ``rule_input``: the rule as tables."""
    numbered = list(enumerate(rule.parts))
    types = [(number, kind) for number, part in numbered for kind in part.village_types]
    inputs = [
        (number, position, each.code, str(each.direction), part.shares()[each.code], str(part.normalisation))
        for number, part in numbered
        for position, each in enumerate(part.inputs)
    ]
    parts = [
        (number, str(part.method), str(part.within), part.red, part.yellow, str(part.direction))
        for number, part in numbered
    ]
    engine.load_rows("rule_type", RULE_TYPE, types)
    engine.load_rows("rule_input", RULE_INPUT, inputs)
    engine.load_rows("rule_part", RULE_PART, parts)


def sql_for_zone_value() -> str:
    """``zone_value``: each assessed village with each input of its part; the value may be missing."""
    return (
        "SELECT village.village_code, rule_input.*, zone_input.value, zone_input.measured_on, zone_input.source_id, "
        f"CASE WHEN rule_input.direction = '{Direction.HIGH_IS_WORSE}' THEN -zone_input.value "
        "ELSE zone_input.value END AS worst_first "
        "FROM village JOIN rule_type ON rule_type.village_type = village.village_type "
        "JOIN rule_input ON rule_input.part_number = rule_type.part_number "
        "LEFT JOIN zone_input ON zone_input.village_code = village.village_code "
        "AND zone_input.input_code = rule_input.input_code"
    )


def sql_for_zone_reason() -> str:
    """``zone_reason``: value, rank among those with a value, common scale, contribution."""
    over = "OVER (PARTITION BY part_number, input_code)"
    ranked = (
        "SELECT *, CASE WHEN value IS NOT NULL THEN CAST(RANK() OVER "
        "(PARTITION BY part_number, input_code, value IS NULL ORDER BY worst_first) AS INTEGER) END AS value_rank, "
        f"CAST(COUNT(value) {over} AS INTEGER) AS value_count, MIN(value) {over} AS lowest, "
        f"MAX(value) {over} AS highest, {rounded(f'AVG(value) {over}')} AS mean, "
        f"{rounded(f'STDDEV_POP(value) {over}')} AS deviation FROM zone_value"
    )
    signed = f"CASE WHEN direction = '{Direction.HIGH_IS_WORSE}' THEN value - {{0}} ELSE {{1}} - value END"
    scaled = (
        f"CASE normalisation WHEN '{Normalisation.NONE}' THEN value "
        f"WHEN '{Normalisation.MINMAX}' THEN CASE WHEN highest = lowest THEN 0 * value ELSE "
        f"100 * ({signed.format('lowest', 'highest')}) / (highest - lowest) END "
        f"WHEN '{Normalisation.RANK}' THEN CASE WHEN value_count = 1 THEN 0 * value ELSE "
        "100.0 * (value_count - value_rank) / (value_count - 1) END "
        f"ELSE CASE WHEN deviation = 0 THEN 0 * value ELSE ({signed.format('mean', 'mean')}) / deviation END END"
    )
    return (
        "SELECT village_code, input_code, position, direction, weight_share, value, value_rank, value_count, lowest, "
        f"highest, mean, deviation, normalised, {rounded('weight_share * normalised')} AS contribution, "
        f"measured_on, source_id, part_number FROM (SELECT *, {rounded(scaled)} AS normalised "
        f"FROM ({ranked}) AS ranked) AS scaled"
    )


def sql_for_zone_score() -> str:
    """``zone_score``: the sum of contributions, or none where an input is missing."""
    return (
        "SELECT village_code, part_number, "
        f"CASE WHEN COUNT(contribution) = COUNT(*) THEN {rounded('SUM(contribution)')} END AS score, "
        "STRING_AGG(CASE WHEN value IS NULL THEN input_code END, ',' ORDER BY position) AS missing_inputs "
        "FROM zone_reason GROUP BY village_code, part_number"
    )


def sql_for_zone() -> str:
    """``zone``: every village of the snapshot, assessed or not, corrected or not."""
    computed = f"COALESCE(zone_edge.computed_zone, '{Zone.UNASSESSED}')"
    return (
        "SELECT village.village_code, village.regency_code, "
        f"COALESCE(zone_correction.zone, {computed}) AS zone, {computed} AS computed_zone, "
        "zone_edge.score, zone_edge.score_rank, zone_edge.ranked_count, zone_edge.score_direction, "
        "zone_edge.red_cut, zone_edge.yellow_cut, zone_edge.red_edge, zone_edge.yellow_edge, "
        "zone_edge.red_exit, zone_edge.yellow_exit, zone_score.missing_inputs, zone_score.part_number, "
        "CAST($rule_code AS VARCHAR) AS rule_code, CAST($version_number AS INTEGER) AS version_number, "
        "CAST($assessed_on AS DATE) AS assessed_on, zone_correction.reason AS correction_reason "
        "FROM village LEFT JOIN zone_score ON zone_score.village_code = village.village_code "
        "LEFT JOIN zone_edge ON zone_edge.village_code = village.village_code "
        "LEFT JOIN zone_correction ON zone_correction.village_code = village.village_code"
    )
