"""Lists of people who receive aid: PKH, BPNT, PBI-JK, BSPS and others."""

from ngopeni.intake.area_fields import PERSON_PLACE_FIELDS
from ngopeni.intake.layout import Field, Kind, Layout
from ngopeni.intake.people_fields import NAME_HEADERS, NIK_HEADERS, NO_KK_HEADERS, identifier, nobody, text, word
from ngopeni.kernel.contract import Column, Privacy

LAYOUT = Layout(
    code="aid_list",
    title="Daftar penerima bantuan",
    description="Penerima PKH, BPNT, PBI-JK, BSPS, BLT Dana Desa, dan lain-lain; satu baris satu penerima.",
    table_name="aid_receipt",
    row="Satu bantuan yang diterima seseorang atau satu keluarga.",
    key=("source_id", "row_number"),
    publisher="Penyalur bantuan, daftar penerima",
    fields=(
        *PERSON_PLACE_FIELDS,
        word(
            "programme",
            "aid_programme",
            "Program bantuan.",
            "program",
            "nama program",
            "jenis bantuan",
            "bantuan",
            "jenis bansos",
            is_needed=True,
            optional=False,
        ),
        identifier("nik", "Nomor induk kependudukan penerima.", *NIK_HEADERS),
        identifier("no_kk", "Nomor kartu keluarga penerima.", *NO_KK_HEADERS),
        text("full_name", "Nama penerima.", *NAME_HEADERS),
        text("period", "Masa penyaluran.", "periode", "bulan", "tahap", "tahun", "masa", is_needed=True),
        Field(
            Column("amount_idr", "DOUBLE", Privacy.SPECIFIC, "Nilai bantuan, rupiah.", optional=True, minimum=0),
            Kind.DECIMAL,
            ("nominal", "nilai", "jumlah", "jumlah bantuan", "nilai bantuan", "rupiah"),
        ),
    ),
    checks=(nobody("nik", "no_kk", unless="village_code IS NOT NULL"),),
    is_delivery=True,
    is_cumulative=True,
    is_place_optional=True,
)
