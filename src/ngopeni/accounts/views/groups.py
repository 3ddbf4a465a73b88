"""Roles side by side, in the groups that people know them by."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ngopeni.accounts.roles import Group, Role


def group_words() -> dict[Group, str]:
    """The groups, in the order in which they are shown."""
    return {
        Group.TEAM: _("Tim koordinasi (TKPK)"),
        Group.AGENCIES: _("Perangkat daerah dan kecamatan"),
        Group.VILLAGES: _("Desa dan kelurahan"),
        Group.PARTNERS: _("Mitra"),
        Group.OVERSIGHT: _("Pengawasan dan pengelolaan"),
    }


def grouped(roles: Iterable[Role]) -> list[tuple[str, list[Role]]]:
    """Roles by group; groups without any are left out."""
    listed = list(roles)
    found = ((word, [role for role in listed if role.group is group]) for group, word in group_words().items())
    return [(word, own) for word, own in found if own]
