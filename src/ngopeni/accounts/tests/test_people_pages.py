from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.models import AuditEvent, Grant, IntegrityPact, User
from ngopeni.kernel.wording import write_date

REASON = {"reason": "pindah tugas ke kecamatan lain"}


@pytest.fixture
def admin(published, client_as):
    return client_as("pengelola")


def text(answer) -> str:
    return answer.content.decode()


def grant_of(person: User) -> Grant:
    return person.grants.get()


def test_the_list_says_what_each_person_lacks(admin, people):
    IntegrityPact.objects.filter(user=people["operator"]).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    TOTPDevice.objects.filter(user=people["kades"]).delete()
    Grant.objects.filter(user=people["mitra"]).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    Grant.objects.filter(user=people["camat"]).update(ends_on=timezone.localdate() + dt.timedelta(days=30))
    for state, name in (
        ("tanpa-pakta", "Operator"),
        ("tanpa-kode", "Kades"),
        ("tanpa-hak", "Mitra"),
        ("segera", "Camat"),
    ):
        page = text(admin.get(reverse("users"), {"keadaan": state}))
        assert "1 dari 13 pengguna." in page
        assert f">{name}</a>" in page
    assert "13 dari 13 pengguna." in text(admin.get(reverse("users")))


def test_people_are_found_by_name_institution_or_place_without_a_name_in_the_address(admin, people):
    User.objects.filter(pk=people["analis"].pk).update(institution="Bappeda")
    for query in ("analis", "BAPPEDA"):
        assert "1 dari 13 pengguna." in text(admin.post(reverse("users"), {"q": query}))
    assert "13 dari 13" in text(admin.get(reverse("users"), {"q": "analis"}))
    assert "1 dari 13" in text(admin.post(reverse("users"), {"q": "", "peran": "auditor"}))
    assert "Tidak ada yang cocok" in text(admin.post(reverse("users"), {"q": "tidak ada"}))


def test_the_list_takes_as_many_queries_for_thirteen_as_for_one(admin, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        admin.get(reverse("users"))


def test_a_grant_opens_several_villages_at_once_and_names_its_paper(admin, people):
    told = {
        "scopes": ["33.19.01.2002", "33.19.01.2003"],
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
        "paper": "SK 9",
    }
    path = reverse("give_grant", args=[people["anggota"].pk])
    assert admin.post(path, told).status_code == 302
    assert len(User.objects.get(pk=people["anggota"].pk).scope_codes) == 3
    assert AuditEvent.objects.filter(action="accounts.give_grant", actor="pengelola").count() == 2
    assert "SK 9" in text(admin.get(reverse("user", args=[people["anggota"].pk])))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scopes": []}, "Pilih sedikitnya satu wilayah."),
        ({"scopes": ["33.16.01.2001"]}, "tidak ada di kabupaten/kota ini"),
        ({"scopes": ["33.19"]}, "tidak ada di kabupaten/kota ini"),
        ({"paper": " "}, "Sebutkan surat"),
        ({"ends_on": "2025-01-01"}, "tidak dapat dipakai"),
        ({"ends_on": "2036-01-01"}, "paling lama dua tahun"),
        ({"ends_on": "besok"}, "Tanggal tidak dapat dibaca"),
    ],
)
def test_what_cannot_be_granted_is_said(admin, people, changes, said):
    told = {"scopes": ["33.19.01.2002"], "starts_on": "2026-01-01", "ends_on": "2026-12-31", "paper": "SK 9"}
    answer = admin.post(reverse("give_grant", args=[people["anggota"].pk]), told | changes)
    assert answer.status_code == 422
    assert said in text(answer)
    assert Grant.objects.filter(user=people["anggota"]).count() == 1


def test_an_administrator_gives_nothing_to_himself(admin, people):
    own = people["pengelola"].pk
    told = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "paper": "SK 9"}
    assert admin.post(reverse("give_grant", args=[own]), told).status_code == 422
    for decision in ("tutup", "perangkat"):
        assert admin.post(reverse("decide_account", args=[own, decision]), REASON).status_code == 422
    page = text(admin.get(reverse("user", args=[own])))
    assert "Ini akun Anda sendiri." in page
    own_grant = grant_of(people["pengelola"]).pk
    for path in (reverse("give_grant", args=[own]), reverse("end_grant", args=[own_grant])):
        assert path not in page
        assert admin.get(path).status_code == 422
    for path in (reverse("new_password", args=[own]), reverse("decide_account", args=[own, "tutup"])):
        assert admin.get(path).status_code == 422


