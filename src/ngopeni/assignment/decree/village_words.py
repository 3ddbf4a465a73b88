"""Words for villages: a desa and a kelurahan are never called by each other's name."""

from __future__ import annotations

from collections.abc import Sequence

from ngopeni.assignment.decree.facts import Village
from ngopeni.assignment.decree.words import count_words, listed, title_case

TYPES = ("desa", "kelurahan")
WORDS = {
    "village_words": {"desa": "desa", "kelurahan": "kelurahan"},
    "village_heads": {"desa": "Kepala Desa", "kelurahan": "Lurah"},
    "village_meetings": {"desa": "musyawarah desa", "kelurahan": "musyawarah kelurahan"},
    "planning_meetings": {
        "desa": "musyawarah perencanaan pembangunan desa",
        "kelurahan": "musyawarah perencanaan pembangunan kelurahan",
    },
    # A kelurahan is no government of its own.
    "village_governments": {"desa": "Pemerintah Desa", "kelurahan": "kelurahan"},
}


def words_for(villages: Sequence[Village]) -> dict[str, str]:
    """The placeholders about villages, in the words of the types that occur.

    Examples
    --------
    >>> words_for([Village("33.16.13.2001", "Sambongrejo", "desa", "Tunjungan")])["village_count"]
    '1 (satu) desa'
    """
    types = [kind for kind in TYPES if any(village.type == kind for village in villages)]
    found = {name: listed([words[kind] for kind in types]) for name, words in WORDS.items()}
    counts = {kind: sum(village.type == kind for village in villages) for kind in types}
    return {
        **found,
        "village_words_title": title_case(found["village_words"]),
        "village_count": listed([f"{count_words(count)} {kind}" for kind, count in counts.items()]),
    }


def column_header(villages: Sequence[Village]) -> str:
    """The header over villages: DESA, KELURAHAN, or both."""
    return "/".join(kind.upper() for kind in TYPES if any(village.type == kind for village in villages))


def named(village: Village) -> str:
    """A village with its type.

    Examples
    --------
    >>> named(Village("33.16.09.1001", "Kedungjenar", "kelurahan", "Blora"))
    'Kelurahan Kedungjenar'
    """
    return f"{village.type.capitalize()} {village.name}"


def placed(village: Village) -> str:
    """A village with its type and district."""
    return f"{named(village)} Kecamatan {village.district_name}"


def placed_all(villages: Sequence[Village]) -> str:
    """Several villages, with type and district."""
    return listed([placed(village) for village in villages])


def heads_named(villages: Sequence[Village]) -> str:
    """The heads of villages: Kepala Desa Sambongrejo dan Lurah Kedungjenar."""
    return listed([f"{WORDS['village_heads'][village.type]} {village.name}" for village in villages])


def district_heads(villages: Sequence[Village]) -> str:
    """The heads of their districts, each once."""
    return listed([f"Camat {name}" for name in dict.fromkeys(village.district_name for village in villages)])
