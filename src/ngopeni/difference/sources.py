"""The files that a comparison rests on."""

from __future__ import annotations

from ngopeni.difference.pairs import Comparison
from ngopeni.intake.layouts import layouts
from ngopeni.kernel.snapshot import Row, Snapshot

# What may show a cause beside the list itself.
WITNESSES = ("civil_registry", "public_servant")


def sources_of(snapshot: Snapshot, comparison: Comparison) -> list[Row]:
    """One source of each kind and date: the list at both dates, and the witnesses known by the later one.

    Parameters
    ----------
    snapshot : Snapshot
        A date that knows them.
    comparison : Comparison

    Returns
    -------
    list of dict
        Rows of ``source`` with the ``title`` of their kind, oldest first.
    """
    found: dict[tuple[str, str], Row] = {}
    for row in sorted(snapshot.table("source"), key=lambda row: (row["as_of"], row["source_id"])):
        is_list = row["profile"] == comparison.profile and row["as_of"] in (comparison.since, comparison.as_of)
        is_witness = row["profile"] in WITNESSES and row["as_of"] <= comparison.as_of
        if is_list or is_witness:
            key = (row["profile"], str(row["as_of"]))
            found.setdefault(key, {**row, "title": layouts()[row["profile"]].title})
    return list(found.values())
