"""Who may do what: roles, rights, what they take, and the pages they open, drawn from the program itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _

from ngopeni.accounts.page_words import page_words
from ngopeni.accounts.permissions import Request, requires
from ngopeni.accounts.rights import GUARDING, PERSONAL, WITHOUT_GRANT, Permission
from ngopeni.accounts.role_words import right_word
from ngopeni.accounts.roles import ROLES, Level
from ngopeni.accounts.views.groups import group_words


@requires(Permission.READ_AREAS)
def rights(request: Request) -> HttpResponse:
    """The whole table, for everybody: nobody's rights are a secret."""
    context = {
        "groups": [(word, [r for r in ROLES.values() if r.group is group]) for group, word in group_words().items()],
        "roles": ROLES.values(),
        "rows": [_row(permission, request.language) for permission in Permission],
        "own": request.user.role,
        "levels": level_words(),
    }
    return render(request, "accounts/rights.html", context)


def level_words() -> dict[str, str]:
    """How wide a grant of a role is."""
    return {
        Level.REGENCY: _("seluruh kabupaten/kota"),
        Level.DISTRICT: _("satu kecamatan atau lebih"),
        Level.VILLAGE: _("satu desa/kelurahan atau lebih"),
    }


def _row(permission: Permission, language: str) -> dict[str, Any]:
    """One right: who holds it, what it takes, what it opens."""
    return {
        "code": permission,
        "word": right_word(permission, language),
        "holders": [(role, permission in role.permissions) for role in ROLES.values()],
        "needs_grant": permission not in WITHOUT_GRANT,
        "needs_pact": permission in PERSONAL,
        "needs_code": permission in PERSONAL | GUARDING,
        "pages": sorted({page_words().get(name, {}).get(language, name) for name in _pages_of(permission)}),
    }


def _pages_of(permission: Permission) -> Iterator[str]:
    """Names of the pages that ask for a right."""
    for pattern in _patterns(get_resolver().url_patterns):
        if getattr(pattern.callback, "required_permission", None) == permission:
            yield str(pattern.name)


def _patterns(listed: list[Any]) -> Iterator[URLPattern]:
    for each in listed:
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns)
        else:
            yield each
