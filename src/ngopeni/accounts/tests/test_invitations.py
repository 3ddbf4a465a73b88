from __future__ import annotations

import datetime as dt
import html
import logging
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent, Invitation, User
from ngopeni.site.log_masks import MaskLinks

SCOPE = "33.19.01.2001"
ASKED = {
    "full_name": "Ratna Rekaan",
    "institution": "Dinas Pertanian",
    "scopes": [SCOPE],
    "starts_on": "2026-01-01",
    "ends_on": "2027-12-31",
    "paper": "SK 4/2026",
}
CHOSEN = {"username": "ratna", "new_password1": "melati-di-sawah", "new_password2": "melati-di-sawah"}


@pytest.fixture
def admin(published, client_as) -> Client:
    return client_as("pengelola")


def invite(admin: Client, role: str = "agency_member", **changes):
    return admin.post(f"{reverse('invite')}?peran={role}", ASKED | changes, follow=True)


def link_in(answer) -> str:
    found = re.search(r'id="tautan">([^<]+)<', answer.content.decode())
    assert found is not None
    return urlsplit(html.unescape(found[1])).path


def accept(link: str, client: Client | None = None, **changes):
    client = client or Client()
    client.get(link)
    return client.post(reverse("accept_invitation"), CHOSEN | changes)


def test_first_the_role_is_chosen_with_what_it_means(admin):
    page = admin.get(reverse("invite")).content.decode()
    assert page.count("Undang ") > 13
    assert page.count("melihat nama warga") == 5
    assert "Pilih sedikitnya satu wilayah." in invite(admin, scopes=[]).content.decode()


def test_a_link_is_shown_once_with_ways_to_send_it(admin):
    answer = invite(admin)
    link, page = link_in(answer), answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    whatsapp = html.unescape(re.search(r'href="(https://wa\.me/[^"]+)"', page)[1])
    text = parse_qs(urlsplit(whatsapp).query)["text"][0]
    assert link in text
    assert "Yth. Ratna Rekaan" in text
    assert "Anggota tim perangkat daerah" in text
    assert 'href="mailto:?subject=Undangan%20Ngopeni&amp;body=' in page
    token = link.split("/")[2]
    assert token not in admin.get(reverse("invitations")).content.decode()
    assert token not in str(list(AuditEvent.objects.values())) + str(list(Invitation.objects.values()))


def test_loading_the_page_of_a_link_again_makes_no_second_invitation_and_offers_another(admin):
    answer = invite(admin)
    (address, status), first = answer.redirect_chain[-1], link_in(answer)
    assert status == 302
    again = admin.get(address).content.decode()
    assert "Tautan ini sudah ditampilkan" in again
    assert first not in again
    assert Invitation.objects.count() == 1
    invitation = Invitation.objects.get()
    second = link_in(admin.post(reverse("renew_invitation", args=[invitation.pk]), follow=True))
    assert second != first
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 302
    old, new = Invitation.objects.order_by("pk")
    assert (old.is_open, new.is_open) == (False, True)
    assert (new.full_name, new.scope_codes, new.paper) == (old.full_name, old.scope_codes, old.paper)
    assert admin.post(reverse("renew_invitation", args=[old.pk])).status_code == 422
    actions = list(AuditEvent.objects.values_list("action", flat=True))[:3]
    assert actions == ["accounts.invite", "accounts.withdraw_invitation", "accounts.invite"]


def test_the_link_of_one_invitation_is_not_lost_by_looking_at_another(admin):
    invite(admin)
    waiting = admin.post(f"{reverse('invite')}?peran=agency_member", ASKED | {"full_name": "Sari Rekaan"}).url
    other = Invitation.objects.order_by("pk").first()
    assert "sudah ditampilkan" in admin.get(reverse("invitation_link", args=[other.pk])).content.decode()
    assert "Sari Rekaan" in admin.get(waiting).content.decode()


def test_the_page_says_at_the_top_what_is_wrong_and_leads_to_the_field(admin):
    page = accept(link_in(invite(admin)), new_password2="lain-sama-sekali").content.decode()
    summary = page.split("error-summary")[1].split("</div>")[0]
    assert 'href="#id_new_password2"' in summary
    assert 'id="id_new_password2_error"' in page
    assert "autofocus" in summary
    wrong = invite(admin, scopes=[]).content.decode()
    assert 'href="#id_scopes"' in wrong
    assert 'id="id_scopes"' in wrong


def test_the_invited_reads_who_as_what_where_and_until_when(admin):
    visitor = Client()
    first = visitor.get(link_in(invite(admin)))
    assert (first.status_code, first.url) == (302, "/undangan/")
    assert first["Referrer-Policy"] == "no-referrer"
    page = visitor.get("/undangan/").content.decode()
    for told in ("Selamat datang, Ratna Rekaan", "Pengelola", "Anggota tim", "31 Desember 2027", "SK 4/2026"):
        assert told in page


