"""Official poverty against the path: what may be said, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class YearAgainstTarget:
    """One year for which there is a target.

    Parameters
    ----------
    year : int
    target_percent : float
    official_percent : float or None
        None where the year has no official figure yet.
    """

    year: int
    target_percent: float
    official_percent: float | None

    @property
    def is_met(self) -> bool | None:
        """Whether the official figure is at the target or below; None without a figure."""
        return None if self.official_percent is None else self.official_percent <= self.target_percent


@dataclass(frozen=True)
class Verdict:
    """Where the regency stands.

    Parameters
    ----------
    latest : dict or None
        The newest row of the official series.
    years : list of YearAgainstTarget
    next_target : dict or None
        The first target not before the newest official year.
    """

    latest: Row | None
    years: list[YearAgainstTarget]
    next_target: Row | None

    @property
    def is_below_next(self) -> bool | None:
        """Whether the newest figure is already at or below the next target."""
        if self.latest is None or self.next_target is None:
            return None
        return bool(self.latest["headcount_percent"] <= self.next_target["target_percent"])


def judge(series: list[Row], targets: list[Row]) -> Verdict:
    """Set the official series against the targets.

    Parameters
    ----------
    series : list of dict
        Rows of ``poverty_series`` by year.
    targets : list of dict
        Rows of ``target`` by year.
    """
    official = {row["year"]: row["headcount_percent"] for row in series}
    latest = max(series, key=lambda row: row["year"], default=None)
    years = [YearAgainstTarget(row["year"], row["target_percent"], official.get(row["year"])) for row in targets]
    ahead = [row for row in targets if latest is None or row["year"] >= latest["year"]]
    return Verdict(latest, years, min(ahead, key=lambda row: row["year"], default=None))
