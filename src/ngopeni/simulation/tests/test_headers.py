"""The headers of the files are those that importers know."""

from __future__ import annotations

import pytest

from ngopeni.simulation.tests.conftest import ABOVE, FIRST, LAST

BDT = (
    "ruta6 | ID Rumah Tangga | Provinsi | Kode Prov | Kab/Kota | Kode Kab | Kecamatan | Kode Kec | Desa/Kel"
    " | Kode Desa | Nama SLS | Alamat | Nama KRT | Jumlah ART | Jumlah Keluarga | Status Bangunan | Status Lahan"
    " | Luas Lantai | Lantai Terluas | Dinding Terluas | Kondisi Dinding | Atap Terluas | Kondisi Atap"
    " | Jumlah Kamar Tidur | Sumber Air Minum | Cara Memperoleh Air Minum | Sumber Penerangan | Daya Terpasang"
    " | Bahan Bakar Memasak | Fasilitas BAB | Jenis Kloset | Tempat Buang Tinja | Ada Tabung Gas | Ada Lemari Es"
    " | Ada AC | Ada Pemanas Air | Ada Telepon | Ada TV | Ada Emas | Ada Laptop | Ada Sepeda | Ada Motor"
    " | Ada Mobil | Ada Perahu | Ada Motor Tempel | Ada Perahu Motor | Ada Kapal | Nomor HP yang aktif"
    " | Jumlah ruangan rumah yang ditempati | Aset Tak Bergerak | Luas Lahan | Rumah Di Tempat Lain | Jumlah Sapi"
    " | Jumlah Kerbau | Jumlah Kuda | Jumlah Babi | Jumlah Kambing | ART Usaha | KKS | KIP | KIS | BPJS Mandiri"
    " | Jamsostek | Asuransi Lain | PKH | Rastra | KUR | KB 1 | KB 2 | KB 3 | KB 4 | KB 5 | KB 6 | KB 7 | KB 8"
    " | KB 9 | KB 10 | Persentil | No Urut ART | Nama ART | NIK | Hub KRT | No Urut Keluarga"
    " | Hub Kepala Keluarga | Jenis Kelamin | Umur | Status Kawin | Akta Nikah | Tercantum di KK"
    " | Kartu Identitas | Status Kehamilan | Jenis Cacat | Penyakit Kronis | Partisipasi Sekolah"
    " | Pendidikan Tertinggi | Kelas Tertinggi | Ijazah Tertinggi | Bekerja Seminggu Lalu | Jam Kerja"
    " | Lapangan Usaha | Status Pekerjaan"
)
DTKS = (
    "ID_DTKS | Provinsi | Kabupaten/Kota | Kecamatan | Desa/Kelurahan | Alamat | Dusun | RT | RW | Nomor KK "
    "| Nomor NIK | Nama | Tanggal Lahir | Tempat Lahir | Jenis Kelamin | Nama Ibu Kandung | Hubungan Keluarga"
)
DTSEN = (
    "id_keluarga | kode_wilayah | provinsi | kabupaten | kecamatan | desa_kelurahan | alamat | rt | rw | no_kk "
    "| id_individu | nik | nama | tanggal_lahir | tempat_lahir | jenis_kelamin | nama_ibu_kandung | hubungan_keluarga "
    "| desil | status_keberadaan | partisipasi_sekolah | bekerja | disabilitas | risiko_stunting | 303_lantai "
    "| 304_dinding | 305_atap | 306a_air_minum | 307a_penerangan | 307b_daya | 308_bahan_bakar | 309a_fasilitas_bab "
    "| 309b_kloset | 310_buang_tinja"
)
P3KE = (
    "ID Keluarga P3KE | Kecamatan | Kelurahan | Kode Kemdagri | Desil Kesejahteraan | Persentil | Alamat | RT | RW "
    "| ID Individu | Nama | NIK | Nomor KK | Tanggal Lahir | Jenis Kelamin | Hubungan dengan KK | Umur "
    "| Rumah Layak Huni | Air Bersih | Jamban | Listrik Sendiri | Bekerja | Anak Tidak Sekolah | Berisiko Stunting "
    "| Disabilitas"
)
SDGS = " | ".join(f"sdgs_{goal}" for goal in range(1, 19))
HEADERS = {
    "bdt2015": BDT,
    "dtks_short": DTKS,
    "dtsen": DTSEN,
    "p3ke": P3KE,
    "civil_registry": "nik | no_kk | nama | tempat_lahir | tanggal_lahir | jenis_kelamin | status | tanggal_status "
    "| kode_wilayah",
    "aid_list": "program | nik | no_kk | nama | kode_wilayah | periode | nominal",
    "public_servant": "nik | nama | instansi | jenis | kode_wilayah",
    "population": "kode desa | nama desa | tahun | jumlah penduduk | laki-laki | perempuan | jumlah kk",
    "idm": "kode desa | nama desa | tahun | iks | ike | ikl | idm | status",
    "sdgs_desa": f"kode desa | nama desa | tahun | {SDGS} | skor",
    "truth_village": "village_code | population | members | latent_welfare",
    "truth_record": "layout | row_number | person_id | errors",
}


@pytest.mark.parametrize("date", [FIRST, LAST])
@pytest.mark.parametrize("layout", HEADERS)
def test_the_header_row_is_exactly_the_known_one(regency, layout, date):
    lines = (regency / f"{layout}_{date}.csv").read_text(encoding="utf-8").split("\n")
    delimiter = ";" if layout == "dtks_short" else ","
    wanted = HEADERS[layout].split(" | ")
    assert lines[ABOVE.get(layout, 0)].split(delimiter) == wanted


def test_bdt_has_its_101_columns():
    assert len(BDT.split(" | ")) == 101


@pytest.mark.parametrize("layout", ABOVE)
def test_titles_say_whose_list_it_is_of_which_day_and_that_it_is_simulated(regency, layout):
    lines = (regency / f"{layout}_{FIRST}.csv").read_text(encoding="utf-8").split("\n")
    assert "SIMULASI" in lines[0]
    assert lines[1:4] == ["KABUPATEN BLORA", "Keadaan 26-10-2020", ""]
