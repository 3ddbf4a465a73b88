"""No account manager opens names alone: somebody else vouches for the person after both keys changed hands."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.actions import (
    accept,
    add_user,
    find_invitation,
    forget_device,
    invite_to_new_password,
    record,
    record_pact,
    vouch,
)
from ngopeni.accounts.models import AuditEvent, IntegrityPact, User
from ngopeni.accounts.refusal import Keys
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError

CHOSEN = {"new_password1": "melati-di-sawah", "new_password2": "melati-di-sawah"}
YEAR = dt.timedelta(days=365)


@pytest.fixture
def operator(people) -> User:
    person = people["operator"]
    assert reads_names(person)
    return person


@pytest.fixture
def newcomer(people, operator) -> User:
    """Somebody with a password from the administrator, a grant, and nothing else yet."""
    TOTPDevice.objects.filter(user=operator).delete()
    IntegrityPact.objects.filter(user=operator).delete()
    User.objects.filter(pk=operator.pk).update(vouched_at=None, vouched_by="")
    return User.objects.get(pk=operator.pk)


def reads_names(person: User) -> bool:
    fresh = User.objects.get(pk=person.pk)
    return fresh.can(Permission.READ_PEOPLE, fresh.village_code)


def why(person: User, right: Permission = Permission.READ_PEOPLE) -> str:
    fresh = User.objects.get(pk=person.pk)
    found = fresh.refusal(right)
    return found.code if found else ""


def new_password(person: User, by: User) -> None:
    fresh = User.objects.get(pk=person.pk)
    _invitation, token = invite_to_new_password(user=fresh, by=by)
    accept(invitation=find_invitation(token), username="", password="melati-di-sawah")


def show_telephone(person: User) -> None:
    record("accounts.second_factor", by=person.username, subject=person.username)


def sign(person: User, by: str = "hukum") -> None:
    today = timezone.localdate()
    record_pact(user=User.objects.get(pk=person.pk), number="PI 7", signed_on=today, ends_on=today + YEAR, by=by)


def set_up_telephone(client: Client, person: User) -> None:
    client.get(reverse("set_up_second_factor"))
    device = TOTPDevice.objects.get(user=person, confirmed=False)
    client.post(reverse("set_up_second_factor"), {"code": f"{totp(device.bin_key):06d}"})
    assert TOTPDevice.objects.get(user=person).confirmed


def take_over(admin: Client, person: User) -> Client:
    """An administrator makes a link for somebody's new password and opens it himself."""
    admin.post(reverse("new_password", args=[person.pk]))
    token = admin.session["link"][1]
    thief = Client()
    thief.get(reverse("open_invitation", args=[token]))
    assert thief.post(reverse("accept_invitation"), CHOSEN).status_code == 302
    return thief


def residents(client: Client, person: User) -> int:
    return client.get(reverse("residents", args=[person.village_code])).status_code


def test_an_administrator_who_opens_the_link_himself_reads_no_names(published, newcomer, client_as):
    sign(newcomer)
    thief = take_over(client_as("pengelola"), newcomer)
    set_up_telephone(thief, newcomer)
    answer = thief.get(reverse("residents", args=[newcomer.village_code]))
    assert answer.status_code == 403
    assert "Hubungi Bagian Hukum atau Dinas Sosial" in answer.content.decode()
    assert why(newcomer) == "ACCOUNTS-018"
    told = AuditEvent.objects.filter(action="accounts.keys_new", subject="operator").first()
    assert told.details == {"giver": "pengelola"}


def test_nor_does_one_who_takes_the_telephone_away_first_or_last(published, operator, people, client_as):
    admin = client_as("pengelola")
    forget_device(user=operator, reason="hilang", by=people["pengelola"])
    thief = take_over(admin, operator)
    assert why(operator) == "ACCOUNTS-018"
    set_up_telephone(thief, operator)
    assert residents(thief, operator) == 403
    kades = people["kades"]
    thief = take_over(admin, kades)
    assert reads_names(kades)
    assert thief.get(reverse("home")).url.startswith(reverse("second_factor"))
    forget_device(user=kades, reason="hilang", by=people["pengelola"])
    assert why(kades) == "ACCOUNTS-018"


def test_nor_one_who_takes_over_the_account_that_could_vouch(published, operator, people, client_as):
    legal, admin = people["hukum"], client_as("pengelola")
    forget_device(user=legal, reason="hilang", by=people["pengelola"])
    thief = take_over(admin, legal)
    set_up_telephone(thief, legal)
    assert thief.get(reverse("pacts")).status_code == 403
    assert thief.post(reverse("confirm_holder", args=[operator.pk])).status_code == 403
    assert why(legal, Permission.RECORD_PACTS) == "ACCOUNTS-019"
    page = client_as("dinsos").get(reverse("pacts")).content.decode()
    assert 'Pastikan<span class="visually-hidden"> Hukum' in page
    client_as("dinsos").post(reverse("confirm_holder", args=[legal.pk]), {"kunci": stamp_of(legal)})
    assert why(legal, Permission.RECORD_PACTS) == ""


