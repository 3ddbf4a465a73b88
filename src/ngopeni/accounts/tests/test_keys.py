"""No administrator makes himself both keys of an account that sees names."""

from __future__ import annotations

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.actions import accept, find_invitation, forget_device, invite_to_new_password, record
from ngopeni.accounts.models import AuditEvent, User
from ngopeni.accounts.rights import Permission

OWN = "33.19.01.2001"


@pytest.fixture
def operator(people) -> User:
    person = people["operator"]
    assert reads_names(person)
    return person


def reads_names(person: User) -> bool:
    fresh = User.objects.get(pk=person.pk)
    return fresh.can(Permission.READ_PEOPLE, fresh.village_code)


def new_password(person: User, by: User) -> None:
    _invitation, token = invite_to_new_password(user=person, by=by)
    accept(invitation=find_invitation(token), username="", password="melati-di-sawah")


def show_telephone(person: User) -> None:
    record("accounts.second_factor", by=person.username, subject=person.username)


def set_up_telephone(person: User) -> None:
    TOTPDevice.objects.create(user=person, name="aplikasi")
    record("accounts.set_up_second_factor", by=person.username, subject=person.username)


def test_a_new_password_alone_leaves_names_open(operator, people):
    new_password(operator, people["pengelola"])
    assert reads_names(operator)


def test_a_new_telephone_alone_leaves_names_open(operator, people):
    forget_device(user=operator, reason="hilang", by=people["pengelola"])
    assert reads_names(operator)


def test_both_close_them_whichever_comes_first(operator, people):
    forget_device(user=operator, reason="hilang", by=people["pengelola"])
    new_password(operator, people["pengelola"])
    assert not reads_names(operator)
    event = AuditEvent.objects.get(action="accounts.withdraw_pact")
    assert (event.actor, event.subject) == ("pengelola", "operator")
    kades = people["kades"]
    new_password(kades, people["pengelola"])
    forget_device(user=kades, reason="hilang", by=people["pengelola"])
    assert not reads_names(kades)


def test_who_shows_the_telephone_in_between_keeps_them(operator, people):
    new_password(operator, people["pengelola"])
    show_telephone(operator)
    forget_device(user=operator, reason="hilang", by=people["pengelola"])
    assert reads_names(operator)
    set_up_telephone(operator)
    new_password(operator, people["pengelola"])
    assert reads_names(operator)


def test_forgetting_what_is_not_there_changes_nothing(operator, people):
    new_password(operator, people["pengelola"])
    TOTPDevice.objects.filter(user=operator).delete()
    before = AuditEvent.objects.count()
    forget_device(user=operator, reason="hilang", by=people["pengelola"])
    assert AuditEvent.objects.count() == before
