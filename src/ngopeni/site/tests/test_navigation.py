from __future__ import annotations

import re
import zipfile
from pathlib import Path

import lucide
import pytest
from django.test import Client
from django.urls import reverse

from ngopeni.site.navigation import MENU


def menu_of(page: str) -> list[str]:
    """The addresses in a page's menu."""
    return re.findall(r'<a href="([^"]+)"', page.split('<nav class="nav"')[1].split("</nav>", maxsplit=1)[0])


def test_every_icon_of_the_menu_exists():
    with zipfile.ZipFile(Path(lucide.__file__).with_name("lucide.zip")) as archive:
        known = {Path(name).stem for name in archive.namelist()}
    assert {each.icon for group in MENU for each in (group, *group.items)} <= known


@pytest.mark.parametrize(
    ("username", "shown", "hidden"),
    [
        ("analis", "quality sources protection", "counter users pacts log"),
        ("operator", "counter quality", "users pacts log protection"),
        ("pemeriksa", "log quality protection", "counter users pacts"),
        ("pengelola", "users invitations protection", "counter quality log pacts"),
        ("hukum", "pacts protection", "counter quality users log"),
        ("mitra", "map villages sources rights account", "counter quality users log pacts protection"),
    ],
)
def test_it_shows_what_may_be_opened_and_everything_in_it_opens(published, client_as, username, shown, hidden):
    client = client_as(username)
    links = menu_of(client.get("/").content.decode())
    assert {reverse(name) for name in shown.split()} <= set(links)
    assert not {reverse(name) for name in hidden.split()} & set(links)
    for link in links:
        # Who works in one village is led straight to it.
        assert client.get(link).status_code in {200, 302}, link


def test_the_page_that_is_open_is_marked_once(published, client_as, people):
    client = client_as("operator")
    village = people["operator"].village_code
    for path, marked in (
        ("/", "/"),
        (f"/desa/{village}/", "/desa/"),
        (f"/desa/{village}/warga/", f"/desa/{village}/warga/"),
    ):
        page = client.get(path).content.decode()
        assert re.findall(r'<a href="([^"]+)" aria-current="page"', page) == [marked]
    page = client_as("pengelola").get(reverse("invitations")).content.decode()
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', page) == [reverse("invitations")]
    assert page.count('class="here"') == 1


def test_what_a_grant_no_longer_opens_leaves_the_menu(published, client_as, people):
    client = client_as("operator")
    people["operator"].grants.update(ended_at="2026-01-01T00:00:00Z", end_reason="uji")
    assert reverse("counter") not in menu_of(client.get("/").content.decode())


def test_nobody_unknown_sees_a_menu(published, client_as):
    assert 'class="nav"' not in Client().get(reverse("login")).content.decode()
