"""BDT/PBDT 2015 as SIKS-NG exported it: a row for each person, the household's answers repeated.

Source
------
Handbook 1.2 and 1.4: 101 columns, area codes of BPS, yes and no as 1/2 and 3/4 in turn.
"""

from __future__ import annotations

from ngopeni.simulation.lists import kind_bits
from ngopeni.simulation.table_files import Shape, digits, item, person_name

DELIMITER = ","
ASSETS: tuple[str, ...] = (
    "Tabung Gas",
    "Lemari Es",
    "AC",
    "Pemanas Air",
    "Telepon",
    "TV",
    "Emas",
    "Laptop",
    "Sepeda",
    "Motor",
    "Mobil",
)
ASSETS += ("Perahu", "Motor Tempel", "Perahu Motor", "Kapal")
PROGRAMMES = ("KKS", "KIP", "KIS", "BPJS Mandiri", "Jamsostek", "Asuransi Lain", "PKH", "Rastra", "KUR")


def shape() -> Shape:
    """Headers and expressions over ``registry`` joined with ``village``."""
    return [
        *_place(),
        *_house(),
        *[(f"Ada {name}", yes_no(f"(assets >> {place}) & 1", place)) for place, name in enumerate(ASSETS)],
        *_goods(),
        *[(name, yes_no(f"(programmes >> {place}) & 1", place)) for place, name in enumerate(PROGRAMMES)],
        ("KB 1", "CASE WHEN families > 0 AND size > 2 THEN CASE WHEN home_lot % 3 = 0 THEN '1' ELSE '2' END END"),
        *[(f"KB {number}", "NULL") for number in range(2, 11)],
        ("Persentil", "listed_percentile"),
        *_person(),
        *_schooling(),
        *_work(),
    ]


def has(kind: str) -> str:
    """Whether a row carries a kind of mistake."""
    return f"(kinds & {kind_bits()[kind]}) <> 0"


def yes_no(is_yes: str, place: int) -> str:
    """The code of yes or no at a place; where codes are mistaken, those of the next column, or 1 and 0."""
    pairs = (("1", "2"), ("3", "4"))
    own, other = pairs[place % 2], pairs[1 - place % 2]
    wrong = [f"CASE WHEN home_lot % 2 = 0 THEN '{binary}' ELSE '{other[n]}' END" for n, binary in enumerate("10")]
    yes, no = (f"CASE WHEN {has('asset_code')} THEN {wrong[n]} ELSE '{own[n]}' END" for n in range(2))
    return f"CASE WHEN {is_yes} = 1 THEN {yes} ELSE {no} END"


def _place() -> Shape:
    lost = has("unknown_village")
    return [
        ("ruta6", "lpad((house_no % 1000000)::VARCHAR, 6, '0')"),
        ("ID Rumah Tangga", "concat(regency_digits, lpad(house_no::VARCHAR, 14, '0'))"),
        ("Provinsi", "province_name"),
        ("Kode Prov", "regency_digits[1:2]"),
        ("Kab/Kota", "regency_name"),
        ("Kode Kab", "regency_digits[3:4]"),
        ("Kecamatan", "district_name"),
        ("Kode Kec", "bps_code[5:7]"),
        ("Desa/Kel", f"CASE WHEN {lost} THEN getvariable('unknown_village') ELSE village_name END"),
        ("Kode Desa", f"CASE WHEN {lost} THEN '999' ELSE bps_code[8:10] END"),
        ("Nama SLS", f"printf('RT %03d RW %03d DK. %s', rt, rw, {item('hamlets', 'hamlet')})"),
        ("Alamat", address()),
        ("Nama KRT", person_name("head")),
        ("Jumlah ART", "size"),
        ("Jumlah Keluarga", "families"),
    ]


def address() -> str:
    """A street and number, else hamlet and neighbourhood."""
    return (
        f"CASE WHEN street >= 0 THEN printf('%s NO. %d', {item('streets', 'street')}, house_number) "
        f"ELSE printf('DK. %s RT %d/%d', {item('hamlets', 'hamlet')}, rt, rw) END"
    )


