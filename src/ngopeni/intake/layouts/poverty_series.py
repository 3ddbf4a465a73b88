"""Official poverty of the regency by year: P0, P1, P2, the line, the number of poor."""

from ngopeni.intake.area_fields import REGENCY_FIELDS
from ngopeni.intake.layout import Check, Field, Kind, Layout
from ngopeni.kernel.contract import Column, Privacy


def _measure(name: str, description: str, *headers: str, maximum: float | None = None, optional: bool = True) -> Field:
    column = Column(name, "DOUBLE", Privacy.PUBLIC, description, optional, minimum=0, maximum=maximum)
    return Field(column, Kind.DECIMAL, headers)


LAYOUT = Layout(
    code="poverty_series",
    title="Kemiskinan resmi kabupaten/kota (BPS)",
    description="Angka kemiskinan resmi per tahun dari BPS. Berlaku untuk kabupaten/kota, bukan untuk desa.",
    table_name="poverty_series",
    row="Satu tahun angka kemiskinan resmi kabupaten/kota.",
    key=("year",),
    publisher="BPS",
    level="regency",
    row_date="MAKE_DATE(year, 3, 1)",
    fields=(
        *REGENCY_FIELDS,
        Field(
            Column("year", "INTEGER", Privacy.PUBLIC, "Tahun (keadaan Maret).", minimum=1990, maximum=2100),
            Kind.INTEGER,
            ("tahun", "year"),
        ),
        _measure(
            "headcount_percent",
            "Persentase penduduk miskin (P0).",
            "p0",
            "p0 pct",
            "p0 persen",
            "persentase penduduk miskin",
            "headcount percent",
            "p0 %",
            maximum=100,
            optional=False,
        ),
        _measure(
            "poor_thousands",
            "Jumlah penduduk miskin, ribu jiwa.",
            "penduduk miskin ribu",
            "jumlah penduduk miskin",
            "jumlah penduduk miskin ribu jiwa",
            "penduduk miskin",
            maximum=10_000,  # ten million: who brings persons instead of thousands learns of it
        ),
        _measure(
            "poverty_line_idr",
            "Garis kemiskinan, rupiah per orang per bulan.",
            "garis kemiskinan rp kap bln",
            "garis kemiskinan",
            "gk",
        ),
        _measure("poverty_gap_percent", "Indeks kedalaman kemiskinan (P1).", "p1", "indeks kedalaman", maximum=100),
        _measure(
            "poverty_severity_percent",
            "Indeks keparahan kemiskinan (P2).",
            "p2",
            "indeks keparahan",
            maximum=100,
        ),
        Field(
            Column("publication", "VARCHAR", Privacy.PUBLIC, "Terbitan asal angka ini.", True),
            Kind.TEXT,
            ("source", "sumber", "publikasi"),
        ),
    ),
    checks=(Check("INTAKE-107", "poverty_severity_percent", "poverty_severity_percent > poverty_gap_percent"),),
)
