"""What is taken along: the evaluation design, a wave or a proposal as Excel."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.assignment.design import design_hash
from ngopeni.assignment.matching.account import reasons
from ngopeni.assignment.matching.words import reason_words
from ngopeni.assignment.models import EvaluationDesign
from ngopeni.assignment.views.frame import attached, context_of, find_proposal, find_wave, kept, kinds_in
from ngopeni.kernel.wording import write_date
from ngopeni.kernel.workbook import XLSX, workbook


@requires(Permission.READ_AREAS)
def evaluation_design(request: Request, number: int) -> HttpResponse:
    """By what a wave will be judged, and that nobody has touched it since."""
    wave = find_wave(number)
    design = get_object_or_404(EvaluationDesign.objects.select_related("frozen_by"), wave=wave)
    names = {row["village_code"]: row for row in request.snapshot.table("village")}
    content = design.content
    context = context_of(
        wave,
        design=design,
        content=content,
        is_whole=design_hash(content) == design.sha256,
        outcomes=[each["says"][request.language] for each in content["outcomes"]],
        rule=content["comparison_rule"]["says"][request.language],
        method=content["method"]["says"][request.language],
        assisted=[names.get(code, {"village_name": code, "district_name": "–"}) for code in content["assisted"]],
        comparison=[
            {**each, **{k: v for k, v in names.get(each["village_code"], {}).items() if k.endswith("_name")}}
            for each in content["comparison"]
        ],
    )
    return render(request, "assignment/design.html", context)


@requires(Permission.READ_AREAS)
def design_file(request: Request, number: int) -> HttpResponse:
    """The design as it was hashed."""
    design = get_object_or_404(EvaluationDesign, wave=find_wave(number))
    text = json.dumps(design.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder)
    return attached(text.encode(), "application/json", f"rancangan-evaluasi-gelombang-{number}.json")


@requires(Permission.READ_AREAS)
def proposal_file(request: Request, number: int, proposal_number: int) -> HttpResponse:
    """Every pair of a proposal with its points and reasons."""
    wave = find_wave(number)
    found = find_proposal(wave, proposal_number)
    problem, pairs = kept(found)
    kinds = kinds_in(request.language)
    told = reasons(problem, pairs, reason_words(request.language), request.language)
    rows = [
        {
            **row,
            "kind": kinds[row["kind"]],
            "why": _why(row),
            "other": row["other"]["says"] if row["other"] else "",
        }
        for row in told
    ]
    columns = [
        ("village_code", _("Kode")),
        ("village_name", _("Desa/kelurahan")),
        ("institution_name", _("Lembaga")),
        ("kind", _("Jenis")),
        ("role", _("Peran")),
        ("points", _("Poin")),
        ("why", _("Alasan")),
        ("other", _("Pilihan kedua")),
    ]
    title = f"{wave}, {found}".capitalize()
    notes = [
        _("Penetapan zona nomor %(number)s.") % {"number": wave.zone_version.number},
        write_date(found.made_at.date(), request.language),
        _("Nilai rencana %(points)s poin; tidak ada rencana yang memenuhi aturan di atas %(bound)s.")
        % {"points": found.totals["objective"], "bound": found.totals["bound"]},
    ]
    return attached(workbook(title, columns, rows, notes), XLSX, f"gelombang-{number}-usulan-{proposal_number}.xlsx")


def _why(row: dict[str, Any]) -> str:
    return " ".join(term["says"] for term in row["terms"])
