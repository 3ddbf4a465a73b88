"""Persons and households of a village as the lists tell them; every reading is written down."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from ngopeni.accounts.actions import record, reveal, reveals_left
from ngopeni.accounts.permissions import Refused, Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.dashboard.people_list import (
    LONGEST_SEARCH,
    SORTS,
    UNKNOWN_DECILE,
    Asked,
    household_count,
    household_page,
)
from ngopeni.dashboard.people_record import (
    REVEALED,
    home_of,
    household_at,
    is_child,
    person_at,
    shown_person,
    village_of_row,
)
from ngopeni.dashboard.views.people_forms import OpeningForm
from ngopeni.dashboard.views.people_frame import (
    SECTION,
    frame_of_row,
    household_context,
    lists,
    need_choices,
    origin_of,
    person_context,
)
from ngopeni.dashboard.views.people_once import form_of, refuse_once, show_once, take
from ngopeni.dashboard.views.people_words import home_words
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.verification.views.kept import TOKEN, forget_old, gone_words, keep, kept

PAGE, PAGE_SIZE = "residents", 50
FILTERS = ("daftar", "desil", "kebutuhan", "urut")
# No address and no neighbourhood has so many digits; a NIK has, also where some are missing.
MOST_DIGITS = 6


@requires(Permission.READ_PEOPLE)
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def residents(request: Request, village_code: str) -> HttpResponse:
    """The households of a village; a name or an address is searched by POST and stands in no address."""
    snapshot: Snapshot = request.snapshot
    place = snapshot.index("village", "village_code").get(village_code)
    if place is None:
        raise Http404
    forget_old(request)
    if request.method == "POST":
        return _searched(request, village_code)
    kept_search = kept(request, PAGE, village_code)
    if TOKEN in request.GET and kept_search is None:
        messages.warning(request, gone_words())
        return redirect("residents", village_code)
    known = lists(request)
    context: dict[str, Any] = {**SECTION, "place": place, "lists": known, "now": timezone.localtime()}
    if not known:
        return render(request, "dashboard/people/residents.html", context)
    asked = asked_about(request, village_code, known, (kept_search or {}).get("search", ""))
    totals = household_count(snapshot, asked)
    page = Paginator(range(totals["household_count"]), PAGE_SIZE).get_page(request.GET.get("halaman"))
    rows = household_page(snapshot, asked, PAGE_SIZE, max(page.start_index() - 1, 0))
    record(
        "people.read_village",
        by=request.user.username,
        subject=f"village:{village_code}",
        village_code=village_code,
        as_of=snapshot.as_of,
        profile=asked.profile,
        is_searched=bool(asked.search),
        page=page.number,
        rows=len(rows),
    )
    context |= {
        "asked": asked,
        "token": request.GET.get(TOKEN, ""),
        "decile": "" if asked.decile is None else str(asked.decile),
        "deciles": [str(each) for each in range(1, 11)],
        "totals": totals,
        "page": page,
        "rows": [{**row, "home": home_words(row), **_found_by(row)} for row in rows],
        "needs": need_choices(asked.needs, request.language),
        "origin": origin_of(request, asked.profile),
        "in_force": known[0][0] == asked.profile,
        "is_filtered": bool(asked.search or asked.need_code or asked.decile is not None),
        "may_export": request.user.can(Permission.EXPORT_PEOPLE, village_code),
    }
    return render(request, "dashboard/people/residents.html", context)


def _found_by(row: Row) -> dict[str, str]:
    """Whose name was found, where it is not the head's."""
    name = row["matched_name"] or ""
    return {"found_by": "" if name == (row["head_name"] or "") else name}


def _searched(request: Request, village_code: str) -> HttpResponse:
    """Keep what is searched for under a token, and lead to the list that it stands for; the filters stay."""
    search = request.POST.get("cari", "").strip()[:LONGEST_SEARCH]
    query = {name: request.POST[name] for name in FILTERS if request.POST.get(name)}
    if len(re.findall(r"\d", search)) > MOST_DIGITS:
        said = _("Di sini dicari nama atau alamat, bukan NIK atau nomor KK. Angkanya tidak disimpan.")
        messages.warning(request, said)
    elif search:
        query[TOKEN] = keep(request, PAGE, village_code, {"search": search})
    return redirect(f"{reverse('residents', args=[village_code])}?{urlencode(query)}".rstrip("?"))


def asked_about(request: Request, village_code: str, known: list[tuple[str, str]], search: str = "") -> Asked:
    """What the form or the address asks for; what is searched for never stands in an address."""
    given = request.POST if request.method == "POST" else request.GET
    opens_specific = request.user.can(Permission.READ_SPECIFIC, village_code)
    profiles = [profile for profile, _title in known]
    profile, sort, decile = given.get("daftar", ""), given.get("urut", ""), given.get("desil", "")
    asked = Asked(village_code, profile if profile in profiles else profiles[0], opens_specific)
    need_code = given.get("kebutuhan", "")
    return Asked(
        village_code,
        asked.profile,
        opens_specific,
        search=search,
        decile=int(decile) if decile in {str(each) for each in range(UNKNOWN_DECILE, 11)} else None,
        need_code=need_code if need_code in asked.needs else "",
        sort=sort if sort in SORTS else "nama",
    )


