"""The pages of institutions: what they say, to whom, and what they refuse."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ngopeni.areas.register import load_areas
from ngopeni.conftest import REGENCY
from ngopeni.partners import actions
from ngopeni.partners.models import Agreement, Capacity, Conflict, Institution

pytestmark = pytest.mark.usefixtures("published")
FORM = {"name": "PT Kayu Jati", "kind": "company"}
CONTACT = {"contact_name": "Sutinah", "contact_phone": "0812 3456 789", "contact_email": "sutinah@contoh.go.id"}


def page_of(client, institution: Institution) -> str:
    return client.get(reverse("institution", args=[institution.code])).content.decode()


def test_the_list_says_what_all_can_do_together_and_what_nobody_has_said(add, social, client_as, people):
    add("PT Kayu Jati", "company")
    year = timezone.localdate().year
    values = {"leads_max": 2, "money_idr": 150_000_000}
    actions.set_capacity(institution=social, year=year, values=values, regency_code=REGENCY, by=people["analis"])
    page = client_as("mitra").get(reverse("institutions")).content.decode()
    assert "Rp150.000.000" in page
    assert "1 belum mengisi" in page
    assert "2 dari 2 lembaga." in page


def test_the_list_is_filtered_by_kind_and_by_what_is_typed(add, social, client_as):
    add("PT Kayu Jati", "company")
    client = client_as("bupati")
    for query, shown, hidden in (
        ("jenis=company", "PT Kayu Jati", "Dinas Sosial</a>"),
        ("q=SOSIAL", "Dinas Sosial</a>", "PT Kayu Jati"),
        ("q=kaliwungu", "Dinas Sosial</a>", "PT Kayu Jati"),
    ):
        page = client.get(f"{reverse('institutions')}?{query}").content.decode()
        assert shown in page, query
        assert hidden not in page, query


def test_without_institutions_it_says_how_they_come(client_as):
    assert "Belum ada lembaga yang tercatat." in client_as("analis").get(reverse("institutions")).content.decode()


def test_an_analyst_records_changes_and_retires_an_institution(client_as, people):
    client = client_as("analis")
    answer = client.post(reverse("add_institution"), {**FORM, "latitude": "-6,80412", "longitude": "110,83701"})
    assert answer.url == "/pendamping/pt-kayu-jati/"
    made = Institution.objects.get()
    assert (made.latitude, made.longitude) == (-6.80412, 110.83701)
    form = {**FORM, "latitude": "-6,80412", "longitude": "110,83701", "head": people["mitra"].pk, "address": "Jalan 1"}
    assert client.post(reverse("change_institution", args=[made.code]), form).status_code == 302
    made.refresh_from_db()
    assert (made.address, made.head) == ("Jalan 1", people["mitra"])
    page = page_of(client, made)
    assert "Jalan 1" in page
    leave = reverse("retire_institution", args=[made.code])
    assert client.post(leave, {"aksi": "keluar", "reason": "Pabriknya tutup."}).status_code == 302
    page = page_of(client, made)
    assert "Tidak lagi mendampingi. Pabriknya tutup." in page
    assert "Ubah keterangan" not in page
    assert client.post(leave, {"aksi": "kembali", "reason": "Dibuka lagi."}).status_code == 302
    assert Institution.objects.get().is_active


def test_the_form_of_a_change_begins_with_what_is_known_and_changes_nothing_by_itself(add, social, client_as, people):
    change = {"regency_code": REGENCY, "by": people["analis"]}
    values = {**CONTACT, "latitude": -6.80412, "longitude": 110.83701, "joined_on": dt.date(2021, 9, 13)}
    actions.change_institution(institution=social, values=values, **change)
    client = client_as("analis")
    form = client.get(reverse("change_institution", args=[social.code])).context["form"]
    told = {name: form[name].value() for name in form.fields}
    told = {name: form[name].field.prepare_value(value) for name, value in told.items() if value not in (None, "")}
    before = social.changes.count()
    assert client.post(reverse("change_institution", args=[social.code]), told).status_code == 302
    assert social.changes.count() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Tulis nama resminya"),
        ({"kind": ""}, "Pilih jenisnya"),
        ({"latitude": "utara"}, "Tulis derajat desimal"),
        ({"latitude": "-6,8"}, "Lintang dan bujur diisi berdua"),
        ({"code": "impor"}, "tidak dapat dipakai"),
        ({"contact_name": "3319011203800001"}, "memuat angka sepanjang NIK"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why_and_keeps_what_was_typed(client_as, changes, words):
    answer = client_as("analis").post(reverse("add_institution"), {**FORM, "address": "Jalan Pemuda", **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="Jalan Pemuda"' in page
    assert not Institution.objects.exists()


def test_whom_to_call_is_told_to_those_who_work_with_it_alone(social, client_as, people):
    actions.change_institution(institution=social, values=CONTACT, regency_code=REGENCY, by=people["analis"])
    for username, may in (("kades", True), ("kadin", True), ("mitra", False), ("pemeriksa", False)):
        client = client_as(username)
        answer = client.get(reverse("institution", args=[social.code]))
        assert "no-store" in answer["Cache-Control"]
        for value in CONTACT.values():
            # Once beside the institution, once in its history.
            assert answer.content.decode().count(value) == (2 if may else 0), (username, value)


def test_the_file_holds_contacts_for_those_who_may_read_them_and_that_is_written_down(social, client_as, people):
    from ngopeni.accounts.models import AuditEvent
    from ngopeni.tests.leaks.reading import text_of_office

    actions.change_institution(institution=social, values=CONTACT, regency_code=REGENCY, by=people["analis"])
    told = text_of_office(client_as("camat").get(reverse("download_institutions")).content)
    assert "Sutinah" in told
    assert AuditEvent.objects.filter(action="partners.export").count() == 1
    told = text_of_office(client_as("mitra").get(reverse("download_institutions")).content)
    assert "Dinas Sosial" in told
    assert "Sutinah" not in told
    assert "Narahubung" not in told
    assert AuditEvent.objects.filter(action="partners.export").count() == 1


def test_mandates_are_chosen_need_by_need(social, client_as):
    client = client_as("analis")
    answer = client.post(
        reverse("institution_mandates", args=[social.code]),
        {
            "level_disability": "main",
            "programme_disability": "1.06.04.2.01.0003",
            "level_toilet": "supporting",
            "source": "Perbup 7/2026",
        },
    )
    assert answer.status_code == 302
    kept = {each.need_code: each for each in social.mandates.all()}
    assert set(kept) == {"disability", "toilet"}
    assert kept["toilet"].source == "Perbup 7/2026"
    assert kept["toilet"].valid_from == timezone.localdate()
    assert kept["disability"].valid_from == dt.date(2021, 1, 1)
    page = page_of(client, social)
    assert "mandat pendukung" in page
    assert "Mandat Pekerjaan" in page


def test_a_capacity_is_filled_in_as_people_write_numbers(social, client_as):
    client, path = client_as("analis"), reverse("institution_capacity", args=[social.code])
    assert client.post(path, {"year": 2026, "leads_max": "2", "money_idr": "Rp 12.500.000,-"}).status_code == 302
    kept = Capacity.objects.get()
    assert (kept.leads_max, kept.joins_max, kept.money_idr) == (2, None, 12_500_000)
    assert 'value="12.500.000"' in client.get(f"{path}?tahun=2026").content.decode()
    answer = client.post(path, {"year": 2026, "leads_max": "banyak"})
    assert answer.status_code == 422
    assert "Tulis bilangan bulat" in answer.content.decode()
    assert client.get(f"{path}?tahun=²⁰²⁶").status_code == 200
    assert "Rp12.500.000" in page_of(client, social)


def test_an_agreement_is_kept_with_its_scan_and_warned_of_before_it_ends(social, client_as):
    client = client_as("analis")
    today = timezone.localdate()
    form = {"kind": "mou", "number": "12/2026", "title": "KKN tematik", "signed_on": today.isoformat()}
    scan = SimpleUploadedFile("mou.pdf", b"%PDF-1.7 isi")
    ends = (today + dt.timedelta(days=30)).isoformat()
    path = reverse("add_agreement", args=[social.code])
    assert client.post(path, {**form, "ends_on": ends, "file": scan}).status_code == 302
    assert "segera berakhir" in page_of(client, social)
    agreement = Agreement.objects.get()
    answer = client.get(reverse("agreement_file", args=[agreement.pk]))
    assert answer.content == b"%PDF-1.7 isi"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert client_as("mitra").get(reverse("agreement_file", args=[agreement.pk])).status_code == 403
    assert "ada, tidak dibuka untuk umum" in page_of(client_as("mitra"), social)
    Agreement.objects.update(ends_on=today - dt.timedelta(days=1))
    assert "sudah berakhir" in page_of(client, social)
    answer = client.post(path, {**form, "file": SimpleUploadedFile("mou.pdf", b"bukan")})
    assert answer.status_code == 422
    assert "mou.pdf tidak dapat disimpan" in answer.content.decode()
    without = Agreement.objects.create(institution=social, kind="pks", number="1", title="x", signed_on=today)
    assert client.get(reverse("agreement_file", args=[without.pk])).status_code == 404


def test_a_conflict_is_stated_with_a_village_a_district_or_an_institution_and_ended(add, social, client_as):
    client, other = client_as("analis"), add("PT Kayu Jati", "company")
    path = reverse("state_conflict", args=[social.code])
    since = timezone.localdate().isoformat()
    village = load_areas(REGENCY).villages[0].village_code
    wanted = {"district": "33.19.01", "village": village, "institution": other.code}
    for code in wanted.values():
        form = {"against": code, "since": since, "reason": "Ada hubungan usaha."}
        assert client.post(path, form).status_code == 302, code
    assert dict(Conflict.objects.values_list("against_kind", "against_code")) == wanted
    assert client.post(path, {**form, "against": "33.16.01"}).status_code == 422
    answer = client.post(path, {"against": other.code, "since": since, "reason": "Ada hubungan usaha."})
    assert "Benturan yang sama sudah dinyatakan" in answer.content.decode()
    assert "PT Kayu Jati: Ada hubungan usaha." in page_of(client, social)
    stated = Conflict.objects.get(against_code=other.code)
    end = reverse("end_conflict", args=[stated.pk])
    assert "boleh dipasangkan lagi dengan PT Kayu Jati" in client.get(end).content.decode()
    assert client.post(end, {"reason": "Usahanya sudah dijual."}).status_code == 302
    assert client.get(end).status_code == 302
    assert "Usahanya sudah dijual." in page_of(client, social)


def test_those_who_only_read_find_no_way_to_change(social, client_as):
    page = page_of(client_as("kadin"), social)
    for name in ("change_institution", "institution_mandates", "institution_capacity", "add_agreement"):
        assert reverse(name, args=[social.code]) not in page
    assert reverse("add_institution") not in client_as("kadin").get(reverse("institutions")).content.decode()


def test_an_unknown_institution_is_not_there(client_as):
    client = client_as("analis")
    for name in ("institution", "change_institution", "institution_mandates", "retire_institution"):
        assert client.get(reverse(name, args=["tidak-ada"])).status_code == 404


def test_its_fields_and_its_history_can_be_read_in_english(social, client_as):
    client = client_as("analis")
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    page = page_of(client, social)
    assert "Social affairs" in page
    assert "Mandate Work" in page
