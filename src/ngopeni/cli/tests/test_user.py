from __future__ import annotations

import pytest

from ngopeni.accounts.models import AuditEvent, User
from ngopeni.tests.said import run_here

DESA = "33.19.01.2001"


def test_it_adds_a_person_whose_password_is_said_once_and_kept_nowhere(workspace, db):
    said = run_here("user", "rina", "--role", "analyst", "--full-name", "Rina S.", "--json", home=workspace.home)
    rina = User.objects.get(username="rina")
    password = said.json["password"]
    assert rina.check_password(password)
    assert len(password) >= 16
    assert password not in rina.password
    event = AuditEvent.objects.get(action="accounts.add_user")
    assert password not in str(event.details)
    assert event.details == {"role": "analyst"}
    assert [grant.scope_code for grant in rina.grants.all()] == ["33.19"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["rina", "--role", "analyst", "--village", DESA], "ACCOUNTS-003"),
        (["rina", "--role", "operator"], "ACCOUNTS-003"),
        (["rina", "--role", "operator", "--village", "33.16.01.2001"], "ACCOUNTS-004"),
        (["rina", "--role", "operator", "--village", "desa"], "ACCOUNTS-004"),
        (["rina s", "--role", "regent"], "ACCOUNTS-005"),
        (["", "--role", "regent"], "ACCOUNTS-005"),
        (["r" * 61, "--role", "regent"], "ACCOUNTS-005"),
    ],
)
def test_a_person_who_could_not_be_held_to_account_is_refused(workspace, db, words, code):
    said = run_here("user", *words, "--json", home=workspace.home)
    assert (said.code, said.json["error"]) == (2, code)
    assert User.objects.count() == 0


def test_a_name_is_given_once(workspace, db):
    for code in (0, 2):
        said = run_here("user", "rina", "--role", "operator", "--village", DESA, "--json", home=workspace.home)
        assert said.code == code
    assert said.json["error"] == "ACCOUNTS-002"


def test_a_role_that_nobody_knows_is_refused(workspace, db):
    assert run_here("user", "rina", "--role", "raja", home=workspace.home).code == 2


def test_a_pact_is_recorded_from_the_server(workspace, db):
    run_here("user", "rina", "--role", "operator", "--village", DESA, home=workspace.home)
    said = run_here("pact", "rina", "--number", "PI 1/2026", "--signed-on", "2026-01-05", "--json", home=workspace.home)
    assert said.json == {"username": "rina", "ends_on": "2027-01-05"}
    pact = User.objects.get(username="rina").pacts.get()
    assert (pact.number, str(pact.signed_on)) == ("PI 1/2026", "2026-01-05")
    assert pact.recorded_by.startswith("perintah:")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["tidak-ada", "--number", "PI 1"], "ACCOUNTS-006"),
        (["rina", "--number", " "], "ACCOUNTS-026"),
        (["rina", "--number", "PI 1", "--signed-on", "2999-01-01"], "ACCOUNTS-024"),
        (["rina", "--number", "PI 1", "--signed-on", "2026-01-01", "--until", "2025-01-01"], "ACCOUNTS-022"),
        (["bupati", "--number", "PI 1"], "ACCOUNTS-025"),
    ],
)
def test_a_pact_that_cannot_hold_is_refused(workspace, db, words, code):
    run_here("user", "rina", "--role", "operator", "--village", DESA, home=workspace.home)
    run_here("user", "bupati", "--role", "regent", home=workspace.home)
    said = run_here("pact", *words, "--json", home=workspace.home)
    assert (said.code, said.json["error"]) == (2, code)


def test_an_administrator_whom_nobody_can_help_gets_a_new_password(workspace, db):
    first = run_here("user", "rina", "--role", "administrator", "--json", home=workspace.home).json["password"]
    said = run_here("password", "rina", "--json", home=workspace.home)
    rina = User.objects.get(username="rina")
    assert rina.check_password(said.json["password"])
    assert not rina.check_password(first)
    event = AuditEvent.objects.get(action="accounts.set_password")
    assert event.actor.startswith("perintah:")
    assert said.json["password"] not in str(event.details)
    assert run_here("password", "tidak-ada", home=workspace.home).code == 2
