"""The eight needs as words, out of the reference file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ngopeni.kernel.yaml_file import read_yaml

FILE = Path(__file__).resolve().parents[1] / "reference" / "needs.yaml"


@dataclass(frozen=True)
class Need:
    """A need of a household.

    Parameters
    ----------
    code : str
    label, meaning : dict of str to str
        By language: its name, and what counts as need.
    source : str
        Of the criterion.
    """

    code: str
    label: dict[str, str]
    meaning: dict[str, str]
    source: str


@cache
def needs() -> tuple[Need, ...]:
    """Every need, in the order of every table and page."""
    listed = read_yaml(FILE)
    return tuple(Need(each["code"], each["label"], each["counts_as_need"], each["source"]) for each in listed)
