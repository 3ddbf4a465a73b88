"""Pages on data protection: the papers, drawn from what is so today, and the clock of a failure."""

from __future__ import annotations

import datetime as dt

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ngopeni.accounts.models import User
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.areas.register import find_regency
from ngopeni.dashboard.forms import BreachForm
from ngopeni.dashboard.protection import Kind, State, facts, holdings
from ngopeni.dashboard.protection_assessment import assessment_paper, figures
from ngopeni.dashboard.protection_breach import breach_paper
from ngopeni.dashboard.protection_paper import Paper
from ngopeni.dashboard.protection_register import register_paper
from ngopeni.dashboard.protection_retention import retention_paper
from ngopeni.kernel.edition import current_edition, manifest
from ngopeni.kernel.workspace import Workspace


@requires(Permission.READ_PROTECTION_PAPERS)
def protection(request: Request) -> HttpResponse:
    """The papers there are, and the figures that they rest on."""
    counted = figures(state_of(request.workspace))
    told = [(text, counted[name]) for name, text in facts("assessment")["figures"].items()]
    return render(request, "dashboard/protection/index.html", {"section": "help", "figures": told})


@requires(Permission.READ_PROTECTION_PAPERS)
def processing_register(request: Request) -> HttpResponse:
    """The register of processing."""
    return _paper(request, register_paper(state_of(request.workspace)))


@requires(Permission.READ_PROTECTION_PAPERS)
def impact_assessment(request: Request) -> HttpResponse:
    """The assessment of impact."""
    return _paper(request, assessment_paper(state_of(request.workspace)))


@requires(Permission.READ_PROTECTION_PAPERS)
def retention(request: Request) -> HttpResponse:
    """How long each thing is kept."""
    return _paper(request, retention_paper(state_of(request.workspace)))


# What somebody writes about a failure is shown back once and kept nowhere: not in a cache, not in a report of a fault.
@requires(Permission.READ_PROTECTION_PAPERS)
@sensitive_post_parameters()
@never_cache
def breach(request: Request) -> HttpResponse:
    """Ask about a failure, and draft what must be sent."""
    form = BreachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.localtime().replace(tzinfo=None)
        return _paper(request, breach_paper(form.failure(), state_of(request.workspace), now), is_draft=True)
    context = {"section": "help", "form": form, "checklist": facts("breach")["checklist"]}
    return render(request, "dashboard/protection/breach.html", context, status=422 if form.errors else 200)


def _paper(request: Request, made: Paper, *, is_draft: bool = False) -> HttpResponse:
    context = {"section": "help", "paper": made, "is_draft": is_draft}
    return render(request, "dashboard/protection/paper.html", context)


def state_of(workspace: Workspace) -> State:
    """What is so in a workspace today, for pages and for the command."""
    edition = current_edition(workspace)
    snapshots: dict[str, dict[str, int]] = manifest(workspace, edition)["snapshots"] if edition else {}
    newest = max(snapshots, default="")
    people = list(User.objects.filter(is_active=True))
    accounts: dict[str, int] = {}
    for person in people:
        accounts[person.role_code] = accounts.get(person.role_code, 0) + 1
    return State(
        regency=find_regency(workspace.regency_code).title,
        today=timezone.localdate(),
        as_of=dt.date.fromisoformat(newest) if newest else None,
        edition=edition,
        is_demo=workspace.is_demo,
        rows={**snapshots.get(newest, {}), **_record_counts()},
        accounts=accounts,
        able=sum(person.can(Permission.READ_PEOPLE) for person in people),
        asked=frozenset(asked_permissions()),
    )


def _record_counts() -> dict[str, int]:
    """Rows of every model that holds something about persons."""
    labels = [each.name for each in holdings().values() if each.kind is Kind.RECORD and each.is_personal]
    return {label: apps.get_model(label)._base_manager.count() for label in labels}


def asked_permissions() -> set[Permission]:
    """Every right that some page asks for."""
    found: set[Permission] = set()

    def walk(patterns: list[URLPattern | URLResolver]) -> None:
        for each in patterns:
            if isinstance(each, URLResolver):
                walk(each.url_patterns)
            else:
                wanted = getattr(each.callback, "required_permission", None)
                found.update([wanted] if wanted else [])

    walk(get_resolver().url_patterns)
    return found
