"""A person says which column of a file is which: the choices offered, and what was chosen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache

from ngopeni.areas.area import Areas
from ngopeni.areas.naming import district_key, name_key, village_key
from ngopeni.intake.layout import YEAR, Field, Kind, Layout, plain_header
from ngopeni.intake.masking import masked
from ngopeni.intake.reading import Sheet
from ngopeni.intake.recognition import HEADER_ROWS, missing_fields
from ngopeni.kernel.error import UserError

LIKE = 0.8
EXAMPLES = 3
SHORT = {"jml": "jumlah", "kd": "kode", "kec": "kecamatan", "nm": "nama", "nomor": "no", "tgl": "tanggal"}
# A code, a number or a size of something is not the thing itself.
ASPECTS = {"id", "jumlah", "kode", "luas", "no"}

Likeness = Callable[[Field, "Choice"], float]


@dataclass(frozen=True)
class Choice:
    """A column of the file, as offered.

    Parameters
    ----------
    header : str
    plain : str
    values : tuple of str
        The first ones, as they stand.
    places : frozenset of str
        Keys of names and codes that may be shown.
    """

    header: str
    plain: str
    values: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()

    @property
    def examples(self) -> str:
        """The first values; whatever may be about a person is masked."""
        return ", ".join(text if self._is_place(text) else str(masked(text)) for text in self.values)

    def _is_place(self, text: str) -> bool:
        return not self.places.isdisjoint((village_key(text), district_key(text)))


def likely_header_row(sheet: Sheet) -> int:
    """The row that most likely holds the headers: of the first, the earliest that fills the most columns."""
    counts = [sum(1 for text in row if text) for row in sheet.head[:HEADER_ROWS]]
    return counts.index(max(counts)) + 1 if counts else 1


def choices(sheet: Sheet, header_row: int, file_name: str) -> list[Choice]:
    """The columns of a file.

    Raises
    ------
    UserError
        INTAKE-025 when the row holds no headers.
    """
    row = sheet.head[header_row - 1] if 0 < header_row <= len(sheet.head) else []
    found = [
        Choice(text, plain_header(text), _first_values(sheet, header_row, place))
        for place, text in enumerate(row)
        if text and plain_header(text)
    ]
    if not found:
        raise UserError("INTAKE-025", file=file_name, row=header_row)
    return found


def _first_values(sheet: Sheet, header_row: int, place: int) -> tuple[str, ...]:
    values = [row[place] for row in sheet.head[header_row:] if place < len(row)]
    return tuple([value for value in values if value][:EXAMPLES])


def with_places(offered: list[Choice], layout: Layout, chosen: Mapping[str, str], areas: Areas) -> list[Choice]:
    """The columns, those that are taken for a place showing the names and codes of the regency.

    Anything else in them stays masked: a wrong guess must not show a person's name.
    """
    known = _place_keys(areas)
    placing = {chosen.get(field.name) for field in layout.fields if field.kind is Kind.AREA}
    return [replace(each, places=known) if each.plain in placing else each for each in offered]


def _place_keys(areas: Areas) -> frozenset[str]:
    villages = [text for each in areas.villages for text in (each.village_code, each.village_name)]
    districts = [text for each in areas.districts for text in (each.district_code, each.district_name)]
    regency = [areas.regency.regency_code, areas.regency.regency_name, areas.regency.title]
    return frozenset(map(name_key, (*villages, *districts, *regency, *areas.bps_codes)))


def guess(layout: Layout, offered: list[Choice]) -> dict[str, str]:
    """Field name to plain header: what a layout's own headers say, else what looks alike, else what shares words."""
    guessed: dict[str, str] = {}
    # The surest comes first, and takes its column.
    for likeness in (_same, _alike, _sharing_words(layout)):
        fields = [field for field in layout.fields if field.name not in guessed]
        free = [choice for choice in offered if choice.plain not in guessed.values()]
        pairs = [(likeness(field, choice), field.name, choice.plain) for field in fields for choice in free]
        for score, name, plain in sorted(pairs, key=lambda pair: pair[0], reverse=True):
            if score and name not in guessed and plain not in guessed.values():
                guessed[name] = plain
    return guessed


def _same(field: Field, choice: Choice) -> float:
    return float(choice.plain in map(plain_header, field.headers))


def _alike(field: Field, choice: Choice) -> float:
    """How alike two spellings are; 0 where they are not alike enough."""
    aspects = ASPECTS & _words(choice.header)
    ratios = [
        SequenceMatcher(None, choice.plain, plain_header(header)).ratio()
        for header in field.headers
        if aspects <= _words(header)
    ]
    best = max(ratios, default=0)
    return best if best >= LIKE else 0


def _sharing_words(layout: Layout) -> Likeness:
    """A measure of the words in common; "nama", which half of the fields have, tells less than "dusun"."""
    spread = Counter(word for field in layout.fields for word in set().union(*map(_words, _names(field))))

    def likeness(field: Field, choice: Choice) -> float:
        said = _words(choice.header)
        scores = [
            sum(1 / spread[word] for word in said & known) / len(said | known)
            for known in map(_words, _names(field))
            if _contains(said, known)
        ]
        return max(scores, default=0)

    return likeness


def _contains(said: frozenset[str], known: frozenset[str]) -> bool:
    """Whether one header holds all of the other, and not too little of it."""
    return not ASPECTS & (said ^ known) and (known <= said or (said <= known and 2 * len(said) > len(known)))


def _names(field: Field) -> tuple[str, ...]:
    return (*field.headers, field.column.description)


@cache
def _words(text: str) -> frozenset[str]:
    """The words of a header, without years, short forms written out."""
    found = re.findall(r"[a-z0-9]+", YEAR.sub("", text.lower()))
    return frozenset(SHORT.get(word, word) for word in found)


def check_match(layout: Layout, chosen: Mapping[str, str]) -> None:
    """Refuse a match that cannot be read by.

    Raises
    ------
    UserError
        INTAKE-023 a needed column is missing, INTAKE-024 one column for two fields.
    """
    owners: dict[str, Field] = {}
    for field in layout.fields:
        plain = chosen.get(field.name)
        if plain in owners:
            first, second = owners[plain].column.description, field.column.description
            raise UserError("INTAKE-024", first=first.rstrip("."), second=second.rstrip("."))
        if plain:
            owners[plain] = field
    missing = missing_fields(layout, dict.fromkeys(chosen, 1))
    if missing:
        raise UserError("INTAKE-023", column=missing[0].column.description.rstrip("."))
