"""Clean files and everything that offices, spreadsheets and networks do to them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

from ngopeni.intake.layout import plain_header
from ngopeni.intake.layouts import layouts
from ngopeni.intake.tests.files import lock

DELIMITERS = {"dtks_short": ";"}
TITLES_ABOVE = {"p3ke": 4}
# Which column names the person, and which hold numbers of sixteen digits.
NAMES = {
    "bdt2015": "Nama ART",
    "dtks_short": "Nama",
    "dtsen": "nama",
    "p3ke": "Nama",
    "civil_registry": "nama",
    "aid_list": "nama",
}
NIKS = {
    "bdt2015": "NIK",
    "dtks_short": "Nomor NIK",
    "dtsen": "nik",
    "p3ke": "NIK",
    "civil_registry": "nik",
    "aid_list": "nik",
}
# Without any one of these a file cannot be used.
NEEDED = {
    "bdt2015": ("ID Rumah Tangga", "Nama ART", "Lantai Terluas", "Sumber Air Minum"),
    "dtks_short": ("ID_DTKS", "Nama", "Kecamatan", "Desa/Kelurahan"),
    "dtsen": ("id_keluarga", "nama", "desil"),
    "p3ke": ("ID Keluarga P3KE", "Nama", "Desil Kesejahteraan"),
    "civil_registry": ("nik", "nama", "status"),
    "aid_list": ("program", "periode"),
    "population": ("jumlah penduduk", "kode desa"),
    "sdgs_desa": ("sdgs_1", "kode desa"),
    "idm": ("iks", "ike", "idm", "kode desa"),
}


@dataclass
class Draft:
    """A table on its way to becoming a file.

    Parameters
    ----------
    layout : str
    header : list of str
    rows : list of list of str
    above : list of list of str
        Titles over the header.
    numbering : list of str
        A row that counts the columns.
    damages : list of str
        What was done so far.
    """

    layout: str
    header: list[str]
    rows: list[list[str]]
    above: list[list[str]] = field(default_factory=list)
    numbering: list[str] = field(default_factory=list)
    separator: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    is_quoted: bool = False
    container: str = "csv"
    damages: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[list[str]]:
        """Everything from the first line to the last."""
        head = [*self.above, self.header]
        return [*head, self.numbering, *self.rows] if self.numbering else [*head, *self.rows]

    def column(self, name: str) -> int:
        return self.header.index(name)

    def copy(self) -> Draft:
        return replace(self, header=[*self.header], rows=[[*row] for row in self.rows], damages=[])


def clean_draft(layout: str, path: Path, count: int) -> Draft:
    """The first rows of a simulator's file; some names get a letter that is not plain."""
    with path.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream, delimiter=DELIMITERS.get(layout, ",")))[TITLES_ABOVE.get(layout, 0) :]
    draft = Draft(layout, lines[0], lines[1 : count + 1])
    if layout in NAMES:
        place = draft.column(NAMES[layout])
        for row in draft.rows[::7]:
            row[place] = f"{row[place]} JOSÉ"
    return draft


def write(draft: Draft, folder: Path, name: str) -> Path:
    """Make the file."""
    path = folder / f"{name}.{draft.container}"
    if draft.container == "xlsx":
        return write_workbook(path, draft.lines)
    if draft.container == "ods":
        return write_open_document(path, draft.lines)
    content = text_of(draft).encode(draft.encoding)
    if draft.container == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(zipfile.ZipInfo(f"{name}.csv", (2020, 10, 26, 0, 0, 0)), content)
        return path
    path.write_bytes(content)
    return path


def text_of(draft: Draft) -> str:
    """The lines as separated values."""
    text = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if draft.is_quoted else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=draft.separator, lineterminator=draft.line_end, quoting=quoting).writerows(draft.lines)
    return text.getvalue()


