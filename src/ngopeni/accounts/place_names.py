"""Names of the places that grants and events speak of."""

from __future__ import annotations

from functools import cache

from ngopeni.areas.area import Areas
from ngopeni.areas.register import load_areas


@cache
def areas_of_grants(regency_code: str) -> Areas:
    """The regency with its districts and villages, as the register has them."""
    return load_areas(regency_code)


@cache
def place_names(regency_code: str) -> dict[str, str]:
    """A name for every code that a grant may hold.

    Examples
    --------
    >>> names = place_names("33.16")
    >>> names["33.16"], names["33.16.01"], names["33.16.01.2001"]
    ('Kabupaten Blora', 'Kecamatan Jati', 'Desa Bangkleyan, Jati')
    """
    areas = areas_of_grants(regency_code)
    districts = {each.district_code: each.district_name for each in areas.districts}
    names = {areas.regency.regency_code: areas.regency.title}
    names |= {code: f"Kecamatan {name}" for code, name in districts.items()}
    for each in areas.villages:
        names[each.village_code] = (
            f"{each.village_type.capitalize()} {each.village_name}, {districts[each.district_code]}"
        )
    return names


def place_name(code: str, regency_code: str) -> str:
    """The name of one place; its code where nobody knows it."""
    return place_names(regency_code).get(code, code)
