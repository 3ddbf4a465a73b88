"""Why a row came, left or changed: every cause with its class. Whatever no fact shows is ``unknown``.

The sentences of the causes are DIFFERENCE-101 and on, those of the classes DIFFERENCE-2xx.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeClass(StrEnum):
    """What a change is about. The four are never added up in silence."""

    DATA = "data"  # only the list changed: somebody stood there wrongly, or wrongly did not
    LIFE = "life"  # somebody's life changed
    RANK = "rank"  # only the order of the households did
    UNKNOWN = "unknown"  # no fact at hand tells


class Evidence(StrEnum):
    """Which source shows a cause."""

    LIST = "list"  # the two lists themselves: status, age, address, answers
    SAME_PERSON = "same_person"  # another row of the same person
    CIVIL_REGISTRY = "civil_registry"
    PUBLIC_SERVANT = "public_servant"
    RANKING = "ranking"  # most households without any other change have another rank


class Kind(StrEnum):
    """What became of a row as a counted member of the list."""

    ENTERED = "entered"
    LEFT = "left"
    STAYED = "stayed"
    ABSENT = "absent"  # a row at one or both dates that its own list counts at neither


@dataclass(frozen=True)
class Cause:
    """One cause.

    Parameters
    ----------
    code : str
    change_class : ChangeClass
    message : str
        Code of the words for people.
    """

    code: str
    change_class: ChangeClass
    message: str


DATA, LIFE, RANK, UNKNOWN = ChangeClass
CAUSES = (
    Cause("dead", DATA, "DIFFERENCE-101"),
    Cause("moved", DATA, "DIFFERENCE-102"),
    Cause("double_removed", DATA, "DIFFERENCE-103"),
    Cause("double_added", DATA, "DIFFERENCE-104"),
    Cause("not_found", DATA, "DIFFERENCE-105"),
    Cause("listing_error", DATA, "DIFFERENCE-106"),
    Cause("never_eligible", DATA, "DIFFERENCE-107"),
    Cause("found", DATA, "DIFFERENCE-108"),
    Cause("nik_mended", DATA, "DIFFERENCE-109"),
    Cause("nik_spoiled", DATA, "DIFFERENCE-110"),
    Cause("died", LIFE, "DIFFERENCE-121"),
    Cause("born", LIFE, "DIFFERENCE-122"),
    Cause("moved_out", LIFE, "DIFFERENCE-123"),
    Cause("moved_in", LIFE, "DIFFERENCE-124"),
    Cause("moved_within", LIFE, "DIFFERENCE-125"),
    Cause("married", LIFE, "DIFFERENCE-126"),
    Cause("need_met", LIFE, "DIFFERENCE-127"),
    Cause("need_arisen", LIFE, "DIFFERENCE-128"),
    Cause("need_lapsed", LIFE, "DIFFERENCE-129"),
    Cause("ranking_redone", RANK, "DIFFERENCE-141"),
    Cause("no_trace", UNKNOWN, "DIFFERENCE-151"),
    Cause("no_origin", UNKNOWN, "DIFFERENCE-152"),
    Cause("undated", UNKNOWN, "DIFFERENCE-153"),
    Cause("move_unshown", UNKNOWN, "DIFFERENCE-154"),
    Cause("decile_unshown", UNKNOWN, "DIFFERENCE-155"),
    Cause("members_changed", UNKNOWN, "DIFFERENCE-156"),
    Cause("mended_together", UNKNOWN, "DIFFERENCE-157"),
    Cause("answer_unknown", UNKNOWN, "DIFFERENCE-158"),
    Cause("instrument_differs", UNKNOWN, "DIFFERENCE-159"),
)
CLASS_OF = {cause.code: cause.change_class for cause in CAUSES}


def sql_for_class(cause: str) -> str:
    """The class of a cause that stands in a column; missing where there is no cause."""
    arms = []
    for each in ChangeClass:
        codes = ", ".join(f"'{code}'" for code, change_class in CLASS_OF.items() if change_class is each)
        arms.append(f"WHEN {cause} IN ({codes}) THEN '{each}'")
    return f"CASE {' '.join(arms)} END"
