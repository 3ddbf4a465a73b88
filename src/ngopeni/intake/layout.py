"""What a layout of files is: its fields, the headers they come under, the table they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ngopeni.kernel.contract import Column, Privacy, Table
from ngopeni.kernel.finding import Severity


class Kind(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    DECIMAL = "decimal"
    INTEGER = "integer"
    CHOICE = "choice"
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
        For ``Kind.CHOICE``: text as written, in capitals, to canonical value.
    """

    column: Column
    kind: Kind
    headers: tuple[str, ...]
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The typed column's name."""
        return self.column.name

    @property
    def is_required(self) -> bool:
        """Whether a file without it cannot be used."""
        return not self.column.optional


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
        ``village`` or ``regency``: what a row is about.
    row_date : str
        SQL that dates a row by itself, where a file tells of many dates; such rows stand in every
        snapshot from their date on, whenever the file came.
    is_last_resort : bool
        Whether a file is taken for this layout only when no other fits.
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
    row_date: str = ""
    is_last_resort: bool = False

    @property
    def value_fields(self) -> tuple[Field, ...]:
        """The fields that become columns."""
        return tuple(each for each in self.fields if each.kind is not Kind.AREA)

    @property
    def table(self) -> Table:
        """The contract of the typed table, in a source as in a snapshot."""
        return Table(self.table_name, self.key, self.row, (*self._place_columns(), *self._value_columns()))

    def _place_columns(self) -> tuple[Column, ...]:
        place = [Column("regency_code", "VARCHAR", Privacy.PUBLIC, "Kode kabupaten/kota Kemendagri.")]
        if self.level == "village":
            place.append(Column("village_code", "VARCHAR", Privacy.PUBLIC, "Kode desa/kelurahan Kemendagri."))
        return (
            *place,
            Column("measured_on", "DATE", Privacy.PUBLIC, "Tanggal keadaan menurut berkasnya."),
            Column("source_id", "VARCHAR", Privacy.PUBLIC, "Sumber baris ini, lihat tabel source."),
            Column("row_number", "INTEGER", Privacy.PUBLIC, "Nomor baris di berkas asal."),
        )

    def _value_columns(self) -> tuple[Column, ...]:
        return tuple(each.column for each in self.value_fields)


YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


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
