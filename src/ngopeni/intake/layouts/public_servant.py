"""Public servants and village officials, to find those who are listed as poor."""

from ngopeni.intake.layout import Layout
from ngopeni.intake.people_fields import NAME_HEADERS, NIK_HEADERS, identifier, nobody, text, word

LAYOUT = Layout(
    code="public_servant",
    title="Daftar ASN, TNI, Polri, dan perangkat desa",
    description="Untuk memeriksa siapa yang tidak berhak tercatat.",
    table_name="public_servant",
    row="Satu pegawai atau perangkat desa.",
    key=("source_id", "row_number"),
    publisher="BKD/BKPSDM, daftar pegawai",
    level="person",
    fields=(
        identifier("nik", "Nomor induk kependudukan.", *NIK_HEADERS, is_needed=True),
        text("full_name", "Nama.", *NAME_HEADERS, is_needed=True),
        text(
            "institution_name", "Tempat bekerja.", "instansi", "unit kerja", "opd", "perangkat daerah", is_needed=True
        ),
        word(
            "servant_kind", "servant_kind", "Jenis kepegawaian.", "jenis", "status", "jenis pegawai", "status pegawai"
        ),
    ),
    checks=(nobody("nik", "institution_name"),),
    is_delivery=True,
)
