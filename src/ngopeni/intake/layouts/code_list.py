"""A list that pairs Kemendagri and BPS codes of villages: the crosswalk."""

from ngopeni.intake.area_fields import VILLAGE_FIELDS
from ngopeni.intake.layout import Check, Field, Kind, Layout
from ngopeni.kernel.contract import Column, Privacy
from ngopeni.kernel.finding import Severity

CODE = Field(
    Column("village_code", "VARCHAR", Privacy.PUBLIC, "Kode desa/kelurahan Kemendagri.", optional=True),
    Kind.AREA,
    ("kode kemendagri", "kode kemdagri", "kemendagri", "kode desa kemendagri", "kode", "kode desa", "kode wilayah"),
)

LAYOUT = Layout(
    code="code_list",
    title="Padanan kode Kemendagri dan BPS",
    description="Daftar pasangan kode desa Kemendagri dan BPS, agar berkas berkode BPS dapat ditempatkan.",
    table_name="village_code_pair",
    row="Satu desa/kelurahan dengan kode BPS-nya.",
    key=("village_code",),
    publisher="Padanan kode wilayah Kemendagri dan BPS",
    is_last_resort=True,
    fields=(
        CODE,
        *VILLAGE_FIELDS[1:],
        Field(
            Column("bps_code", "VARCHAR", Privacy.PUBLIC, "Kode desa/kelurahan BPS, sepuluh angka."),
            Kind.TEXT,
            ("kode bps", "bps", "kode desa bps", "bps code", "id bps"),
        ),
    ),
    checks=(
        Check("INTAKE-117", "bps_code", "NOT REGEXP_MATCHES(bps_code, '^[0-9]{10}$')", Severity.ERROR),
        Check(
            "INTAKE-118",
            "bps_code",
            "bps_code IN (SELECT bps_code FROM judged_row GROUP BY bps_code HAVING COUNT(DISTINCT village_code) > 1)",
            Severity.ERROR,
        ),
    ),
)
