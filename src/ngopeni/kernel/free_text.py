"""What people write freely: kept as it stands, so it must not hold a number that names somebody."""

from __future__ import annotations

import re

# Sixteen digits, as on an identity or family card, with the signs that people put between them.
PERSON_NUMBER = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?!\d)")


def holds_person_number(text: str) -> bool:
    """Whether a text holds a number as long as that of an identity card.

    Examples
    --------
    >>> holds_person_number("KTP 331901-120380-0001"), holds_person_number("Surat 400.3/117/2026")
    (True, False)
    """
    return PERSON_NUMBER.search(text) is not None
