"""What all institutions can do together, and what of that nobody has said yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ngopeni.partners.kind import Kind

MEASURES = ("leads_max", "joins_max", "money_idr", "person_days")


@dataclass(frozen=True)
class Total:
    """One kind of institution, or all of them.

    Parameters
    ----------
    kind : str
        Empty for all.
    count : int
        Institutions that assist.
    sums : dict of str to int or None
        By measure; None where nobody has said anything.
    missing : dict of str to int
        By measure, of how many nobody has said it.
    """

    kind: str
    count: int
    sums: dict[str, int | None]
    missing: dict[str, int]


def totals(rows: Sequence[Mapping[str, Any]]) -> list[Total]:
    """Totals of the institutions that assist, by kind and then of all.

    Parameters
    ----------
    rows : sequence of mapping
        As `actions.roster` gives them.

    Examples
    --------
    >>> some = {"kind": "company", "is_active": True, "joins_max": 2, "money_idr": None}
    >>> [(each.kind, each.sums["joins_max"], each.missing["money_idr"]) for each in totals([some])]
    [('company', 2, 1), ('', 2, 1)]
    """
    active = [row for row in rows if row["is_active"]]
    by_kind = [_total(str(kind), [row for row in active if row["kind"] == kind]) for kind in Kind]
    return [*(each for each in by_kind if each.count), _total("", active)]


def _total(kind: str, rows: Sequence[Mapping[str, Any]]) -> Total:
    said = {name: [row[name] for row in rows if row.get(name) is not None] for name in MEASURES}
    return Total(
        kind,
        len(rows),
        {name: sum(values) if values else None for name, values in said.items()},
        {name: len(rows) - len(values) for name, values in said.items()},
    )
