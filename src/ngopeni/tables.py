"""Every table that a snapshot holds, for the dictionary and for downloads."""

from __future__ import annotations

from ngopeni.areas.tables import TABLES as AREA_TABLES
from ngopeni.assignment.tables import TABLES as ASSIGNMENT_TABLES
from ngopeni.difference.tables import TABLES as DIFFERENCE_TABLES
from ngopeni.intake.tables import TABLES as INTAKE_TABLES
from ngopeni.kernel.contract import Table
from ngopeni.linkage.tables import TABLES as LINKAGE_TABLES
from ngopeni.measures.tables import TABLES as MEASURE_TABLES
from ngopeni.partners.tables import TABLES as PARTNER_TABLES
from ngopeni.quality.tables import TABLES as QUALITY_TABLES
from ngopeni.targets.tables import TABLES as TARGET_TABLES
from ngopeni.zones.tables import TABLES as ZONE_TABLES

OF_STAGE: dict[str, tuple[Table, ...]] = {
    "areas": AREA_TABLES,
    "intake": INTAKE_TABLES,
    "quality": QUALITY_TABLES,
    "linkage": LINKAGE_TABLES,
    "difference": DIFFERENCE_TABLES,
    "measures": MEASURE_TABLES,
    "zones": ZONE_TABLES,
    "partners": PARTNER_TABLES,
    "assignment": ASSIGNMENT_TABLES,
    "targets": TARGET_TABLES,
}
TABLES: dict[str, Table] = {table.name: table for tables in OF_STAGE.values() for table in tables}
