"""The menu: what there is, in groups, and of it what the person may open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ngopeni.accounts.models import User
from ngopeni.accounts.rights import Permission


@dataclass(frozen=True)
class Item:
    """A page of the menu.

    Parameters
    ----------
    page : str
        Its name in the addresses.
    title : str
    icon : str
    permission : Permission
        The right that it asks for.
    also : tuple of str
        Beginnings of other addresses that belong to it.
    is_of_village : bool
        Whether it is a page of one village: shown to those who work in exactly one.
    """

    page: str
    title: str | Promise
    icon: str
    permission: Permission = Permission.READ_AREAS
    also: tuple[str, ...] = ()
    is_of_village: bool = False


@dataclass(frozen=True)
class Group:
    """Pages that open together under one word; one page alone stands by itself."""

    title: str | Promise
    icon: str
    items: tuple[Item, ...] = field(default_factory=tuple)


# Pages of single persons and households.
OF_PEOPLE = ("/orang/", "/keluarga/")
MENU = (
    Group(_("Beranda"), "house", (Item("home", _("Beranda"), "house"),)),
    Group(
        _("Wilayah"),
        "map",
        (
            Item("map", _("Peta"), "map"),
            Item("villages", _("Desa"), "list", also=("/kecamatan/",)),
            Item("needs", _("Kebutuhan"), "hand-heart"),
            Item("changes", _("Perubahan"), "git-compare-arrows"),
            Item("zones", _("Zona"), "scale"),
        ),
    ),
    Group(
        _("Pendampingan"),
        "handshake",
        (
            Item("institutions", _("Lembaga pendamping"), "building-2"),
            Item("waves", _("Gelombang"), "layers"),
            Item("decrees", pgettext_lazy("surat", "Keputusan"), "file-check"),
        ),
    ),
    Group(
        _("Warga"),
        "users",
        (
            Item("counter", _("Loket"), "user-search", Permission.SERVE_COUNTER),
            Item("proposals", _("Usulan warga"), "clipboard-list", Permission.SERVE_COUNTER, is_of_village=True),
            Item("residents", _("Daftar warga"), "users", Permission.READ_PEOPLE, OF_PEOPLE, is_of_village=True),
        ),
    ),
    Group(
        _("Data"),
        "files",
        (
            Item("sources", _("Sumber data"), "files", also=("/pekerjaan/",)),
            Item("quality", _("Mutu data"), "list-checks", Permission.READ_QUALITY),
            Item("linkage", _("Sambungan orang"), "link-2", Permission.READ_QUALITY),
        ),
    ),
    Group(
        pgettext_lazy("menu", "Hak"),
        "shield-check",
        (
            Item("users", _("Pengguna"), "user-cog", Permission.MANAGE_USERS),
            Item("invitations", _("Undangan"), "mail-plus", Permission.MANAGE_USERS),
            Item("pacts", _("Pakta integritas"), "file-pen-line", Permission.RECORD_PACTS),
            Item("log", _("Catatan kegiatan"), "scroll-text", Permission.READ_AUDIT),
            Item("protection", _("Pelindungan data"), "shield-check", Permission.READ_PROTECTION_PAPERS),
            Item("rights", _("Peran dan hak"), "key-round"),
            Item("account", _("Akun saya"), "circle-user-round"),
        ),
    ),
    Group(
        _("Panduan"),
        "book-open",
        (Item("help", _("Panduan"), "book-open", also=("/kamus/", "/glosarium/", "/gaya/")),),
    ),
)


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The groups that hold something for this person, with the page that is open marked."""
    user = request.user
    if not isinstance(user, User):
        return []
    found = []
    for group in MENU:
        items = [_shown(item, user.village_code) for item in group.items if user.can(item.permission)]
        listed = [item for item in items if item["link"]]
        if listed:
            found.append({"title": group.title, "icon": group.icon, "items": listed})
    _mark(found, request.path)
    return found


def _shown(item: Item, village_code: str) -> dict[str, Any]:
    link = _link(item, village_code)
    return {"title": item.title, "icon": item.icon, "link": link, "starts": (link, *item.also), "is_here": False}


def _link(item: Item, village_code: str) -> str:
    """The address of a page; empty where this person or this version has none."""
    if item.is_of_village and not village_code:
        return ""
    try:
        return reverse(item.page, args=[village_code] if item.is_of_village else [])
    except NoReverseMatch:
        return ""


def _mark(groups: list[dict[str, Any]], path: str) -> None:
    """Mark the page whose address is the longest beginning of this one; home only when it is home."""
    reached = [
        (len(start), item, group)
        for group in groups
        for item in group["items"]
        for start in item["starts"]
        if path == start or (start != "/" and path.startswith(start))
    ]
    if reached:
        _length, item, group = max(reached, key=lambda each: each[0])
        item["is_here"] = group["is_here"] = True