@requires(Permission.READ_PEOPLE)
@never_cache
@sensitive_variables()
def household(request: Request, source_id: str, row_number: int) -> HttpResponse:
    """A household: who belongs to it, its house and goods, its needs, aid, findings and origin."""
    village_code = _village_of(request, "household", source_id, row_number)
    row = household_at(request.snapshot, village_code, source_id, row_number)
    _written_down(request, "people.read_household", village_code, source_id, row_number)
    context = frame_of_row(request, village_code, row)
    context |= household_context(request, village_code, row)
    return render(request, "dashboard/people/household.html", context)


@requires(Permission.READ_PEOPLE)
@never_cache
@sensitive_variables()
def person(request: Request, source_id: str, row_number: int) -> HttpResponse:
    """A person, with the numbers and the birth date masked; once after they were opened, with them."""
    village_code = _village_of(request, "person", source_id, row_number)
    row = person_at(request.snapshot, village_code, source_id, row_number)
    _written_down(request, "people.read_person", village_code, source_id, row_number)
    once = take(request, _subject(row))
    is_revealed = bool(once.get("is_opened")) and _may_open(request, village_code, row)
    told = {"form": form_of(once), "refusal": once.get("refusal", ""), "is_revealed": is_revealed}
    return _person_page(request, village_code, row, told)


@requires(Permission.REVEAL_IDENTIFIERS)
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def open_numbers(request: Request, source_id: str, row_number: int) -> HttpResponse:
    """Open the numbers and the birth date with a purpose, by POST; the person's page shows them once."""
    village_code = _village_of(request, "person", source_id, row_number)
    if request.method != "POST":
        return redirect("person", source_id, row_number)
    row = person_at(request.snapshot, village_code, source_id, row_number)
    form = OpeningForm(request.POST)
    try:
        if form.is_valid():
            _reveal(request, village_code, row, form)
            show_once(request, _subject(row))
        else:
            refuse_once(request, _subject(row), form)
    except UserError as error:
        refuse_once(request, _subject(row), form, error.sentence(request.language))
    return redirect("person", source_id, row_number)


def _subject(row: Row) -> str:
    """The row as the log names it."""
    return f"row:{row['source_id']}:{row['row_number']}"


def _may_open(request: Request, village_code: str, row: Row) -> bool:
    """Whether somebody may open these numbers now; those of a child are data of a child."""
    wanted = [Permission.REVEAL_IDENTIFIERS, *([Permission.READ_SPECIFIC] if is_child(row) else [])]
    return all(request.user.can(each, village_code or request.workspace.regency_code) for each in wanted)


def _person_page(request: Request, village_code: str, row: Row, told: dict[str, Any]) -> HttpResponse:
    """The page of a person; what is masked is masked before the template sees it."""
    opens_specific = request.user.can(Permission.READ_SPECIFIC, village_code)
    shown = shown_person(row, opens_specific, is_revealed=told["is_revealed"])
    left = reveals_left(request.user, _subject(row))
    home = home_of(request.snapshot, village_code, row["household_key"])
    context = {
        **frame_of_row(request, village_code, row),
        **person_context(request, village_code, row, shown, home),
        "may_reveal": request.user.can(Permission.REVEAL_IDENTIFIERS, village_code),
        "is_closed_child": is_child(row) and not opens_specific,
        "reveals_left": left,
        "limit_words": "" if left.count else left.refusal().sentence(request.language),
        **told,
    }
    return render(request, "dashboard/people/person.html", context)


def _reveal(request: Request, village_code: str, row: Row, form: OpeningForm) -> None:
    """Write down that the numbers of a person are opened, or say why they are not."""
    if is_child(row):
        # The numbers of a child are data of a child.
        refused = request.user.refusal(Permission.READ_SPECIFIC, village_code)
        if refused is not None:
            raise refused
    reveal(
        user=request.user,
        subject=_subject(row),
        village_code=village_code or request.workspace.regency_code,
        fields=[name for name in REVEALED if row[name] is not None],
        purpose=form.cleaned_data["purpose"],
        note=form.cleaned_data["note"],
    )


def _village_of(request: Request, table: str, source_id: str, row_number: int) -> str:
    """The village of a row, for those who may read it; a stranger does not learn whether the row exists.

    Raises
    ------
    Refused
        DASHBOARD-030, for a row of another village as for none.
    Http404
        For none, to those who may read the whole regency.
    """
    user, regency_code = request.user, request.workspace.regency_code
    village_code = village_of_row(request.snapshot, table, source_id, row_number)
    # A row of no village is the regency's.
    if village_code is not None and user.can(Permission.READ_PEOPLE, village_code or regency_code):
        return village_code
    if village_code is None and user.can(Permission.READ_PEOPLE, regency_code):
        raise Http404
    why = UserError("DASHBOARD-030")
    record("accounts.refused", by=user.username, subject=f"{table}_row", village_code="", why=why.code)
    raise Refused(why)


def _written_down(request: Request, action: str, village_code: str, source_id: str, row_number: int) -> None:
    record(
        action,
        by=request.user.username,
        subject=f"row:{source_id}:{row_number}",
        village_code=village_code,
        as_of=request.snapshot.as_of,
    )
