from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

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


def test_without_the_token_of_the_page_nobody_signs_in(visitor):
    assert visitor.post(reverse("login"), {"username": "analis", "password": PASSWORD}).status_code == 403


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
