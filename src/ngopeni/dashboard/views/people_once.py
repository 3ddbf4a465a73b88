"""What the page of a person shows once after its form was sent: the numbers, or why they stay masked.

The session keeps a permission to show them once, never the numbers; loading the page again asks anew.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ngopeni.accounts.permissions import Request
from ngopeni.dashboard.views.people_forms import OpeningForm

KEY = "people_once"
SPAN_SECONDS = 60


def show_once(request: Request, subject: str) -> None:
    """Let the next reading of a person's page show the numbers."""
    _put(request, subject, {"is_opened": True})


def refuse_once(request: Request, subject: str, form: OpeningForm, refusal: str = "") -> None:
    """Let the next reading of a person's page say why the numbers stay masked, with what was filled in."""
    errors = {name: [str(each) for each in texts] for name, texts in form.errors.items()}
    # A note that was refused for a number in it is not kept.
    given = {name: form.data.get(name, "")[:200] for name in form.fields if name not in errors}
    _put(request, subject, {"refusal": refusal, "errors": errors, "given": given})


def take(request: Request, subject: str) -> dict[str, Any]:
    """What was put for this person a moment ago; it is gone then."""
    entry = request.session.get(KEY, {}).get(subject)
    if KEY in request.session:
        del request.session[KEY]
    is_mine = entry is not None and entry["by"] == request.user.username
    return entry if is_mine and entry["at"] > _now() - SPAN_SECONDS else {}


def form_of(entry: dict[str, Any]) -> OpeningForm:
    """The form as it was sent, with what is wrong about it; an empty one where nothing was sent."""
    if "errors" not in entry:
        return OpeningForm()
    form = OpeningForm(entry["given"])
    form.is_valid()
    for name, texts in entry["errors"].items():
        if name not in form.errors:
            form.add_error(name, texts)
    return form


def _put(request: Request, subject: str, entry: dict[str, Any]) -> None:
    told = {"by": request.user.username, "at": _now()}
    request.session[KEY] = {subject: entry | told}


def _now() -> float:
    return timezone.now().timestamp()