def _house() -> Shape:
    unknown, torn = has("household_unknown_code"), has("housing_contradiction")
    no_toilet, no_light = f"({torn} AND home_lot % 2 = 0)", f"({torn} AND home_lot % 2 = 1)"
    water, toilet = item("water_bdt", "water"), item("toilet_bdt", "toilet")
    power = f"WHEN lighting = 0 THEN {item('power_bdt', 'power')} WHEN lighting = 1 THEN '6' END"
    open_ground = "CASE WHEN home_lot % 2 = 0 THEN '4' ELSE '5' END"
    return [
        ("Status Bangunan", item("building_status_bdt", "building_status")),
        ("Status Lahan", f"CASE WHEN building_status = 0 THEN {item('land_status_bdt', 'land_status')} END"),
        ("Luas Lantai", "floor_area"),
        ("Lantai Terluas", f"CASE WHEN {unknown} AND home_lot % 3 = 0 THEN '15' ELSE {item('floor_bdt', 'floor')} END"),
        ("Dinding Terluas", f"CASE WHEN {unknown} AND home_lot % 3 = 1 THEN '0' ELSE {item('wall_bdt', 'wall')} END"),
        ("Kondisi Dinding", "1 + bad_wall"),
        ("Atap Terluas", item("roof_bdt", "roof")),
        ("Kondisi Atap", "1 + bad_roof"),
        ("Jumlah Kamar Tidur", "bedrooms"),
        ("Sumber Air Minum", f"CASE WHEN {unknown} AND home_lot % 3 = 2 THEN '99' ELSE {water} END"),
        ("Cara Memperoleh Air Minum", "CASE water WHEN 0 THEN '1' WHEN 1 THEN '2' ELSE '3' END"),
        ("Sumber Penerangan", f"CASE WHEN {no_light} THEN '3' ELSE {item('lighting_bdt', 'lighting')} END"),
        ("Daya Terpasang", f"CASE WHEN {no_light} THEN '2' {power}"),
        ("Bahan Bakar Memasak", item("fuel_bdt", "fuel")),
        ("Fasilitas BAB", f"CASE WHEN {no_toilet} THEN '4' ELSE {toilet} END"),
        (
            "Jenis Kloset",
            f"CASE WHEN {no_toilet} THEN '1' WHEN toilet = 3 THEN '4' "
            f"ELSE {item('toilet_type_bdt', 'toilet_type')} END",
        ),
        (
            "Tempat Buang Tinja",
            f"CASE WHEN {no_toilet} THEN '1' WHEN toilet = 3 THEN {open_ground} "
            f"ELSE {item('disposal_bdt', 'disposal')} END",
        ),
    ]


def _goods() -> Shape:
    return [
        ("Nomor HP yang aktif", "phones"),
        ("Jumlah ruangan rumah yang ditempati", "rooms"),
        ("Aset Tak Bergerak", yes_no("own_land", 0)),
        ("Luas Lahan", "land_area"),
        ("Rumah Di Tempat Lain", yes_no("other_house", 1)),
        ("Jumlah Sapi", "cattle"),
        ("Jumlah Kerbau", "0"),
        ("Jumlah Kuda", "0"),
        ("Jumlah Babi", "0"),
        ("Jumlah Kambing", "goats"),
        ("ART Usaha", yes_no("business", 0)),
    ]


def _person() -> Shape:
    unknown = f"{has('person_unknown_code')} AND lot % 2 = 0"
    certificate = "CASE WHEN lot % 20 = 0 THEN '1' WHEN lot % 5 = 1 THEN '3' ELSE '2' END"
    return [
        ("No Urut ART", "member_no"),
        ("Nama ART", person_name()),
        ("NIK", digits("nik")),
        ("Hub KRT", "role"),
        ("No Urut Keluarga", "family_no"),
        ("Hub Kepala Keluarga", "family_role"),
        ("Jenis Kelamin", "sex"),
        ("Umur", "age"),
        ("Status Kawin", f"CASE WHEN {unknown} THEN '9' ELSE marital::VARCHAR END"),
        ("Akta Nikah", f"CASE WHEN marital = 2 THEN {certificate} END"),
        ("Tercantum di KK", "CASE WHEN lot < 20 THEN '2' ELSE '1' END"),
        ("Kartu Identitas", "CASE WHEN true_age >= 17 THEN CASE WHEN lot < 30 THEN '0' ELSE '4' END ELSE '1' END"),
        (
            "Status Kehamilan",
            "CASE WHEN sex = 2 AND true_age BETWEEN 10 AND 49 THEN CASE WHEN pregnant THEN '1' ELSE '2' END END",
        ),
        ("Jenis Cacat", "lpad(disability::VARCHAR, 2, '0')"),
        ("Penyakit Kronis", "illness"),
    ]


def _schooling() -> Shape:
    unknown = f"{has('person_unknown_code')} AND lot % 2 = 1"
    # The ministry of religion has schools of its own at each level.
    level = "CASE WHEN level < 10 AND lot % 6 = 0 THEN level + 2 ELSE level END"
    return [
        ("Partisipasi Sekolah", "CASE WHEN true_age >= 5 THEN school END"),
        (
            "Pendidikan Tertinggi",
            f"CASE WHEN {unknown} THEN '77' WHEN level > 0 THEN lpad(({level})::VARCHAR, 2, '0') END",
        ),
        ("Kelas Tertinggi", "CASE WHEN level > 0 THEN grade END"),
        ("Ijazah Tertinggi", "CASE WHEN true_age >= 5 THEN diploma END"),
    ]


def _work() -> Shape:
    return [
        ("Bekerja Seminggu Lalu", "CASE WHEN true_age >= 5 THEN CASE WHEN works THEN '1' ELSE '2' END END"),
        ("Jam Kerja", "CASE WHEN works THEN hours END"),
        ("Lapangan Usaha", "CASE WHEN works THEN industry END"),
        ("Status Pekerjaan", "CASE WHEN works THEN job_status END"),
    ]
