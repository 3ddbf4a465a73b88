"""The changes counted by village, class and cause, and the balance that they must keep."""

from __future__ import annotations

from ngopeni.difference.causes import Kind, sql_for_class
from ngopeni.difference.change import STAYED
from ngopeni.intake.need_rules import NEED, NO_NEED
from ngopeni.kernel.literal import literals

FLOWS = ("entered", "left", "moved_in", "moved_out")
COUNTS = (*FLOWS, "stayed", "decile_up", "decile_down", "need_met", "need_arisen")
SPAN = "CAST($profile AS VARCHAR) AS profile, CAST($since AS DATE) AS since, CAST($as_of AS DATE) AS as_of"


def sql_for_counted() -> str:
    """``counted``: village, cause and what is counted, a row for each kind of count."""
    of_rows = [
        ("entered", "latter", "presence", f"kind = '{Kind.ENTERED}'"),
        ("left", "former", "presence", f"kind = '{Kind.LEFT}'"),
        ("moved_in", "latter", "move", "TRUE"),
        ("moved_out", "former", "move", "TRUE"),
        ("stayed", "latter", "gone", "TRUE"),
        ("stayed", "latter", "mend", "TRUE"),
        ("stayed", "latter", "marriage", "TRUE"),
        ("decile_up", "latter", "decile", "latter_decile > former_decile"),
        ("decile_down", "latter", "decile", "latter_decile < former_decile"),
    ]
    parts = [
        f"SELECT '{name}' AS counted, village_code, cause, COUNT(*) AS row_count FROM (SELECT judged.*, "
        f"{side}_village_code AS village_code, SPLIT_PART({aspect}_told, ':', 1) AS cause FROM judged) AS told "
        f"WHERE cause IS NOT NULL AND {condition} GROUP BY village_code, cause"
        for name, side, aspect, condition in of_rows
    ]
    for name, condition in (
        ("need_met", f"status_before = '{NEED}' AND status_after NOT IN ('{NEED}', 'unknown')"),
        ("need_arisen", f"status_after = '{NEED}' AND status_before NOT IN ('{NEED}', 'unknown')"),
    ):
        parts.append(
            f"SELECT '{name}' AS counted, village_code, cause, COUNT(*) AS row_count FROM need_change "
            f"WHERE {condition} GROUP BY village_code, cause"
        )
    return "\nUNION ALL\n".join(parts)


def sql_for_village_change() -> str:
    """``village_change``: the counts of each village, class and cause."""
    return (
        f"SELECT village_code, {SPAN}, {sql_for_class('cause')} AS class, cause, {_sums(COUNTS)} "
        "FROM counted GROUP BY village_code, cause"
    )


def sql_for_village_balance() -> str:
    """``village_balance``: rows of each village at both dates, and what lies between."""
    sides = [
        f"SELECT '{when}' AS counted, {side}_village_code AS village_code, COUNT(*) AS row_count FROM change "
        f"WHERE kind IN ('{Kind.STAYED}', '{kind}') GROUP BY {side}_village_code"
        for when, side, kind in (("before", "former", Kind.LEFT), ("after", "latter", Kind.ENTERED))
    ]
    flows = f"SELECT counted, village_code, row_count FROM counted WHERE counted IN ({literals(FLOWS)})"
    known = (
        "SELECT 'decile_known' AS counted, latter_village_code AS village_code, COUNT(*) AS row_count FROM change "
        f"WHERE {STAYED} AND former_decile IS NOT NULL AND latter_decile IS NOT NULL GROUP BY latter_village_code"
    )
    home = "(SELECT household_key, village_code FROM household_need WHERE need_code = 'house') AS home"
    homes = (
        "SELECT 'household' AS counted, village_code, COUNT(*) AS row_count FROM home_pair "
        f"JOIN {home} ON household_key = household_key_after GROUP BY village_code"
    )
    is_need = f"CASE WHEN status_before = '{NEED}' THEN 'need_before' ELSE 'no_need_before' END"
    needs = (
        f"SELECT {is_need} AS counted, village_code, COUNT(*) AS row_count FROM former_need "
        f"JOIN {home} ON household_key = household_key_after WHERE status_before IN ('{NEED}', '{NO_NEED}') "
        f"GROUP BY {is_need}, village_code"
    )
    names = ("before", "after", *FLOWS, "decile_known", "household", "need_before", "no_need_before")
    listed = "\nUNION ALL\n".join([*sides, flows, known, homes, needs])
    return f"SELECT village_code, {SPAN}, {_sums(names)} FROM ({listed}) AS listed GROUP BY village_code"


def sql_for_imbalance() -> str:
    """Villages whose balance does not hold: there must be none."""
    return (
        "SELECT village_code, before_count + entered_count + moved_in_count - left_count - moved_out_count "
        "AS expected_count, after_count FROM village_balance "
        "WHERE before_count + entered_count + moved_in_count - left_count - moved_out_count <> after_count"
    )


def _sums(names: tuple[str, ...]) -> str:
    """A column for each kind of count, nought where nothing is counted."""
    return ", ".join(
        f"CAST(SUM(CASE WHEN counted = '{name}' THEN row_count ELSE 0 END) AS INTEGER) AS {name}_count"
        for name in names
    )
