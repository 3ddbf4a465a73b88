"""From pairs to persons: who each row is, at this date and, by the same key, at the one before."""

from __future__ import annotations

from typing import Any

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.clusters import grouped
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.level import Comparison
from ngopeni.linkage.model import Model
from ngopeni.linkage.worklist import sides_of

# Nodes of the grouping: a row of this date, a person of the date before.
ROW, PERSON = "r:", "p:"


def find_people(engine: Engine, model: Model, as_of: str) -> None:
    """Make ``person_link`` and ``match_pair``.

    Parameters
    ----------
    engine : Engine
        Holds ``listed``, ``former``, ``former_link``, ``settled``, ``own_pair``, ``former_pair``, ``match_judgement``
        and ``previous_link``.
    model : Model
    as_of : str
        The date, which stands in the keys of those who are new.
    """
    engine.define("node", sql_for_node())
    engine.define("said", sql_for_said())
    engine.define("link", sql_for_link())
    groups = _groups(engine, model)
    engine.load_rows("node_group", {"node": "VARCHAR", "group_key": "VARCHAR"}, groups)
    engine.define("found", sql_for_found(), as_of=as_of)
    engine.define("kept_key", sql_for_kept_key())
    engine.define("person_link", sql_for_person_link())
    engine.define("match_pair", sql_for_match_pair(), threshold=model.threshold, as_of=as_of)


def _groups(engine: Engine, model: Model) -> list[tuple[str, str]]:
    """For each node that is linked at all, the first node of its group, or the person of the date before in it."""
    links = engine.run("SELECT node_l, node_r, weight FROM link")
    said: dict[str, list[tuple[str, str]]] = {"same": [], "different": []}
    for row in engine.rows("SELECT node_l, node_r, verdict FROM said"):
        said[row["verdict"]].append((row["node_l"], row["node_r"]))
    people = {node for link in links for node in link[:2] if node.startswith(PERSON)}
    found = grouped(links, model.threshold, same=said["same"], apart=said["different"], single=people)
    # The letter of a person stands before that of a row, so a group with a person is called by it.
    return list(found.items())


def sql_for_node() -> str:
    """``node``: what each row of either date that was judged is in the grouping, with what it says."""
    judged = "SELECT record_key_l FROM match_judgement UNION SELECT record_key_r FROM match_judgement"
    return (
        "SELECT unique_id AS record_key, fingerprint, "
        f"COALESCE('{PERSON}' || person_key, '{ROW}' || unique_id) AS node FROM listed "
        f"LEFT JOIN settled ON settled.record_key = listed.unique_id WHERE unique_id IN ({judged})\nUNION\n"
        f"SELECT former_key, fingerprint, '{PERSON}' || person_key FROM former_link WHERE former_key IN ({judged})"
    )


def sql_for_said() -> str:
    """``said``: judgements of people on rows that still say what was judged.

    Two persons of the date before are two already; who is the same person after all is made one.
    """
    return (
        "SELECT DISTINCT LEAST(one.node, other.node) AS node_l, GREATEST(one.node, other.node) AS node_r, verdict "
        "FROM match_judgement JOIN node AS one ON one.record_key = record_key_l AND one.fingerprint = fingerprint_l "
        "JOIN node AS other ON other.record_key = record_key_r AND other.fingerprint = fingerprint_r "
        f"WHERE one.node <> other.node AND (one.node LIKE '{ROW}%' OR other.node LIKE '{ROW}%' OR verdict = 'same')"
    )


def sql_for_link() -> str:
    """``link``: the heaviest pair between two nodes."""
    former = (
        f"SELECT '{ROW}' || id_l AS node_l, '{PERSON}' || person_key AS node_r, match_weight FROM former_pair "
        "JOIN former_link ON former_link.record_key = id_r"
    )
    own = f"SELECT '{ROW}' || LEAST(id_l, id_r), '{ROW}' || GREATEST(id_l, id_r), match_weight FROM own_pair"
    return (
        "SELECT node_l, node_r, MAX(match_weight) AS weight FROM "
        f"({former}\nUNION ALL\n{own}) AS paired GROUP BY node_l, node_r"
    )


def sql_for_found() -> str:
    """``found``: every row with the key of its person; of somebody new it is made of the date and the first row."""
    noded = (
        "SELECT listed.unique_id AS record_key, village_code, fingerprint, settled.person_key AS settled_key, "
        f"COALESCE('{PERSON}' || settled.person_key, '{ROW}' || listed.unique_id) AS own_node FROM listed "
        "LEFT JOIN settled ON settled.record_key = listed.unique_id"
    )
    named = (
        "SELECT noded.*, COALESCE(group_key, own_node) AS group_key "
        f"FROM ({noded}) AS noded LEFT JOIN node_group ON node_group.node = own_node"
    )
    length = len(PERSON) + 1
    is_person = f"SUBSTR(group_key, 1, {length - 1}) = '{PERSON}'"
    return (
        "SELECT record_key, village_code, fingerprint, "
        f"CASE WHEN {is_person} THEN SUBSTR(group_key, {length}) "
        f"ELSE CAST($as_of AS VARCHAR) || '/' || SUBSTR(group_key, {length}) END AS person_key, "
        f"CASE WHEN settled_key IS NOT NULL THEN 'settled' WHEN {is_person} THEN 'linked' ELSE 'alone' END AS standing "
        f"FROM ({named}) AS named"
    )


