"""Reading the plain values of a rule, each refused in words when it cannot be one."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from ngopeni.kernel.error import UserError

TYPES = ("desa", "kelurahan")
# What the page calls the fields of a rule.
LABELS = {
    "red": "Merah",
    "yellow": "Kuning",
    "weight": "Bobot",
    "title": "Nama aturan",
    "code": "Nama aturan",
    "valid_from": "Berlaku sejak",
    "author": "Penulis",
    "source": "Dasar",
    "method": "Cara membagi warna",
    "inputs": "Angka yang dipakai",
}
Choice = TypeVar("Choice", bound=StrEnum)


def value_of(fields: Mapping[str, Any], name: str) -> Any:
    """A value that must be there.

    Raises
    ------
    UserError
        ZONES-002 when it is not.
    """
    value = fields.get(name) if isinstance(fields, Mapping) else None
    if value is None or value == "":
        raise UserError("ZONES-002", field=LABELS.get(name, name))
    return value


def list_of(fields: Mapping[str, Any], name: str) -> list[Any]:
    """A list that must be there; it may be empty.

    Raises
    ------
    UserError
        ZONES-002 when it is not there, or no list.
    """
    value = value_of(fields, name)
    if not isinstance(value, list):
        raise UserError("ZONES-002", field=LABELS.get(name, name))
    return value


def text_of(fields: Mapping[str, Any], name: str) -> str:
    """A plain value as text.

    Raises
    ------
    UserError
        ZONES-002 when there is none.
    """
    value = value_of(fields, name)
    # Anything else is not written out: a list that repeats itself would fill the memory.
    text = str(value).strip() if isinstance(value, str | int | float | dt.date) else ""
    if not text:
        raise UserError("ZONES-002", field=LABELS.get(name, name))
    return text


def choice_of(kind: type[Choice], fields: Mapping[str, Any], name: str) -> Choice:
    """One of the choices.

    Raises
    ------
    UserError
        ZONES-002 when there is none, ZONES-003 when it is not among them.
    """
    text = text_of(fields, name)
    try:
        return kind(text)
    except ValueError as error:
        raise UserError("ZONES-003", value=text, known=[str(each) for each in kind]) from error


def village_type_of(value: Any) -> str:
    """Desa or kelurahan.

    Raises
    ------
    UserError
        ZONES-003 when it is neither.
    """
    if value not in TYPES:
        raise UserError("ZONES-003", value=text_of({"village_types": value}, "village_types"), known=TYPES)
    return str(value)


def number_of(value: Any, field: str) -> float:
    """A number, with the four decimals that are printed.

    Raises
    ------
    UserError
        ZONES-008 when it is none.
    """
    try:
        number = round(float(value), 4)
    except (TypeError, ValueError, OverflowError) as error:
        raise UserError("ZONES-008", field=LABELS.get(field, field)) from error
    if not math.isfinite(number):
        raise UserError("ZONES-008", field=LABELS.get(field, field))
    return number


def date_of(text: str) -> dt.date:
    """A date, also where a time stands beside it.

    Raises
    ------
    UserError
        ZONES-002 when it is none.
    """
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError as error:
        raise UserError("ZONES-002", field=LABELS.get("valid_from", "valid_from")) from error
