"""Which counts somebody sees: whole for the villages whose names they read, small ones hidden elsewhere."""

from __future__ import annotations

from ngopeni.accounts.permissions import Request
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.snapshot import Row, Snapshot, open_snapshot
from ngopeni.measures.small_cells import sees_all, shown_tables


def shown_to(request: Request) -> tuple[dict[str, list[Row]], bool]:
    """The tables of counts as this person sees them, and whether nothing in them is hidden."""
    # The request knows its snapshot only by a stand-in; what is remembered belongs to the snapshot itself.
    snapshot: Snapshot = open_snapshot(request.snapshot.folder)
    villages = [row["village_code"] for row in snapshot.table("village")]
    opened = frozenset(code for code in villages if request.user.can(Permission.READ_PEOPLE, code))
    return shown_tables(snapshot, opened), sees_all(villages, opened)
