"""Who may open which page, stated as a table and compared with what the pages really do."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import ROLES
from ngopeni.conftest import ROLES as ROLE_OF
from ngopeni.tests.authorization.pages import (
    DISCUSSING,
    EVERYBODY,
    FILES,
    MATRIX,
    OPEN,
    OWN,
    address,
    all_pages,
    expected,
)
from ngopeni.zones.models import Objection

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def test_every_page_asks_for_a_permission_or_is_declared_open():
    for name, pattern in all_pages().items():
        assert hasattr(pattern.callback, "required_permission"), name
        wanted = pattern.callback.required_permission
        assert (wanted is None) is (name in OPEN | OWN), name
        assert wanted is None or isinstance(wanted, Permission), name


def test_the_table_below_names_every_page():
    assert set(MATRIX) == set(all_pages()) - OPEN - OWN


# What may stand in an address. The guard of a page checks `village_code` against the grants by that name; what else may
# name somebody's village is checked by the page itself, and tried in `test_situations`.
PARTS = {"village_code", "source_id", "row_number", "year", "number", "district_code", "rule_code", "code", "name"}
PARTS |= {"waiver_id", "objection_id", "upload_id", "batch_id", "job_id", "user_id", "grant_id", "pact_id", "decision"}
PARTS |= {"invitation_id", "token", "kind"}
PARTS |= {"agreement_id", "conflict_id", "ruling_id", "proposal_number"}
PARTS |= {"decree_id", "member_id", "wave_number", "judgement_id"}


def test_addresses_are_made_of_parts_that_somebody_checks():
    found = {part for pattern in all_pages().values() for part in pattern.pattern.converters}
    assert found == PARTS


def test_the_table_agrees_with_the_roles():
    usernames = {role: username for username, role in ROLE_OF.items()}
    for name, (_, who) in MATRIX.items():
        wanted = all_pages()[name].callback.required_permission
        assert {usernames[role.code] for role in ROLES.values() if wanted in role.permissions} == set(who.split()), name


def _rights_of(name: str, username: str) -> tuple[bool, bool, bool]:
    """Whether somebody may open a page, brings files, and reads drafts of decrees."""
    return username in MATRIX[name][1].split(), username in FILES.split(), username in DISCUSSING.split()


@pytest.mark.one_database
def test_pages_open_to_whom_the_table_says_and_to_nobody_else(places, client_as):
    wrong = []
    for username in EVERYBODY.split():
        client = client_as(username)
        for name in MATRIX:
            status = client.get(address(name, places)).status_code
            if status not in expected(name, *_rights_of(name, username)):
                wrong.append((username, name, status))
    assert wrong == []


def test_acting_is_refused_to_whom_the_table_does_not_name(places, client_as):
    wrong = []
    for username in EVERYBODY.split():
        client = client_as(username)
        for name, (_, who) in MATRIX.items():
            if username not in who.split() and client.post(address(name, places)).status_code != 403:
                wrong.append((username, name))
    assert wrong == []


def test_somebody_unknown_is_sent_to_sign_in(places, client_as):
    client = Client()
    for name in MATRIX:
        path = address(name, places)
        for answer in (client.get(path), client.post(path)):
            assert (answer.status_code, answer.url.split("?")[0]) == (302, "/masuk/"), name
    assert client.get(reverse("login")).status_code == 200
    assert client.get("/tidak/ada/").status_code == 404


def test_an_operator_objects_for_the_own_village_alone(places, client_as):
    client = client_as("operator")
    own, other = (reverse("raise_objection", args=[places[which]]) for which in ("own", "near"))
    assert client.get(own).status_code == 200
    before = Objection.objects.count()
    for method in (client.get, client.post):
        assert method(other, {"text": "Jalan desa sudah diperbaiki."}).status_code == 403
    assert Objection.objects.count() == before
    assert client.post(own, {"text": "Jalan desa sudah diperbaiki."}).status_code == 302
    assert Objection.objects.count() == before + 1
    assert b"Ajukan sanggahan" in client.get(reverse("village", args=[places["own"]])).content
    assert b"Ajukan sanggahan" not in client.get(reverse("village", args=[places["near"]])).content


def test_every_page_comes_with_a_strict_policy(places, client_as):
    client = client_as("analis")
    answers = [client.get(address(name, places)) for name in MATRIX]
    answers += [client.get("/tidak/ada/"), client_as("bupati").get(address("bring", places))]
    answers += [Client().get(reverse("login")), Client().get("/")]
    for answer in answers:
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if part)
        assert STRICT.items() <= policy.items(), answer.request["PATH_INFO"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        page = answer.content.decode("utf-8", "replace")
        if answer["Content-Type"].startswith("text/html"):
            for inline in (" style=", " onclick=", " onload=", "<style", "javascript:"):
                assert inline not in page, answer.request["PATH_INFO"]
