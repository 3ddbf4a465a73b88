"""What registries of people tell, under one set of names, whichever instrument asked.

Every layout of a registry fills the same table; what its instrument did not ask stays missing.
"""

from __future__ import annotations

from collections.abc import Mapping

from ngopeni.intake.crosswalk import codes_of
from ngopeni.intake.layout import Check, Field, Kind
from ngopeni.kernel.contract import Column, Privacy
from ngopeni.kernel.finding import Severity

TABLE_NAME = "registry_row"
ROW = "Satu baris daftar kesejahteraan sosial: satu orang, dengan keterangan rumah tangganya."
KEY = ("source_id", "row_number")
PUBLIC, PERSONAL, SPECIFIC = Privacy.PUBLIC, Privacy.PERSONAL, Privacy.SPECIFIC
NEEDS = ("house", "water", "toilet", "electricity", "work", "out_of_school", "stunting_risk", "disability")


def _column(name: str, kind: str, privacy: Privacy, description: str, most: float | None = None) -> Column:
    least = None if most is None else 0
    return Column(name, kind, privacy, description, optional=True, minimum=least, maximum=most)


IDENTITY_COLUMNS = (
    _column("record_id", "VARCHAR", PERSONAL, "Nomor baris menurut daftarnya sendiri."),
    _column("household_id", "VARCHAR", PERSONAL, "Nomor rumah tangga menurut daftarnya sendiri."),
    _column("member_number", "INTEGER", PERSONAL, "Nomor urut anggota rumah tangga.", 99),
    _column("family_number", "INTEGER", PERSONAL, "Nomor urut keluarga di rumah tangga.", 99),
    _column("no_kk", "VARCHAR", PERSONAL, "Nomor kartu keluarga."),
)
PERSON_COLUMNS = (
    _column("nik", "VARCHAR", PERSONAL, "Nomor induk kependudukan."),
    _column("full_name", "VARCHAR", PERSONAL, "Nama."),
    _column("sex", "VARCHAR", PERSONAL, "Jenis kelamin."),
    _column("birth_date", "DATE", PERSONAL, "Tanggal lahir."),
    _column("birth_place", "VARCHAR", PERSONAL, "Tempat lahir."),
    _column("age", "INTEGER", PERSONAL, "Umur dalam tahun menurut berkas.", 130),
    _column("mother_name", "VARCHAR", PERSONAL, "Nama ibu kandung."),
    _column("relation", "VARCHAR", PERSONAL, "Hubungan dengan kepala rumah tangga atau keluarga."),
    _column("family_relation", "VARCHAR", PERSONAL, "Hubungan dengan kepala keluarga."),
    _column("marital_status", "VARCHAR", PERSONAL, "Status kawin."),
    _column("member_status", "VARCHAR", PERSONAL, "Keberadaan anggota menurut pendataan."),
    _column("pregnancy", "VARCHAR", SPECIFIC, "Status kehamilan."),
    _column("disability", "VARCHAR", SPECIFIC, "Jenis disabilitas."),
    _column("chronic_illness", "VARCHAR", SPECIFIC, "Penyakit kronis."),
    _column("school_participation", "VARCHAR", SPECIFIC, "Partisipasi sekolah."),
    _column("education", "VARCHAR", PERSONAL, "Jenjang pendidikan tertinggi."),
    _column("diploma", "VARCHAR", PERSONAL, "Ijazah tertinggi."),
    _column("works", "VARCHAR", PERSONAL, "Apakah bekerja."),
    _column("industry", "VARCHAR", PERSONAL, "Lapangan usaha."),
    _column("job_status", "VARCHAR", PERSONAL, "Kedudukan dalam pekerjaan."),
)
HOUSEHOLD_COLUMNS = (
    _column("head_name", "VARCHAR", PERSONAL, "Nama kepala rumah tangga."),
    _column("address", "VARCHAR", PERSONAL, "Alamat."),
    _column("hamlet", "VARCHAR", PERSONAL, "Dusun atau satuan lingkungan setempat."),
    _column("rt", "VARCHAR", PERSONAL, "RT."),
    _column("rw", "VARCHAR", PERSONAL, "RW."),
    _column("told_member_count", "INTEGER", PERSONAL, "Jumlah anggota menurut berkas.", 99),
    _column("decile", "INTEGER", SPECIFIC, "Desil kesejahteraan, 1 paling rendah.", 10),
    _column("percentile", "INTEGER", SPECIFIC, "Persentil kesejahteraan, 1 paling rendah.", 100),
    _column("building_status", "VARCHAR", SPECIFIC, "Status bangunan."),
    _column("land_status", "VARCHAR", SPECIFIC, "Status lahan."),
    _column("floor_area_m2", "DOUBLE", SPECIFIC, "Luas lantai, meter persegi.", 100_000),
    _column("floor", "VARCHAR", SPECIFIC, "Lantai terluas."),
    _column("wall", "VARCHAR", SPECIFIC, "Dinding terluas."),
    _column("wall_condition", "VARCHAR", SPECIFIC, "Kondisi dinding."),
    _column("roof", "VARCHAR", SPECIFIC, "Atap terluas."),
    _column("roof_condition", "VARCHAR", SPECIFIC, "Kondisi atap."),
    _column("drinking_water", "VARCHAR", SPECIFIC, "Sumber air minum."),
    _column("lighting", "VARCHAR", SPECIFIC, "Sumber penerangan."),
    _column("electric_power", "VARCHAR", SPECIFIC, "Daya listrik terpasang."),
    _column("cooking_fuel", "VARCHAR", SPECIFIC, "Bahan bakar memasak."),
    _column("toilet_facility", "VARCHAR", SPECIFIC, "Fasilitas buang air besar."),
    _column("toilet_type", "VARCHAR", SPECIFIC, "Jenis kloset."),
    _column("waste_disposal", "VARCHAR", SPECIFIC, "Tempat pembuangan akhir tinja."),
    _column("has_refrigerator", "VARCHAR", SPECIFIC, "Memiliki lemari es."),
    _column("has_television", "VARCHAR", SPECIFIC, "Memiliki televisi."),
    _column("has_gold", "VARCHAR", SPECIFIC, "Memiliki emas atau tabungan."),
    _column("has_motorcycle", "VARCHAR", SPECIFIC, "Memiliki sepeda motor."),
    _column("has_car", "VARCHAR", SPECIFIC, "Memiliki mobil."),
    _column("has_land", "VARCHAR", SPECIFIC, "Memiliki lahan."),
    _column("cattle_count", "INTEGER", SPECIFIC, "Jumlah sapi.", 9_999),
    _column("goat_count", "INTEGER", SPECIFIC, "Jumlah kambing atau domba.", 9_999),
)
TOLD = ("rumah layak huni", "air bersih", "jamban", "listrik sendiri", "bekerja", "anak tidak sekolah")
FLAG_COLUMNS = tuple(
    _column(f"told_{need}", "VARCHAR", SPECIFIC, f"Jawaban berkas tentang {words}.")
    for need, words in zip(NEEDS, (*TOLD, "risiko stunting", "disabilitas"), strict=True)
)
COLUMNS = (*IDENTITY_COLUMNS, *PERSON_COLUMNS, *HOUSEHOLD_COLUMNS, *FLAG_COLUMNS)
BY_NAME = {column.name: column for column in COLUMNS}
NEIGHBOURHOOD = {"rt": Kind.RT, "rw": Kind.RW}
KINDS = {"VARCHAR": Kind.TEXT, "DATE": Kind.DATE, "INTEGER": Kind.INTEGER, "DOUBLE": Kind.DECIMAL}
CHECKS = (
    # A row that names nobody is a heading or a total.
    Check("INTAKE-140", "full_name", "full_name IS NULL AND nik IS NULL", Severity.ERROR),
)


