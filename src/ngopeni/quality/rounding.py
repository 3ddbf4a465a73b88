"""How small counts of persons are told to those who read no names: rounded at random, once and for all.

An atom is a rule in a village and a source. What is told of an atom never depends on which of 1 to 4 a count is but by
chance, the chance is drawn from a secret, and every number on every page is a sum of atoms: pages laid over each other
give the atoms as they are told, and no more. See ADR 20.
"""

from __future__ import annotations

from ngopeni.kernel.disclosure import SMALLEST_COUNT, sql_for_chance, sql_for_digest, sql_for_step
from ngopeni.quality.rule import Level

# Rules about these count persons, so their small counts are not for everybody.
OF_PERSONS = frozenset({Level.PERSON, Level.HOUSEHOLD, Level.ROW})
STEP = str(SMALLEST_COUNT)
PLACE = ("rule_code", "severity", "level", "village_code", "source_id")


def sql_for_exact(atoms: str) -> str:
    """Atoms as they are, for those who read names.

    Parameters
    ----------
    atoms : str
        SQL: ``rule_code, severity, level, village_code, source_id, judged_count, finding_count, waived_count``.
    """
    names = ("judged_count", "finding_count", "waived_count", "left_count")
    told = ", ".join(f"{name}, {name} AS {name}_true, FALSE AS {name}_is_small" for name in names)
    with_left = f"SELECT *, finding_count - waived_count AS left_count FROM ({atoms}) AS atom"
    return f"SELECT {', '.join(PLACE)}, {told} FROM ({with_left}) AS exact"


def sql_for_rounded(atoms: str) -> str:
    """Atoms with their small counts of persons rounded; a count of villages or lists stays as it is.

    Parameters
    ----------
    atoms : str
        As for `sql_for_exact`, in whole villages: all rules of each.
    """
    levels = ", ".join(f"'{level}'" for level in sorted(OF_PERSONS))
    # Where few were judged the rules share a draw: many draws over the same few would tell how few.
    rule = f"CASE WHEN judged_count < {STEP} THEN level ELSE rule_code END"
    # Rules that leave out equally many share one too, for they mostly leave out the same.
    unjudged = "level || CAST(most_count - judged_count AS VARCHAR)"
    whole = (
        f"SELECT *, level IN ({levels}) AS is_of_persons, finding_count - waived_count AS left_count, "
        f"MAX(judged_count) OVER (PARTITION BY level, village_code, source_id) AS most_count FROM ({atoms}) AS atom"
    )
    drawn = (
        f"SELECT *, {sql_for_digest(rule, 'village_code', 'source_id')} AS own_digest, "
        f"{sql_for_digest(unjudged, 'village_code', 'source_id')} AS unjudged_digest FROM ({whole}) AS whole"
    )
    chances = (
        f"SELECT *, {sql_for_chance('own_digest')} AS chance, {sql_for_chance('unjudged_digest')} AS unjudged_chance "
        f"FROM ({drawn}) AS drawn"
    )
    return _sql_for_told(chances)


def _sql_for_told(chances: str) -> str:
    """The counts as they are told, out of those that are true and their chances."""
    judged = f"CASE WHEN {_is_small('judged_count')} THEN {_step('judged_count')} ELSE {_judged()} END"
    finding = f"CASE WHEN {_is_small('finding_count')} THEN {_step('finding_count')} ELSE finding_count END"
    left = _left()
    waived = f"{finding} - {left}"
    rounded = {"judged_count": judged, "finding_count": finding, "waived_count": waived, "left_count": left}
    # Of what was found one part is small: then the other one is rounded with it.
    of_two = {"waived_count": "left_count", "left_count": "waived_count"}
    small = {name: _is_small(name) for name in ("judged_count", "finding_count")}
    small |= {own: f"({_is_small(own)} OR {own} > 0 AND {_is_small(other)})" for own, other in of_two.items()}
    told = [*PLACE]
    told += [f"CASE WHEN is_of_persons THEN {sql} ELSE {name} END AS {name}" for name, sql in rounded.items()]
    told += [f"{name} AS {name}_true, (is_of_persons AND {small[name]}) AS {name}_is_small" for name in rounded]
    return f"SELECT {', '.join(told)} FROM ({chances}) AS chances"


def _is_small(name: str) -> str:
    return f"{name} BETWEEN 1 AND {SMALLEST_COUNT - 1}"


def _step(count: str, step: str = STEP) -> str:
    return sql_for_step(count, "chance", step)


def _judged() -> str:
    """Everybody less those whom the rule cannot judge, whose number is rounded: they follow from other rules' bases.

    Up only where as many remain as were found.
    """
    unjudged = "(most_count - judged_count)"
    low = f"({unjudged} - {unjudged} % {STEP})"
    has_room = f"most_count - {low} - {STEP} >= GREATEST(finding_count, {STEP})"
    up = sql_for_step(f"{unjudged} % {STEP}", "unjudged_chance", STEP)
    return f"most_count - {low} - CASE WHEN {has_room} THEN {up} ELSE 0 END"


def _left() -> str:
    """What is left after waiving.

    Of few findings all or none, by chance; of more, whichever part is small becomes 0 or 5 and the other the rest.
    """
    all_or_none = _step("left_count", f"GREATEST(finding_count, {STEP})")
    return (
        f"CASE WHEN finding_count < {2 * SMALLEST_COUNT} THEN {all_or_none} "
        f"WHEN left_count < {STEP} THEN {_step('left_count')} "
        f"WHEN waived_count < {STEP} THEN finding_count - {_step('waived_count')} ELSE left_count END"
    )
