"""The words of a decree: clause by clause, and the laws that it names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import template_for, told_of
from ngopeni.assignment.actions.decree_texts import may_write
from ngopeni.assignment.decree.clause_words import clause_title, placeholder_words
from ngopeni.assignment.decree.clauses import Template, editable_texts
from ngopeni.assignment.decree.facts import Law
from ngopeni.assignment.decree.legal_list import SECTIONS
from ngopeni.assignment.decree.placeholders import KNOWN
from ngopeni.assignment.forms.decrees import LawForm, NewLawForm, TextForm
from ngopeni.assignment.models import Decree
from ngopeni.assignment.views.decrees import find_decree, page_context
from ngopeni.kernel.error import UserError

# What a form of the page asks for; any other writes a clause.
LAW, NEW_LAW, DEFAULT = "peraturan", "peraturan-baru", "semula"


@requires(Permission.DRAFT_DECREES)
def decree_texts(request: Request, decree_id: int) -> HttpResponse:
    """Every clause with its default, where it comes from, and a box to write it anew; then the laws."""
    found, refusal = find_decree(request, decree_id), ""
    if request.method == "POST":
        try:
            anchor = _written(request, found)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, _("Naskah tersimpan."))
            return redirect(f"{request.path}#{anchor}")
    template = template_for(found)
    told = told_of(found, request.workspace)
    sent = request.POST if refusal else {}
    context = page_context(
        request,
        found,
        told,
        template=template,
        clauses=_clauses(found, template, sent, request.language),
        laws=[_law(law, sent) for law in told.head.laws],
        unverified_count=len(told.head.unverified_laws),
        sections=SECTIONS,
        new_law=sent.get("text", "") if sent.get("aksi") == NEW_LAW else "",
        placeholders=[(f"{{{name}}}", placeholder_words(name, request.language)) for name in _names(template)],
        may_write=may_write(found, request.user),
        refusal=refusal,
    )
    return render(request, "assignment/decree_texts.html", context, status=422 if refusal else 200)


def _written(request: Request, found: Decree) -> str:
    """Do what the form asks for; where on the page that is."""
    asked = request.POST.get("aksi", "")
    if asked == LAW:
        told = _filled(LawForm(request.POST), "DECREE-040")
        actions.write_law(decree=found, workspace=request.workspace, by=request.user, **told)
        return f"dasar-{told['code']}"
    if asked == NEW_LAW:
        told = _filled(NewLawForm(request.POST), "DECREE-040")
        return f"dasar-{actions.add_law(decree=found, workspace=request.workspace, by=request.user, **told).code}"
    told = _filled(TextForm(request.POST), "DECREE-019", most=4000)
    text = None if asked == DEFAULT else told["text"]
    actions.write_text(decree=found, code=told["code"], text=text, by=request.user)
    return str(told["code"]).replace(".", "-")


def _filled(form: forms.Form, refusal: str, **values: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise UserError(refusal, **values)
    return form.cleaned_data


def _names(template: Template) -> list[str]:
    return sorted(KNOWN[template.code])


def _clauses(found: Decree, template: Template, sent: Any, language: str) -> list[dict[str, Any]]:
    """In reading order; what was sent and refused stands in its box again."""
    statuses = {clause.code: clause.status for clause in template.clauses}
    told = status_words()
    is_clause = sent.get("aksi") not in (LAW, NEW_LAW)
    return [
        {
            "code": code,
            "title": clause_title(code, language),
            "anchor": code.replace(".", "-"),
            "default": default,
            "own": found.texts.get(code),
            "is_own": code in found.texts,
            "box": sent["text"] if is_clause and sent.get("code") == code else found.texts.get(code, default),
            "is_open": is_clause and sent.get("code") == code,
            "status": told.get(statuses.get(code.partition(".")[0], ""), ""),
        }
        for code, default in editable_texts(template).items()
    ]


def _law(law: Law, sent: Any) -> dict[str, Any]:
    is_open = sent.get("aksi") == LAW and sent.get("code") == law.code
    return {"law": law, "is_open": is_open, "box": sent["text"] if is_open else law.text}


def status_words() -> dict[str, str]:
    """Where the words of a clause come from."""
    return {
        "read": _("dari naskah yang terbaca"),
        "general_knowledge": _("pengetahuan umum"),
        "proposal": _("usulan kami"),
    }
