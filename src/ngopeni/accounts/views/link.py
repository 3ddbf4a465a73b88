"""The page that shows the link of an invitation, once."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ngopeni.accounts import actions
from ngopeni.accounts.models import Invitation
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.wording import write_date

# In the session, from the form until the page is shown: the number of the invitation and its token.
KEY = "link"


def show_link(request: Request, invitation: Invitation, token: str) -> HttpResponse:
    """Lead to the page of a link just made, so that loading it again sends no form."""
    request.session[KEY] = [invitation.pk, token]
    return redirect("invitation_link", invitation.pk)


@requires(Permission.MANAGE_USERS)
@never_cache
def invitation_link(request: Request, invitation_id: int) -> HttpResponse:
    """Show a link with ways to send it; the second time, say that it was shown and offer another."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    known, token = request.session.get(KEY, (0, ""))
    if known != invitation.pk:
        return render(request, "accounts/link_gone.html", {"invitation": invitation})
    del request.session[KEY]
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


@requires(Permission.MANAGE_USERS)
@require_POST
@never_cache
def renew_invitation(request: Request, invitation_id: int) -> HttpResponse:
    """Another link in place of one that was not sent or got lost."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    return show_link(request, *actions.renew(invitation=invitation, by=request.user))


def _message(invitation: Invitation, link: str) -> str:
    """What goes with the link; the invited reads Indonesian, whatever the administrator reads."""
    at = timezone.localtime(invitation.expires_at)
    until = f"{write_date(at.date())} {at:%H.%M} WIB"
    if invitation.user_id is not None:
        what = "Tautan berikut untuk membuat kata sandi baru Anda di Ngopeni."
    else:
        what = f"Anda diundang memakai Ngopeni sebagai {invitation.role.name}."
    return (
        f"Yth. {invitation.full_name},\n\n{what}\n{link}\n\n"
        f"Tautan ini hanya untuk Anda, dapat dipakai satu kali, dan berlaku sampai {until}. Jangan diteruskan."
    )
