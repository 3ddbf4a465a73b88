"""How a form is filled in, refused in a sentence, or done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from ngopeni.accounts.permissions import Request
from ngopeni.kernel.error import UserError


def fill_in(
    request: Request,
    template: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], HttpResponse],
    context: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """Show a form; once it is filled in, do what it is for.

    Parameters
    ----------
    request : Request
    template : str
    form : Form
        Bound when it was sent.
    act : callable
        Takes what was filled in, and says where to go; what it refuses stands above the form, and nothing is lost.
    context : callable
        What the page shows beside the form.
    """
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            return act(form.cleaned_data)
        except UserError as error:
            refusal = error.sentence(request.language)
    status = 422 if refusal or form.errors else 200
    return render(request, template, {"form": form, "refusal": refusal, **context()}, status=status)
