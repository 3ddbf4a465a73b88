"""Which village a row of a file speaks of: by code, else by name within its district."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ngopeni.areas.area import Areas, Regency
from ngopeni.areas.naming import district_key, split_regency_type, village_key

PlaceText = tuple[str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Place:
    """What became of a row's place.

    Parameters
    ----------
    village_code : str or None
        None where the row cannot be placed.
    problem : str or None
        ``outside``, ``unknown_code``, ``unknown_name``, ``no_place``, or ``other_name`` when the
        code is good and the name beside it is another village's.
    """

    village_code: str | None
    problem: str | None = None


class Placer:
    """Places the rows of one file.

    Parameters
    ----------
    areas : Areas
        The regency whose villages are looked for.
    """

    def __init__(self, areas: Areas) -> None:
        self.regency_digits = areas.regency.regency_code.replace(".", "")
        districts = {district.district_code: district.district_name for district in areas.districts}
        self.names = {village.village_code: village.village_name for village in areas.villages}
        self.by_code = {code.replace(".", ""): code for code in self.names}
        self.by_bps = {bps: code for bps, code in areas.bps_codes.items() if code in self.names}
        self.by_name: dict[tuple[str, str], str | None] = {}
        for village in areas.villages:
            key = district_key(districts[village.district_code]), village_key(village.village_name)
            # Two villages of one name in one district: the name alone decides nothing.
            self.by_name[key] = None if key in self.by_name else village.village_code

    def place_all(self, texts: Iterable[PlaceText]) -> dict[PlaceText, Place]:
        """Place every distinct triple of code, village name and district name.

        Codes of Kemendagri and BPS look alike, so a file is read by the list that knows more of it.

        Parameters
        ----------
        texts : iterable of (code, village name, district name)

        Returns
        -------
        dict
        """
        listed = list(texts)
        codes = [plain_code(code) for code, _, _ in listed]
        is_bps = sum(code in self.by_bps for code in codes) > sum(code in self.by_code for code in codes)
        known = self.by_bps if is_bps else self.by_code
        return {text: self._place(text, known) for text in listed}

    def _place(self, text: PlaceText, known: dict[str, str]) -> Place:
        code, village, district = text
        digits = plain_code(code)
        if digits in known:
            found = known[digits]
            is_other = village and village_key(village) != village_key(self.names[found])
            return Place(found, "other_name" if is_other else None)
        if len(digits) >= 4 and not digits.startswith(self.regency_digits):
            return Place(None, "outside")
        if digits:
            return Place(None, "unknown_code")
        if not village or not district:
            return Place(None, "no_place")
        by_name = self.by_name.get((district_key(district), village_key(village)))
        return Place(by_name, None if by_name else "unknown_name")


def regency_problem(code: str | None, name: str | None, regency: Regency) -> str | None:
    """``outside`` when a row's code, or without one its name, is another regency's.

    A row that says neither is taken to be of the regency whose file it is.

    Examples
    --------
    >>> blora = Regency("33.16", "Blora", "kabupaten", "33")
    >>> regency_problem("3316", None, blora), regency_problem(None, "Kab. Rembang", blora)
    (None, 'outside')
    """
    if plain_code(code):
        return None if plain_code(code) == regency.regency_code.replace(".", "") else "outside"
    kind, key = split_regency_type(name or "")
    own = split_regency_type(regency.title)[1]
    return None if not key or (key == own and kind in ("", regency.regency_type)) else "outside"


def plain_code(text: str | None) -> str:
    """The digits of a code; empty where the text is no code.

    Examples
    --------
    >>> plain_code("33.16.01.2001"), plain_code("Jumlah"), plain_code(None)
    ('3316012001', '', '')
    >>> plain_code("3316012001.0")
    '3316012001'
    """
    # Programs that take a code for a number write it with decimals.
    text = re.sub(r"(?<=[0-9]{10})[.,]0+$", "", (text or "").strip())
    digits = re.sub(r"[.\s\-']", "", text)
    return digits if digits.isdecimal() else ""
