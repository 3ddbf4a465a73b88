"""How a form of this stage is filled in, refused, or done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from ngopeni.accounts.permissions import Request
from ngopeni.accounts.views import filling
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
    """Fill in a form about an institution, and go to its page.

    Parameters
    ----------
    request : Request
    template : str
    form : Form
        Bound when it was sent.
    act : callable
        Does it, and gives the institution that it was about.
    done : str
        What is said afterwards.
    """

    def go_on(_told: dict[str, Any]) -> HttpResponse:
        about = act(form)
        messages.success(request, done)
        return redirect("institution", about.code)

    return filling.fill_in(request, template, form, go_on, lambda: {**SECTION, **context})
