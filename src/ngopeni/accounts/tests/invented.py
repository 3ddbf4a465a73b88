"""Invented people of the tests, with everything that their role needs."""

from __future__ import annotations

import datetime as dt

from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.actions import add_user, give_grant
from ngopeni.accounts.models import IntegrityPact, User
from ngopeni.accounts.roles import ROLES, Level

PARTS = {Level.REGENCY: 2, Level.DISTRICT: 3, Level.VILLAGE: 4}


def add_person(username: str, role_code: str, *, village_code: str, password: str) -> User:
    """Somebody with a grant around a village and what the role needs: a telephone, a pact, a voucher for both keys."""
    person = add_user(
        username=username, full_name=username.capitalize(), role_code=role_code, password=password, by="uji"
    )
    today = timezone.localdate()
    scope = ".".join(village_code.split(".")[: PARTS[ROLES[role_code].level]])
    year = today + dt.timedelta(days=365)
    give_grant(user=person, scope_code=scope, starts_on=today, ends_on=year, paper="SK 1/2026 (uji)", by="uji")
    if person.role.needs_code:
        TOTPDevice.objects.create(user=person, name="uji")
        User.objects.filter(pk=person.pk).update(vouched_at=timezone.now(), vouched_by="hukum")
    if person.role.sees_names:
        IntegrityPact.objects.create(
            user=person, number="PI-1 (uji)", signed_on=today, ends_on=year, recorded_by="hukum"
        )
    return User.objects.get(pk=person.pk)


def sign_in(client: Client, person: User) -> None:
    """Begin a session in which the second factor was shown too."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    device = TOTPDevice.objects.filter(user=person, confirmed=True).first()
    if device is not None:
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
