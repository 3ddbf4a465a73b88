"""Findings: a bad row or cell is a value, never an exception."""

from __future__ import annotations

from enum import StrEnum

from ngopeni.kernel.contract import Column, Privacy


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # the row cannot be used as it is
    WARNING = "warning"  # the row is used; somebody should look
    NOTE = "note"  # worth knowing


def finding_columns(raw_value: Privacy) -> tuple[Column, ...]:
    """The columns that every table of findings carries.

    Parameters
    ----------
    raw_value : Privacy
        The class of the value that gave rise to the finding: that of its table.
    """
    return (
        Column("rule_code", "VARCHAR", Privacy.PUBLIC, "Kode aturan; kalimatnya ada di daftar pesan."),
        Column("severity", "VARCHAR", Privacy.PUBLIC, "Seberapa berat.", values=tuple(Severity)),
        Column("column_name", "VARCHAR", Privacy.PUBLIC, "Kolom yang diperiksa.", optional=True),
        Column("raw_value", "VARCHAR", raw_value, "Isi sel seperti diterima.", optional=True),
    )
