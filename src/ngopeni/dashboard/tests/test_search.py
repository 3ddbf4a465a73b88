"""The search in the head of every page: places alone, and nothing about persons in an address."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ngopeni.kernel.snapshot import snapshot_at

SEARCH = "/cari/"


@pytest.fixture
def village(published):
    """The first village, with its names."""
    return snapshot_at(published).table("village")[0]


def test_a_code_opens_its_village_at_once(village, client_as):
    answer = client_as("mitra").post(SEARCH, {"q": village["village_code"]})
    assert (answer.status_code, answer.url) == (302, reverse("village", args=[village["village_code"]]))


def test_several_places_stand_under_an_address_that_can_be_kept(village, client_as):
    client = client_as("mitra")
    answer = client.post(SEARCH, {"q": village["district_name"][:3]})
    assert answer.status_code == 302
    assert answer.url.startswith(f"{SEARCH}?q=")
    assert village["district_name"] in client.get(answer.url).content.decode()


@pytest.mark.parametrize("typed", ["3316010806770001", "33.1601.080677.0001", "Suparmi Uji binti Karto"])
def test_what_names_no_place_is_neither_in_an_address_nor_on_the_page(village, client_as, typed):
    answer = client_as("kades").post(SEARCH, {"q": typed})
    assert answer.status_code == 200
    assert typed not in answer.content.decode()
    assert "Cari warga di loket" in answer.content.decode()


def test_only_those_who_serve_the_counter_are_led_there(village, client_as):
    page = client_as("mitra").post(SEARCH, {"q": "3316010806770001"}).content.decode()
    assert "bukan warga" in page
    assert reverse("counter") not in page


@pytest.mark.parametrize("typed", ["", "  ", "--"])
def test_nothing_typed_finds_nothing(village, client_as, typed):
    page = client_as("mitra").post(SEARCH, {"q": typed})
    assert page.status_code == 200
    assert village["village_name"] not in page.content.decode()


def test_the_box_on_every_page_sends_what_is_typed_out_of_sight(village, client_as):
    page = client_as("kades").get("/").content.decode()
    box = page[page.index('class="find"') :].partition("</form>")[0]
    assert 'method="post"' in box
