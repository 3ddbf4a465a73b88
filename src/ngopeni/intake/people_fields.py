"""Fields of lists about people that are no registry: match files, recipients, officials."""

from __future__ import annotations

from ngopeni.intake.crosswalk import codes_of
from ngopeni.intake.layout import Check, Field, Kind
from ngopeni.kernel.contract import Column, Privacy
from ngopeni.kernel.finding import Severity

NIK_HEADERS = ("nik", "nomor nik", "no nik", "no ktp", "nik penerima")
NO_KK_HEADERS = ("no kk", "nomor kk", "nokk", "nomor kartu keluarga")
NAME_HEADERS = ("nama", "nama lengkap", "nama lgkp", "nama penerima", "nama pegawai")


def identifier(name: str, description: str, *headers: str, is_needed: bool = False) -> Field:
    """Digits that name somebody."""
    column = Column(name, "VARCHAR", Privacy.PERSONAL, description, optional=True)
    return Field(column, Kind.IDENTIFIER, headers, is_needed=is_needed)


def text(
    name: str, description: str, *headers: str, is_needed: bool = False, privacy: Privacy = Privacy.PERSONAL
) -> Field:
    """Text as it stands."""
    return Field(Column(name, "VARCHAR", privacy, description, optional=True), Kind.TEXT, headers, is_needed=is_needed)


def date(name: str, description: str, *headers: str, is_needed: bool = False) -> Field:
    """A date about a person."""
    column = Column(name, "DATE", Privacy.PERSONAL, description, optional=True)
    return Field(column, Kind.DATE, headers, is_needed=is_needed)


def word(
    name: str, item: str, description: str, *headers: str, is_needed: bool = False, optional: bool = True
) -> Field:
    """One of the words of the list ``item``; another one stays as it was written."""
    column = Column(name, "VARCHAR", Privacy.PERSONAL, description, optional)
    return Field(column, Kind.CODE, headers, codes_of("words", item), is_needed)


def nobody(*names: str, unless: str = "FALSE") -> Check:
    """Sets aside a row in which none of these columns says who is meant: a heading or a total.

    Parameters
    ----------
    names : str
    unless : str
        What else tells that somebody is meant, in SQL.
    """
    missing = " AND ".join(f"{name} IS NULL" for name in names)
    return Check("INTAKE-140", "nik", f"{missing} AND NOT ({unless})", Severity.ERROR)
