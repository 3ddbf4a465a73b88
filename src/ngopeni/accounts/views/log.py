"""The audit log as an auditor reads it: searched, checked, taken along."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ngopeni.accounts import actions
from ngopeni.accounts.event_words import actions_of, event_sentence, event_words
from ngopeni.accounts.forms import LogForm
from ngopeni.accounts.models import COMMAND, AuditEvent, User
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.place_names import areas_of_grants, place_names
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.role_words import role_name
from ngopeni.accounts.views.actors import UNKNOWN, actor_words
from ngopeni.accounts.views.log_file import log_file
from ngopeni.kernel.error import UserError
from ngopeni.kernel.wording import write_number

PAGE_SIZE = 50
# What an office's spreadsheet still opens at ease.
MOST_ROWS = 50_000
COMMANDS = COMMAND.rstrip(":")
CHECK = "accounts.check_log"


@dataclass(frozen=True)
class Sought:
    """What is looked for.

    Parameters
    ----------
    events : QuerySet
    told : dict
        The filters that hold, by their names in the address; no name of a person among them.
    errors : list of str
    """

    events: QuerySet[AuditEvent]
    told: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def sought(asked: Any) -> Sought:
    """Events by person, kind, action, village and days.

    Parameters
    ----------
    asked : mapping
        As the address or the form has it.
    """
    form = LogForm(asked)
    form.is_valid()
    told = form.cleaned_data
    events = AuditEvent.objects.all()
    events = _of_person(events, told.get("orang", ""))
    if told.get("jenis"):
        events = events.filter(action__in=actions_of(told["jenis"]))
    if told.get("tindakan"):
        events = events.filter(action=told["tindakan"])
    if told.get("desa"):
        events = events.filter(village_code=told["desa"])
    if told.get("dari"):
        events = events.filter(at__gte=_midnight(told["dari"]))
    if told.get("sampai"):
        events = events.filter(at__lt=_midnight(told["sampai"] + dt.timedelta(days=1)))
    errors = [str(error) for name in form.errors for error in form.errors[name]]
    return Sought(events, {name: str(value) for name, value in told.items() if value}, errors)


def _of_person(events: QuerySet[AuditEvent], who: str) -> QuerySet[AuditEvent]:
    """Events of an account, named by its number; of commands on the server; of nobody known."""
    if who == COMMANDS:
        return events.filter(actor__startswith=COMMAND)
    if who == UNKNOWN:
        return events.filter(actor=UNKNOWN)
    if who.isdecimal():
        return events.filter(actor__in=User.objects.filter(pk=who).values("username"))
    return events


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


@requires(Permission.READ_AUDIT)
@never_cache
def log(request: Request) -> HttpResponse:
    """One page of the log, the newest first."""
    found = sought(request.GET)
    page = Paginator(found.events, PAGE_SIZE).get_page(request.GET.get("halaman"))
    words, language = event_words(), request.language
    context = {
        "page": page,
        "rows": told_events(list(page), request),
        "told": found.told,
        "errors": found.errors,
        "people": User.objects.order_by("full_name", "pk"),
        "kinds": [(code, each[language]) for code, each in words["kinds"].items()],
        "shelves": _actions_by_kind(language),
        "districts": _villages_by_district(request.workspace.regency_code),
        "most": MOST_ROWS,
        **chain_state(),
    }
    return render(request, "accounts/log.html", context)


def told_events(events: list[AuditEvent], request: Request) -> list[dict[str, Any]]:
    """Events in words."""
    places, language = place_names(request.workspace.regency_code), request.language
    names = {each.username: str(each) for each in User.objects.filter(username__in={event.actor for event in events})}
    return [
        {
            "event": event,
            "who": names.get(event.actor) or actor_words(event.actor),
            "role": role_name(event.role_code, language) if event.role_code else "",
            "place": places.get(event.village_code, event.village_code),
            "sentence": event_sentence(event.action, event.subject, event.details, places, language),
        }
        for event in events
    ]


def _actions_by_kind(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be chosen."""
    words = event_words()
    return [
        (kind[language], [(action, words["actions"][action]["title"][language]) for action in actions_of(code)])
        for code, kind in words["kinds"].items()
    ]


def _villages_by_district(regency_code: str) -> list[tuple[str, list[tuple[str, str]]]]:
    areas = areas_of_grants(regency_code)
    return [
        (
            district.district_name,
            [
                (each.village_code, each.village_name)
                for each in areas.villages
                if each.district_code == district.district_code
            ],
        )
        for district in areas.districts
    ]


def chain_state() -> dict[str, Any]:
    """When the chain was last checked here, and what was found; how much has been written since."""
    last = AuditEvent.objects.first()
    check = AuditEvent.objects.filter(action=CHECK).first()
    return {"check": check, "last": last, "since": last.number - check.number if last and check else 0}


@requires(Permission.READ_AUDIT)
@require_POST
@never_cache
def check_log(request: Request) -> HttpResponse:
    """Read the whole chain now, and write down that it was done and what was found."""
    last = AuditEvent.objects.first()
    events, faults = last.number if last else 0, actions.check_log()
    first = min((fault.number for fault in faults), default=None)
    actions.record(CHECK, by=request.user.username, subject="log", events=events, faults=len(faults), first=first)
    if faults:
        messages.error(request, _("Catatan TIDAK utuh. Lihat keterangannya di bawah."), extra_tags="bad")
    else:
        number = write_number(events, language=request.language)
        messages.success(request, _("Catatan utuh sampai nomor %(number)s.") % {"number": number})
    return redirect("log")


@requires(Permission.READ_AUDIT)
@require_POST
@never_cache
def export_log(request: Request) -> HttpResponse:
    """Take what was found along as Excel or CSV; that too is written down.

    Raises
    ------
    UserError
        ACCOUNTS-050 for more rows than one file may have, 051 for dates that cannot be read.
    """
    found = sought(request.POST)
    if found.errors:
        raise UserError("ACCOUNTS-051")
    count = found.events.count()
    if count > MOST_ROWS:
        raise UserError("ACCOUNTS-050", count=count, most=MOST_ROWS)
    rows = told_events(list(found.events), request)
    filters = ", ".join(f"{name}={value}" for name, value in found.told.items())
    actions.record(
        "accounts.export_log", by=request.user.username, subject="log", rows=len(rows), filter=filters or "semua"
    )
    rows_word = ngettext("%(count)s baris", "%(count)s baris", count)
    told = rows_word % {"count": write_number(count, language=request.language)}
    is_csv = request.POST.get("bentuk") == "csv"
    return log_file(request, rows, f"{told}; {filters or _('seluruh catatan')}", is_csv=is_csv)
