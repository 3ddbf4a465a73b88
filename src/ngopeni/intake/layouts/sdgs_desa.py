"""SDGs Desa: eighteen goals, 0 to 100. The layout is assumed: only the ministry's page of a village was seen."""

from ngopeni.intake.area_fields import VILLAGE_FIELDS
from ngopeni.intake.layout import Check, Field, Kind, Layout
from ngopeni.kernel.contract import Column, Privacy

GOALS = (
    "Desa tanpa kemiskinan",
    "Desa tanpa kelaparan",
    "Desa sehat dan sejahtera",
    "Pendidikan desa berkualitas",
    "Keterlibatan perempuan desa",
    "Desa layak air bersih dan sanitasi",
    "Desa berenergi bersih dan terbarukan",
    "Pertumbuhan ekonomi desa merata",
    "Infrastruktur dan inovasi desa sesuai kebutuhan",
    "Desa tanpa kesenjangan",
    "Kawasan permukiman desa aman dan nyaman",
    "Konsumsi dan produksi desa sadar lingkungan",
    "Desa tanggap perubahan iklim",
    "Desa peduli lingkungan laut",
    "Desa peduli lingkungan darat",
    "Desa damai berkeadilan",
    "Kemitraan untuk pembangunan desa",
    "Kelembagaan desa dinamis dan budaya desa adaptif",
)


def _score(name: str, description: str, *headers: str, optional: bool = False) -> Field:
    column = Column(name, "DOUBLE", Privacy.PUBLIC, description, optional, minimum=0, maximum=100)
    return Field(column, Kind.DECIMAL, headers)


def _goal(number: int, title: str) -> Field:
    name = f"goal_{number}_score"
    return _score(
        name,
        f"Tujuan {number}: {title}, 0-100.",
        f"sdgs {number}",
        f"goal {number}",
        f"tujuan {number}",
        f"sdgs desa {number}",
        f"g{number}",
        f"sdgs {number:02d}",
        title,
        # Zeros and gaps are common where the survey was not filled in.
        optional=number > 1,
    )


MEAN = " + ".join(f"goal_{number}_score" for number in range(1, len(GOALS) + 1))

LAYOUT = Layout(
    code="sdgs_desa",
    title="SDGs Desa (18 tujuan)",
    description="Nilai 18 tujuan tiap desa, 0-100. Susunan kolomnya dugaan kami; 0 sering berarti belum disurvei.",
    table_name="village_goal",
    row="Satu desa dengan nilai SDGs Desa terbarunya.",
    key=("village_code",),
    publisher="Kementerian Desa, SDGs Desa",
    fields=(
        *VILLAGE_FIELDS,
        *(_goal(number, title) for number, title in enumerate(GOALS, 1)),
        _score("mean_score", "Rata-rata 18 tujuan, 0-100.", "skor", "rata-rata", "skor sdgs", "average", optional=True),
        Field(
            Column("reference_year", "INTEGER", Privacy.PUBLIC, "Tahun data.", True, minimum=2020, maximum=2100),
            Kind.INTEGER,
            ("tahun", "year"),
        ),
    ),
    checks=(Check("INTAKE-108", "mean_score", f"ABS(mean_score - ({MEAN}) / {len(GOALS)}) > 0.05"),),
    is_assumed=True,
)
