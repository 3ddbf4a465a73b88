"""Population of villages: the denominators, from a source that is named."""

from ngopeni.intake.area_fields import VILLAGE_FIELDS
from ngopeni.intake.layout import Check, Field, Kind, Layout
from ngopeni.kernel.contract import Column, Privacy


def _count(name: str, description: str, *headers: str, optional: bool = True) -> Field:
    column = Column(name, "INTEGER", Privacy.PUBLIC, description, optional, minimum=0)
    return Field(column, Kind.INTEGER, headers)


LAYOUT = Layout(
    code="population",
    title="Jumlah penduduk desa",
    description="Penduduk dan keluarga tiap desa/kelurahan: penyebut bagi semua persentase. Sumber wajib disebut.",
    table_name="population",
    row="Satu desa/kelurahan dengan jumlah penduduk terbarunya.",
    key=("village_code",),
    fields=(
        *VILLAGE_FIELDS,
        _count(
            "population_count",
            "Jumlah penduduk.",
            "penduduk",
            "jumlah penduduk",
            "jml penduduk",
            "total penduduk",
            "population",
            "jiwa",
            "jumlah jiwa",
            optional=False,
        ),
        _count("male_count", "Penduduk laki-laki.", "laki-laki", "laki", "l", "male", "jumlah laki-laki"),
        _count("female_count", "Penduduk perempuan.", "perempuan", "p", "female", "jumlah perempuan"),
        _count("family_count", "Jumlah keluarga.", "keluarga", "kk", "jumlah kk", "jml kk", "jumlah keluarga"),
        Field(
            Column("reference_year", "INTEGER", Privacy.PUBLIC, "Tahun data.", True, minimum=1990, maximum=2100),
            Kind.INTEGER,
            ("tahun", "year"),
        ),
    ),
    checks=(
        Check("INTAKE-105", "population_count", "male_count + female_count <> population_count"),
        Check("INTAKE-106", "family_count", "family_count > population_count"),
    ),
)
