"""YAML, plain values only: the program's own files fast, what people write with care."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_Fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """The values of a file that comes with the program; libyaml takes a seventh of the time."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Fast)  # noqa: S506


def load_yaml(text: str) -> Any:
    """The values of a text that somebody wrote.

    Not by libyaml: a text nested a thousand deep would end the process, where this one refuses it.

    Raises
    ------
    yaml.YAMLError
        Where it is no YAML.
    RecursionError
        Where it is nested too deep.
    """
    return yaml.safe_load(text)
