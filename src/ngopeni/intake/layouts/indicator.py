"""Any other figure of a village that the office trusts: one row for each village and indicator."""

from ngopeni.intake.area_fields import VILLAGE_FIELDS
from ngopeni.intake.layout import Field, Kind, Layout
from ngopeni.kernel.contract import Column, Privacy

LAYOUT = Layout(
    code="indicator",
    title="Indikator desa lainnya",
    description="Angka lain per desa/kelurahan yang dipakai daerah, satu baris satu desa dan satu indikator.",
    table_name="village_indicator",
    row="Satu desa/kelurahan, satu indikator, nilai terbarunya.",
    key=("village_code", "indicator_name"),
    fields=(
        *VILLAGE_FIELDS,
        Field(
            Column("indicator_name", "VARCHAR", Privacy.PUBLIC, "Nama indikator."),
            Kind.TEXT,
            ("indikator", "nama indikator", "indicator"),
        ),
        Field(
            Column("value", "DOUBLE", Privacy.PUBLIC, "Nilai indikator."),
            Kind.DECIMAL,
            ("nilai", "value", "angka"),
        ),
        Field(
            Column("unit_name", "VARCHAR", Privacy.PUBLIC, "Satuan nilai.", optional=True),
            Kind.TEXT,
            ("satuan", "unit"),
        ),
    ),
)
