"""The files and the rule of the demonstration."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from ngopeni.areas.area import Areas
from ngopeni.simulation.red_villages import published_red
from ngopeni.simulation.village_index import RISK, drift, idm_csv, indicator_csv, invent_risk, population_csv
from ngopeni.zones.inputs import INDICATOR_PREFIX
from ngopeni.zones.rule import Direction, Method, Normalisation, Rule, RuleInput, RulePart

# The first date is that of the mapping behind the programme's 48 villages.
DATES = (dt.date(2020, 10, 26), dt.date(2022, 12, 31), dt.date(2024, 12, 31))
SERIES = Path(__file__).resolve().parents[1] / "reference" / "poverty_series"
SERIES_AS_OF = dt.date(2025, 3, 31)
WHERE_NOTHING_IS_PUBLISHED = 3


@dataclass(frozen=True)
class PlannedFile:
    """A file of the demonstration and what it is said to be."""

    path: Path
    profile: str
    as_of: dt.date
    publisher: str
    is_simulated: bool = True


def red_by_district(areas: Areas) -> dict[str, int]:
    """The published red villages by district, else a few in each."""
    published = published_red(areas.regency.regency_code)
    return published or {each.district_code: WHERE_NOTHING_IS_PUBLISHED for each in areas.districts}


def write_files(folder: Path, areas: Areas, seed: int) -> None:
    """Write every simulated file.

    Parameters
    ----------
    folder : Path
    areas : Areas
    seed : int
        Equal seeds give equal bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    risk = invent_risk(areas.villages, red_by_district(areas), seed)
    for number, as_of in enumerate(DATES):
        if number:
            risk = drift(risk, seed * 100 + number)
        (folder / f"indikator_simulasi_{as_of}.csv").write_bytes(indicator_csv(areas.villages, risk))
        (folder / f"idm_simulasi_{as_of}.csv").write_bytes(idm_csv(areas.villages, risk, as_of, seed + number))
    (folder / f"penduduk_simulasi_{DATES[0]}.csv").write_bytes(population_csv(areas.villages, DATES[0], seed))


def planned_files(folder: Path, regency_code: str) -> list[PlannedFile]:
    """The simulated files, and the official series of the regency where it is restated."""
    made = "Data simulasi Ngopeni"
    planned = [PlannedFile(folder / f"penduduk_simulasi_{DATES[0]}.csv", "population", DATES[0], made)]
    for as_of in DATES:
        planned.append(PlannedFile(folder / f"indikator_simulasi_{as_of}.csv", "indicator", as_of, made))
        planned.append(PlannedFile(folder / f"idm_simulasi_{as_of}.csv", "idm", as_of, made))
    series = SERIES / f"{regency_code}.csv"
    if series.exists():
        publisher = "BPS, persentase penduduk miskin (angka resmi, dikutip)"
        planned.append(PlannedFile(series, "poverty_series", SERIES_AS_OF, publisher, is_simulated=False))
    return planned


def demonstration_rule(regency_code: str) -> Rule:
    """As many red villages as were published, by the simulated risk index, desa and kelurahan together."""
    red = sum(published_red(regency_code).values()) or 20
    part = RulePart(
        village_types=("desa", "kelurahan"),
        inputs=(RuleInput(f"{INDICATOR_PREFIX}{RISK}", Direction.HIGH_IS_WORSE),),
        normalisation=Normalisation.NONE,
        method=Method.TOP_N,
        red=float(red),
        yellow=float(2 * red),
    )
    return Rule(
        code="peragaan",
        title="Peragaan: desa dengan risiko kemiskinan tertinggi",
        valid_from=DATES[0],
        author="Sekretariat TKPK (peragaan)",
        source="Rekaan untuk peragaan; jumlah merah mengikuti yang diumumkan (pemetaan 26 Oktober 2020).",
        parts=(part,),
    )
