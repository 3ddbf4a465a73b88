"""Objections (sanggahan) of villages, and their answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.error import UserError
from ngopeni.zones import actions
from ngopeni.zones.models import Objection, ZoneVersion
from ngopeni.zones.reading import with_names

SECTION = {"section": "zones"}


@requires(Permission.READ_AREAS)
def objections(request: Request) -> HttpResponse:
    """Every objection with its answer; those without one first."""
    listed = Objection.objects.select_related("version", "raised_by", "answered_by").defer(
        "version__zones", "version__reasons", "version__inputs"
    )
    found = sorted(listed, key=lambda each: each.outcome != Objection.Outcome.OPEN)
    names = request.snapshot.index("village", "village_code")
    rows = [{"objection": each, "village": names.get(each.village_code)} for each in found]
    may_answer = request.user.can(Permission.ANSWER_OBJECTIONS)
    return render(request, "zones/objections.html", {**SECTION, "rows": rows, "may_answer": may_answer})


@requires(Permission.OBJECT_TO_ZONES)
def raise_objection(request: Request, village_code: str) -> HttpResponse:
    """Object to a village's zone in the version in force."""
    zone = request.snapshot.index("zone", "village_code").get(village_code)
    if zone is None or not zone["version_number"]:
        raise Http404
    refusal, text = "", request.POST.get("text", "")
    if request.method == "POST":
        version = get_object_or_404(ZoneVersion, number=zone["version_number"])
        try:
            actions.raise_objection(version=version, village_code=village_code, text=text, by=request.user)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _("Sanggahan diterima dan akan dijawab sekretariat TKPK."))
            return redirect("village", village_code)
    context = {**SECTION, "row": with_names(request.snapshot, [zone])[0], "refusal": refusal, "text": text}
    return render(request, "zones/raise_objection.html", context, status=422 if refusal else 200)


@requires(Permission.ANSWER_OBJECTIONS)
def answer(request: Request, objection_id: int) -> HttpResponse:
    """Answer an objection."""
    found = get_object_or_404(Objection.objects.select_related("version"), pk=objection_id)
    refusal = ""
    if request.method == "GET" and found.outcome != Objection.Outcome.OPEN:
        messages.info(request, _("Sanggahan ini sudah dijawab."))
        return redirect("village", found.village_code)
    if request.method == "POST":
        try:
            actions.answer_objection(
                objection=found,
                is_accepted=request.POST.get("outcome") == "accepted",
                answer=request.POST.get("answer", ""),
                corrected_zone=request.POST.get("corrected_zone", ""),
                by=request.user,
            )
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _("Jawaban tersimpan dan terlihat di halaman desa."))
            return redirect("objections")
    zone = found.version.zone_of(found.village_code) or {}
    context = {
        **SECTION,
        "objection": found,
        "row": with_names(request.snapshot, [{**zone, "village_code": found.village_code}])[0],
        "zones": [str(each) for each in actions.GIVEN_ZONES],
        "refusal": refusal,
        "values": request.POST,
    }
    return render(request, "zones/answer.html", context, status=422 if refusal else 200)