def write_workbook(path: Path, lines: list[list[str]]) -> Path:
    """A workbook in which every cell is text."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    book.set_properties({"created": dt.datetime(2020, 10, 26)})
    sheet = book.add_worksheet("Data")
    for number, row in enumerate(lines):
        for place, text in enumerate(row):
            if text:
                sheet.write_string(number, place, text)
    book.close()
    return path


def write_open_document(path: Path, lines: list[list[str]]) -> Path:
    """An OpenDocument table in which every cell is text."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = "".join(
        f"<table:table-row>{''.join(map(open_document_cell, row or ['']))}</table:table-row>" for row in lines
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    files = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, (2020, 10, 26, 0, 0, 0)), text)
    return path


def open_document_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


# Damage that loses nothing

Mangle = Callable[[Draft, random.Random], None]


def column_order(draft: Draft, dice: random.Random) -> None:
    order = dice.sample(range(len(draft.header)), len(draft.header))
    draft.header = [draft.header[place] for place in order]
    draft.rows = [[row[place] for place in order] for row in draft.rows]


def separator(draft: Draft, dice: random.Random) -> None:
    draft.separator = dice.choice(";\t|")


def encoding(draft: Draft, dice: random.Random) -> None:
    draft.encoding = dice.choice(["utf-8-sig", "cp1252", "utf-16"])


def header_spelling(draft: Draft, dice: random.Random) -> None:
    """Other names that the layout lists, in other case, with other marks between the words."""
    draft.header = [spelled(other_name(draft, name, dice), dice) for name in draft.header]


def other_name(draft: Draft, name: str, dice: random.Random) -> str:
    """Another name of the same field which no other field and no other column goes by."""
    fields = layouts()[draft.layout].fields
    own = [each for each in fields if plain_header(name) in map(plain_header, each.headers)]
    if len(own) != 1 or dice.random() < 0.5:
        return name
    taken = {plain_header(text) for each in fields if each is not own[0] for text in each.headers}
    taken |= set(map(plain_header, draft.header))
    free = [text for text in own[0].headers if plain_header(text) not in taken]
    return dice.choice(free) if free else name


def spelled(name: str, dice: random.Random) -> str:
    cased = dice.choice([str.upper, str.lower, str.title, str])(name)
    marked = dice.choice([" ", "_", "  ", "-", ". ", " \n"]).join(cased.replace("_", " ").split())
    return dice.choice(["{}", " {}", "{} ", "{}.", "{} *"]).format(marked)


def blank_rows(draft: Draft, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 12)):
        blank = dice.choice([[], [""] * len(draft.header), [" "] * len(draft.header)])
        draft.rows.insert(dice.randint(0, len(draft.rows)), blank)


TITLES = ("DAFTAR WARGA", "KABUPATEN BLORA", "Keadaan 26-10-2020", "", "Dicetak oleh operator", "Lampiran II", "-")


def title_rows(draft: Draft, dice: random.Random) -> None:
    draft.above = [
        [*[""] * dice.randint(0, 3), dice.choice(TITLES), *dice.choice([[], ["Rahasia"]])]
        for _ in range(dice.randint(1, 15))
    ]


def numbering_row(draft: Draft, dice: random.Random) -> None:
    mark = dice.choice(["({})", "{}", "{}."])
    draft.numbering = [mark.format(number) for number in range(1, len(draft.header) + 1)]


def all_quoted(draft: Draft, dice: random.Random) -> None:
    draft.is_quoted = True


def windows_lines(draft: Draft, dice: random.Random) -> None:
    draft.line_end = "\r\n"


def trailing_spaces(draft: Draft, dice: random.Random) -> None:
    space = dice.choice([" ", "   ", "\N{NO-BREAK SPACE}"])
    draft.rows = [[text + space if text and dice.random() < 0.3 else text for text in row] for row in draft.rows]


def spaces_for_nothing(draft: Draft, dice: random.Random) -> None:
    """Cells that look empty and hold a space."""
    draft.rows = [[text or dice.choice(["", " ", "   "]) for text in row] for row in draft.rows]


