from __future__ import annotations

import yaml

from ngopeni.assignment.decree.clause_files import shipped_templates
from ngopeni.assignment.decree.clause_words import FOLDER, WORDS, ClauseRefused, clause_title, placeholder_words
from ngopeni.assignment.decree.clauses import editable_texts
from ngopeni.assignment.decree.frame import PAPERS
from ngopeni.assignment.decree.placeholders import KNOWN

WRITTEN = yaml.safe_load((FOLDER / WORDS).read_text(encoding="utf-8"))


def test_every_clause_template_and_placeholder_has_words_and_nothing_else_has():
    codes = {code.partition(".")[0] for template in shipped_templates() for code in editable_texts(template)}
    assert set(WRITTEN["clauses"]) == codes
    assert set(WRITTEN["templates"]) == set(PAPERS) == set(KNOWN)
    assert set(WRITTEN["placeholders"]) == set().union(*KNOWN.values())
    for words in (each for part in WRITTEN.values() for each in part.values()):
        assert words.keys() == {"id", "en"}
        assert all(words.values())


def test_words_are_told_in_both_languages():
    assert (clause_title("tasks.b"), clause_title("tasks.b", "en")) == ("Tugas, huruf b", "Tasks, letter b")
    assert placeholder_words("reason", "en") == "reason written when the draft was made"
    assert clause_title("sanksi") == "sanksi"


def test_a_refusal_names_clauses_by_their_titles():
    refused = ClauseRefused("DECREE-005", clause="sanksi", template="agency", known=["period", "force"])
    assert "“keputusan kepala perangkat daerah”" in refused.sentence()
    assert "Masa tugas dan Mulai berlaku" in refused.sentence()
    assert "Term and Coming into force" in refused.sentence("en")
