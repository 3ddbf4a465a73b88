"""Pairs of the date before whose rows still say the same: what nobody has judged there waits here too."""

from __future__ import annotations

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.model import Model


def carry_pairs(engine: Engine, model: Model, as_of: str) -> None:
    """Add them to ``match_pair``.

    Parameters
    ----------
    engine : Engine
        Holds what `people.find_people` asks for and makes, and ``former_match``, the pairs of the newest date before.
    model : Model
    as_of : str
        The date.
    """
    engine.define("stays", sql_for_stays())
    engine.define("carried_pair", sql_for_carried_pair(), as_of=as_of, threshold=model.threshold)
    engine.define("match_pair", "SELECT * FROM match_pair UNION ALL SELECT * FROM carried_pair")


def sql_for_stays() -> str:
    """``stays``: rows that say what a row of the newest date before said, with the key that it had there."""
    return (
        "SELECT settled.record_key, settled.person_key, former_key FROM settled "
        "JOIN listed ON listed.unique_id = settled.record_key "
        "JOIN former_link ON former_link.person_key = settled.person_key "
        "AND former_link.fingerprint = listed.fingerprint "
        "WHERE former_on = (SELECT MAX(former_on) FROM former_link)"
    )


def sql_for_carried_pair() -> str:
    """``match_pair`` of the newest date before, each row under the key that it has now.

    The first row is in the list again. The second may have left it; then the pair is one with a former row.
    """
    evidence = ", ".join(f"told.level_{each.name}, told.weight_{each.name}" for each in COMPARISONS)
    told = (
        "SELECT one.record_key AS record_key_l, COALESCE(other.record_key, told.record_key_r) AS record_key_r, "
        "other.record_key IS NULL AS is_former, "
        "CASE WHEN other.record_key IS NULL THEN told.as_of_r ELSE CAST($as_of AS DATE) END AS as_of_r, "
        "COALESCE(other.person_key, former_link.person_key) AS other_key, one.person_key, "
        "told.fingerprint_l, told.fingerprint_r, told.village_code_l, told.village_code_r, "
        f"match_weight, match_probability, prior_weight, {evidence}, decision, told.verdict "
        "FROM former_match AS told "
        "JOIN stays AS one ON one.former_key = told.record_key_l "
        "LEFT JOIN stays AS other ON other.former_key = told.record_key_r AND NOT told.is_former "
        "LEFT JOIN former_link ON former_link.former_key = told.record_key_r AND former_link.former_on = told.as_of_r"
    )
    said = [
        f"LEFT JOIN match_judgement AS {name} ON {name}.record_key_l = told.record_key_{first} "
        f"AND {name}.fingerprint_l = told.fingerprint_{first} AND {name}.record_key_r = told.record_key_{second} "
        f"AND {name}.fingerprint_r = told.fingerprint_{second}"
        for name, first, second in (("forth", "l", "r"), ("back", "r", "l"))
    ]
    levels = ", ".join(f"level_{each.name}, weight_{each.name}" for each in COMPARISONS)
    return (
        "SELECT told.record_key_l, told.record_key_r, is_former, as_of_r, village_code_l, village_code_r, "
        "told.fingerprint_l, told.fingerprint_r, "
        f"match_weight, match_probability, prior_weight, {levels}, CASE WHEN other_key IS NULL THEN decision "
        "WHEN other_key = person_key THEN 'linked' WHEN match_weight >= CAST($threshold AS DOUBLE) THEN 'cut' "
        "ELSE 'apart' END AS decision, COALESCE(forth.verdict, back.verdict, told.verdict) AS verdict "
        f"FROM ({told}) AS told {' '.join(said)}"
    )
