"""The tables that this stage adds to a snapshot."""

from __future__ import annotations

from ngopeni.areas.tables import REGENCY_CODE
from ngopeni.kernel.contract import Column, Privacy, Table

TARGET = Table(
    "target",
    ("year",),
    "Satu tahun dengan target kemiskinan kabupaten/kota.",
    (
        REGENCY_CODE,
        Column("year", "INTEGER", Privacy.PUBLIC, "Tahun."),
        Column(
            "target_percent",
            "DOUBLE",
            Privacy.PUBLIC,
            "Target persentase penduduk miskin (P0).",
            False,
            (),
            0,
            100,
        ),
        Column("source", "VARCHAR", Privacy.PUBLIC, "Pernyataan atau dokumen asalnya."),
    ),
)

TABLES = (TARGET,)
