"""Indeks Desa Membangun: IKS, IKE, IKL, IDM and status, a row for each desa."""

from ngopeni.intake.area_fields import VILLAGE_FIELDS
from ngopeni.intake.layout import Check, Field, Kind, Layout
from ngopeni.kernel.contract import Column, Privacy

STATUSES = ("sangat tertinggal", "tertinggal", "berkembang", "maju", "mandiri")


def _score(name: str, description: str, *headers: str) -> Field:
    column = Column(name, "DOUBLE", Privacy.PUBLIC, description, minimum=0, maximum=1)
    return Field(column, Kind.DECIMAL, headers)


LAYOUT = Layout(
    code="idm",
    title="Indeks Desa Membangun (IDM)",
    description="Nilai IKS, IKE, IKL, dan IDM tiap desa dari Kementerian Desa. Kelurahan tidak dinilai.",
    table_name="village_index",
    row="Satu desa dengan nilai IDM terbarunya.",
    key=("village_code",),
    publisher="Kementerian Desa, Indeks Desa Membangun",
    fields=(
        *VILLAGE_FIELDS,
        _score("iks_score", "Indeks ketahanan sosial, 0-1.", "iks", "nilai iks", "indeks ketahanan sosial"),
        _score("ike_score", "Indeks ketahanan ekonomi, 0-1.", "ike", "nilai ike", "indeks ketahanan ekonomi"),
        _score(
            "ikl_score",
            "Indeks ketahanan lingkungan, 0-1.",
            "ikl",
            "nilai ikl",
            "indeks ketahanan lingkungan",
            "indeks ketahanan ekologi",
        ),
        _score(
            "idm_score",
            "Indeks Desa Membangun, rata-rata ketiganya, 0-1.",
            "idm",
            "nilai idm",
            "skor idm",
            "indeks desa membangun",
        ),
        Field(
            Column(
                "idm_status",
                "VARCHAR",
                Privacy.PUBLIC,
                "Status desa menurut IDM.",
                optional=True,
                values=STATUSES,
            ),
            Kind.CHOICE,
            ("status", "status idm", "status desa"),
            {status.upper(): status for status in STATUSES},
        ),
        Field(
            Column(
                "reference_year",
                "INTEGER",
                Privacy.PUBLIC,
                "Tahun penilaian.",
                True,
                minimum=2015,
                maximum=2100,
            ),
            Kind.INTEGER,
            ("tahun", "tahun idm", "year"),
        ),
    ),
    checks=(
        # The index is the mean of its three parts (Permendesa 2/2016); four decimals are published.
        Check("INTAKE-104", "idm_score", "ABS(idm_score - (iks_score + ike_score + ikl_score) / 3) > 0.001"),
    ),
)
