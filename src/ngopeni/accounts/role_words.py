"""Roles and rights in words, from ``reference/role_words.yaml``; the code itself carries codes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.yaml_file import read_yaml

FILE = Path(__file__).resolve().parents[1] / "reference" / "role_words.yaml"


@cache
def role_words() -> dict[str, dict[str, Any]]:
    """The whole file: roles, rights, levels."""
    words: dict[str, dict[str, Any]] = read_yaml(FILE)
    return words


def role_name(role_code: str, language: str = "id") -> str:
    """What a role is called; its code where nobody knows it.

    Examples
    --------
    >>> role_name("legal"), role_name("legal", "en"), role_name("raja")
    ('Bagian Hukum', 'Legal section', 'raja')
    """
    known = role_words()["roles"].get(role_code)
    return str(known["name"][language]) if known else role_code


def role_paragraph(role_code: str, language: str = "id") -> str:
    """Who holds a role and what for."""
    return str(role_words()["roles"][role_code]["paragraph"][language])


def right_word(right: str, language: str = "id") -> str:
    """What a right lets somebody do; its code where nobody knows it.

    Examples
    --------
    >>> right_word("read_audit"), right_word("read_audit", "en")
    ('membaca catatan kegiatan', 'read the activity log')
    """
    known = role_words()["rights"].get(right)
    return str(known[language]) if known else right


def level_word(level: str, language: str = "id") -> str:
    """How wide a grant is."""
    return str(role_words()["levels"][level][language])
