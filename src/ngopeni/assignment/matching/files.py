"""A problem out of CSV files, for who wants a plan without a workspace."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ngopeni.assignment.matching.criteria import LEVELS, Criteria
from ngopeni.assignment.matching.problem import KINDS, Institution, Need, Pair, Pin, Problem, Village
from ngopeni.kernel.error import UserError

PIN_KINDS = ("pin", "ban")


@dataclass(frozen=True)
class Line:
    """One row of a file, which knows where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def text(self, column: str, default: str | None = None) -> str:
        """A cell.

        Raises
        ------
        UserError
            ASSIGNMENT-003 where it is empty and there is no default.
        """
        value = (self.cells.get(column) or "").strip()
        if not value and default is None:
            raise self.refuse(column, "Isi sel ini.")
        return value or (default or "")

    def number_of(self, column: str, least: float, most: float, kind: Callable[[str], Any] = int) -> Any:
        """A number, None where the cell is empty.

        Raises
        ------
        UserError
            ASSIGNMENT-003.
        """
        value = self.text(column, "")
        if not value:
            return None
        try:
            found = kind(value)
        except ValueError:
            found = None
        if found is None or not least <= found <= most:
            whole = "bilangan bulat" if kind is int else "angka (desimal dengan titik)"
            raise self.refuse(column, f"Tulis {whole} dari {least} sampai {most}.")
        return found

    def list_of(self, column: str) -> list[str]:
        """Words set apart by semicolons."""
        return [each.strip() for each in self.text(column, "").split(";") if each.strip()]

    def refuse(self, column: str, wanted: str) -> UserError:
        """What is wrong with a cell."""
        value = (self.cells.get(column) or "").strip()
        return UserError("ASSIGNMENT-003", file=self.file, row=self.number, column=column, value=value, wanted=wanted)


def read_problem(
    villages: Path, agencies: Path, pins: Path | None, previous: Path | None, criteria: Criteria
) -> Problem:
    """The problem that the files describe.

    Parameters
    ----------
    villages : Path
        Columns ``village_code``; and as far as known ``village_name, village_type, district_code, district_name,
        latitude, longitude, hardness`` (0 to 100) and for each need ``need_<code>_count`` and ``need_<code>_of``.
    agencies : Path
        Columns ``code, name``; and as far as known ``kind, leads_max, joins_max, latitude, longitude, own_district,
        person_days, money_idr, mandates`` (``toilet:main; house:supporting``) and ``conflicts`` (codes).
    pins : Path, optional
        Columns ``village_code, institution_code, kind`` (``pin`` or ``ban``) and ``reason``.
    previous : Path, optional
        Columns ``village_code, institution_code``: who works together already.
    criteria : Criteria

    Raises
    ------
    UserError
        ASSIGNMENT-002 to 007.
    """
    places = [_village(each) for each in _unique(villages, "village_code")]
    institutions = [_institution(each) for each in _unique(agencies, "code")]
    known = {each.village_code for each in places}, {each.code for each in institutions}
    names = villages.name, agencies.name
    return Problem(
        villages=tuple(places),
        institutions=tuple(institutions),
        criteria=criteria,
        pins=tuple(_pin(each, known, names) for each in _lines(pins, ("village_code", "institution_code", "kind"))),
        previous=read_pairs(previous),
    )


def read_pairs(path: Path | None) -> frozenset[Pair]:
    """Pairs of village and institution."""
    lines = _lines(path, ("village_code", "institution_code"))
    return frozenset((each.text("village_code"), each.text("institution_code")) for each in lines)


