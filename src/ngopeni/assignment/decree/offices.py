"""What the head of an agency is called, by the agency's name."""

from __future__ import annotations

# The first word of a name, and what the office makes of it.
CALLED = {
    "Inspektorat": "Inspektur",
    "Kecamatan": "Camat",
    "Sekretariat": "Sekretaris",
    "RSUD": "Direktur RSUD",
}


def head_title(agency_name: str) -> str:
    """The office of who leads an agency.

    Examples
    --------
    >>> head_title("Dinas Sosial"), head_title("Kecamatan Jepon"), head_title("Sekretariat Daerah")
    ('Kepala Dinas Sosial', 'Camat Jepon', 'Sekretaris Daerah')
    >>> head_title("Inspektorat Daerah")
    'Inspektur Daerah'
    """
    first, _space, rest = agency_name.partition(" ")
    if first in CALLED:
        return f"{CALLED[first]} {rest}".strip()
    return f"Kepala {agency_name}"


def shortened(text: str, most: int) -> str:
    """A text that fits, cut with three dots where it is too long.

    Examples
    --------
    >>> shortened("Kepala Dinas Sosial", 10)
    'Kepala Di…'
    """
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
