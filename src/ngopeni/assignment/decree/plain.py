"""Facts as values that JSON holds, and back."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Facts = TypeVar("Facts")


def to_plain(value: Any) -> Any:
    """Facts as dict, list, text, number, true and false, none; dates in ISO form.

    Examples
    --------
    >>> from ngopeni.assignment.decree.facts import Reference
    >>> to_plain(Reference("1/2026", dt.date(2026, 1, 2), "Tim"))
    {'number': '1/2026', 'signed_on': '2026-01-02', 'subject': 'Tim'}
    """
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): to_plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(each) for each in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def from_plain(kind: type[Facts], plain: Mapping[str, Any]) -> Facts:
    """The facts that `to_plain` wrote.

    Parameters
    ----------
    kind : type
        A dataclass of `facts`.
    plain : mapping

    Raises
    ------
    TypeError
        When a value without a default is missing.
    """
    hints = get_type_hints(kind)
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    needed = {name: plain[name] for name in known if name in plain}
    return kind(**{name: _value(hints[name], each) for name, each in needed.items()})


def _value(hint: Any, plain: Any) -> Any:
    """A plain value as the type that the field wants."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return None if plain is None else _value(next(each for each in inner if each is not type(None)), plain)
    if origin is tuple:
        return tuple(_value(inner[0], each) for each in plain)
    if is_dataclass(hint):
        return from_plain(hint, plain)  # type: ignore[arg-type]
    if hint is dt.date:
        return dt.date.fromisoformat(plain)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(plain)
    return dict(plain) if isinstance(plain, Mapping) else plain
