"""The tables that this stage adds to a snapshot."""

from __future__ import annotations

from ngopeni.areas.tables import REGENCY_CODE, VILLAGE_CODE
from ngopeni.kernel.contract import Column, Privacy, Table
from ngopeni.zones.rule import Direction, Zone


def _public(name: str, kind: str, description: str, *, optional: bool = False, values: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, Privacy.PUBLIC, description, optional, values)


ZONE_INPUT = Table(
    "zone_input",
    ("village_code", "input_code"),
    "Satu angka desa/kelurahan yang dapat dipakai aturan zona.",
    (
        VILLAGE_CODE,
        _public("input_code", "VARCHAR", "Kode angka."),
        _public("value", "DOUBLE", "Nilai, dibulatkan empat desimal."),
        _public("unit_name", "VARCHAR", "Satuan."),
        _public("measured_on", "DATE", "Tanggal keadaan."),
        _public("source_id", "VARCHAR", "Sumber, lihat tabel source."),
    ),
)

ZONE = Table(
    "zone",
    ("village_code",),
    "Satu desa/kelurahan dengan zonanya menurut penetapan terakhir.",
    (
        VILLAGE_CODE,
        REGENCY_CODE,
        _public("zone", "VARCHAR", "Zona yang berlaku.", values=tuple(Zone)),
        _public("computed_zone", "VARCHAR", "Zona menurut hitungan, sebelum koreksi.", values=tuple(Zone)),
        _public("score", "DOUBLE", "Nilai yang dibandingkan dengan batas.", optional=True),
        _public("score_rank", "INTEGER", "Peringkat, 1 paling buruk; nilai sama berperingkat sama.", optional=True),
        _public("ranked_count", "INTEGER", "Banyak desa/kelurahan yang diperingkat.", optional=True),
        _public("score_direction", "VARCHAR", "Ujung mana yang buruk.", optional=True, values=tuple(Direction)),
        _public("red_cut", "DOUBLE", "Batas merah: nilai, atau jumlah tempat.", optional=True),
        _public("yellow_cut", "DOUBLE", "Batas kuning: nilai, atau jumlah tempat.", optional=True),
        _public("red_edge", "DOUBLE", "Nilai yang bila dicapai berarti merah.", optional=True),
        _public("yellow_edge", "DOUBLE", "Nilai yang bila dicapai berarti kuning.", optional=True),
        _public("red_exit", "DOUBLE", "Nilai yang harus dilewati untuk keluar dari merah.", optional=True),
        _public("yellow_exit", "DOUBLE", "Nilai yang harus dilewati untuk keluar dari kuning.", optional=True),
        _public("missing_inputs", "VARCHAR", "Angka yang belum ada, dipisah koma.", optional=True),
        _public("part_number", "INTEGER", "Bagian aturan yang dipakai.", optional=True),
        _public("rule_code", "VARCHAR", "Aturan yang dipakai."),
        _public("version_number", "INTEGER", "Nomor penetapan; 0 bila belum ada yang ditetapkan."),
        _public("assessed_on", "DATE", "Tanggal keadaan data yang dinilai."),
        _public("correction_reason", "VARCHAR", "Alasan koreksi, bila ada.", optional=True),
    ),
)

ZONE_REASON = Table(
    "zone_reason",
    ("village_code", "input_code"),
    "Sumbangan satu angka pada zona satu desa/kelurahan.",
    (
        VILLAGE_CODE,
        _public("input_code", "VARCHAR", "Kode angka."),
        _public("position", "INTEGER", "Urutan di aturan."),
        _public("direction", "VARCHAR", "Ujung mana yang buruk.", values=tuple(Direction)),
        _public("weight_share", "DOUBLE", "Bobot, bagian dari satu."),
        _public("value", "DOUBLE", "Nilai; kosong bila belum ada.", optional=True),
        _public("value_rank", "INTEGER", "Peringkat, 1 paling buruk.", optional=True),
        _public("value_count", "INTEGER", "Banyak desa/kelurahan yang punya nilai."),
        _public("lowest", "DOUBLE", "Nilai terendah.", optional=True),
        _public("highest", "DOUBLE", "Nilai tertinggi.", optional=True),
        _public("mean", "DOUBLE", "Rata-rata.", optional=True),
        _public("deviation", "DOUBLE", "Simpangan baku.", optional=True),
        _public("normalised", "DOUBLE", "Nilai pada skala bersama, besar berarti buruk.", optional=True),
        _public("contribution", "DOUBLE", "Bobot kali nilai pada skala bersama.", optional=True),
        _public("measured_on", "DATE", "Tanggal keadaan.", optional=True),
        _public("source_id", "VARCHAR", "Sumber, lihat tabel source.", optional=True),
    ),
)

TABLES = (ZONE_INPUT, ZONE, ZONE_REASON)
