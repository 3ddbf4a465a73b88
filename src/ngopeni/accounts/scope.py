"""Where a grant holds: a regency, a district or a village, named by its code."""

from __future__ import annotations

from ngopeni.accounts.roles import Level

PARTS = {Level.REGENCY: 2, Level.DISTRICT: 3, Level.VILLAGE: 4}


def level_of(scope_code: str) -> Level:
    """How wide a code is.

    Raises
    ------
    ValueError
        For a code of another form.

    Examples
    --------
    >>> level_of("33.16").value, level_of("33.16.05.2001").value
    ('regency', 'village')
    """
    for level, parts in PARTS.items():
        if scope_code.count(".") + 1 == parts:
            return level
    raise ValueError(scope_code)


def covers(scope_code: str, village_code: str) -> bool:
    """Whether a village lies in a scope.

    Examples
    --------
    >>> covers("33.16.05", "33.16.05.2001"), covers("33.16.0", "33.16.05.2001")
    (True, False)
    """
    return village_code == scope_code or village_code.startswith(f"{scope_code}.")
