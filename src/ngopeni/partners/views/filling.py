"""How a form of this stage is filled in, refused, or done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ngopeni.accounts.permissions import Request
from ngopeni.kernel.error import UserError
from ngopeni.partners.models import Institution

SECTION = {"section": "institutions"}


def fill_in(
    request: Request,
    template: str,
    form: forms.Form,
    act: Callable[[forms.Form], Institution],
    done: str,
    **context: Any,
) -> HttpResponse:
    """Show a form; once it is filled in, do what it is for and go to the institution's page.

    Parameters
    ----------
    request : Request
    template : str
    form : Form
        Bound when it was sent.
    act : callable
        Does it, and gives the institution that it was about; what it refuses stands above the form.
    done : str
        What is said afterwards.
    """
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            about = act(form)
        except UserError as error:
            refusal = error.sentence(request.language)
        else:
            messages.success(request, done)
            return redirect("institution", about.code)
    status = 422 if refusal or form.errors else 200
    return render(request, template, {**SECTION, "form": form, "refusal": refusal, **context}, status=status)
