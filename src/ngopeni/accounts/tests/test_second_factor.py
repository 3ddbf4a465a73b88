from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.models import AuditEvent
from ngopeni.conftest import PASSWORD


@pytest.fixture
def visitor(published, client_as) -> Client:
    """Somebody with a password and nothing else yet."""
    return Client()


def enter(client: Client, username: str, password: str = PASSWORD):
    return client.post(reverse("login"), {"username": username, "password": password})


def code_of(device: TOTPDevice) -> str:
    return f"{totp(device.bin_key):06d}"


def test_a_role_that_sees_names_gets_nowhere_without_the_second_factor(visitor):
    enter(visitor, "dinsos")
    for page in ("home", "map", "sources"):
        answer = visitor.get(reverse(page))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("second_factor") + "?next=")
    assert visitor.get(reverse("account")).url == reverse("second_factor")


def test_a_role_without_names_needs_none(visitor):
    enter(visitor, "bupati")
    assert visitor.get(reverse("home")).status_code == 200


def test_the_code_of_the_telephone_opens_the_page_that_was_asked_for(visitor, people):
    enter(visitor, "dinsos")
    device = TOTPDevice.objects.get(user=people["dinsos"])
    refused = visitor.post(reverse("second_factor"), {"code": "000000"})
    assert "Kode tidak cocok" in refused.content.decode()
    assert visitor.get(reverse("home")).status_code == 302
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    code = code_of(device)
    answer = visitor.post(reverse("second_factor"), {"code": f"{code[:3]} {code[3:]}", "next": "/sumber/"})
    assert answer.url == "/sumber/"
    assert visitor.get(reverse("home")).status_code == 200
    actions = list(AuditEvent.objects.values_list("action", flat=True))[:2]
    assert actions == ["accounts.second_factor", "accounts.second_factor_refused"]
    assert code not in str(list(AuditEvent.objects.values()))


def test_a_code_is_good_for_once(visitor, people):
    enter(visitor, "dinsos")
    code = code_of(TOTPDevice.objects.get(user=people["dinsos"]))
    visitor.post(reverse("second_factor"), {"code": code})
    other = Client()
    enter(other, "dinsos")
    other.post(reverse("second_factor"), {"code": code})
    assert other.get(reverse("home")).status_code == 302


def test_wrong_codes_are_slowed_down_and_a_right_one_is_not_called_wrong(visitor, people):
    enter(visitor, "dinsos")
    device = TOTPDevice.objects.get(user=people["dinsos"])
    visitor.post(reverse("second_factor"), {"code": "000000"})
    TOTPDevice.objects.update(throttling_failure_count=5, throttling_failure_timestamp=timezone.now())
    refusals = AuditEvent.objects.filter(action="accounts.second_factor_refused").count()
    told = visitor.post(reverse("second_factor"), {"code": code_of(device)}).content.decode()
    assert re.search(r"tunggu 1[56] detik lagi", told)
    assert "Kode tidak cocok" not in told
    assert visitor.get(reverse("home")).status_code == 302
    assert AuditEvent.objects.filter(action="accounts.second_factor_refused").count() == refusals
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - dt.timedelta(minutes=1))
    visitor.post(reverse("second_factor"), {"code": code_of(device)})
    assert visitor.get(reverse("home")).status_code == 200


@pytest.mark.parametrize("username", ["pengelola", "hukum", "pemeriksa"])
def test_who_hands_out_keys_or_reads_the_log_shows_a_second_factor_too(visitor, people, username):
    enter(visitor, username)
    assert visitor.get(reverse("home")).url.startswith(reverse("second_factor") + "?next=")
    assert visitor.post(reverse("users"), {"q": ""}).status_code == 302
    visitor.post(reverse("second_factor"), {"code": code_of(TOTPDevice.objects.get(user=people[username]))})
    assert visitor.get(reverse("home")).status_code == 200


def test_everybody_else_may_set_one_up_and_is_asked_for_it_from_then_on(visitor, people):
    enter(visitor, "bupati")
    assert reverse("set_up_second_factor") in visitor.get(reverse("account")).content.decode()
    assert "tidak wajib" in visitor.get(reverse("set_up_second_factor")).content.decode()
    assert visitor.get(reverse("home")).status_code == 200
    device = TOTPDevice.objects.get(user=people["bupati"])
    visitor.post(reverse("set_up_second_factor"), {"code": code_of(device)})
    assert visitor.get(reverse("home")).status_code == 200
    other = Client()
    enter(other, "bupati")
    assert other.get(reverse("home")).url.startswith(reverse("second_factor"))


def test_somebody_new_sets_up_a_telephone_and_gets_recovery_codes_once(visitor, people):
    TOTPDevice.objects.filter(user=people["operator"]).delete()
    enter(visitor, "operator")
    assert visitor.get(reverse("second_factor")).url == reverse("set_up_second_factor")
    page = visitor.get(reverse("set_up_second_factor")).content.decode()
    assert "<svg" in page
    device = TOTPDevice.objects.get(user=people["operator"])
    assert not device.confirmed
    assert visitor.get(reverse("home")).status_code == 302
    done = visitor.post(reverse("set_up_second_factor"), {"code": code_of(device)}).content.decode()
    codes = re.findall(r"<code>(\d{4} \d{4})</code>", done)
    assert len(set(codes)) == 8
    assert visitor.get(reverse("home")).status_code == 200
    assert visitor.get(reverse("set_up_second_factor")).status_code == 302
    lost = Client()
    enter(lost, "operator")
    lost.post(reverse("second_factor"), {"code": codes[0]})
    assert lost.get(reverse("home")).status_code == 200
    again = Client()
    enter(again, "operator")
    again.post(reverse("second_factor"), {"code": codes[0]})
    assert again.get(reverse("home")).status_code == 302


def test_five_wrong_passwords_close_the_door_even_to_the_right_one(visitor):
    for _ in range(4):
        assert enter(visitor, "ketua", "salah").status_code == 200
    shut = enter(visitor, "ketua", "salah")
    assert shut.status_code == 429
    assert "15 menit" in shut.content.decode()
    assert enter(visitor, "ketua").status_code == 429
    assert visitor.get(reverse("home")).status_code == 302
    event = AuditEvent.objects.filter(action="accounts.locked_out").first()
    assert event.actor == "ketua"
    assert "salah" not in str(event.details)
    assert enter(Client(), "bupati").status_code == 302
