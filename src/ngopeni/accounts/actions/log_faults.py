"""Faults of the log that somebody has looked into."""

from __future__ import annotations

from django.db import transaction

from ngopeni.accounts.actions.log import check_log, record, write_note


@transaction.atomic
def acknowledge_faults(*, reason: str, by: str) -> int:
    """Begin the note of the end anew after a fault that is explained, such as a database brought back from a backup.

    What was altered stays told by the chain itself; that the log was once cut off is told by the event written here.

    Returns
    -------
    int
        How many faults there were.
    """
    found = check_log()
    event = record("accounts.acknowledge_faults", by=by, subject="log", reason=reason, faults=len(found))
    number, sealed = event.number, event.seal
    transaction.on_commit(lambda: write_note(number, sealed))
    return len(found)
