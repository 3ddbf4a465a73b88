"""Chains that were cut: rows alike to rows that are alike, but not alike enough to all of them together."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from ngopeni.accounts.actions import record
from ngopeni.accounts.permissions import Request, check, requires
from ngopeni.accounts.rights import Permission
from ngopeni.linkage.views.viewer import SECTION, Viewer, names_of
from ngopeni.linkage.views.words import signed, verdict_words
from ngopeni.linkage.worklist import Pair

PAGE_SIZE = 25


@requires(Permission.JUDGE_PAIRS)
@never_cache
@sensitive_variables()
def cut_chains(request: Request) -> HttpResponse:
    """The pairs out of which chains were cut, the heaviest first: each can be judged."""
    check(request.user, Permission.READ_PEOPLE)
    viewer = Viewer(request)
    cut = [pair for pair in viewer.worklist.pairs if pair.is_cut and viewer.may_open(pair.villages)]
    cut.sort(key=lambda pair: (-pair.row["match_weight"], pair.token))
    page = Paginator(cut, PAGE_SIZE).get_page(request.GET.get("halaman"))
    rows = _shown(viewer, list(page.object_list))
    if rows:
        record(
            "linkage.read_cut_chains",
            by=request.user.username,
            subject="pairs:cut",
            as_of=viewer.snapshot.as_of,
            page=page.number,
            rows=len(rows),
        )
    return render(request, "linkage/chains.html", {**SECTION, "page": page, "rows": rows})


def _shown(viewer: Viewer, pairs: list[Pair]) -> list[dict[str, Any]]:
    """The pairs with the names of both rows."""
    ends = [((viewer.snapshot.as_of, *_end(pair, "l")), (pair.row["as_of_r"], *_end(pair, "r"))) for pair in pairs]
    names = names_of(viewer, [end for both in ends for end in both])
    words = verdict_words()
    return [
        {
            "token": pair.token,
            "weight": signed(pair.row["match_weight"], viewer.request.language),
            "former_on": pair.row["as_of_r"] if pair.row["is_former"] else None,
            "sides": [
                {"name": names.get((as_of, key)) or _("(tanpa nama)"), "place": viewer.place(village_code)}
                for as_of, village_code, key in both
            ],
            "own_verdict": words.get(viewer.said.get(pair.sides, {}).get(viewer.request.user.username, ""), ""),
        }
        for pair, both in zip(pairs, ends, strict=True)
    ]


def _end(pair: Pair, side: str) -> tuple[str, str]:
    return pair.row[f"village_code_{side}"], pair.row[f"record_key_{side}"]