def test_an_account_that_records_pacts_and_was_made_on_the_server_needs_no_other(people):
    first = add_user(username="bagum", full_name="Bagum", role_code="legal", password="x", by="perintah:rina")
    assert first.keys is Keys.OWN


def stamp_of(person: User) -> str:
    return User.objects.get(pk=person.pk).keys_new_at.isoformat()


def test_a_pact_from_before_the_telephone_waits_until_it_is_confirmed(published, newcomer, client_as):
    sign(newcomer)
    assert why(newcomer) == "ACCOUNTS-018"
    person = Client()
    person.force_login(newcomer, backend="django.contrib.auth.backends.ModelBackend")
    legal = client_as("hukum")
    assert "menunggu telepon dipasang" in legal.get(reverse("pacts")).content.decode()
    set_up_telephone(person, newcomer)
    assert residents(person, newcomer) == 403
    page = legal.get(reverse("pacts"), {"keadaan": "pastikan"}).content.decode()
    assert "1 orang menunggu dipastikan" in page
    path = reverse("confirm_holder", args=[newcomer.pk])
    assert path in page
    assert "apakah ia sendiri yang memasang kode masuk" in legal.get(path).content.decode()
    assert legal.post(path, {"kunci": stamp_of(newcomer)}).status_code == 302
    assert reads_names(newcomer)
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.subject) == ("accounts.vouch", "hukum", "operator")


def test_a_pact_recorded_once_the_telephone_is_there_holds_at_once(published, newcomer, client_as):
    person = Client()
    person.force_login(newcomer, backend="django.contrib.auth.backends.ModelBackend")
    set_up_telephone(person, newcomer)
    assert why(newcomer) == "ACCOUNTS-016"
    sign(newcomer)
    assert reads_names(newcomer)
    assert residents(person, newcomer) == 200


def test_what_was_confirmed_is_closed_by_the_next_change_of_both_keys_and_opened_again(operator, people):
    forget_device(user=operator, reason="hilang", by=people["pengelola"])
    new_password(operator, people["pengelola"])
    assert not reads_names(operator)
    with pytest.raises(UserError) as refused:
        vouch(user=User.objects.get(pk=operator.pk), by="hukum")
    assert refused.value.code == "ACCOUNTS-027"
    TOTPDevice.objects.create(user=operator, name="aplikasi")
    vouch(user=User.objects.get(pk=operator.pk), by="hukum")
    assert reads_names(operator)


def test_keys_that_changed_while_the_page_stood_open_are_not_confirmed(published, newcomer, client_as):
    sign(newcomer)
    person, legal = Client(), client_as("hukum")
    person.force_login(newcomer, backend="django.contrib.auth.backends.ModelBackend")
    set_up_telephone(person, newcomer)
    path = reverse("confirm_holder", args=[newcomer.pk])
    assert legal.post(path, {"kunci": ""}).status_code == 422
    seen = stamp_of(newcomer)
    User.objects.filter(pk=newcomer.pk).update(keys_new_at=timezone.now())
    refused = legal.post(path, {"kunci": seen})
    assert refused.status_code == 422
    assert "berubah sejak halaman ini dibuka" in refused.content.decode()
    assert not reads_names(newcomer)


def test_nobody_vouches_for_oneself(people):
    with pytest.raises(UserError) as refused:
        vouch(user=people["dinsos"], by="dinsos")
    assert refused.value.code == "ACCOUNTS-020"


def test_a_new_password_alone_leaves_names_open(operator, people):
    new_password(operator, people["pengelola"])
    assert reads_names(operator)


def test_a_new_telephone_alone_leaves_names_open(published, operator, people, client_as):
    forget_device(user=operator, reason="hilang", by=people["pengelola"])
    assert reads_names(operator)
    person = Client()
    person.force_login(operator, backend="django.contrib.auth.backends.ModelBackend")
    set_up_telephone(person, operator)
    assert residents(person, operator) == 200


def test_who_shows_the_telephone_in_between_keeps_them(operator, people):
    new_password(operator, people["pengelola"])
    show_telephone(operator)
    forget_device(user=operator, reason="hilang", by=people["pengelola"])
    assert reads_names(operator)
    TOTPDevice.objects.create(user=operator, name="aplikasi")
    record("accounts.set_up_second_factor", by=operator.username, subject=operator.username)
    new_password(operator, people["pengelola"])
    assert reads_names(operator)


def test_forgetting_what_is_not_there_changes_nothing(operator, people):
    new_password(operator, people["pengelola"])
    TOTPDevice.objects.filter(user=operator).delete()
    before = AuditEvent.objects.count()
    forget_device(user=operator, reason="hilang", by=people["pengelola"])
    assert AuditEvent.objects.count() == before


def test_a_secret_that_another_session_has_seen_is_never_confirmed(published, newcomer, client_as):
    """Whoever opens a link before its owner and only looks at the secret would else hold the owner's telephone."""
    first, owner = Client(), Client()
    for client in (first, owner):
        client.force_login(newcomer, backend="django.contrib.auth.backends.ModelBackend")
    first.get(reverse("set_up_second_factor"))
    seen = TOTPDevice.objects.get(user=newcomer).key
    owner.get(reverse("set_up_second_factor"))
    assert TOTPDevice.objects.get(user=newcomer).key != seen
