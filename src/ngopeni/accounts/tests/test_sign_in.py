from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.models import AuditEvent, User

PASSWORD = "sandi-untuk-uji"
ELSEWHERE = ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", "https:///jahat.example"]


@pytest.fixture
def visitor(published, client_as) -> Client:
    """Somebody who has not signed in, with a browser that insists on the CSRF token."""
    return Client(enforce_csrf_checks=True)


def token(client: Client) -> str:
    client.get(reverse("login"))
    return client.cookies["csrftoken"].value


def sign_in(client: Client, username: str, password: str = PASSWORD, next_page: str = "", address: str = ""):
    fields = {"username": username, "password": password, "next": next_page, "csrfmiddlewaretoken": token(client)}
    return client.post(address or reverse("login"), fields)


def is_in(client: Client) -> bool:
    return client.get(reverse("home")).status_code == 200


def make_demo(workspace) -> None:
    facts = json.loads((workspace.home / "workspace.json").read_text())
    (workspace.home / "workspace.json").write_text(json.dumps(facts | {"is_demo": True}))


def test_a_person_signs_in_works_and_signs_out(visitor):
    answer = sign_in(visitor, "ketua")
    assert (answer.status_code, answer.url) == (302, "/")
    assert is_in(visitor)
    event = AuditEvent.objects.get(action="accounts.sign_in")
    assert (event.actor, event.subject, event.details) == ("ketua", "ketua", {})
    assert visitor.get(reverse("logout")).status_code == 405
    visitor.post(reverse("logout"), {"csrfmiddlewaretoken": visitor.cookies["csrftoken"].value})
    assert not is_in(visitor)


@pytest.mark.parametrize(
    ("username", "password"),
    [("analis", "salah"), ("analis", ""), ("", PASSWORD), ("tidak-ada", PASSWORD), ("ANALIS", PASSWORD)],
)
def test_a_wrong_name_or_password_is_refused_without_saying_which(visitor, username, password):
    answer = sign_in(visitor, username, password)
    assert answer.status_code == 200
    assert "Nama pengguna atau kata sandi tidak cocok." in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert not is_in(visitor)
    assert not AuditEvent.objects.filter(action="accounts.sign_in").exists()


def test_somebody_who_has_left_does_not_come_in(visitor, people):
    User.objects.filter(username="analis").update(is_active=False)
    sign_in(visitor, "analis")
    assert not is_in(visitor)


def test_somebody_who_leaves_while_signed_in_is_out_at_once(visitor):
    sign_in(visitor, "ketua")
    assert is_in(visitor)
    User.objects.filter(username="ketua").update(is_active=False)
    assert not is_in(visitor)


def test_without_the_token_of_the_page_nobody_signs_in_and_a_page_of_ours_says_so(visitor):
    answer = visitor.post(reverse("login"), {"username": "analis", "password": PASSWORD})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Formulirnya sudah tidak berlaku" in page
    assert 'class="top"' in page
    assert 'href="/masuk/"' in page


def test_a_form_that_stood_open_too_long_leads_back_to_its_page(visitor):
    sign_in(visitor, "ketua")
    page = "http://testserver/zona/?per=2024-12-31"
    answer = visitor.post(reverse("logout"), {}, headers={"referer": page})
    assert answer.status_code == 403
    assert 'class="button" href="/zona/?per=2024-12-31"' in answer.content.decode()
    foreign = visitor.post(reverse("logout"), {}, headers={"referer": "https://jahat.example/zona/"})
    assert "jahat" not in foreign.content.decode()


def test_an_address_that_only_takes_forms_answers_with_a_page_and_does_nothing(visitor):
    sign_in(visitor, "ketua")
    answer = visitor.get(reverse("logout"))
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert "Alamat ini bukan halaman" in answer.content.decode()
    assert is_in(visitor)


def wrong_passwords(address: str, count: int, names: str = "nama{}") -> int:
    status = 0
    for number in range(count):
        client = Client(REMOTE_ADDR=address)
        told = {"username": names.format(number), "password": "salah"}
        status = client.post(reverse("login"), told).status_code
    return status


def may_enter(username: str, address: str, **headers: str) -> bool:
    client = Client(REMOTE_ADDR=address, **headers)
    return client.post(reverse("login"), {"username": username, "password": PASSWORD}).status_code == 302


def test_one_address_does_not_try_a_few_passwords_on_every_account(visitor, settings):
    settings.ADDRESS_FAILURE_LIMIT = 6
    assert wrong_passwords("203.0.113.7", 5) == 200
    assert may_enter("ketua", "203.0.113.7")
    assert wrong_passwords("203.0.113.7", 1, "lain{}") == 429
    assert not may_enter("ketua", "203.0.113.7")
    assert may_enter("ketua", "203.0.113.8")


def test_nobody_is_locked_out_everywhere_by_an_outsider(visitor):
    assert wrong_passwords("203.0.113.7", 5, "ketua") == 429
    assert not may_enter("ketua", "203.0.113.7")
    assert may_enter("ketua", "203.0.113.8")


