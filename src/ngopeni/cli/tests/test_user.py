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
