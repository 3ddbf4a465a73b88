"""Scores in order, the limits between colours, and how a village would cross them."""

from __future__ import annotations

from ngopeni.zones.rule import Direction, Method, Within, Zone


def sql_for_zone_rank() -> str:
    """``zone_rank``: rank of the score in its scope, worst first.

    Equal scores share a rank; ``place`` counts on through them.
    """
    worst_first = f"CASE WHEN score_direction = '{Direction.HIGH_IS_WORSE}' THEN -score ELSE score END"
    return (
        "SELECT *, CAST(RANK() OVER (PARTITION BY part_number, scope ORDER BY worst_first) AS INTEGER) AS score_rank, "
        "CAST(COUNT(*) OVER (PARTITION BY part_number, scope) AS INTEGER) AS ranked_count, ROW_NUMBER() OVER "
        "(PARTITION BY part_number, scope ORDER BY worst_first, village_code) AS place FROM ("
        f"SELECT zone_score.*, method, within_area, red, yellow, score_direction, {worst_first} AS worst_first, "
        f"CASE WHEN within_area = '{Within.DISTRICT}' THEN village.district_code ELSE village.regency_code END "
        "AS scope "
        "FROM zone_score JOIN rule_part ON rule_part.part_number = zone_score.part_number "
        "JOIN village ON village.village_code = zone_score.village_code WHERE score IS NOT NULL) AS scored"
    )


def sql_for_zone_cut() -> str:
    """``zone_cut``: the limits that held for each village, and its colour by them.

    Quantiles become numbers of places in the scope, rounded half up.
    """
    red = f"CASE WHEN method = '{Method.QUANTILE}' THEN FLOOR(ROUND(ranked_count * red / 100, 6) + 0.5) ELSE red END"
    both = (
        f"CASE WHEN method = '{Method.QUANTILE}' THEN FLOOR(ROUND(ranked_count * (red + yellow) / 100, 6) + 0.5) "
        f"WHEN method = '{Method.TOP_N}' THEN red + yellow ELSE yellow END"
    )
    within = (
        f"CASE WHEN method <> '{Method.THRESHOLD}' THEN score_rank <= {{cut}} "
        f"WHEN score_direction = '{Direction.HIGH_IS_WORSE}' THEN score >= {{cut}} ELSE score <= {{cut}} END"
    )
    return (
        f"SELECT *, CASE WHEN {within.format(cut='red_cut')} THEN '{Zone.RED}' "
        f"WHEN {within.format(cut='yellow_cut')} THEN '{Zone.YELLOW}' ELSE '{Zone.GREEN}' END AS computed_zone "
        f"FROM (SELECT *, CAST({red} AS DOUBLE) AS red_cut, CAST({both} AS DOUBLE) AS yellow_cut "
        "FROM zone_rank) AS limited"
    )


def sql_for_zone_edge() -> str:
    """``zone_edge``: the scores at which a village that moves alone would change colour.

    It enters a colour by reaching its edge and leaves it by passing its exit. With places, the edge
    is the score at the last place of the colour; whoever leaves makes room for the next in line,
    so the exit is the score at the first place after it.
    """
    columns = [
        f"{_crossing(f'MAX(CASE WHEN place <= {name}_cut THEN worst_first END)', name)} AS {name}_edge, "
        f"{_crossing(f'MIN(CASE WHEN place > {name}_cut THEN worst_first END)', name)} AS {name}_exit"
        for name in (Zone.RED, Zone.YELLOW)
    ]
    return f"SELECT *, {', '.join(columns)} FROM zone_cut"


def _crossing(worst_first: str, name: str) -> str:
    placed = f"{worst_first} OVER (PARTITION BY part_number, scope)"
    return (
        f"CASE WHEN method = '{Method.THRESHOLD}' THEN {name}_cut "
        f"WHEN score_direction = '{Direction.HIGH_IS_WORSE}' THEN -({placed}) ELSE {placed} END"
    )
