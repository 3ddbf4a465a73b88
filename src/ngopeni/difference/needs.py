"""What households of both dates lack or no longer lack, and whether that shows a life that changed."""

from __future__ import annotations

from ngopeni.difference.causes import Kind, sql_for_class
from ngopeni.difference.change import STAYED
from ngopeni.difference.civil import GONE
from ngopeni.intake.household_need import OF_THE_HOUSE
from ngopeni.intake.need_rules import NEED, NO_NEED, NOT_APPLICABLE, UNKNOWN
from ngopeni.kernel.literal import literals

OF_THE_HEAD = ("work",)


def sql_for_former_need() -> str:
    """``former_need``: what households of both dates needed at the first, under the household of the second."""
    return (
        "SELECT household_key_before, household_key_after, shared_count, need_code, status AS status_before "
        "FROM before_household_need JOIN home_pair ON household_key_before = household_key"
    )


def sql_for_need_turn() -> str:
    """``need_turn``: households of both dates and needs that are told otherwise than before."""
    absent = f"'{NO_NEED}', '{NOT_APPLICABLE}'"
    return (
        "SELECT former_need.*, village_code, status AS status_after FROM household_need JOIN former_need "
        "ON household_key_after = household_key AND former_need.need_code = household_need.need_code "
        f"WHERE status_before <> status AND NOT (status_before IN ({absent}) AND status IN ({absent}))"
    )


def sql_for_home_fact() -> str:
    """``home_fact``: of those households, whether the members are the same, and whether their rows were mended."""
    turned = "SELECT DISTINCT household_key_before, household_key_after, shared_count FROM need_turn"
    differs = [f"COALESCE(former.{name}, '') <> COALESCE(latter.{name}, '')" for name in ("nik", "full_name")]
    differs += [f"COALESCE(former.{name} <> latter.{name}, FALSE)" for name in ("sex", "birth_date")]
    # A file's ages are whole years: they may grow by one less or one more than the years between.
    differs.append("COALESCE(ABS(latter.age - former.age - CAST($years AS DOUBLE)) > 1.5, FALSE)")
    is_gone = f"COALESCE(civil_status IN ({GONE}), FALSE)"
    # A first row that stands in for a head whom the list does not name is no head.
    heads = [f"{side}.is_head AND {side}.relation = 'head'" for side in ("former", "latter")]
    is_same_head = f"{' AND '.join(heads)} AND row_count = 1 AND NOT {is_gone}"
    facts = (
        "SELECT former_household_key, latter_household_key, "
        f"MAX(CASE WHEN {' OR '.join(differs)} THEN 1 ELSE 0 END) AS is_rewritten, "
        f"MAX(CASE WHEN {is_same_head} THEN 1 ELSE 0 END) AS is_head_same, "
        f"MIN(CASE WHEN {is_gone} THEN 1 ELSE 0 END) AS is_empty, "
        # Whoever stands twice in the list, or is dead or elsewhere, says nothing about this household.
        f"MAX(CASE WHEN row_count > 1 OR {is_gone} THEN 1 ELSE 0 END) AS is_doubtful "
        f"FROM change JOIN ({turned}) AS turned ON turned.household_key_before = former_household_key "
        "AND turned.household_key_after = latter_household_key "
        "JOIN told_before AS former ON former.record_key = record_key_before "
        "JOIN told_after AS latter ON latter.record_key = record_key_after "
        f"LEFT JOIN civil_person ON civil_person.person_key = change.person_key WHERE {STAYED} "
        "GROUP BY former_household_key, latter_household_key"
    )
    sizes = [
        f"SELECT {side}_household_key, COUNT(*) AS member_count FROM change "
        f"WHERE kind IN ('{Kind.STAYED}', '{kind}') GROUP BY {side}_household_key"
        for side, kind in (("former", Kind.LEFT), ("latter", Kind.ENTERED))
    ]
    return (
        "SELECT turned.household_key_after, is_rewritten = 1 AS is_rewritten, is_head_same = 1 AS is_head_same, "
        "is_empty = 1 AS is_empty, former.member_count = turned.shared_count "
        "AND latter.member_count = turned.shared_count AND is_doubtful = 0 AS is_same_people "
        f"FROM ({turned}) AS turned JOIN ({facts}) AS facts "
        "ON facts.former_household_key = turned.household_key_before "
        "AND facts.latter_household_key = turned.household_key_after "
        f"JOIN ({sizes[0]}) AS former ON former.former_household_key = turned.household_key_before "
        f"JOIN ({sizes[1]}) AS latter ON latter.latter_household_key = turned.household_key_after"
    )


def sql_for_need_change() -> str:
    """``need_change``: each need that turned, with its class and cause."""
    single = literals((*OF_THE_HOUSE, *OF_THE_HEAD))
    cause = (
        "CASE WHEN CAST($is_same_instrument AS VARCHAR) <> 'yes' THEN 'instrument_differs' "
        f"WHEN '{UNKNOWN}' IN (status_before, status_after) THEN 'answer_unknown' "
        "WHEN is_rewritten THEN 'mended_together' "
        "WHEN is_empty THEN 'members_changed' "
        f"WHEN need_code IN ({literals(OF_THE_HEAD)}) AND NOT is_head_same THEN 'members_changed' "
        f"WHEN need_code NOT IN ({single}) AND NOT is_same_people THEN 'members_changed' "
        f"WHEN status_after = '{NEED}' THEN 'need_arisen' "
        f"WHEN status_after = '{NOT_APPLICABLE}' THEN 'need_lapsed' ELSE 'need_met' END"
    )
    return (
        "SELECT household_key_before, household_key_after, CAST($profile AS VARCHAR) AS profile, "
        "CAST($since AS DATE) AS since, CAST($as_of AS DATE) AS as_of, village_code, need_code, status_before, "
        f"status_after, {sql_for_class('cause')} AS class, cause FROM "
        f"(SELECT need_turn.*, {cause} AS cause FROM need_turn JOIN home_fact "
        "ON home_fact.household_key_after = need_turn.household_key_after) AS judged"
    )