def test_an_invitation_makes_an_account_once(admin):
    link, visitor = link_in(invite(admin)), Client()
    assert accept(link, visitor).url == reverse("second_factor")
    made = User.objects.get(username="ratna")
    assert (made.role_code, made.institution, made.scope_codes) == ("agency_member", "Dinas Pertanian", (SCOPE,))
    assert made.check_password("melati-di-sawah")
    assert visitor.get(reverse("second_factor")).url == reverse("set_up_second_factor")
    assert visitor.get(reverse("home")).url.startswith(reverse("second_factor"))
    again = Client().get(link)
    assert again.status_code == 410
    assert "sudah dipakai" in again.content.decode()
    assert visitor.post(reverse("accept_invitation"), CHOSEN | {"username": "kedua"}).status_code == 410
    assert not User.objects.filter(username="kedua").exists()


def test_a_role_without_names_is_in_at_once(admin):
    visitor = Client()
    assert accept(link_in(invite(admin, "head", scopes=[])), visitor).url == reverse("account")
    assert visitor.get(reverse("home")).status_code == 200
    assert User.objects.get(username="ratna").scope_codes == ("33.19",)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"username": "operator"}, "sudah dipakai"),
        ({"username": "dua kata"}, "tidak dapat dipakai"),
        ({"username": ""}, "Pilih nama pengguna."),
        ({"new_password1": "pendek", "new_password2": "pendek"}, "Kata sandi ini terlalu pendek: sedikitnya 10"),
        ({"new_password2": "lain-sama-sekali"}, "Kedua kata sandi tidak sama."),
        ({"new_password1": "password123", "new_password2": "password123"}, "Kata sandi ini terlalu umum dipakai."),
        ({"new_password1": "ratnarekaan", "new_password2": "ratnarekaan"}, "terlalu mirip dengan nama pengguna"),
        ({"new_password1": "rekaanratna1", "new_password2": "rekaanratna1"}, "terlalu mirip dengan nama pengguna"),
        (
            {"username": "bungatanjung", "new_password1": "bungatanjung9", "new_password2": "bungatanjung9"},
            "terlalu mirip dengan nama pengguna",
        ),
        ({"new_password1": "dinaspertanian", "new_password2": "dinaspertanian"}, "terlalu mirip dengan nama pengguna"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_link_still_holds(admin, changes, told):
    link, visitor = link_in(invite(admin)), Client()
    answer = accept(link, visitor, **changes)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert accept(link, visitor).status_code == 302


def test_a_link_that_is_too_old_or_withdrawn_opens_nothing(admin):
    old, gone = link_in(invite(admin)), link_in(invite(admin))
    second, first = Invitation.objects.all()
    Invitation.objects.filter(pk=first.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert admin.post(reverse("withdraw_invitation", args=[second.pk])).status_code == 302
    for link in (old, gone, "/undangan/tidak-ada/"):
        assert Client().get(link).status_code == 410
        assert accept(link).status_code == 410
    assert not User.objects.filter(username="ratna").exists()
    page = admin.get(reverse("invitations")).content.decode()
    assert "lewat masanya" in page
    assert "ditarik" in page
    assert "Ratna Rekaan" not in admin.get(reverse("invitations") + "?keadaan=terbuka").content.decode()


def test_a_link_withdrawn_while_the_form_stands_open_makes_no_account(admin):
    visitor = Client()
    visitor.get(link_in(invite(admin)))
    admin.post(reverse("withdraw_invitation", args=[Invitation.objects.get().pk]))
    assert visitor.post(reverse("accept_invitation"), CHOSEN).status_code == 410


def test_a_forgotten_password_is_made_anew_through_a_link(admin, people):
    link = link_in(admin.post(reverse("new_password", args=[people["operator"].pk]), follow=True))
    visitor = Client()
    visitor.get(link)
    page = visitor.get(reverse("accept_invitation")).content.decode()
    assert "Buat kata sandi baru" in page
    assert 'name="username"' not in page
    assert accept(link, visitor).url == reverse("second_factor")
    assert User.objects.get(username="operator").check_password("melati-di-sawah")
    assert not User.objects.filter(username="ratna").exists()
    # The password alone opens nothing: the telephone is still asked for.
    assert visitor.get(reverse("home")).url.startswith(reverse("second_factor"))


def test_an_administrator_makes_no_link_for_himself_nor_for_a_closed_account(admin, people):
    own = admin.post(reverse("new_password", args=[people["pengelola"].pk]))
    assert own.status_code == 422
    link = link_in(admin.post(reverse("new_password", args=[people["mitra"].pk]), follow=True))
    admin.post(reverse("decide_account", args=[people["mitra"].pk, "tutup"]), {"reason": "pindah tugas"})
    assert accept(link).status_code == 422


def test_the_servers_own_lines_hold_no_link():
    line = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Gone", "/undangan/rahasia-123/?a=1"), None
    )
    assert MaskLinks().filter(line)
    assert line.getMessage() == "Gone: /undangan/***/?a=1"
    other = logging.LogRecord("x", logging.WARNING, "", 0, "Not Found: %s", ("/pengguna/undangan/",), None)
    assert MaskLinks().filter(other)
    assert other.getMessage() == "Not Found: /pengguna/undangan/"


def test_every_handler_masks_links(settings):
    assert all("links" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