def sql_for_kept_key() -> str:
    """``kept_key``: of those who are new at this date, the key that the edition before gave to most of their rows.

    A key that somebody has without the edition before stays theirs, so that none is given twice.
    """
    votes = (
        "SELECT found.person_key, previous_link.person_key AS previous_key, COUNT(*) AS vote_count FROM found "
        "JOIN previous_link ON previous_link.record_key = found.record_key "
        "AND previous_link.fingerprint = found.fingerprint WHERE found.standing = 'alone' "
        "AND (previous_link.person_key = found.person_key "
        "OR previous_link.person_key NOT IN (SELECT person_key FROM found)) "
        "GROUP BY found.person_key, previous_link.person_key"
    )
    order = "ORDER BY vote_count DESC, {other}"
    turns = [
        f"ROW_NUMBER() OVER (PARTITION BY {own} {order.format(other=other)})"
        for own, other in (("person_key", "previous_key"), ("previous_key", "person_key"))
    ]
    return (
        "SELECT person_key AS new_key, previous_key FROM "
        f"(SELECT votes.*, {turns[0]} AS own_turn, {turns[1]} AS previous_turn FROM ({votes}) AS votes) AS ranked "
        "WHERE own_turn = 1 AND previous_turn = 1"
    )


def sql_for_person_link() -> str:
    """``person_link``: a row for each row of the list in force."""
    return (
        "SELECT record_key, COALESCE(previous_key, person_key) AS person_key, village_code, fingerprint, "
        "standing FROM found LEFT JOIN kept_key ON new_key = person_key"
    )


def sql_for_match_pair() -> str:
    """``match_pair``: the pairs with their evidence in words, and what became of them."""
    own = (
        "SELECT record_key, record_key AS told_key, village_code, fingerprint, person_key, "
        f"CAST($as_of AS DATE) AS former_on, '{ROW}' || record_key AS node FROM person_link"
    )
    former = (
        "SELECT record_key, former_key AS told_key, village_code, fingerprint, person_key, "
        f"former_on, '{PERSON}' || person_key AS node FROM former_link"
    )
    evidence = ", ".join(f"{_code(each)} AS level_{each.name}, weight_{each.name}" for each in COMPARISONS)
    sides = [
        f"SELECT pairs.*, {flag} AS is_former, other.former_on, other.told_key, "
        "one.village_code AS village_code_l, other.village_code AS village_code_r, "
        "one.fingerprint AS fingerprint_l, other.fingerprint AS fingerprint_r, "
        "one.person_key = other.person_key AS is_one, LEAST(one.node, other.node) AS node_l, "
        f"GREATEST(one.node, other.node) AS node_r FROM {pairs} AS pairs JOIN ({own}) AS one ON one.record_key = id_l "
        f"JOIN ({second}) AS other ON other.record_key = id_r"
        for flag, pairs, second in (("FALSE", "own_pair", own), ("TRUE", "former_pair", former))
    ]
    beside = "\nUNION ALL\n".join(sides)
    # Two people may have said otherwise of rows that have one node; then nobody's word is shown.
    verdict = "SELECT node_l, node_r, MIN(verdict) AS verdict FROM said GROUP BY node_l, node_r HAVING COUNT(*) = 1"
    return (
        "SELECT id_l AS record_key_l, told_key AS record_key_r, is_former, former_on AS as_of_r, village_code_l, "
        f"village_code_r, fingerprint_l, fingerprint_r, match_weight, match_probability, prior_weight, {evidence}, "
        "CASE WHEN is_one THEN 'linked' WHEN match_weight >= CAST($threshold AS DOUBLE) THEN 'cut' ELSE 'apart' END "
        f"AS decision, verdict FROM ({beside}) AS beside LEFT JOIN ({verdict}) AS verdicts "
        "ON verdicts.node_l = beside.node_l AND verdicts.node_r = beside.node_r"
    )


def _code(comparison: Comparison) -> str:
    """The code of the level out of its number; nothing where nothing could be compared."""
    arms = " ".join(f"WHEN {number} THEN '{level.code}'" for number, level in comparison.numbered().items())
    return f"CASE level_{comparison.name} {arms} END"


def judgement_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Judgements once for each two rows, the newest first: a later word on the same two replaces the earlier."""
    newest = sorted(rows, key=lambda row: str(row["decided_on"]))
    return list({sides_of(row): row for row in newest}.values())
