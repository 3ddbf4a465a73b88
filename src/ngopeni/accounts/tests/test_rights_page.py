from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from ngopeni.accounts.page_words import page_words
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.role_words import right_word, role_name, role_paragraph, role_words
from ngopeni.accounts.roles import ROLES, Level
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
        assert role_paragraph(role.code) in page
    for right in Permission:
        assert right_word(right) in page
    matrix = page.split('class="scroll matrix"')[1].split("</table>")[0]
    assert matrix.count(">ya<") == sum(len(role.permissions) for role in ROLES.values())
    assert matrix.count("<tr>") == len(Permission) + 1
    assert "catatan kegiatan; periksa keutuhan catatan; unduh catatan" in page


@pytest.mark.guard
def test_every_role_right_and_level_has_words_and_every_word_a_code():
    words = role_words()
    assert set(words["roles"]) == set(ROLES)
    assert set(words["rights"]) == {str(right) for right in Permission}
    assert set(words["levels"]) == {str(level) for level in Level}
    told = [each for role in words["roles"].values() for each in role.values()]
    told += [*words["rights"].values(), *words["levels"].values()]
    assert all(set(each) == {"id", "en"} and each["id"].strip() and each["en"].strip() for each in told)


@pytest.mark.parametrize("page", ["rights", "account", "help"])
def test_roles_and_rights_read_in_the_language_of_the_page(published, client_as, page):
    client = client_as("operator")
    client.cookies["django_language"] = "en"
    told = client.get(reverse(page)).content.decode()
    assert role_name("operator", "en") in told
    assert right_word("serve_counter", "en") in told
    for role in ROLES.values():
        assert role_paragraph(role.code) not in told
    for right in Permission:
        assert right_word(right) not in told


def test_a_refusal_reads_in_the_language_of_the_page(published, client_as):
    client = client_as("mitra")
    client.cookies["django_language"] = "en"
    told = client.get(reverse("log")).content.decode()
    assert "The role Partner has no right to this: read the activity log." in told
