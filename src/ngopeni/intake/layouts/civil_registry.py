"""The match file of the civil registry: who is alive, dead or moved, under which NIK."""

from ngopeni.intake.layout import Layout
from ngopeni.intake.people_fields import NAME_HEADERS, NIK_HEADERS, NO_KK_HEADERS, date, identifier, nobody, text, word
from ngopeni.kernel.contract import Privacy

LAYOUT = Layout(
    code="civil_registry",
    title="Padanan Dukcapil (hidup, meninggal, pindah)",
    description="Hasil pemadanan yang diserahkan Dinas Dukcapil. Aplikasi ini tidak menghubungi Dukcapil sendiri.",
    table_name="civil_record",
    row="Satu orang menurut berkas padanan Dukcapil.",
    key=("source_id", "row_number"),
    publisher="Dinas Kependudukan dan Pencatatan Sipil, berkas padanan",
    fields=(
        identifier("nik", "Nomor induk kependudukan.", *NIK_HEADERS, is_needed=True),
        identifier("no_kk", "Nomor kartu keluarga.", *NO_KK_HEADERS),
        text("full_name", "Nama.", *NAME_HEADERS, is_needed=True),
        text("birth_place", "Tempat lahir.", "tempat lahir", "tmpt lhr"),
        date("birth_date", "Tanggal lahir.", "tanggal lahir", "tgl lahir", "tgl lhr"),
        word("sex", "sex", "Jenis kelamin.", "jenis kelamin", "jenis klmin", "jk"),
        word(
            "civil_status",
            "civil_status",
            "Hidup, meninggal, atau pindah.",
            "status",
            "status hidup",
            "status kependudukan",
            "keterangan",
            is_needed=True,
        ),
        text(
            "registered_area_code",
            "Kode wilayah tempat terdaftar.",
            "kode wilayah",
            "kode desa",
            privacy=Privacy.PUBLIC,
        ),
        date(
            "status_on", "Tanggal statusnya.", "tanggal status", "tgl status", "tanggal meninggal", "tanggal kejadian"
        ),
    ),
    checks=(nobody("nik", "birth_date"),),
    level="person",
    is_delivery=True,
    is_cumulative=True,
)
