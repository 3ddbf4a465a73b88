"""The second factor: set up once, shown at every sign-in."""

from __future__ import annotations

import base64
import secrets

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django_otp import devices_for_user, match_token
from django_otp import login as show_second_factor
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.accounts.permissions import Request, signed_in
from ngopeni.accounts.views.sign_in import next_page

RECOVERY_CODES = 8


@signed_in
def second_factor(request: Request) -> HttpResponse:
    """Ask for a code; whoever has no device yet sets one up first."""
    user = request.user
    if user.is_verified():  # type: ignore[attr-defined]
        return redirect("account")
    if not any(devices_for_user(user)):
        return redirect("set_up_second_factor")
    wrong = False
    if request.method == "POST":
        device = match_token(user, _digits(request.POST.get("code", "")))
        if device is not None:
            show_second_factor(request, device)
            record("accounts.second_factor", by=user.username, subject=user.username, kind=device._meta.model_name)
            return redirect(next_page(request))
        record("accounts.second_factor_refused", by=user.username, subject=user.username)
        wrong = True
    return render(request, "accounts/second_factor.html", {"is_wrong": wrong, "next": next_page(request)})


@signed_in
def set_up_second_factor(request: Request) -> HttpResponse:
    """Show the secret until a first code proves that the telephone has it."""
    user = request.user
    if any(devices_for_user(user)):
        return redirect("second_factor")
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "aplikasi"})
    wrong = False
    if request.method == "POST":
        if device.verify_token(_digits(request.POST.get("code", ""))):
            device.confirmed = True
            device.save(update_fields=["confirmed"])
            show_second_factor(request, device)
            record("accounts.set_up_second_factor", by=user.username, subject=user.username)
            return render(request, "accounts/recovery_codes.html", {"codes": _recovery_codes(user)})
        wrong = True
    return render(
        request,
        "accounts/set_up_second_factor.html",
        {
            "is_wrong": wrong,
            "picture": mark_safe(segno.make(device.config_url).svg_inline(scale=5, border=2)),  # noqa: S308
            "secret": _secret_of(device),
            # A visitor of the demonstration may have no app at hand; anywhere else the code is on the telephone alone.
            "demo_code": f"{totp(device.bin_key):06d}" if request.workspace.is_demo else "",
        },
    )


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
    codes = [f"{secrets.randbelow(10**8):08d}" for _ in range(RECOVERY_CODES)]
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