def apostrophes(draft: Draft, dice: random.Random) -> None:
    """As people type them, lest the spreadsheet counts with the number."""
    if draft.layout in NIKS:
        place = draft.column(NIKS[draft.layout])
        for row in draft.rows:
            row[place] = f"'{row[place]}" if row[place] else ""


def extra_columns(draft: Draft, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 4)):
        place = dice.randint(0, len(draft.header))
        name, text = dice.choice([("", ""), ("", ""), ("Catatan Petugas", "ok")])
        draft.header.insert(place, name)
        for row in draft.rows:
            row.insert(place, text)


def container(draft: Draft, dice: random.Random) -> None:
    draft.container = dice.choice(["xlsx", "ods"])


def packed(draft: Draft, dice: random.Random) -> None:
    draft.container = "zip"


# In an order that each can bear: those that look for a column come before those that rename or move it.
LOSSLESS: tuple[Mangle, ...] = (
    apostrophes,
    trailing_spaces,
    spaces_for_nothing,
    header_spelling,
    column_order,
    extra_columns,
    numbering_row,
    blank_rows,
    title_rows,
    separator,
    encoding,
    all_quoted,
    windows_lines,
    container,
    packed,
)


def mangled(clean: Draft, dice: random.Random) -> Draft:
    """A draft with one to five damages that lose nothing."""
    chosen = dice.sample(LOSSLESS, dice.randint(1, 5))
    draft = clean.copy()
    for mangle in LOSSLESS:
        if mangle in chosen:
            mangle(draft, dice)
            draft.damages.append(mangle.__name__)
    return draft


# Damage that loses something. Each gives the path of the file and the numbers of the rows that it has touched.


@dataclass
class Loss:
    """A file from which something is gone.

    Parameters
    ----------
    path : Path
    touched : set of int
        Rows of the file that no longer say what they said.
    is_cut : bool
        Whether the last line shows that it is not whole.
    """

    path: Path
    touched: set[int] = field(default_factory=set)
    is_cut: bool = False


Lose = Callable[[Draft, random.Random, Path, str], Loss]


