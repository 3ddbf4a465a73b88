from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from ngopeni.accounts.page_words import page_words
from ngopeni.accounts.rights import WORDS
from ngopeni.accounts.roles import ROLES
from ngopeni.accounts.views.rights import _patterns


@pytest.mark.guard
def test_every_page_that_asks_for_a_right_has_words_and_nothing_else_has():
    asking = {
        each.name
        for each in _patterns(get_resolver().url_patterns)
        if getattr(each.callback, "required_permission", None) is not None
    }
    assert asking - set(page_words()) == set(), "add these to reference/page_words.yaml"
    assert set(page_words()) - asking == set(), "there are no such pages"


def test_everybody_reads_who_may_do_what(published, client_as):
    page = client_as("mitra").get(reverse("rights")).content.decode()
    for role in ROLES.values():
        assert role.paragraph in page
    for word in WORDS.values():
        assert word in page
    matrix = page.split('class="scroll matrix"')[1].split("</table>")[0]
    assert matrix.count(">ya<") == sum(len(role.permissions) for role in ROLES.values())
    assert matrix.count("<tr>") == len(WORDS) + 1
    assert "catatan kegiatan; periksa keutuhan catatan; unduh catatan" in page
