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

ALL = (
    *AREA_TABLES,
    *INTAKE_TABLES,
    *QUALITY_TABLES,
    *LINKAGE_TABLES,
    *DIFFERENCE_TABLES,
    *MEASURE_TABLES,
    *ZONE_TABLES,
    *PARTNER_TABLES,
    *ASSIGNMENT_TABLES,
    *TARGET_TABLES,
)
TABLES: dict[str, Table] = {table.name: table for table in ALL}
