"""What a layout of files is: its fields, the headers they come under, the table they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from ngopeni.kernel.contract import Column, Privacy, Table
from ngopeni.kernel.finding import Severity


class Kind(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    DECIMAL = "decimal"
    INTEGER = "integer"
    CHOICE = "choice"
    DATE = "date"
    IDENTIFIER = "identifier"  # NIK and family card: digits that are no number
    RT = "rt"  # the neighbourhood's number, also out of "001/002"
    RW = "rw"  # the same, for the second of the two
    KEY = "key"  # a list's own number of a row or a household, letters included
    CODE = "code"  # an answer of an instrument; one that it does not know stays as it was written
    AREA = "area"  # a code or name that places the row; makes no column of its own


@dataclass(frozen=True)
class Field:
    """A field of a layout.

    Parameters
    ----------
    column : Column
        The typed column; for ``Kind.AREA`` only its name and description count.
    kind : Kind
    headers : tuple of str
        What the column is called in files, without regard to case, spacing and years.
    choices : mapping of str to str
        For ``Kind.CHOICE`` and ``Kind.CODE``: text as written, in capitals, to canonical value.
    is_needed : bool
        Whether a file without the column cannot be used, though its cells may be empty.
    """

    column: Column
    kind: Kind
    headers: tuple[str, ...]
    choices: Mapping[str, str] = field(default_factory=dict)
    is_needed: bool = False

    @property
    def name(self) -> str:
        """The typed column's name."""
        return self.column.name

    @property
    def is_required(self) -> bool:
        """Whether a file without it cannot be used."""
        return self.is_needed or not self.column.optional

    @property
    def is_answer(self) -> bool:
        """Whether it is an answer that may be missing: nothing is wrong with it but that nobody knows it."""
        return self.kind is Kind.CODE and self.column.optional

    @property
    def is_personal(self) -> bool:
        """Whether its values are about a person."""
        return self.column.privacy in (Privacy.PERSONAL, Privacy.SPECIFIC)


@dataclass(frozen=True)
class Check:
    """What a typed row may be doubted for.

    Parameters
    ----------
    rule_code : str
        Its sentence is in the message catalogue.
    column : str
    condition : str
        SQL over the typed columns, true for a doubtful row.
    severity : Severity
        A row with an ``error`` is set aside; others are used and shown.
    """

    rule_code: str
    column: str
    condition: str
    severity: Severity = Severity.WARNING


@dataclass(frozen=True)
class Layout:
    """A layout of files.

    Parameters
    ----------
    code : str
        Its profile name on the command line.
    title : str
        As shown, in Indonesian.
    description : str
        What the file is and who gives it out.
    table_name : str
    row : str
        What one row of the table is.
    key : tuple of str
        The columns that, within a snapshot, name a row.
    fields : tuple of Field
    checks : tuple of Check
    publisher : str
        Who usually publishes it; empty where the person who brings it must say.
    level : str
        ``village``, ``regency`` or ``person``: what a row is about, and so how it is placed; a person
        of a match file or of a payroll is not placed at all.
    is_place_optional : bool
        Whether rows that say no village are used all the same.
    row_date : str
        SQL that dates a row by itself, where a file tells of many dates; such rows stand in every
        snapshot from their date on, whenever the file came.
    is_last_resort : bool
        Whether a file is taken for this layout only when no other fits.
    is_delivery : bool
        Whether all files of one date replace those of the date before, row for row; otherwise the
        newest row of each key stands.
    is_cumulative : bool
        Whether, of a list that is delivered, every file stands beside those before it.
    code_parts : tuple of str
        Fields that together make the code of the village, widest area first.
    instrument : str
        For registries of people: the questionnaire whose codes it carries.
    marks : tuple of str
        Words that such a file has in its name or above its header, where other kinds have the same columns.
    is_manual : bool
        Whether it is only read by columns that a person has matched.
    is_assumed : bool
        Whether no real file of this kind was seen when the layout was written down.
    columns : tuple of Column
        All values of the table, where several layouts fill one; by default those of the fields.
    """

    code: str
    title: str
    description: str
    table_name: str
    row: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    checks: tuple[Check, ...] = ()
    publisher: str = ""
    level: str = "village"
    is_place_optional: bool = False
    row_date: str = ""
    is_last_resort: bool = False
    is_delivery: bool = False
    is_cumulative: bool = False
    code_parts: tuple[str, ...] = ()
    instrument: str = ""
    marks: tuple[str, ...] = ()
    is_manual: bool = False
    is_assumed: bool = False
    columns: tuple[Column, ...] = ()

    @property
    def is_registry(self) -> bool:
        """Whether it lists the members of a welfare registry."""
        return bool(self.instrument)

    @property
    def value_fields(self) -> tuple[Field, ...]:
        """The fields that become columns."""
        return tuple(each for each in self.fields if each.kind is not Kind.AREA)

    @property
    def is_personal(self) -> bool:
        """Whether its rows are about people."""
        return any(each.is_personal for each in self.value_fields)

    @property
    def table(self) -> Table:
        """The contract of the typed table, in a source as in a snapshot."""
        return Table(self.table_name, self.key, self.row, (*self._place_columns(), *self.value_columns))

    def _place_columns(self) -> tuple[Column, ...]:
        place = [Column("regency_code", "VARCHAR", Privacy.PUBLIC, "Kode kabupaten/kota Kemendagri.")]
        if self.level == "village":
            described = "Kode desa/kelurahan Kemendagri."
            place.append(Column("village_code", "VARCHAR", Privacy.PUBLIC, described, optional=self.is_place_optional))
        return (
            *place,
            Column("measured_on", "DATE", Privacy.PUBLIC, "Tanggal keadaan menurut berkasnya."),
            Column("source_id", "VARCHAR", Privacy.PUBLIC, "Sumber baris ini, lihat tabel source."),
            Column("row_number", "INTEGER", Privacy.PUBLIC, "Nomor baris di berkas asal."),
        )

    @property
    def value_columns(self) -> tuple[Column, ...]:
        """The columns beside those that place a row."""
        return self.columns or tuple(each.column for each in self.value_fields)


YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


@cache
def plain_header(text: str | None) -> str:
    """A header without case, spacing, punctuation and years.

    Examples
    --------
    >>> plain_header("  Nilai IDM (2024) ")
    'nilaiidm'
    >>> plain_header("P0_pct")
    'p0pct'
    """
    return re.sub(r"[^a-z0-9]", "", YEAR.sub("", (text or "").lower()))
