"""Pages in words, from ``reference/page_words.yaml``: what the page of rights says that a right opens."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ngopeni.kernel.yaml_file import read_yaml

FILE = Path(__file__).resolve().parents[1] / "reference" / "page_words.yaml"


@cache
def page_words() -> dict[str, dict[str, str]]:
    """What each page is, by its name in the addresses: ``{name: {"id": ..., "en": ...}}``."""
    words: dict[str, dict[str, str]] = read_yaml(FILE)
    return words
