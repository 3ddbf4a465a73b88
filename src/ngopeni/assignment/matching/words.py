"""What needs, levels and terms are called."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.measures.need import needs

FILE = Path(__file__).resolve().parents[2] / "reference" / "assignment" / "words.yaml"


@cache
def reason_words(language: str = "id") -> dict[str, str]:
    """Needs and levels by their codes, as reasons name them."""
    return {each.code: each.label[language] for each in needs()} | _read("levels", language)


@cache
def term_words(language: str = "id") -> dict[str, str]:
    """Terms of the objective by their codes."""
    return _read("terms", language)


def _read(part: str, language: str) -> dict[str, str]:
    listed = read_yaml(FILE)[part]
    return {code: texts[language] for code, texts in listed.items()}
