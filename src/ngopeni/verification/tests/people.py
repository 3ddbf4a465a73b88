"""Residents of the invented regency, picked for the tests."""

from __future__ import annotations

from typing import Any

from ngopeni.kernel.snapshot import Snapshot


def residents(snapshot: Snapshot, village_code: str = "", but: str = "") -> list[dict[str, Any]]:
    """Members of the list in force with a sound NIK of their own and a name: of a village, or of all but one."""
    return snapshot.query(
        "SELECT person.* FROM person JOIN registry ON registry.profile = person.profile AND registry.is_in_force "
        "WHERE (village_code = $village_code OR $village_code = '') AND village_code <> $but "
        "AND is_member AND LENGTH(nik) = 16 AND nik NOT LIKE '%0000' AND full_name IS NOT NULL "
        "AND nik IN (SELECT nik FROM person GROUP BY nik HAVING COUNT(*) = 1) ORDER BY source_id, row_number",
        "person",
        "registry",
        village_code=village_code,
        but=but,
    )
