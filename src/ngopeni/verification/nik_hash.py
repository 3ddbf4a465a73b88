"""A NIK as it is matched and kept: never itself, always with the workspace's pepper through SHA-256."""

from __future__ import annotations

import hashlib

from ngopeni.quality.identity_number import is_formed

PEPPER = "identifiers"  # the name of the workspace's key


def nik_hash(pepper: str, nik: str) -> str:
    """What stands for a NIK; without the pepper it cannot be found by trying all numbers.

    Parameters
    ----------
    pepper : str
    nik : str
        Sixteen digits.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    return hashlib.sha256(f"{pepper}{nik}".encode()).hexdigest()


def sql_for_nik_hash(nik: str) -> str:
    """The same in SQL, missing where the number names nobody; the pepper is bound as ``$pepper``."""
    return f"CASE WHEN {is_formed(nik)} THEN SHA256(CAST($pepper AS VARCHAR) || {nik}) END"
