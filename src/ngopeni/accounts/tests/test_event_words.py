"""Everything that the program records has words, and nothing else has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ngopeni
from ngopeni.accounts.event_words import actions_of, event_sentence, event_words
from ngopeni.accounts.rights import PERSONAL, Permission
from ngopeni.intake.boundary import PROFILE as BOUNDARY
from ngopeni.intake.layouts import layouts
from ngopeni.site.job_functions import JOBS

pytestmark = pytest.mark.guard
ROOT = Path(ngopeni.__file__).parent
ACTION = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)*")
# A module records by itself, or through the one function that notes what a decree did to rights.
RECORDERS = re.compile(r"import .*\b(record|note_effect)\b|actions\.record\(")
# These look like actions and are none: jobs, a salt, a file.
OTHERS = {*JOBS, "counter.searched", "counts.json"}


def modules() -> Iterator[ast.Module]:
    """The modules that record something."""
    for path in ROOT.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "tests" not in path.parts and RECORDERS.search(source):
            yield ast.parse(source)


def recorded() -> set[str]:
    """Every code of an action that stands in such a module; refusals are made of the code of what was refused."""
    found = set()
    for tree in modules():
        texts = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        codes = {each for each in texts if ACTION.fullmatch(each)} - OTHERS
        makes_refusals = "_refused" in texts
        found |= codes
        found |= {
            f"{each}_refused" for each in codes if makes_refusals and f"{each}_refused" in event_words()["actions"]
        }
    keys = ROOT / "accounts" / "actions" / "keys.py"
    return found | {each for each in re.findall(r'"([a-z_.]+)"', keys.read_text()) if ACTION.fullmatch(each)}


def test_the_source_was_read():
    assert len(recorded()) > 40


def test_every_action_has_words_and_every_word_an_action():
    words = set(event_words()["actions"])
    assert recorded() - words == set(), "add these to reference/event_words.yaml"
    assert words - recorded() == set(), "nothing records these"


def test_refusals_made_of_another_code_have_words():
    assert {"counter.search_refused", "counter.answer_refused"} <= set(event_words()["actions"])


@pytest.mark.parametrize("action", sorted(event_words()["actions"]))
def test_a_sentence_stands_without_its_values_too(action):
    words = event_words()["actions"][action]
    assert words["kind"] in event_words()["kinds"]
    assert action in actions_of(words["kind"])
    for language in ("id", "en"):
        told = event_sentence(action, "x:1", {}, {}, language)
        assert "{" not in told
        assert told != f"{action} (x:1)"
    assert re.findall(r"{(\w+)}", words["id"]) == re.findall(r"{(\w+)}", words["en"])


def test_an_action_of_another_version_is_told_by_its_code():
    assert event_sentence("lama.perbuatan", "x:1", {}, {}, "id") == "lama.perbuatan (x:1)"


def test_rights_are_told_in_words():
    for right in PERSONAL:
        told = event_sentence("accounts.refused", f"permission:{Permission(right)}", {"why": "ACCOUNTS-016"}, {}, "id")
        assert "permission" not in told


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_action_has_a_short_title_of_its_own(language):
    titles = [each["title"][language] for each in event_words()["actions"].values()]
    assert len(set(titles)) == len(titles)
    assert all(title and "{" not in title and len(title) <= 45 and not title.endswith(".") for title in titles)


def test_codes_in_sentences_have_words():
    told = event_sentence("intake.take_in", "source:ab12", {"profile": "poverty_series"}, {}, "id")
    assert told == "Memasukkan berkas (sumber ab12) sebagai kemiskinan resmi kabupaten/kota."
    known = {*layouts(), BOUNDARY}
    assert known <= set(event_words()["values"]["profile"])
    assert set(JOBS) == set(event_words()["values"]["name"])
    told = event_sentence("accounts.keys_new", "operator", {"giver": "perintah:demo"}, {}, "id")
    assert "(kata sandinya dari perintah di server demo)" in told
    told = event_sentence("accounts.add_user", "rina", {"role": "legal"}, {}, "en")
    assert told == "Made the account rina as Legal section."