def test_behind_a_proxy_the_visitors_address_counts_and_an_unnamed_one_locks_nobody_else_out(visitor, settings):
    settings.ADDRESS_FAILURE_LIMIT, settings.IS_HTTPS = 3, True
    assert wrong_passwords("127.0.0.1", 4) == 200
    assert may_enter("ketua", "127.0.0.1")
    for number in range(3):
        client = Client(REMOTE_ADDR="127.0.0.1", HTTP_X_REAL_IP="203.0.113.7")
        client.post(reverse("login"), {"username": f"x{number}", "password": "salah"})
    assert not may_enter("ketua", "127.0.0.1", HTTP_X_REAL_IP="203.0.113.7")
    assert may_enter("ketua", "127.0.0.1", HTTP_X_REAL_IP="203.0.113.8")


def test_elsewhere_nobody_gives_himself_another_address(visitor, settings):
    settings.ADDRESS_FAILURE_LIMIT = 3
    for number in range(3):
        client = Client(REMOTE_ADDR="203.0.113.7", HTTP_X_REAL_IP=f"203.0.113.{number}")
        client.post(reverse("login"), {"username": f"x{number}", "password": "salah"})
    assert not may_enter("ketua", "203.0.113.7", HTTP_X_REAL_IP="203.0.113.99")


def test_the_door_of_the_demonstration_opens_names_also_after_a_visitor_set_up_a_telephone(visitor, published, people):
    make_demo(published)
    User.objects.filter(username="operator").update(vouched_at=None)
    fields = {"username": "operator", "with_code": "1", "csrfmiddlewaretoken": token(visitor)}
    curious = Client()
    curious.post(reverse("demo_login"), fields)
    curious.get(reverse("set_up_second_factor"))
    device = TOTPDevice.objects.get(user=people["operator"])
    curious.post(reverse("set_up_second_factor"), {"code": f"{totp(device.bin_key):06d}"})
    residents = reverse("residents", args=[people["operator"].village_code])
    assert curious.get(residents).status_code == 403
    sign_in(Client(), "operator", address=reverse("demo_login"))
    assert curious.get(residents).status_code == 200
    assert sign_in(Client(), "pengelola", address=reverse("demo_login")).url == "/"


def test_it_leads_to_the_page_that_was_asked_for(visitor):
    assert visitor.get("/zona/?per=2023-12-31").url == "/masuk/?next=/zona/%3Fper%3D2023-12-31"
    assert sign_in(visitor, "analis", next_page="/zona/").url == "/zona/"


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nothing_leads_elsewhere(visitor, published, wanted):
    assert sign_in(visitor, "analis", next_page=wanted).url == "/"
    fields = {"language": "en", "next": wanted, "csrfmiddlewaretoken": token(visitor)}
    assert visitor.post(reverse("set_language"), fields).url == "/"
    fields = {"next": wanted, "csrfmiddlewaretoken": visitor.cookies["csrftoken"].value}
    assert visitor.post(reverse("logout"), fields).url == "/masuk/"
    make_demo(published)
    assert sign_in(visitor, "analis", next_page=wanted, address=reverse("demo_login")).url == "/"


def test_the_door_of_the_demonstration_is_shut_elsewhere(visitor):
    assert b"Peragaan" not in visitor.get(reverse("login")).content
    answer = sign_in(visitor, "analis", address=reverse("demo_login"))
    assert answer.url == "/masuk/"
    assert not is_in(visitor)
    assert not AuditEvent.objects.filter(action="accounts.demo_login").exists()


def test_a_demonstration_lets_its_people_in_without_a_password(visitor, published):
    make_demo(published)
    assert "Masuk sebagai Analis TKPK" in visitor.get(reverse("login")).content.decode()
    assert sign_in(visitor, "ketua", "", next_page="/zona/", address=reverse("demo_login")).url == "/zona/"
    assert is_in(visitor)
    assert AuditEvent.objects.get(action="accounts.demo_login").actor == "ketua"
    assert sign_in(Client(), "analis", "", address=reverse("demo_login")).url == "/"
    assert visitor.get(reverse("demo_login")).status_code == 405
    assert sign_in(Client(), "tidak-ada", address=reverse("demo_login")).status_code == 404


def test_a_session_cookie_is_kept_from_scripts_and_from_other_sites(visitor, settings):
    sign_in(visitor, "analis")
    cookie = visitor.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 3600)
    assert settings.SESSION_COOKIE_SECURE is settings.CSRF_COOKIE_SECURE is settings.IS_HTTPS is False


def test_signing_in_changes_the_session(visitor):
    sign_in(visitor, "analis")
    first = visitor.cookies["sessionid"].value
    visitor.post(reverse("logout"), {"csrfmiddlewaretoken": visitor.cookies["csrftoken"].value})
    sign_in(visitor, "analis")
    assert visitor.cookies["sessionid"].value not in ("", first)
