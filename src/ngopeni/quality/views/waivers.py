"""Waiving findings, the list of what is waived, and taking a waiver back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ngopeni.accounts.permissions import Request, check, requires
from ngopeni.accounts.rights import Permission
from ngopeni.areas.naming import name_key
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Snapshot, snapshot_at, snapshot_dates
from ngopeni.kernel.wording import write_date, write_number
from ngopeni.quality import actions
from ngopeni.quality.forms import WaiveForm
from ngopeni.quality.models import Waiver
from ngopeni.quality.rules import all_rules
from ngopeni.quality.views.findings import asked_about
from ngopeni.quality.views.rows import shown_findings
from ngopeni.quality.views.viewer import SECTION, Viewer, check_specific, find_rule, rule_words, short_title
from ngopeni.quality.waived import standing_fingerprints

# More than a page is nobody's careful look.
MOST_AT_ONCE = 50
PAGE_SIZE = 50
IN_FORCE, CHANGED, GONE, EXPIRED, WITHDRAWN = "berlaku", "berubah", "hilang", "kedaluwarsa", "dicabut"


@requires(Permission.WAIVE_FINDINGS)
@require_POST
@never_cache
def waive(request: Request, rule_code: str, village_code: str) -> HttpResponse:
    """Waive the ticked rows: first what will happen and why it is right, then it happens."""
    viewer, rule = Viewer(request), find_rule(rule_code)
    place = viewer.place(village_code)
    check(request.user, Permission.READ_PEOPLE, village_code)
    check_specific(request, rule, village_code)
    ticked = tuple(request.POST.getlist("place"))[:MOST_AT_ONCE]
    if not ticked:
        messages.warning(request, UserError("QUALITY-001").sentence(request.language))
        return redirect("findings", rule_code, village_code)
    snapshot = _snapshot_of(request)
    asked = asked_about(viewer, rule, village_code, places=ticked)
    rows = shown_findings(viewer, snapshot, asked, MOST_AT_ONCE)
    refusal, is_decided = "", "reason" in request.POST
    form = WaiveForm(request.POST if is_decided else None, initial={"expires_on": _in_a_year()})
    if is_decided and form.is_valid():
        try:
            count = actions.waive(
                snapshot=snapshot,
                asked=asked,
                reason=form.cleaned_data["reason"],
                expires_on=form.cleaned_data["expires_on"],
                regency_code=viewer.regency_code,
                by=request.user,
            )
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _waived_words(count, form.cleaned_data["expires_on"], request.language))
            return redirect("findings", rule_code, village_code)
    context = {
        **SECTION,
        "rule": rule_words(rule, request.language),
        "place": place,
        "rows": rows,
        "form": form,
        "refusal": refusal,
        "as_of": snapshot.as_of,
        "latest": timezone.localdate() + dt.timedelta(days=actions.LONGEST_DAYS),
    }
    return render(request, "quality/waive.html", context, status=422 if refusal or form.errors else 200)


def _in_a_year() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=365)


def _waived_words(count: int, expires_on: dt.date, language: str) -> str:
    values = {"count": write_number(count, language=language), "date": write_date(expires_on, language)}
    text = ngettext(
        "%(count)s temuan dikecualikan sampai %(date)s. Temuannya tetap terlihat, dan dihitung tersendiri.",
        "%(count)s temuan dikecualikan sampai %(date)s. Semuanya tetap terlihat, dan dihitung tersendiri.",
        count,
    )
    return text % values


def _snapshot_of(request: Request) -> Snapshot:
    """The snapshot that the ticked rows were read from, whatever another window has chosen since."""
    dates = {str(each): each for each in snapshot_dates(request.workspace)}
    return snapshot_at(request.workspace, dates.get(request.POST.get("as_of", ""), request.snapshot.as_of))


@requires(Permission.READ_PEOPLE)
@never_cache
def waivers(request: Request) -> HttpResponse:
    """Every waiver in villages that this person may read, with what has become of it."""
    viewer = Viewer(request)
    rows = _listed(viewer)
    state, query = request.GET.get("keadaan", IN_FORCE), request.GET.get("q", "").strip()[:60]
    counts = {each: sum(row["state"] == each for row in rows) for each in _state_words()}
    state = state if state in counts else ""
    listed = [row for row in rows if state in {"", row["state"]} and _is_sought(row, query)]
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        **SECTION,
        "page": page,
        "state": state,
        "states": [(each, word, counts[each]) for each, word in _state_words().items()],
        "query": query,
        "all_count": len(rows),
        "may_waive": request.user.can(Permission.WAIVE_FINDINGS),
    }
    return render(request, "quality/waivers.html", context)


def _state_words() -> dict[str, str]:
    """What can become of a waiver."""
    return {
        IN_FORCE: _("berlaku"),
        CHANGED: _("gugur: isinya berubah"),
        GONE: _("gugur: tidak ditemukan lagi"),
        EXPIRED: _("kedaluwarsa"),
        WITHDRAWN: _("dicabut"),
    }


def _listed(viewer: Viewer) -> list[dict[str, Any]]:
    """The waivers with their state in the newest snapshot, the newest decision first."""
    told = Waiver.objects.select_related("decided_by", "withdrawn_by")
    own = [waiver for waiver in told if waiver.rule_code in all_rules()]
    own = [each for each in own if viewer.may_read(all_rules()[each.rule_code], _place_code(viewer, each))]
    subjects = [(each.rule_code, each.subject_key) for each in own if each.withdrawn_at is None]
    standing = standing_fingerprints(snapshot_at(viewer.request.workspace), subjects)
    today, language = timezone.localdate(), viewer.request.language
    places = viewer.snapshot.index("village", "village_code")
    return [
        {
            "waiver": each,
            "rule": rule_words(all_rules()[each.rule_code], language),
            "place": places.get(each.village_code),
            "place_code": _place_code(viewer, each),
            "short_title": short_title(each.profile),
            "state": state_of(each, standing.get((each.rule_code, each.subject_key)), today),
            "state_word": _state_words()[state_of(each, standing.get((each.rule_code, each.subject_key)), today)],
        }
        for each in own
    ]


def _place_code(viewer: Viewer, waiver: Waiver) -> str:
    return waiver.village_code or viewer.regency_code


def state_of(waiver: Waiver, fingerprint: str | None, today: dt.date) -> str:
    """What has become of a waiver.

    Parameters
    ----------
    waiver : Waiver
    fingerprint : str or None
        Of the finding as it stands now; None where there is none any more.
    today : date
    """
    if waiver.withdrawn_at is not None:
        return WITHDRAWN
    if waiver.has_expired(today):
        return EXPIRED
    if fingerprint is None:
        return GONE
    return IN_FORCE if fingerprint == waiver.fingerprint else CHANGED


def _is_sought(row: dict[str, Any], query: str) -> bool:
    if not query:
        return True
    if query.lower() in row["rule"]["rule_code"].lower():
        return True
    names = [row["place"]["village_name"], row["place"]["district_name"]] if row["place"] else []
    return any(name_key(query) in name_key(name) for name in names)


@requires(Permission.WAIVE_FINDINGS)
def withdraw(request: Request, waiver_id: int) -> HttpResponse:
    """Take one waiver back, with a reason."""
    viewer = Viewer(request)
    waiver = get_object_or_404(Waiver, pk=waiver_id)
    code = _place_code(viewer, waiver)
    check(request.user, Permission.READ_PEOPLE, code)
    rule, refusal = find_rule(waiver.rule_code), ""
    check_specific(request, rule, code)
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            actions.withdraw_waiver(waiver=waiver, reason=reason, regency_code=viewer.regency_code, by=request.user)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _("Pengecualian dicabut. Temuannya dihitung lagi."))
            return redirect("waivers")
    context = {
        **SECTION,
        "waiver": waiver,
        "rule": rule_words(rule, request.language),
        "place": viewer.place(code),
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "quality/withdraw.html", context, status=422 if refusal else 200)