def test_an_administrator_opens_nothing_about_residents(admin, people):
    village = people["operator"].village_code
    for name in ("residents", "village_counter"):
        assert admin.get(reverse(name, args=[village])).status_code == 403
    assert admin.get(reverse("log")).status_code == 403
    assert admin.get(reverse("pacts")).status_code == 403


def test_an_ended_grant_is_refused_in_the_next_request(admin, people, client_as):
    operator = client_as("operator")
    page = reverse("raise_objection", args=[people["operator"].village_code])
    assert operator.get(page).status_code != 403
    path = reverse("end_grant", args=[grant_of(people["operator"]).pk])
    assert "berakhir seketika" in text(admin.get(path))
    assert admin.post(path, {"reason": "x"}).status_code == 422
    assert admin.post(path, REASON).status_code == 302
    refused = operator.get(page)
    assert refused.status_code == 403
    assert "pindah tugas" in text(refused)
    assert admin.get(path).status_code == 302


def test_a_grant_ends_by_itself_on_its_day(people, published, client_as):
    operator, page = client_as("operator"), reverse("raise_objection", args=[people["operator"].village_code])
    today = timezone.localdate()
    Grant.objects.filter(user=people["operator"]).update(ends_on=today)
    assert operator.get(page).status_code != 403
    Grant.objects.filter(user=people["operator"]).update(ends_on=today - dt.timedelta(days=1))
    assert operator.get(page).status_code == 403
    page = text(operator.get(reverse("account")))
    assert "Yang masih kurang" in page
    assert "Mintalah perpanjangan" in page


def test_a_closed_account_is_out_at_once_and_comes_back(admin, people, client_as):
    mitra = client_as("mitra")
    assert mitra.get("/").status_code == 200
    assert admin.post(reverse("decide_account", args=[people["mitra"].pk, "tutup"]), REASON).status_code == 302
    assert mitra.get("/").status_code == 302
    assert "akun ditutup" in text(admin.get(reverse("users"), {"keadaan": "tutup"}))
    admin.post(reverse("decide_account", args=[people["mitra"].pk, "buka"]), REASON)
    assert User.objects.get(pk=people["mitra"].pk).is_active
    assert admin.get(reverse("decide_account", args=[people["mitra"].pk, "lain"])).status_code == 404


def test_a_lost_telephone_is_forgotten_and_its_holder_signed_out(admin, people, client_as):
    operator = client_as("operator")
    admin.post(reverse("decide_account", args=[people["operator"].pk, "perangkat"]), REASON)
    assert not TOTPDevice.objects.filter(user=people["operator"]).exists()
    assert operator.get("/").status_code == 302


def test_ones_own_page_says_what_is_missing_and_whom_to_ask(published, people, client_as):
    IntegrityPact.objects.filter(user=people["operator"]).delete()
    page = text(client_as("operator").get(reverse("account")))
    assert "Bagian Hukum atau Dinas Sosial" in page
    assert reverse("pact_text") in page
    assert "SK 1/2026 (uji)" in page
    assert "Yang masih kurang" not in text(client_as("analis").get(reverse("account")))


def test_ones_own_page_throws_nobody_down_to_its_form(published, client_as):
    page = text(client_as("operator").get(reverse("account")))
    assert "autofocus" not in page
    for label in ("Kata sandi lama", "Kata sandi baru", "Ulangi kata sandi baru"):
        assert f"{label}</label>" in page
    wrong = {"old_password": "salah", "new_password1": "melati-di-sawah", "new_password2": "melati-di-sawah"}
    told = text(client_as("operator").post(reverse("account"), wrong))
    assert "Kata sandi lama keliru" in told
    assert 'href="#id_old_password"' in told


@pytest.mark.parametrize("name", ["kades", "operator", "anggota"])
def test_home_says_that_a_grant_is_over_or_soon_will_be(published, people, client_as, name):
    today = timezone.localdate()
    client, grants = client_as(name), Grant.objects.filter(user=people[name])
    home = reverse("map")
    assert "Hak Anda berakhir" not in text(client.get(home))
    grants.update(ends_on=today + dt.timedelta(days=14))
    assert "Bila tugas Anda berlanjut, mintalah perpanjangan pada sekretariat TKPK" in text(client.get(home))
    grants.update(ends_on=today + dt.timedelta(days=15))
    assert "Hak Anda berakhir" not in text(client.get(home))
    grants.update(ended_at=timezone.now())
    told = text(client.get(home))
    assert f"Hak Anda berakhir pada {write_date(today)} (dasar: SK 1/2026 (uji))" in told
    grants.update(ended_at=None, starts_on=today - dt.timedelta(days=9), ends_on=today - dt.timedelta(days=2))
    assert "Yang terbuka tinggal peta dan angka desa" in text(client.get(home))
