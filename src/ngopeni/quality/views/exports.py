"""Rows taken along as Excel: with a purpose, and written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from ngopeni.accounts.actions import record
from ngopeni.accounts.forms import PurposeForm
from ngopeni.accounts.models import AuditEvent, User
from ngopeni.accounts.permissions import Request, check, requires
from ngopeni.accounts.purposes import PURPOSES
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError
from ngopeni.quality.actions import waived_keys
from ngopeni.quality.finding_rows import Asked, finding_count
from ngopeni.quality.forms import LetterForm
from ngopeni.quality.rules import all_rules
from ngopeni.quality.views.board import FILTERS
from ngopeni.quality.views.findings import asked_about
from ngopeni.quality.views.rows import shown_findings
from ngopeni.quality.views.sheets import people_file
from ngopeni.quality.views.viewer import SECTION, Viewer, check_specific, find_rule, is_specific, rule_words

# A longer file cannot be worked through, and is a risk to carry.
MOST_ROWS = 20_000
# What somebody can take along in a day: enough for a week's work in the field, not for a copy of the list.
DAY, FILES_A_DAY, ROWS_A_DAY = dt.timedelta(days=1), 20, 50_000
ACTION = "quality.export"


@dataclass(frozen=True)
class Parcel:
    """What is to be taken along.

    Parameters
    ----------
    asked : Asked
    title, name : str
        Of the file; without anything about a person.
    subject, village_code : str
        As the log names it.
    """

    asked: Asked
    title: str
    name: str
    subject: str
    village_code: str = ""

    @property
    def is_of_several_villages(self) -> bool:
        """Whether it may hold rows of more than one village."""
        return self.asked.villages is None or len(self.asked.villages) > 1


@requires(Permission.EXPORT_PEOPLE)
@never_cache
def export_rule(request: Request, rule_code: str, village_code: str) -> HttpResponse:
    """The rows of one rule in one village."""
    viewer, rule = Viewer(request), find_rule(rule_code)
    place = viewer.place(village_code)
    check(request.user, Permission.READ_PEOPLE, village_code)
    check_specific(request, rule, village_code)
    title = f"{rule_words(rule, request.language)['sentence']} {place['village_name']}"
    name = f"temuan-{rule_code.lower()}-{village_code}"
    parcel = Parcel(asked_about(viewer, rule, village_code), title, name, f"rule:{rule_code}", village_code)
    return _hand_over(viewer, parcel)


@requires(Permission.EXPORT_PEOPLE)
@never_cache
def export_village(request: Request, village_code: str) -> HttpResponse:
    """The rows of every rule in one village."""
    viewer = Viewer(request)
    place = viewer.place(village_code)
    check(request.user, Permission.READ_PEOPLE, village_code)
    code = "" if village_code == viewer.regency_code else village_code
    asked = Asked(_rules_of(request, {}), (code,), waived=waived_keys(village_code=code))
    title = _("Temuan mutu data %(village)s") % {"village": place["village_name"]}
    parcel = Parcel(asked, title, f"temuan-{village_code}", f"village:{village_code}", village_code)
    return _hand_over(viewer, parcel)


@requires(Permission.EXPORT_PEOPLE)
@never_cache
def export_all(request: Request) -> HttpResponse:
    """The rows behind the board as it is filtered, in every village of the grants."""
    viewer = Viewer(request)
    check(request.user, Permission.READ_PEOPLE)
    wanted = {name: request.GET.get(name, "") for name in FILTERS}
    asked = Asked(
        _rules_of(request, wanted),
        viewer.scope.villages,
        profile=wanted["daftar"],
        source_id=wanted["sumber"],
        waived=waived_keys(),
    )
    return _hand_over(viewer, Parcel(asked, _("Temuan mutu data"), "temuan", "board"))


def _rules_of(request: Request, wanted: dict[str, str]) -> tuple[str, ...]:
    """The rules that the filters leave and whose rows this person may read."""
    opens_specific = request.user.can(Permission.READ_SPECIFIC)
    return tuple(
        rule.code
        for rule in all_rules().values()
        if wanted.get("berat", "") in {"", rule.severity}
        and wanted.get("jenis", "") in {"", rule.level}
        and (opens_specific or not is_specific(rule))
    )


def _hand_over(viewer: Viewer, parcel: Parcel) -> HttpResponse:
    """Ask what for; then give the file and write down who took how many rows along."""
    request = viewer.request
    count = finding_count(viewer.snapshot, parcel.asked) if parcel.asked.rule_codes else 0
    form = (LetterForm if parcel.is_of_several_villages else PurposeForm)(request.POST or None)
    if request.method == "POST" and count > MOST_ROWS:
        raise UserError("QUALITY-006", count=count, most=MOST_ROWS)
    if request.method == "POST" and form.is_valid() and count:
        check_limits(request.user, count)
        return _written_down(viewer, parcel, form)
    files, rows = taken_today(request.user)
    context = {
        **SECTION,
        "title": parcel.title,
        "count": count,
        "most": MOST_ROWS,
        "is_too_long": count > MOST_ROWS,
        "files_left": max(0, FILES_A_DAY - files),
        "rows_left": max(0, ROWS_A_DAY - rows),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "quality/export.html", context, status=status)


def _written_down(viewer: Viewer, parcel: Parcel, form: PurposeForm) -> HttpResponse:
    """The file, once the log knows of it."""
    rows = [_flat(row) for row in shown_findings(viewer, viewer.snapshot, parcel.asked, MOST_ROWS)]
    purpose = form.cleaned_data["purpose"]
    record(
        ACTION,
        by=viewer.request.user.username,
        subject=parcel.subject,
        village_code=parcel.village_code,
        purpose=purpose,
        note=form.cleaned_data["note"],
        rows=len(rows),
    )
    return people_file(viewer.request, parcel.title, parcel.name, rows, PURPOSES[purpose])


def taken_today(user: User) -> tuple[int, int]:
    """How many files and rows somebody took along in the day just past, by the log."""
    since = timezone.now() - DAY
    taken = AuditEvent.objects.filter(actor=user.username, action=ACTION, at__gte=since).values_list(
        "details", flat=True
    )
    return len(taken), sum(int(details.get("rows", 0)) for details in taken)


def check_limits(user: User, count: int) -> None:
    """Refuse one file too many, or one that is too long for what is left of the day.

    Raises
    ------
    UserError
        QUALITY-007.
    """
    files, rows = taken_today(user)
    if files >= FILES_A_DAY or rows + count > ROWS_A_DAY:
        raise UserError(
            "QUALITY-007", files=files, rows=rows, count=count, most_files=FILES_A_DAY, most_rows=ROWS_A_DAY
        )


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A finding as a line of the file."""
    status = pgettext("mutu", "dikecualikan") if row["is_waived"] else pgettext("mutu", "tersisa")
    name = row["full_name"] if row["is_of_person"] else row["who"]
    return {**row, "full_name": name, "other_word": row["other"]["text"] if row["other"] else "", "status_word": status}
