"""The page that shows the link of an invitation, once."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.models import Invitation
from ngopeni.accounts.permissions import Request
from ngopeni.kernel.wording import write_date


def link_page(request: Request, invitation: Invitation, token: str) -> HttpResponse:
    """Show a link with ways to send it; it is kept nowhere, so this page cannot be shown again."""
    link = request.build_absolute_uri(reverse("open_invitation", args=[token]))
    text = _message(invitation, link)
    context = {
        "invitation": invitation,
        "link": link,
        "text": text,
        "whatsapp": f"https://wa.me/?{urlencode({'text': text})}",
        "mail": f"mailto:?subject={quote(_('Undangan Ngopeni'))}&body={quote(text)}",
    }
    return render(request, "accounts/link.html", context)


def _message(invitation: Invitation, link: str) -> str:
    """What goes with the link; the invited reads Indonesian, whatever the administrator reads."""
    at = timezone.localtime(invitation.expires_at)
    until = f"{write_date(at.date())} {at:%H.%M} WIB"
    if invitation.user_id is not None:
        what = "Tautan berikut untuk membuat kata sandi baru Anda di Ngopeni."
    else:
        what = f"Anda diundang memakai Ngopeni sebagai {invitation.get_role_code_display()}."
    return (
        f"Yth. {invitation.full_name},\n\n{what}\n{link}\n\n"
        f"Tautan ini hanya untuk Anda, dapat dipakai satu kali, dan berlaku sampai {until}. Jangan diteruskan."
    )
