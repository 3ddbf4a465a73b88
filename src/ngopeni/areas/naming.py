"""When two spellings of an area's name are the same name."""

from __future__ import annotations

import re
import unicodedata

VILLAGE_PREFIX = re.compile(r"^\s*(desa|ds|kelurahan|kel)\b[\s.:]*(?=\S)", re.IGNORECASE)
DISTRICT_PREFIX = re.compile(r"^\s*(kecamatan|kec|distrik)\b[\s.:]*(?=\S)", re.IGNORECASE)
REGENCY_PREFIX = re.compile(
    r"^\s*(?P<type>kabupaten|kab|kota)\b[\s.:]*(?:(?:administrasi|adm)\b[\s.]*)?(?=\S)", re.IGNORECASE
)


def name_key(text: str) -> str:
    """The letters and digits of a name alone, in small letters; "Kep." reads as Kepulauan.

    Examples
    --------
    >>> name_key("Toli-Toli") == name_key("tolitoli")
    True
    """
    plain = unicodedata.normalize("NFKD", text).lower()
    plain = re.sub(r"\bkep\b\.?", "kepulauan", plain)
    return re.sub(r"[^a-z0-9]", "", plain)


def village_key(text: str) -> str:
    """The key of a village's name, without "Desa", "Ds.", "Kelurahan" or "Kel.".

    Examples
    --------
    >>> village_key("Kel. Tempel-an")
    'tempelan'
    """
    return name_key(VILLAGE_PREFIX.sub("", text))


def district_key(text: str) -> str:
    """The key of a district's name, without "Kecamatan", "Kec." or "Distrik"; a code loses its dots.

    Examples
    --------
    >>> district_key("Kec. Randu Blatung"), district_key("33.16.01")
    ('randublatung', '331601')
    """
    return name_key(DISTRICT_PREFIX.sub("", text))


def split_regency_type(text: str) -> tuple[str, str]:
    """The type that a regency's name begins with ("" when it says none), and the key of the rest.

    Examples
    --------
    >>> split_regency_type("Kab. Blora"), split_regency_type("Kotabaru")
    (('kabupaten', 'blora'), ('', 'kotabaru'))
    """
    found = REGENCY_PREFIX.match(text)
    if not found:
        return "", name_key(text)
    kind = "kota" if found["type"].lower() == "kota" else "kabupaten"
    return kind, name_key(text[found.end() :])
