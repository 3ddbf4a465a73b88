"""What makes a pair good, and what a plan must keep: the numbers that an office can change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.error import UserError
from ngopeni.kernel.yaml_file import read_yaml

FILE = Path(__file__).resolve().parents[2] / "reference" / "assignment" / "criteria.yaml"
WEIGHTS = ("mandate", "near", "capacity", "strength", "continuity", "team")
# So that a whole province's points can be added up without a rounding error.
HEAVIEST = 100_000
LEVELS = ("main", "supporting", "expertise")
# Less than half the earth: a place that is not known is farther than any.
FARTHEST_KM = 10_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan must keep beside everybody's capacity.

    Attributes
    ----------
    spread : bool
        Nobody leads a second village while somebody leads none.
    bar_own_district : bool
        A district office leads no village of its own district.
    hard_percent : int
        So many percent of the villages, the hardest, count as hard.
    share_hard : bool
        Nobody leads more hard villages than an even share, rounded up.
    partners_max : mapping
        Kind to how many of them may join in one village.
    """

    spread: bool
    bar_own_district: bool
    hard_percent: int
    share_hard: bool
    partners_max: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Criteria:
    """Weights in points, the measures they are taken against, and the rules."""

    weights: Mapping[str, int]
    levels: Mapping[str, int]
    far_km: int
    days_per_village: int
    money_per_village_idr: int
    rules: Rules

    def to_fields(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


@cache
def shipped_criteria() -> Criteria:
    """The criteria that come with the program."""
    return criteria_from_fields(read_yaml(FILE))


def criteria_from_fields(fields: Mapping[str, Any]) -> Criteria:
    """Criteria out of plain values.

    Raises
    ------
    UserError
        ASSIGNMENT-001 for a number that is missing, negative or too large.
    """
    rules = fields["rules"]
    return Criteria(
        weights={name: _number(fields["weights"], name, 0) for name in WEIGHTS},
        levels={name: _number(fields["levels"], name, 0, 100) for name in LEVELS},
        far_km=_number(fields, "far_km", 1, FARTHEST_KM),
        days_per_village=_number(fields, "days_per_village", 1),
        money_per_village_idr=_number(fields, "money_per_village_idr", 1, 10**12),
        rules=Rules(
            spread=_rule(rules, "spread"),
            bar_own_district=_rule(rules, "bar_own_district"),
            hard_percent=_number(rules, "hard_percent", 0, 100),
            share_hard=_rule(rules, "share_hard"),
            partners_max={str(kind): _number(rules["partners_max"], kind, 0) for kind in rules["partners_max"]},
        ),
    )


def flat(criteria: Criteria) -> dict[str, int | bool]:
    """Every number and rule by a name of its own."""
    fields = criteria.to_fields()
    rules = fields["rules"]
    found = {f"weight_{name}": fields["weights"][name] for name in WEIGHTS}
    found |= {name: fields[name] for name in ("far_km", "days_per_village", "money_per_village_idr")}
    found |= {name: rules[name] for name in ("hard_percent", "spread", "share_hard", "bar_own_district")}
    return found | {f"most_{kind}": most for kind, most in rules["partners_max"].items() if most or kind != "agency"}


def changed(criteria: Criteria) -> dict[str, tuple[int | bool, int | bool]]:
    """What is not as it comes with the program: its value and the shipped one, by name."""
    ours, theirs = flat(criteria), flat(shipped_criteria())
    return {name: (value, theirs.get(name, 0)) for name, value in ours.items() if value != theirs.get(name, 0)}


def _number(fields: Mapping[str, Any], name: str, least: int, most: int = HEAVIEST) -> int:
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise UserError("ASSIGNMENT-001", name=name, least=least, most=most)
    return value


def _rule(fields: Mapping[str, Any], name: str) -> bool:
    value = fields.get(name)
    if not isinstance(value, bool):
        raise UserError("ASSIGNMENT-001", name=name, least=0, most=1)
    return value
