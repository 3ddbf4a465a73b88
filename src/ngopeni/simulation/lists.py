"""The lists and shares of ``reference/simulation``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.yaml_file import read_yaml

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "simulation"


@cache
def listed(name: str) -> Any:
    """One reference file, such as ``life``; read once and never changed."""
    return read_yaml(FOLDER / f"{name}.yaml")


@cache
def kind_bits() -> dict[str, int]:
    """A bit for each kind of error, in the order of the file: a row's kinds are one number."""
    return {name: 1 << place for place, name in enumerate(listed("errors")["kinds"])}


@cache
def group_bits(group: str) -> int:
    """The bits of all kinds of a group together."""
    kinds = listed("errors")["kinds"]
    return sum(kind_bits()[name] for name, kind in kinds.items() if kind.get("group") == group)


@cache
def layout_bits(layout: str) -> int:
    """The bits of the kinds that can be seen in a layout."""
    kinds = listed("errors")["kinds"]
    return sum(kind_bits()[name] for name, kind in kinds.items() if layout in kind["layouts"])