def needed_column_gone(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    place = draft.column(dice.choice(NEEDED[draft.layout]))
    for row in (draft.header, *draft.rows):
        del row[place]
    return Loss(write(draft, folder, name))


def header_gone(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    draft.header = draft.rows.pop(0)
    return Loss(write(draft, folder, name))


def half_shifted(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    """From the middle on every cell has slipped one to the right; the last has fallen off."""
    half = len(draft.rows) // 2
    draft.rows[half:] = [["", *row[:-1]] for row in draft.rows[half:]]
    draft.container = dice.choice(["csv", "xlsx"])
    return Loss(write(draft, folder, name), {half + number + 2 for number in range(len(draft.rows) - half)})


def nik_in_powers(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    """3,31602E+15: what a spreadsheet shows of a NIK in a narrow column, saved as csv."""
    place = draft.column(NIKS[draft.layout])
    touched = set()
    mark = dice.choice(",.")
    for number, row in enumerate(draft.rows, 2):
        if len(row[place]) == 16 and row[place].isdecimal() and dice.random() < 0.8:
            row[place] = f"{row[place][0]}{mark}{row[place][1:6]}E+15"
            touched.add(number)
    draft.separator = ";"
    return Loss(write(draft, folder, name), touched)


def nik_ends_in_zero(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    """Fifteen digits and a zero: a spreadsheet keeps no more."""
    place = draft.column(NIKS[draft.layout])
    touched = set()
    for number, row in enumerate(draft.rows, 2):
        if len(row[place]) == 16 and row[place].isdecimal():
            row[place] = f"{row[place][:15]}0"
            touched.add(number)
    draft.container = dice.choice(["csv", "xlsx"])
    return Loss(write(draft, folder, name), touched)


VILLAGE_NAMES = {
    "bdt2015": "Desa/Kel",
    "dtks_short": "Desa/Kelurahan",
    "dtsen": "desa_kelurahan",
    "p3ke": "Kelurahan",
    "population": "nama desa",
    "sdgs_desa": "nama desa",
    "idm": "desa",
}


def village_misspelt(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    place = next(draft.column(each) for each in (VILLAGE_NAMES[draft.layout], "nama desa") if each in draft.header)
    touched = set()
    for number, row in enumerate(draft.rows, 2):
        if dice.random() < 0.4:
            row[place] = "QXZ" + row[place][::-1].upper()
            touched.add(number)
    return Loss(write(draft, folder, name), touched)


def cut_in_the_middle(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    """The network broke off: the last line is a part of one, and no line follows."""
    path = write(draft, folder, name)
    content = path.read_bytes()
    kept = content[: dice.randint(len(content) // 2, len(content) - 40)]
    path.write_bytes(kept)
    last = kept.count(b"\n") + 1
    cells = next(csv.reader([kept.decode(errors="replace").rpartition("\n")[2]]), [])
    return Loss(path, set(range(last, len(draft.rows) + 2)), 1 < len(cells) < len(draft.header))


def workbook_cut(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    draft.container = dice.choice(["xlsx", "ods"])
    path = write(draft, folder, name)
    content = path.read_bytes()
    path.write_bytes(content[: dice.randint(100, len(content) - 30)])
    return Loss(path)


def random_bytes(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    path = folder / f"{name}.{dice.choice(['csv', 'xlsx', 'xls'])}"
    path.write_bytes(dice.randbytes(dice.randint(2_000, 20_000)))
    return Loss(path)


def bytes_in_the_middle(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    """A bad sector: thirty bytes of nonsense within one or two lines."""
    path = write(draft, folder, name)
    content = bytearray(path.read_bytes())
    start = dice.randint(len(content) // 3, len(content) - 200)
    # No new line, quote or separator in it: those would move the other rows.
    nonsense = bytes(dice.choice([each for each in range(128, 256)]) for _ in range(30))
    places = range(start, start + 30)
    for place, value in zip(places, nonsense, strict=True):
        if content[place] not in b'\r\n",;':
            content[place] = value
    path.write_bytes(bytes(content))
    before = bytes(content[:start]).count(b"\n")
    return Loss(path, set(range(before + 1, bytes(content[: start + 30]).count(b"\n") + 2)))


def web_page(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    """What many government applications call an export to Excel."""
    cells = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in draft.lines)
    start = dice.choice(["<html><body>", "\n\n <!DOCTYPE html>\n<html>", "﻿<table border=1>"])
    path = folder / f"{name}.xls"
    path.write_text(f"{start}<table>{cells}</table>", encoding="utf-8")
    return Loss(path)


def two_tables(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    """Under the table stands another one, with the same columns the other way round."""
    first = len(draft.rows) + 2
    below = [list(reversed(row)) for row in (draft.header, *draft.rows[:10])]
    draft.rows += [[""] * len(draft.header), *below]
    draft.container = dice.choice(["csv", "xlsx"])
    return Loss(write(draft, folder, name), {first + 1 + number for number in range(len(below))})


def behind_a_password(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    draft.container = "xlsx"
    return Loss(lock(write(draft, folder, name)))


def mixed_encodings(draft: Draft, dice: random.Random, folder: Path, name: str) -> Loss:
    """Two offices' exports joined by hand: the upper half is UTF-8, the lower Windows-1252."""
    lines = text_of(draft).splitlines(keepends=True)
    half = len(lines) // 2
    path = folder / f"{name}.csv"
    path.write_bytes("".join(lines[:half]).encode("utf-8") + "".join(lines[half:]).encode("cp1252"))
    return Loss(path, {number for number, line in enumerate(lines, 1) if not line.isascii()})


LOSSES: dict[str, Lose] = {
    each.__name__: each
    for each in (
        needed_column_gone,
        header_gone,
        half_shifted,
        nik_in_powers,
        nik_ends_in_zero,
        village_misspelt,
        cut_in_the_middle,
        workbook_cut,
        random_bytes,
        bytes_in_the_middle,
        web_page,
        two_tables,
        behind_a_password,
        mixed_encodings,
    )
}
