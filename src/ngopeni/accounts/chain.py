"""The chain of the audit log: each event carries a seal over itself and the seal before it.

The seal is keyed. Who can write to the database but does not hold the key cannot make a seal that fits.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ngopeni.kernel.durable import canonical_json

SEALED = ("number", "at", "actor", "role_code", "action", "subject", "village_code", "details")
START = "0" * 64


class Break(StrEnum):
    """How a chain is broken."""

    ALTERED = "altered"  # what the event says is not what was sealed, or the event before it is another
    MISSING = "missing"  # numbers leave a gap
    CUT = "cut"  # the log ends before the last event that is known to have been written
    UNNOTED = "unnoted"  # the note of the end, kept outside the database, is gone: an end cut off would not show


@dataclass(frozen=True)
class Fault:
    """A place where the chain does not hold.

    Parameters
    ----------
    kind : Break
    number : int
        The event at which it shows.
    """

    kind: Break
    number: int


def seal(key: bytes, before: str, event: Mapping[str, Any]) -> str:
    """The seal of an event.

    Parameters
    ----------
    key : bytes
        Kept outside the database.
    before : str
        The seal of the event before it; `START` for the first.
    event : mapping
        At least the fields of `SEALED`; ``at`` aware of its zone.

    Returns
    -------
    str
        64 hexadecimal digits, HMAC-SHA256.

    Source
    ------
    RFC 2104 (HMAC); the chain follows Schneier and Kelsey, "Secure audit logs to support computer forensics" (1999).
    """
    told = {name: event[name] for name in SEALED}
    told["at"] = told["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
    return hmac.new(key, before.encode() + canonical_json(told), hashlib.sha256).hexdigest()


def faults(key: bytes, events: Iterable[Mapping[str, Any]], known: Sequence[tuple[int, str]]) -> Iterator[Fault]:
    """Every place where a log is not what was written.

    Parameters
    ----------
    key : bytes
    events : iterable of mapping
        All events with their ``seal``, by number.
    known : sequence of (number, seal)
        Events that are known from elsewhere to have been written: the log must still hold them.

    Yields
    ------
    Fault
        One for each altered event, for each gap, and for an end cut off.
    """
    before, last, noted = START, 0, dict(known)
    for event in events:
        number, sealed = event["number"], event["seal"]
        is_noted_otherwise = noted.get(number, sealed) != sealed
        if number != last + 1:
            yield Fault(Break.MISSING, last + 1)
        elif is_noted_otherwise or not hmac.compare_digest(seal(key, before, event), sealed):
            yield Fault(Break.ALTERED, number)
        # Each event is judged by the seal that stands before it, so that one fault is told once.
        before, last = sealed, number
    if last < max(noted, default=0):
        yield Fault(Break.CUT, last + 1)
