"""YAML as reference data are written in: plain values only, read by libyaml, which takes a seventh of the time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:
    """The values that a text holds.

    Raises
    ------
    yaml.YAMLError
        Where it is no YAML.
    """
    return yaml.load(text, Loader=_Loader)  # noqa: S506


def read_yaml(path: Path) -> Any:
    """The values that a file holds, which comes with the program."""
    return load_yaml(path.read_text(encoding="utf-8"))
