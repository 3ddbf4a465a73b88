"""The tables that this stage adds to a snapshot."""

from __future__ import annotations

from ngopeni.areas.tables import REGENCY_CODE, VILLAGE_CODE
from ngopeni.intake.registry import NEEDS
from ngopeni.kernel.contract import Column, Privacy, Table

UNKNOWN_DECILE = 0


def _public(name: str, kind: str, description: str, *, optional: bool = False, most: float | None = None) -> Column:
    minimum = None if kind in ("VARCHAR", "DATE") else 0
    return Column(name, kind, Privacy.PUBLIC, description, optional, minimum=minimum, maximum=most)


ORIGIN = (
    _public("measured_on", "DATE", "Tanggal keadaan daftarnya."),
    _public("source_id", "VARCHAR", "Salah satu berkas daftarnya, lihat tabel source."),
)
VILLAGE_REGISTRY = Table(
    "village_registry",
    ("village_code",),
    "Satu desa/kelurahan menurut daftar kesejahteraan yang berlaku. Tercatat tidak sama dengan miskin.",
    (
        VILLAGE_CODE,
        REGENCY_CODE,
        _public("profile", "VARCHAR", "Jenis daftar."),
        *ORIGIN,
        _public("member_count", "INTEGER", "Orang yang tercatat."),
        _public("low_member_count", "INTEGER", "Orang yang tercatat di desil 1–4, atau yang desilnya tidak diketahui."),
        _public("household_count", "INTEGER", "Rumah tangga yang tercatat."),
        _public("family_count", "INTEGER", "Keluarga yang tercatat."),
        _public("population_count", "INTEGER", "Jumlah penduduk, bila ada sumbernya.", optional=True),
        _public("population_on", "DATE", "Tanggal keadaan jumlah penduduk.", optional=True),
        _public("population_source_id", "VARCHAR", "Sumber jumlah penduduk.", optional=True),
        _public(
            "registry_share_percent",
            "DOUBLE",
            "Orang tercatat di desil 1–4 (atau tanpa desil) per seratus penduduk.",
            optional=True,
        ),
    ),
)
VILLAGE_DECILE = Table(
    "village_decile",
    ("village_code", "decile"),
    "Satu desa/kelurahan dan satu desil kesejahteraan menurut daftar yang berlaku.",
    (
        VILLAGE_CODE,
        _public("decile", "INTEGER", "Desil, 1 paling rendah; 0 bila belum diketahui.", most=10),
        _public("household_count", "INTEGER", "Rumah tangga tercatat di desil itu."),
        _public("member_count", "INTEGER", "Orang tercatat di desil itu."),
    ),
)
VILLAGE_NEED = Table(
    "village_need",
    ("village_code", "need_code"),
    "Satu desa/kelurahan dan satu kebutuhan rumah tangga tercatat.",
    (
        VILLAGE_CODE,
        Column("need_code", "VARCHAR", Privacy.PUBLIC, "Kebutuhan.", values=NEEDS),
        *ORIGIN,
        _public("need_count", "INTEGER", "Rumah tangga yang butuh."),
        _public("denominator_count", "INTEGER", "Rumah tangga yang keadaannya diketahui dan bersangkutan."),
        _public("unknown_count", "INTEGER", "Rumah tangga yang keadaannya belum diketahui."),
        _public("need_percent", "DOUBLE", "Yang butuh per seratus yang diketahui.", optional=True, most=100),
    ),
)
TABLES = (VILLAGE_REGISTRY, VILLAGE_DECILE, VILLAGE_NEED)
