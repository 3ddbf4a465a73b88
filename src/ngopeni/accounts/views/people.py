"""Who may sign in: the list, and the page of one person."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from ngopeni.accounts.models import Invitation, User
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.place_names import place_names
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import ROLES
from ngopeni.accounts.views.actors import actor_words
from ngopeni.accounts.views.summary import Summary, state_words, summaries

PAGE_SIZE = 50


@requires(Permission.MANAGE_USERS)
@never_cache
def users(request: Request) -> HttpResponse:
    """Everybody, with what they lack; a name to look for is sent, never written into the address."""
    asked = request.POST if request.method == "POST" else request.GET
    role, state = asked.get("peran", ""), asked.get("keadaan", "")
    query = request.POST.get("q", "").strip()[:60]
    everybody = list(summaries(User.objects.prefetch_related("grants", "pacts").order_by("full_name", "pk")))
    places = place_names(request.workspace.regency_code)
    listed = [each for each in everybody if _is_sought(each, role, state, query, places)]
    page = Paginator(listed, PAGE_SIZE).get_page(asked.get("halaman"))
    context = {
        "page": page,
        "rows": [(each, [places.get(grant.scope_code, grant.scope_code) for grant in each.in_force]) for each in page],
        "all_count": len(everybody),
        "counts": [
            (code, word, sum(code in each.states for each in everybody)) for code, word in state_words().items()
        ],
        "roles": ROLES.values(),
        "role": role,
        "state": state,
        "query": query,
        "open_count": sum(each.is_open for each in Invitation.objects.filter(accepted_at=None, withdrawn_at=None)),
    }
    return render(request, "accounts/users.html", context)


def _is_sought(each: Summary, role: str, state: str, query: str, places: dict[str, str]) -> bool:
    if role and each.user.role_code != role:
        return False
    if state and state not in each.states:
        return False
    told = [each.user.full_name, each.user.username, each.user.institution]
    told += [places.get(grant.scope_code, "") for grant in each.in_force]
    return query.lower() in " ".join(told).lower()


@requires(Permission.MANAGE_USERS)
@never_cache
def user(request: Request, user_id: int) -> HttpResponse:
    """One person: what holds, what is missing, what can be done about it."""
    person = get_object_or_404(User.objects.prefetch_related("grants", "pacts"), pk=user_id)
    return render(request, "accounts/user.html", person_context(request, person))


def person_context(request: Request, person: User) -> dict[str, Any]:
    """What a person's page and one's own account say alike."""
    (summary,) = summaries([person])
    today = timezone.localdate()
    places = place_names(request.workspace.regency_code)
    givers = {grant.given_by for grant in person.grants.all()}
    names = {each.username: str(each) for each in User.objects.filter(username__in=givers)}
    return {
        "person": person,
        "summary": summary,
        "is_oneself": person.pk == request.user.pk,
        "grants": [
            {
                "grant": grant,
                "place": places.get(grant.scope_code, grant.scope_code),
                "given_by": names.get(grant.given_by) or actor_words(grant.given_by),
                "holds": grant.is_in_force(today),
                "lies_ahead": grant.ended_at is None and grant.starts_on > today,
            }
            for grant in person.grants.all()
        ],
        "can_end": [grant.pk for grant in person.grants.all() if grant.ended_at is None and grant.ends_on >= today],
        "may_end": person.pk != request.user.pk,
    }
