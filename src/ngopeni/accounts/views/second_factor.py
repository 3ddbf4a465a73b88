"""The second factor: set up once, shown at every sign-in."""

from __future__ import annotations

import base64
import math
import secrets

import segno
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django_otp import devices_for_user, match_token
from django_otp import login as show_second_factor
from django_otp.models import Device
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.actions import note_new_keys, record
from ngopeni.accounts.models import User
from ngopeni.accounts.permissions import Request, signed_in
from ngopeni.accounts.refusal import Keys
from ngopeni.accounts.views.sign_in import next_page

RECOVERY_CODES, RECOVERY_DIGITS = 8, 8
# In the session: which telephone is being set up in it.
KEY = "new_device"


@signed_in
def second_factor(request: Request) -> HttpResponse:
    """Ask for a code; whoever has no device yet sets one up first."""
    user = request.user
    if user.is_verified():  # type: ignore[attr-defined]
        return redirect("account")
    devices = list(devices_for_user(user))
    if not devices:
        return redirect("set_up_second_factor")
    wrong, wait = False, 0
    if request.method == "POST":
        code = _digits(request.POST.get("code", ""))
        wait = min(map(_seconds_to_wait, _devices_for(code, devices)))
        device = match_token(user, code) if not wait else None
        if device is not None:
            show_second_factor(request, device)
            record("accounts.second_factor", by=user.username, subject=user.username, kind=device._meta.model_name)
            return redirect(next_page(request))
        if not wait:
            record("accounts.second_factor_refused", by=user.username, subject=user.username)
            wrong = True
    context = {"is_wrong": wrong, "wait": wait, "next": next_page(request)}
    return render(request, "accounts/second_factor.html", context)


def _devices_for(code: str, devices: list[Device]) -> list[Device]:
    """The devices that a code can be of: recovery codes are longer than those of a telephone."""
    is_recovery = len(code) == RECOVERY_DIGITS
    return [each for each in devices if isinstance(each, StaticDevice) is is_recovery] or devices


def _seconds_to_wait(device: Device) -> int:
    """How long a device takes no code after wrong ones; a right one would be refused as well, so it is not tried."""
    allowed, why = device.verify_is_allowed()
    if allowed or not why or "locked_until" not in why:
        return 0
    return max(1, math.ceil((why["locked_until"] - timezone.now()).total_seconds()))


@signed_in
def set_up_second_factor(request: Request) -> HttpResponse:
    """Show the secret until a first code proves that the telephone has it."""
    user = request.user
    if any(devices_for_user(user)):
        return redirect("second_factor")
    device = _device_of_this_session(request)
    wrong, wait = False, 0
    if request.method == "POST":
        wait = _seconds_to_wait(device)
        if not wait and device.verify_token(_digits(request.POST.get("code", ""))):
            return _set_up(request, device)
        wrong = not wait
    return render(
        request,
        "accounts/set_up_second_factor.html",
        {
            "is_wrong": wrong,
            "wait": wait,
            "picture": mark_safe(segno.make(device.config_url).svg_inline(scale=5, border=2)),  # noqa: S308
            "secret": _secret_of(device),
            # A visitor of the demonstration may have no app at hand; anywhere else the code is on the telephone alone.
            "demo_code": f"{totp(device.bin_key):06d}" if request.workspace.is_demo else "",
        },
    )


def _device_of_this_session(request: Request) -> TOTPDevice:
    """The telephone being set up; never one whose secret another session has seen.

    Whoever opened a link before its owner would otherwise know the secret that the owner confirms later.
    """
    waiting = TOTPDevice.objects.filter(user=request.user, confirmed=False)
    found = waiting.filter(pk=request.session.get(KEY, 0)).first()
    if found is None:
        waiting.delete()
        found = TOTPDevice.objects.create(user=request.user, confirmed=False, name="aplikasi")
        request.session[KEY] = found.pk
    return found


def _set_up(request: Request, device: TOTPDevice) -> HttpResponse:
    """The telephone holds from now on; where the password is new as well, what was vouched for no longer counts."""
    user = request.user
    with transaction.atomic():
        note_new_keys(user=user, by=user.username)
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        record("accounts.set_up_second_factor", by=user.username, subject=user.username)
        codes = _recovery_codes(user)
    request.session.pop(KEY, None)
    show_second_factor(request, device)
    waits = user.role.sees_names and user.keys is not Keys.VOUCHED
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "waits": waits})


@signed_in
def renew_recovery_codes(request: Request) -> HttpResponse:
    """New recovery codes; the old ones no longer open anything."""
    user = request.user
    if request.method != "POST" or not user.is_verified():  # type: ignore[attr-defined]
        return redirect("account")
    record("accounts.renew_recovery_codes", by=user.username, subject=user.username)
    messages.success(request, _("Kode cadangan yang lama tidak berlaku lagi."))
    return render(request, "accounts/recovery_codes.html", {"codes": _recovery_codes(user)})


def _recovery_codes(user: User) -> list[str]:
    """Codes for a lost telephone, each good for once."""
    device, _made = StaticDevice.objects.get_or_create(user=user, name="cadangan")
    device.token_set.all().delete()
    codes = [f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}d}" for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=code)
    return [f"{code[:4]} {code[4:]}" for code in codes]


def _digits(text: str) -> str:
    """A code as people type it, with blanks."""
    return "".join(text.split())


def _secret_of(device: TOTPDevice) -> str:
    """The secret in groups of four, for telephones that cannot read the picture."""
    text = base64.b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))