def tells(name: str, *headers: str, is_needed: bool = False) -> Field:
    """A field that is read as it stands: text, number or date."""
    kind = NEIGHBOURHOOD.get(name, KINDS[BY_NAME[name].type])
    return Field(BY_NAME[name], kind, headers, is_needed=is_needed)


def numbers(name: str, *headers: str, is_needed: bool = False) -> Field:
    """A field that holds the list's own number of a row or a household."""
    return Field(BY_NAME[name], Kind.KEY, headers, is_needed=is_needed)


def identifies(name: str, *headers: str, is_needed: bool = False) -> Field:
    """A field of NIK or family card: digits that are no number."""
    return Field(BY_NAME[name], Kind.IDENTIFIER, headers, is_needed=is_needed)


def answers(name: str, instrument: str, *headers: str, item: str = "", is_needed: bool = False) -> Field:
    """A field of an instrument's codes, brought to their canonical meaning.

    Parameters
    ----------
    name : str
        The canonical column.
    instrument : str
        Whose codes they are.
    headers : str
    item : str
        The instrument's name of the question, where it is not the column's.
    is_needed : bool
    """
    return Field(BY_NAME[name], Kind.CODE, headers, codes_of(instrument, item or name), is_needed)


def flags(need: str, *headers: str, when: str, is_needed: bool = False) -> Field:
    """A field that says itself whether a household has a need.

    Parameters
    ----------
    need : str
    headers : str
    when : str
        The answer that means need: ``yes`` or ``no``.
    """
    return Field(BY_NAME[f"told_{need}"], Kind.CODE, headers, _need_of_answer(when), is_needed)


def _need_of_answer(when: str) -> Mapping[str, str]:
    meanings = {answer: "need" if answer == when else "no_need" for answer in ("yes", "no")} | {"unknown": "unknown"}
    return {text: meanings[answer] for text, answer in codes_of("words", "yes_no").items() if answer in meanings}
