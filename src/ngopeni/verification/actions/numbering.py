"""Numbers of papers, without gaps, for each village and year."""

from __future__ import annotations

from ngopeni.verification.models import NumberSeries


def lock_series(village_code: str, year: int, paper: str) -> NumberSeries:
    """The series of a paper; until the transaction ends, nobody else takes a number of it.

    Parameters
    ----------
    village_code : str
    year : int
    paper : {"visit", "proposal"}
    """
    series, _ = NumberSeries.objects.get_or_create(village_code=village_code, year=year, paper=paper)
    return NumberSeries.objects.select_for_update().get(pk=series.pk)


def take_number(series: NumberSeries) -> int:
    """The next number of a series that is locked."""
    series.last_number += 1
    series.save()
    return series.last_number
