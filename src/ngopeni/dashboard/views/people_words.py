"""A row of a list as pages tell it: in groups, each field with a plain label and an answer in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ngopeni.dashboard.people_words import answer_words
from ngopeni.kernel.snapshot import Row
from ngopeni.kernel.wording import write_number

Field = dict[str, str]
NUMBERS = {"floor_area_m2": "m²", "cattle_count": "", "goat_count": "", "told_member_count": ""}


def fields(row: Row, names: tuple[str, ...], instrument: str, language: str) -> list[Field]:
    """Label and answer of each column that the list tells; what it leaves out is left out here too."""
    labels = column_labels()
    found = []
    for name in names:
        value = _answer(name, row.get(name), instrument, language)
        if value:
            found.append({"label": labels[name], "value": value})
    return found


def _answer(name: str, value: Any, instrument: str, language: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return answer_words(instrument, name, value, language) or ""
    return f"{write_number(value, language=language)} {NUMBERS.get(name, '')}".strip()


def column_labels() -> dict[str, str]:
    """What each column is called on a page."""
    return {
        "birth_place": _("Tempat lahir"),
        "mother_name": _("Nama ibu kandung"),
        "kin": _("Hubungan dengan kepala keluarga"),
        "marital_status": _("Status perkawinan"),
        "member_status": _("Keberadaan saat didata"),
        "education": _("Jenjang pendidikan tertinggi"),
        "diploma": _("Ijazah tertinggi"),
        "school_participation": _("Partisipasi sekolah"),
        "works": _("Bekerja"),
        "industry": _("Lapangan usaha"),
        "job_status": _("Kedudukan dalam pekerjaan"),
        "pregnancy": _("Kehamilan"),
        "disability": _("Disabilitas"),
        "chronic_illness": _("Penyakit kronis"),
        "building_status": _("Status bangunan"),
        "land_status": _("Status lahan"),
        "floor_area_m2": _("Luas lantai"),
        "floor": _("Lantai terluas"),
        "wall": _("Dinding terluas"),
        "wall_condition": _("Kondisi dinding"),
        "roof": _("Atap terluas"),
        "roof_condition": _("Kondisi atap"),
        "drinking_water": _("Sumber air minum"),
        "lighting": _("Sumber penerangan"),
        "electric_power": _("Daya listrik"),
        "cooking_fuel": _("Bahan bakar memasak"),
        "toilet_facility": _("Tempat buang air besar"),
        "toilet_type": _("Jenis kloset"),
        "waste_disposal": _("Pembuangan akhir tinja"),
        "has_refrigerator": _("Lemari es"),
        "has_television": _("Televisi"),
        "has_gold": _("Emas atau tabungan"),
        "has_motorcycle": _("Sepeda motor"),
        "has_car": _("Mobil"),
        "has_land": _("Lahan selain tempat tinggal"),
        "cattle_count": _("Sapi, ekor"),
        "goat_count": _("Kambing atau domba, ekor"),
    }


OF_FAMILY = ("kin", "marital_status", "member_status")
OF_WORK = ("education", "diploma", "works", "industry", "job_status")
OF_SPECIFIC = ("school_participation", "pregnancy", "disability", "chronic_illness")
OF_HOUSE = (
    "building_status",
    "land_status",
    "floor_area_m2",
    "floor",
    "wall",
    "wall_condition",
    "roof",
    "roof_condition",
    "drinking_water",
    "lighting",
    "electric_power",
    "cooking_fuel",
    "toilet_facility",
    "toilet_type",
    "waste_disposal",
)
OF_ASSETS = (
    "has_refrigerator",
    "has_television",
    "has_gold",
    "has_motorcycle",
    "has_car",
    "has_land",
    "cattle_count",
    "goat_count",
)


def status_words() -> dict[str, str]:
    """What is known about a need of one household."""
    return {
        "need": pgettext("kebutuhan", "butuh"),
        "no_need": pgettext("kebutuhan", "tidak butuh"),
        "unknown": pgettext("kebutuhan", "belum diketahui"),
        "not_applicable": pgettext("kebutuhan", "tidak berlaku"),
        "closed": pgettext("kebutuhan", "tertutup bagi peran Anda"),
    }


def home_words(row: Row) -> str:
    """Where a household lives, as the list says it."""
    address, hamlet = row["address"] or "", row["hamlet"] or ""
    near = " ".join(f"{name.upper()} {row[name]}" for name in ("rt", "rw") if row[name])
    # Many lists write hamlet and neighbourhood into the address as well.
    hamlet = "" if hamlet.upper() in address.upper() else hamlet
    near = "" if "RT" in f"{address} {hamlet}".upper().split() else near
    return ", ".join(filter(None, [address, hamlet, near]))
