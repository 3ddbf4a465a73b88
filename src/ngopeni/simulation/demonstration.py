"""The files of the demonstration, and what they are said to be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from ngopeni.accounts.roles import ROLES, Level
from ngopeni.areas.area import Areas
from ngopeni.kernel.progress import Progress, silent
from ngopeni.simulation.simulate import DATES, simulate

PERSONS = 60_000
# What the office of a regency really gets: the registry, what it is held against, and the village indices.
LAYOUTS = ("population", "bdt2015", "civil_registry", "aid_list", "public_servant", "idm", "sdgs_desa")
SERIES = Path(__file__).resolve().parents[1] / "reference" / "poverty_series"
SERIES_AS_OF = dt.date(2025, 3, 31)


@dataclass(frozen=True)
class Person:
    """Somebody invented who may enter the demonstration."""

    username: str
    full_name: str
    role_code: str
    institution: str


PEOPLE = (
    Person("analis", "Ratri", "analyst", "Bappeda"),
    Person("ketua", "Wira", "head", "Wakil Bupati"),
    Person("bupati", "Sekar", "regent", "Bupati"),
    Person("operator", "Tarno", "operator", "Pemerintah desa"),
    Person("kades", "Lastri", "village_head", "Pemerintah desa"),
    Person("camat", "Bagas", "district_head", "Kecamatan"),
    Person("dinsos", "Wulan", "social_affairs", "Dinas Sosial"),
    Person("anggota", "Jarot", "agency_member", "Perangkat daerah pendamping"),
    Person("kadin", "Endah", "agency_head", "Perangkat daerah pendamping"),
    Person("hukum", "Prabu", "legal", "Bagian Hukum Setda"),
    Person("mitra", "Nastiti", "partner", "Perguruan tinggi"),
    Person("pemeriksa", "Galih", "auditor", "Inspektorat"),
    Person("pengelola", "Danu", "administrator", "Dinas Kominfo"),
)


def scope_of(person: Person, areas: Areas) -> str:
    """Where the demonstration's people work: the regency, its first district, or that district's first village."""
    village = areas.villages[0].village_code
    scopes = {
        Level.REGENCY: areas.regency.regency_code,
        Level.DISTRICT: village.rpartition(".")[0],
        Level.VILLAGE: village,
    }
    return scopes[ROLES[person.role_code].level]


@dataclass(frozen=True)
class PlannedFile:
    """A file of the demonstration and what it is said to be."""

    path: Path
    profile: str
    as_of: dt.date
    publisher: str
    is_simulated: bool = True


def write_files(folder: Path, areas: Areas, seed: int, persons: int = PERSONS, progress: Progress = silent) -> None:
    """Write every simulated file.

    Parameters
    ----------
    folder : Path
    areas : Areas
    seed : int
        Equal seeds give equal bytes.
    persons : int
        In the registry at the first date.
    progress : Progress
    """
    folder.mkdir(parents=True, exist_ok=True)
    simulate(folder, areas, persons=persons, seed=seed, layouts=LAYOUTS, progress=progress)


def planned_files(folder: Path, regency_code: str) -> list[PlannedFile]:
    """The simulated files, and the official series of the regency where it is restated."""
    made = "Data simulasi Ngopeni, dikalibrasi"
    planned = [
        PlannedFile(folder / f"{layout}_{as_of}.csv", layout, as_of, made) for as_of in DATES for layout in LAYOUTS
    ]
    series = SERIES / f"{regency_code}.csv"
    if series.exists():
        publisher = "BPS, persentase penduduk miskin (angka resmi, dikutip)"
        planned.append(PlannedFile(series, "poverty_series", SERIES_AS_OF, publisher, is_simulated=False))
    return planned
