"""What the invited sees: who invites, as what; then a user name, a password, and in.

The token stands in the address of the first request only. From then on the session knows which invitation it is
about, so that the token is in no page, no referrer and no later line of a server's log.
"""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from ngopeni.accounts import actions
from ngopeni.accounts.forms import AcceptForm
from ngopeni.accounts.models import Invitation, User
from ngopeni.accounts.permissions import Request, open_to_all
from ngopeni.accounts.place_names import place_name
from ngopeni.accounts.roles import ROLES
from ngopeni.kernel.error import UserError

KEY = "invitation"
BACKEND = "django.contrib.auth.backends.ModelBackend"
GONE = 410


@open_to_all
@never_cache
def open_invitation(request: Request, token: str) -> HttpResponse:
    """Remember in the session which invitation the link stands for, and leave the link behind."""
    try:
        request.session[KEY] = actions.find_invitation(token).pk
    except UserError as error:
        return _dead_link(request, error)
    response = redirect("accept_invitation")
    response["Referrer-Policy"] = "no-referrer"
    return response


@open_to_all
@never_cache
def accept_invitation(request: Request) -> HttpResponse:
    """Show the invitation, and make the account or the new password."""
    invitation = Invitation.objects.select_related("user", "invited_by").filter(pk=request.session.get(KEY, 0)).first()
    if invitation is None or not invitation.is_open:
        return _dead_link(request, UserError("ACCOUNTS-030"))
    # Passwords are compared with the names of their owner.
    person = invitation.user or User(
        username=request.POST.get("username", ""), full_name=invitation.full_name, institution=invitation.institution
    )
    form = AcceptForm(person, request.POST or None, is_new=invitation.user is None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.accept(
                invitation=invitation,
                username=form.cleaned_data.get("username", ""),
                password=form.cleaned_data["new_password1"],
            )
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            return _let_in(request, made)
    regency_code, role = request.workspace.regency_code, ROLES[invitation.role_code]
    context = {
        "invitation": invitation,
        "role": role,
        "places": [place_name(code, regency_code) for code in invitation.scope_codes],
        "form": form,
        "refusal": refusal,
    }
    return render(request, "accounts/accept.html", context, status=422 if refusal or form.errors else 200)


def _let_in(request: Request, person: User) -> HttpResponse:
    """Whoever held the link and chose the password is in; what needs a second factor still waits for it."""
    request.session.pop(KEY, None)
    login(request, person, backend=BACKEND)
    actions.record("accounts.sign_in", by=person.username, subject=person.username)
    return redirect("second_factor" if person.role.needs_code else "account")


def _dead_link(request: Request, error: UserError) -> HttpResponse:
    request.session.pop(KEY, None)
    return render(request, "accounts/dead_link.html", {"sentence": error.sentence(request.language)}, status=GONE)
