"""What every page of the counter needs: the right, the village, the newest snapshot, and no copy anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import Permission
from ngopeni.kernel.snapshot import Row, Snapshot, snapshot_at
from ngopeni.verification.views.kept import forget_old

View = Callable[..., HttpResponse]


def at_the_counter(view: View) -> View:
    """Open a page to those who serve the village in its address; its answer is kept by no browser and no proxy."""

    @wraps(view)
    def served(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        # Whoever stands at the counter asks about today, whichever date somebody looked at before.
        request.snapshot = snapshot_at(request.workspace)
        forget_old(request)
        return view(request, *args, **kwargs)

    kept_nowhere = cache_control(no_store=True, private=True)(sensitive_variables()(served))
    return requires(Permission.SERVE_COUNTER)(sensitive_post_parameters()(kept_nowhere))


def village_of(snapshot: Snapshot, village_code: str) -> Row:
    """The village in an address.

    Raises
    ------
    Http404
        Where there is none of that code.
    """
    village = snapshot.index("village", "village_code").get(village_code)
    if village is None:
        raise Http404
    return village


def frame(request: Request, village_code: str) -> dict[str, Any]:
    """What the templates of the counter share."""
    village = village_of(request.snapshot, village_code)
    is_kelurahan = village["village_type"] == "kelurahan"
    return {
        "section": "counter",
        "village": village,
        "village_code": village_code,
        "is_kelurahan": is_kelurahan,
        "here": _("kelurahan ini") if is_kelurahan else _("desa ini"),
    }