def _lines(path: Path | None, needed: tuple[str, ...]) -> list[Line]:
    if path is None:
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("ASSIGNMENT-007", file=path.name, why=_why(error)) from error
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    # With its own line ends, so that one within quotes stays part of its cell.
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip() for name in reader.fieldnames or []]
        reader.fieldnames = columns
        rows = list(enumerate(reader, 2))
    except csv.Error as error:
        raise UserError("ASSIGNMENT-007", file=path.name, why="tanda kutipnya tidak lengkap") from error
    for name in columns:
        if columns.count(name) > 1:
            raise UserError("ASSIGNMENT-024", file=path.name, column=name)
    for name in needed:
        if name not in columns:
            raise UserError("ASSIGNMENT-002", file=path.name, column=name, known=columns)
    for number, row in rows:
        if None in row or None in row.values():
            raise UserError("ASSIGNMENT-023", file=path.name, row=number)
    return [Line(path.name, number, row) for number, row in rows]


def _why(error: OSError | UnicodeDecodeError) -> str:
    return str(error.strerror) if isinstance(error, OSError) else "bukan teks UTF-8"


def _unique(path: Path, key: str) -> Iterator[Line]:
    lines = _lines(path, (key,))
    if not lines:
        raise UserError("ASSIGNMENT-006", file=path.name)
    seen: set[str] = set()
    for line in lines:
        code = line.text(key)
        if code in seen:
            raise UserError("ASSIGNMENT-004", file=path.name, row=line.number, code=code)
        seen.add(code)
        yield line


def _village(line: Line) -> Village:
    code = line.text("village_code")
    needs = sorted(name[5:-6] for name in line.cells if name and name.startswith("need_") and name.endswith("_count"))
    return Village(
        village_code=code,
        village_name=line.text("village_name", code),
        village_type=line.text("village_type", "desa"),
        district_code=line.text("district_code", code.rpartition(".")[0] or code),
        district_name=line.text("district_name", ""),
        latitude=line.number_of("latitude", -90, 90, float),
        longitude=line.number_of("longitude", -180, 180, float),
        hardness=line.number_of("hardness", 0, 100) or 0,
        needs=tuple(need for name in needs if (need := _need(line, name))),
    )


def _need(line: Line, name: str) -> Need | None:
    whole = line.number_of(f"need_{name}_of", 0, 10**9)
    part = line.number_of(f"need_{name}_count", 0, whole or 0) if whole else None
    return Need(name, part, whole) if whole and part is not None else None


def _institution(line: Line) -> Institution:
    kind = line.text("kind", KINDS[0])
    if kind not in KINDS:
        raise line.refuse("kind", f"Pilih salah satu: {', '.join(KINDS)}.")
    return Institution(
        code=line.text("code"),
        name=line.text("name", line.text("code")),
        kind=kind,
        leads_max=line.number_of("leads_max", 0, 10_000) or 0,
        joins_max=line.number_of("joins_max", 0, 10_000) or 0,
        latitude=line.number_of("latitude", -90, 90, float),
        longitude=line.number_of("longitude", -180, 180, float),
        own_district=line.text("own_district", ""),
        person_days=line.number_of("person_days", 0, 10**6),
        money_idr=line.number_of("money_idr", 0, 10**12),
        mandates=dict(_mandate(line, each) for each in line.list_of("mandates")),
        conflicts=tuple(line.list_of("conflicts")),
    )


def _mandate(line: Line, text: str) -> tuple[str, str]:
    need, _, level = text.partition(":")
    level = level.strip() or LEVELS[0]
    if level not in LEVELS:
        raise line.refuse("mandates", f"Tulis kebutuhan:tingkat, dengan tingkat {', '.join(LEVELS)}.")
    return need.strip(), level


def _pin(line: Line, known: tuple[set[str], set[str]], files: tuple[str, str]) -> Pin:
    kind = line.text("kind")
    if kind not in PIN_KINDS:
        raise line.refuse("kind", f"Tulis {' atau '.join(PIN_KINDS)}.")
    pair = line.text("village_code"), line.text("institution_code")
    for code, codes, file in zip(pair, known, files, strict=True):
        if code not in codes:
            raise UserError("ASSIGNMENT-005", file=line.file, row=line.number, code=code, other=file)
    return Pin(*pair, is_ban=kind == "ban", reason=line.text("reason", "–"))
