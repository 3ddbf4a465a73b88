"""The tables that this stage adds to a snapshot."""

from __future__ import annotations

from ngopeni.areas.tables import REGENCY_CODE, VILLAGE_CODE
from ngopeni.kernel.contract import Column, Privacy, Table
from ngopeni.partners.kind import Kind


def _public(name: str, kind: str, description: str, *, values: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, Privacy.PUBLIC, description, values=values)


ASSIGNMENT = Table(
    "assignment",
    ("wave_number", "village_code", "institution_code"),
    "Satu lembaga yang mendampingi satu desa/kelurahan dalam satu gelombang, juga yang sudah berakhir.",
    (
        _public("wave_number", "INTEGER", "Gelombang."),
        VILLAGE_CODE,
        _public("institution_code", "VARCHAR", "Lembaga, lihat tabel institution."),
        REGENCY_CODE,
        _public("institution_name", "VARCHAR", "Nama lembaga ketika ditetapkan."),
        _public("kind", "VARCHAR", "Jenis lembaga.", values=tuple(Kind)),
        _public("role", "VARCHAR", "Memimpin atau ikut serta.", values=("lead", "join")),
        _public("points", "INTEGER", "Nilai pasangan ketika ditetapkan."),
        _public("starts_on", "DATE", "Mulai."),
        _public("ends_on", "DATE", "Berakhir."),
    ),
)
EVALUATION_DESIGN = Table(
    "evaluation_design",
    ("wave_number", "village_code"),
    "Satu desa/kelurahan dalam rancangan evaluasi satu gelombang, dibekukan ketika gelombang ditetapkan.",
    (
        _public("wave_number", "INTEGER", "Gelombang."),
        VILLAGE_CODE,
        REGENCY_CODE,
        _public("side", "VARCHAR", "Didampingi, atau calon pembanding.", values=("assisted", "comparison")),
        _public("baseline_on", "DATE", "Tanggal keadaan data awal."),
        _public("frozen_on", "DATE", "Tanggal dibekukan."),
        _public("design_sha256", "VARCHAR", "SHA-256 seluruh rancangan."),
    ),
)
TABLES = (ASSIGNMENT, EVALUATION_DESIGN)
