"""How many persons stand behind the rows of every village."""

from __future__ import annotations

from ngopeni.kernel.engine import Engine


def build(engine: Engine) -> None:
    """Make ``village_person`` out of ``person_link``."""
    engine.define("village_person", sql_for_village_person())


def sql_for_village_person() -> str:
    """``village_person``: rows, persons, second rows in the village, and persons who stand in another village too."""
    own = "SELECT village_code, person_key, COUNT(*) AS row_count FROM person_link GROUP BY village_code, person_key"
    wide = "SELECT own.*, COUNT(*) OVER (PARTITION BY person_key) AS village_count FROM own"
    return (
        f"WITH own AS ({own}), wide AS ({wide}) SELECT village_code, CAST(SUM(row_count) AS INTEGER) AS row_count, "
        "CAST(COUNT(*) AS INTEGER) AS person_count, CAST(SUM(row_count - 1) AS INTEGER) AS double_count, "
        "CAST(COUNT(CASE WHEN village_count > 1 THEN 1 END) AS INTEGER) AS elsewhere_count "
        "FROM wide GROUP BY village_code"
    )
