"""The weights out of invented people of whom it is known who is who.

m is how often pairs of one person stand at a level, u how often pairs of two do. Common levels are counted in a
sample of all pairs; those that chance hardly ever brings about among all pairs that have something in common, for
nowhere else can they occur. A level that was never met is taken as met half a time, and no difference between two
rows of one person is held for rarer than one in a thousand: invented people show less than life does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.blocks import BLOCKS, MOTHERLESS, condition
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.levels import sql_for_levels

Counts = Counter[tuple[str, int]]
HALF, RAREST = 0.5, 0.001
# Invented twins are not called alike, real ones often are: how often is chosen, no source gives it.
ALIKE_TWINS = {("name", "sounds_same_among_twins"): 0.02, ("name", "near_among_twins"): 0.02}
# To how many pairs those of one person are scaled, so that every list of the lesson counts alike.
SCALE = 100_000
# Pairs drawn to count what is common.
SAMPLE = 2_000_000
STRIDE = 7919
# Met in the sample at least so often, a level is common.
COMMON = 30
# Beside the blocks, what a pair must have in common to stand at a rare level of any comparison.
NEAR: tuple[str, ...] = (
    condition(MOTHERLESS),
    "l.no_kk = r.no_kk",
    "l.household_key = r.household_key",
    "l.place = r.place AND l.mother_skeleton = r.mother_skeleton",
    "l.village_code = r.village_code AND l.mother_skeleton = r.mother_skeleton",
    "SUBSTR(l.nik_digits, 1, 12) = SUBSTR(r.nik_digits, 1, 12)",
)


@dataclass
class Counted:
    """How many pairs stand at each level.

    Attributes
    ----------
    same : dict
        (comparison, number of level) to pairs of one person.
    near : dict
        To pairs of two persons that have something in common.
    drawn : dict
        To pairs of two persons drawn by chance.
    given : dict
        To pairs of two persons that have the columns of `Level.given` in common.
    other_count : int
        All pairs of two persons.
    """

    same: Counts = field(default_factory=Counter)
    near: Counts = field(default_factory=Counter)
    drawn: Counts = field(default_factory=Counter)
    given: Counts = field(default_factory=Counter)
    other_count: int = 0

    def add(self, more: Counted) -> None:
        """Take the counts of another list along."""
        for name in ("same", "near", "drawn", "given"):
            getattr(self, name).update(getattr(more, name))
        self.other_count += more.other_count


def count_levels(engine: Engine, pairs: str, left: str, right: str) -> Counts:
    """How many of these pairs stand at each level."""
    engine.define("levelled", sql_for_levels(pairs, left, right))
    found: Counts = Counter()
    for each in COMPARISONS:
        sql = f"SELECT level_{each.name} AS level, COUNT(*) AS n FROM levelled GROUP BY level_{each.name}"
        found.update({(each.name, row["level"]): row["n"] for row in engine.rows(sql)})
    return found


@dataclass(frozen=True)
class Lesson:
    """A list of whose rows it is known who is who, and the list before it.

    Parameters
    ----------
    rows, former : str
        Names of prepared tables, with ``home_names``.
    truth, former_truth : str
        Names of tables ``unique_id``, ``person_id``.
    changed : str
        A query for the rows, by ``unique_id``, that say something else than before.
    """

    rows: str
    truth: str
    former: str
    former_truth: str
    changed: str


def learn(engine: Engine, lesson: Lesson) -> Counted:
    """Count the levels of a lesson: of the second rows of a list, and of those that changed since the list before."""
    rows = lesson.rows
    engine.define("true_pair", sql_for_true_pair(lesson.truth))
    engine.define("changed_pair", sql_for_changed_pair(lesson))
    near = sql_for_pairs(rows, [*map(condition, BLOCKS), *NEAR])
    engine.define("near_pair", f"{near} UNION {sql_for_housed_pairs(rows)}")
    engine.define("turned", sql_for_turned(rows))
    count = engine.count(rows)
    engine.define("drawn_pair", sql_for_drawn(), strides=-(-SAMPLE // count), row_count=count)
    found = Counted(other_count=count * (count - 1) // 2 - engine.count("true_pair"))
    found.same = _scaled(count_levels(engine, "SELECT id_l, id_r FROM true_pair", rows, rows))
    found.same.update(_scaled(count_levels(engine, "SELECT id_l, id_r FROM changed_pair", rows, lesson.former)))
    for name in ("near", "drawn"):
        pairs = sql_for_other(f"SELECT id_l, id_r FROM {name}_pair")
        setattr(found, name, count_levels(engine, pairs, rows, rows))
    for columns in sorted({level.given for each in COMPARISONS for level in each.levels if level.given}):
        engine.define("given_pair", sql_for_pairs(rows, [condition(columns)]))
        counts = count_levels(engine, sql_for_other("SELECT id_l, id_r FROM given_pair"), rows, rows)
        found.given.update({key: number for key, number in counts.items() if _given(*key) == columns})
    return found


def _scaled(counts: Counts) -> Counts:
    """The same shares of a fixed number of pairs."""
    total = sum(number for (name, _), number in counts.items() if name == COMPARISONS[0].name)
    return Counter({key: round(number * SCALE / total) for key, number in counts.items()}) if total else Counter()


def _given(comparison: str, number: int) -> tuple[str, ...]:
    levels = next(each.numbered() for each in COMPARISONS if each.name == comparison)
    return levels[number].given if number in levels else ()


def chances(counted: Counted) -> dict[tuple[str, str], tuple[float, float]]:
    """m and u of every level out of the counts; pairs that lack a value tell nothing."""
    found = {}
    for each in COMPARISONS:
        numbers = each.numbered()
        for number, level in numbers.items():
            alike = [(each.name, other) for other, one in numbers.items() if one.given == level.given]
            total = sum(counted.same[key] for key in alike)
            m = max(counted.same[each.name, number] / max(1, total), RAREST)
            u = _by_chance(counted, each.name, number, alike)
            found[each.name, level.code] = (m, max(u, ALIKE_TWINS.get((each.name, level.code), 0)))
    return found


def _by_chance(counted: Counted, name: str, number: int, alike: list[tuple[str, int]]) -> float:
    """u of a level."""
    if _given(name, number):
        return max(counted.given[name, number], HALF) / max(1, sum(counted.given[key] for key in alike))
    told = sum(counted.drawn[key] for key in alike)
    if counted.drawn[name, number] >= COMMON:
        return counted.drawn[name, number] / told
    share = told / max(1, sum(count for (other, _), count in counted.drawn.items() if other == name))
    return min(1.0, max(counted.near[name, number], HALF) / max(1.0, counted.other_count * share))


def sql_for_true_pair(truth: str) -> str:
    """``true_pair``: every two rows of one person."""
    return (
        f"SELECT l.unique_id AS id_l, r.unique_id AS id_r FROM {truth} AS l JOIN {truth} AS r "
        "ON l.person_id = r.person_id AND l.unique_id < r.unique_id"
    )


def sql_for_changed_pair(lesson: Lesson) -> str:
    """``changed_pair``: a row that says something else than before, and a former row of the same person."""
    return (
        f"SELECT l.unique_id AS id_l, MIN(r.unique_id) AS id_r FROM {lesson.truth} AS l "
        f"JOIN {lesson.former_truth} AS r ON r.person_id = l.person_id "
        f"WHERE l.unique_id IN ({lesson.changed}) GROUP BY l.unique_id"
    )


def sql_for_pairs(prepared: str, blocks: Sequence[str]) -> str:
    """Every two rows that share one of the blocks, once."""
    sides = [
        f"SELECT l.unique_id AS id_l, r.unique_id AS id_r FROM {prepared} AS l JOIN {prepared} AS r "
        f"ON {block} WHERE l.unique_id < r.unique_id"
        for block in blocks
    ]
    return " UNION ".join(sides)


def sql_for_housed_pairs(prepared: str) -> str:
    """Every two rows of a village in whose households somebody has the same name."""
    named = f"SELECT unique_id, village_code, UNNEST(home_names) AS home_name FROM {prepared}"
    return (
        f"SELECT l.unique_id AS id_l, r.unique_id AS id_r FROM ({named}) AS l JOIN ({named}) AS r "
        "ON l.village_code = r.village_code AND l.home_name = r.home_name WHERE l.unique_id < r.unique_id"
    )


def sql_for_turned(prepared: str) -> str:
    """``turned``: the rows in an order of chance, the same on every machine."""
    return f"SELECT unique_id, ROW_NUMBER() OVER (ORDER BY MD5(unique_id)) AS turn FROM {prepared}"


def sql_for_drawn() -> str:
    """Pairs drawn by chance: each row beside those that stand some strides after it."""
    return (
        "SELECT l.unique_id AS id_l, r.unique_id AS id_r FROM (SELECT unique_id, turn, "
        "UNNEST(RANGE(1, CAST($strides AS BIGINT) + 1)) AS step FROM turned) AS l "
        f"JOIN turned AS r ON r.turn = (l.turn + l.step * {STRIDE}) % CAST($row_count AS BIGINT) + 1 "
        "WHERE l.unique_id <> r.unique_id"
    )


def sql_for_other(pairs: str) -> str:
    """Those that are not one person."""
    return (
        f"SELECT pairs.id_l, pairs.id_r FROM ({pairs}) AS pairs LEFT JOIN true_pair "
        "ON true_pair.id_l = LEAST(pairs.id_l, pairs.id_r) AND true_pair.id_r = GREATEST(pairs.id_l, pairs.id_r) "
        "WHERE true_pair.id_l IS NULL"
    )
