"""What must not be seen: every name, NIK and family-card number of an invented regency, and from which village."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

NUMBERS = re.compile(r"(?<![\d.])\d(?:[ .\-]?\d){15}(?!\d)")
# A name of one word is a word like any other: nobody could say that a page means the person.
FEWEST_WORDS, MOST_WORDS = 2, 6


# What a name may hold beside letters; anything else ends it.
PIECES = re.compile(r"[^\w\s.,'’`\-]|[\d_]+")


def names_among(words: list[str], known: Container[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The known names in a row of words: at each place the longest, for a shorter one inside it is not meant."""
    start = 0
    while start <= len(words) - FEWEST_WORDS:
        longest = min(MOST_WORDS, len(words) - start)
        runs = (tuple(words[start : start + length]) for length in range(longest, FEWEST_WORDS - 1, -1))
        name = next((run for run in runs if run in known), None)
        if name:
            yield name
        start += len(name) if name else 1


def words_of(text: str) -> list[str]:
    """The words of a text, in capitals and without signs."""
    return re.findall(r"[^\W\d_]+", text.upper())


@dataclass
class Secrets:
    """Names with the villages of their bearers, and numbers."""

    villages_of: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    numbers: set[str] = field(default_factory=set)
    # What was found in a part of a text: the same menus, heads and rows stand on thousands of pages.
    _names_of: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict, repr=False)
    _numbers_of: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def add_name(self, name: str | None, village_code: str | None) -> None:
        """Remember a name; without a village it is open to nobody."""
        words = tuple(words_of(name or ""))
        if FEWEST_WORDS <= len(words) <= MOST_WORDS:
            self.villages_of[words].add(village_code or "")
            self._names_of.clear()

    def drop_words_of(self, text: str) -> None:
        """Forget names that a text about no person holds too, such as the name of a village."""
        for name in set(self.names_in(text)):
            del self.villages_of[name]
        self._names_of.clear()

    def names_in(self, text: str) -> list[tuple[str, ...]]:
        """The known names that a text holds, each part of it read once however often it stands there."""
        return [name for part in parts_of(text) for name in self._names_in_part(part)]

    def numbers_in(self, text: str) -> list[str]:
        """The known numbers that a text holds, with or without signs between the digits."""
        return [number for part in parts_of(text) for number in self._numbers_in_part(part)]

    def _names_in_part(self, part: str) -> tuple[tuple[str, ...], ...]:
        if part not in self._names_of:
            pieces = {piece.strip() for piece in PIECES.split(part)}
            found = [name for piece in sorted(pieces) for name in names_among(words_of(piece), self.villages_of)]
            self._names_of[part] = tuple(found)
        return self._names_of[part]

    def _numbers_in_part(self, part: str) -> tuple[str, ...]:
        if part not in self._numbers_of:
            found = (re.sub(r"\D", "", each) for each in NUMBERS.findall(part))
            self._numbers_of[part] = tuple(each for each in found if each in self.numbers)
        return self._numbers_of[part]


def parts_of(text: str) -> set[str]:
    """A text cut where a tag or a cell ends: neither a name nor a number goes on beyond."""
    return set(text.split("|"))


def secrets_of(edition: Path, files: Path) -> Secrets:
    """Everything personal in the tables of an edition and in the files that were brought in."""
    found = Secrets()
    with duckdb.connect() as connection:
        for date in sorted(each for each in edition.iterdir() if each.is_dir()):
            _add_tables(connection, date, found)
        for path in sorted(files.glob("*.csv")):
            _add_file(connection, path, found)
    assert len(found.villages_of) > 500, "these names are too few to prove anything"
    assert len(found.numbers) > 1000, "these numbers are too few to prove anything"
    return found


def _add_tables(connection: duckdb.DuckDBPyConnection, date: Path, found: Secrets) -> None:
    for row in connection.sql(f"SELECT full_name, mother_name, village_code FROM '{date}/person.parquet'").fetchall():
        for name in row[:2]:
            found.add_name(name, row[2])
    for name, village_code in connection.sql(
        f"SELECT head_name, village_code FROM '{date}/household.parquet'"
    ).fetchall():
        found.add_name(name, village_code)


def _add_file(connection: duckdb.DuckDBPyConnection, path: Path, found: Secrets) -> None:
    """Numbers from every column, and names from columns that hold a person's."""
    table = connection.read_csv(str(path), all_varchar=True)
    for column in table.columns:
        if re.search(r"nik|kk|number", column, re.IGNORECASE):
            values = table.project(f'"{column}"').distinct().fetchall()
            found.numbers.update(value for (value,) in values if value and re.fullmatch(r"\d{16}", value))
        if re.search(r"nama|name", column, re.IGNORECASE) and not re.search(
            "desa|kec|kab|prov|prog", column, re.IGNORECASE
        ):
            for (name,) in table.project(f'"{column}"').distinct().fetchall():
                known = tuple(words_of(name or ""))
                if known not in found.villages_of:
                    found.add_name(name, None)
