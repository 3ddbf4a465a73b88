"""The institutions: all of them with what they can do together, and the page of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from ngopeni.accounts.models import User
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.place_names import place_names
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.views.actors import actor_words
from ngopeni.measures.need import needs
from ngopeni.partners.actions.roster import roster
from ngopeni.partners.fields import Part, fields_of
from ngopeni.partners.history_words import history_line
from ngopeni.partners.kind import ORDER, Kind, kind_words, other_words
from ngopeni.partners.mandates import subjects
from ngopeni.partners.models import Agreement, Institution
from ngopeni.partners.totals import totals
from ngopeni.partners.views.filling import SECTION

# How long before its end an agreement is warned of.
SOON = dt.timedelta(days=60)
LATEST_CHANGES = 50
Row = dict[str, Any]


@requires(Permission.READ_AREAS)
def institutions(request: Request) -> HttpResponse:
    """Every institution by kind, units under what they belong to, and the totals."""
    wanted = {"jenis": request.GET.get("jenis", ""), "q": request.GET.get("q", "").strip()[:60]}
    year, words = timezone.localdate().year, _in(request.language)
    rows = roster(year)
    names = place_names(request.workspace.regency_code)
    listed = [each for each in _in_order(rows) if _fits(each, wanted, words, names)]
    context = {
        **SECTION,
        "wanted": wanted,
        "kinds": [(str(kind), words(kind_words()[kind])) for kind in Kind],
        "rows": [
            {**each, "kind_word": words(kind_words()[each["kind"]]), "place": names.get(each["district_code"], "")}
            for each in listed
        ],
        "totals": [
            {"total": each, "word": words(kind_words()[each.kind]) if each.kind else ""} for each in totals(rows)
        ],
        "year": year,
        "count": len(rows),
        "is_simulated": any(each["is_simulated"] for each in rows),
        "may_manage": request.user.can(Permission.MANAGE_PARTNERS),
    }
    return render(request, "partners/institutions.html", context)


def _in(language: str) -> Any:
    """Words of one language."""
    return lambda told: told[language]


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """By kind; each unit follows what it belongs to."""
    return sorted(
        rows, key=lambda each: (ORDER[each["kind"]], each["parent_code"] or each["code"], bool(each["parent_code"]))
    )


def _fits(row: Row, wanted: dict[str, str], words: Any, names: dict[str, str]) -> bool:
    if wanted["jenis"] and row["kind"] != wanted["jenis"]:
        return False
    subject = subjects().get(row["subject"])
    told = [row["name"], row["short_name"], names.get(row["district_code"], "")]
    told += [words(subject.label)] if subject else []
    return wanted["q"].casefold() in " ".join(told).casefold()


@requires(Permission.READ_AREAS)
@never_cache
def institution(request: Request, code: str) -> HttpResponse:
    """One institution: mandates, capacity, place, contact, agreements, conflicts, history."""
    found = get_object_or_404(Institution.objects.select_related("parent", "head"), code=code)
    language, names = request.language, names_of(request)
    opens_contacts = request.user.can(Permission.READ_CONTACTS)
    subject = subjects().get(found.subject)
    context = {
        **SECTION,
        "institution": found,
        "kind_word": kind_words()[found.kind][language],
        "subject_word": subject.label[language] if subject else "",
        "place": names.get(found.district_code, found.district_code),
        "units": found.units.all(),
        "mandates": _mandates(found, language),
        "capacities": [_capacity(each, language) for each in found.capacities.all()],
        "open_year": _open_year(found),
        "agreements": [_agreement(each, language) for each in found.agreements.all()],
        "conflicts": [
            {"conflict": each, "against": names.get(each.against_code, each.against_code)}
            for each in found.conflicts.all()
        ],
        "history": _history(found, names, language, opens_contacts=opens_contacts),
        "opens_contacts": opens_contacts,
        "may_manage": request.user.can(Permission.MANAGE_PARTNERS),
    }
    return render(request, "partners/institution.html", context)


def names_of(request: Request) -> dict[str, str]:
    """Names of places and institutions by code."""
    listed = dict(Institution.objects.values_list("code", "name"))
    return {**listed, **place_names(request.workspace.regency_code)}


def _mandates(found: Institution, language: str) -> list[Row]:
    """In the order of the needs, with its level in words."""
    kept = {each.need_code: each for each in found.mandates.all()}
    levels = other_words("levels")
    return [
        {
            "mandate": kept[need.code],
            "need": need.label[language],
            "level": levels[kept[need.code].level][language],
        }
        for need in needs()
        if need.code in kept
    ]


def _capacity(capacity: Any, language: str) -> Row:
    """A year with what is filled in, and how much is not."""
    told = [(each, getattr(capacity, each.key)) for each in fields_of(Part.CAPACITY) if each.key != "year"]
    filled = [(each.key, each.label[language], value) for each, value in told if value not in (None, "")]
    return {"capacity": capacity, "filled": filled, "empty": len(told) - len(filled)}


def _open_year(found: Institution) -> str:
    """The first year from this one on that nobody has filled in; as text, since years bear no points."""
    filled = {each.year for each in found.capacities.all()}
    this = timezone.localdate().year
    return str(next(year for year in range(this, this + len(filled) + 1) if year not in filled))


def _agreement(agreement: Agreement, language: str) -> Row:
    """An agreement with its word, and whether it is over or ends soon."""
    today, ends_on = timezone.localdate(), agreement.ends_on
    return {
        "agreement": agreement,
        "kind_word": other_words("agreements")[agreement.kind][language],
        "is_over": bool(ends_on and ends_on < today),
        "ends_soon": bool(ends_on and today <= ends_on <= today + SOON),
    }


def _history(found: Institution, names: dict[str, str], language: str, *, opens_contacts: bool) -> list[Row]:
    """The latest changes in words."""
    changes = list(found.changes.all()[:LATEST_CHANGES])
    who = {each.username: str(each) for each in User.objects.filter(username__in={each.by for each in changes})}
    words = other_words("history")
    return [
        {
            "change": each,
            "line": history_line(each.field, each.old, each.new, names, language, opens_contacts=opens_contacts),
            "by": who.get(each.by) or actor_words(each.by),
            "source": words[each.source][language] if each.source in words else each.source,
        }
        for each in changes
    ]
