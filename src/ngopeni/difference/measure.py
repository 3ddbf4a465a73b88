"""What is counted of a change, and of whom it is a part."""

from __future__ import annotations

from dataclasses import dataclass

from ngopeni.difference.causes import ChangeClass
from ngopeni.kernel.messages import sentence


@dataclass(frozen=True)
class Measure:
    """One thing that is counted.

    Parameters
    ----------
    code : str
        As addresses write it.
    column : str
        Of ``village_change``.
    base : str
        Column of ``village_balance``: of how many it is a part.
    message : str
        Code of its words.
    base_message : str
        Code of the words for the base.
    """

    code: str
    column: str
    base: str
    message: str
    base_message: str


MEASURES = (
    Measure("keluar", "left_count", "before_count", "DIFFERENCE-301", "DIFFERENCE-321"),
    Measure("masuk", "entered_count", "after_count", "DIFFERENCE-302", "DIFFERENCE-322"),
    Measure("datang", "moved_in_count", "after_count", "DIFFERENCE-303", "DIFFERENCE-322"),
    Measure("pergi", "moved_out_count", "before_count", "DIFFERENCE-304", "DIFFERENCE-321"),
    Measure("berubah", "stayed_count", "after_count", "DIFFERENCE-305", "DIFFERENCE-322"),
    Measure("desil-naik", "decile_up_count", "decile_known_count", "DIFFERENCE-306", "DIFFERENCE-323"),
    Measure("desil-turun", "decile_down_count", "decile_known_count", "DIFFERENCE-307", "DIFFERENCE-323"),
    Measure("tak-ada-lagi", "need_met_count", "need_before_count", "DIFFERENCE-308", "DIFFERENCE-324"),
    Measure("muncul", "need_arisen_count", "no_need_before_count", "DIFFERENCE-309", "DIFFERENCE-325"),
)
# What together makes the difference between the rows of a village at both dates.
FLOWS = ("left_count", "entered_count", "moved_in_count", "moved_out_count")
# Their words: name, and what it means.
CLASS_MESSAGES = {
    ChangeClass.DATA: ("DIFFERENCE-201", "DIFFERENCE-211"),
    ChangeClass.LIFE: ("DIFFERENCE-202", "DIFFERENCE-212"),
    ChangeClass.RANK: ("DIFFERENCE-203", "DIFFERENCE-213"),
    ChangeClass.UNKNOWN: ("DIFFERENCE-204", "DIFFERENCE-214"),
}


def class_words(language: str) -> list[dict[str, str]]:
    """The four classes in their order: code, name, meaning."""
    return [
        {"code": str(code), "label": sentence(label, {}, language), "meaning": sentence(meaning, {}, language)}
        for code, (label, meaning) in CLASS_MESSAGES.items()
    ]
