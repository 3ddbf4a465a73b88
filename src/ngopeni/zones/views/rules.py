"""Rules: the list, the page that writes one with a live preview, the file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import Snapshot
from ngopeni.zones import actions
from ngopeni.zones.forms import form_values, part_form, rule_fields
from ngopeni.zones.models import ZoneRule
from ngopeni.zones.reading import draw_zones, offered_inputs, summary, with_names
from ngopeni.zones.rule import Rule
from ngopeni.zones.rule_fields import rule_from_fields
from ngopeni.zones.rule_file import rule_from_text, rule_to_text, shipped_rules

SECTION = {"section": "zones"}


def newest_rules() -> list[ZoneRule]:
    """The newest revision of every rule that the regency wrote."""
    newest: dict[str, ZoneRule] = {}
    for saved in ZoneRule.objects.select_related("written_by").order_by("code", "revision"):
        newest[saved.code] = saved
    return list(newest.values())


def find_rule(code: str) -> Rule:
    """A rule by its code, the regency's own before a shipped one.

    Raises
    ------
    Http404
        When there is none.
    """
    own = ZoneRule.objects.filter(code=code).order_by("-revision").first()
    if own:
        return own.rule
    for rule in shipped_rules():
        if rule.code == code:
            return rule
    raise Http404


@requires(Permission.READ_AREAS)
def rule(request: Request, code: str) -> HttpResponse:
    """One rule in words, with the zones it would give today and its revisions."""
    found = find_rule(code)
    context = {
        **SECTION,
        "rule": found,
        "text": rule_to_text(found),
        "revisions": ZoneRule.objects.filter(code=code).select_related("written_by"),
        "may_write": request.user.can(Permission.WRITE_ZONE_RULES),
        **preview(request, found),
    }
    return render(request, "zones/rule.html", context)


@requires(Permission.READ_AREAS)
def rule_file(request: Request, code: str) -> HttpResponse:
    """The rule as a file."""
    response = HttpResponse(rule_to_text(find_rule(code)), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="aturan-{code}.yaml"'
    return response


@requires(Permission.WRITE_ZONE_RULES)
def write_rule(request: Request) -> HttpResponse:
    """Write a rule: preview it as often as wanted, then save it."""
    inputs = offered_inputs(request.snapshot)
    values = _start_values(request) if request.method == "GET" else request.POST.dict()
    context: dict[str, Any] = {**SECTION, "values": values, "inputs": inputs}
    status = 200
    try:
        file = request.FILES.get("file")
        if isinstance(file, UploadedFile):
            values = form_values(rule_from_text(file.read(100_000).decode("utf-8", "replace")))
            context["values"] = values
        fields = rule_fields(values, inputs)
        if request.POST.get("aksi") == "simpan":
            is_revision = bool(request.POST.get("code"))
            saved = actions.write_rule(rule=rule_from_fields(fields), by=request.user, is_revision=is_revision)
            return redirect("rule", saved.code)
        context |= preview(request, unnamed(fields))
    except UserError as error:
        status = 422 if request.method == "POST" else 200
        context["refusal"] = error.sentence(request.language)
    context["parts"] = [part_form(prefix, values, inputs) for prefix in ("desa", "kelurahan")]
    return render(request, "zones/rule_form.html", context, status=status)


def _usable_default(snapshot: Snapshot) -> Rule:
    """Our default, or where its figures are not there yet, the first shipped rule whose figures are."""
    known = {row["input_code"] for row in snapshot.table("zone_input")}
    rules = shipped_rules()
    usable = [rule for rule in rules if {each.code for part in rule.parts for each in part.inputs} <= known]
    return next(iter(usable), rules[0])


def _start_values(request: Request) -> dict[str, str]:
    """A rule to begin with: the one named in the address, else a default under a new name."""
    base = find_rule(request.GET.get("dari", _usable_default(request.snapshot).code))
    values = form_values(base)
    is_own = ZoneRule.objects.filter(code=base.code).exists()
    if not is_own:
        values |= {"code": "", "title": "", "source": "", "author": str(request.user)}
    return values | {"valid_from": dt.date.today().isoformat()}


@requires(Permission.WRITE_ZONE_RULES)
@require_POST
def preview_rule(request: Request) -> HttpResponse:
    """The preview alone, for a page that asks while somebody types."""
    inputs = offered_inputs(request.snapshot)
    try:
        context = preview(request, unnamed(rule_fields(request.POST.dict(), inputs)))
    except UserError as error:
        context = {"refusal": error.sentence(request.language)}
    return render(request, "zones/preview.html", context)


def unnamed(fields: dict[str, Any]) -> Rule:
    """A rule that may still lack its name and date: enough for a preview."""
    named = {key: fields[key] or "pratinjau" for key in ("code", "title", "author", "source")}
    return rule_from_fields(fields | named | {"valid_from": fields["valid_from"] or dt.date.today().isoformat()})


def preview(request: Request, rule: Rule) -> dict[str, Any]:
    """What a rule would give on the chosen date, beside the zones in force."""
    snapshot = request.snapshot
    found = actions.preview_rule(snapshot.folder, rule, snapshot.as_of)
    in_force = snapshot.index("zone", "village_code")
    has_zones = any(row["version_number"] for row in in_force.values())
    changed = [
        {**row, "old_zone": in_force[row["village_code"]]["zone"]}
        for row in found.zones
        if row["zone"] != in_force[row["village_code"]]["zone"]
    ]
    picture = draw_zones(
        snapshot,
        found.zones,
        name="pratinjau",
        label=rule.title,
        language=request.language,
    )
    return {
        "map": picture,
        "summary": summary(snapshot, found.zones),
        "changed": with_names(snapshot, changed) if has_zones else None,
    }
