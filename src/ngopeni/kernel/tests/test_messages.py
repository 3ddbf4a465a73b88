"""Every code in the sources has its sentence, every sentence its code, in both languages with the same values."""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest

from ngopeni.kernel import messages
from ngopeni.kernel.error import UserError
from ngopeni.kernel.messages import catalogue, sentence

PACKAGE = Path(__file__).resolve().parents[2]
CODE = re.compile(r"(?<![A-Z0-9-])[A-Z]{2,}-\d{3}(?!\d)")
# A code made of a beginning and a number: f"ZONES-21{place}".
BEGINNING = re.compile(r"[A-Z]{2,}-\d{1,2}")
# Sentences that may stay without a use, each with its reason.
UNUSED: set[str] = set()


@cache
def trees() -> dict[Path, ast.Module]:
    paths = [path for path in PACKAGE.rglob("*.py") if "tests" not in path.relative_to(PACKAGE).parts]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def literals(tree: ast.Module) -> set[str]:
    """Texts in the code, without docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    }


def used_codes() -> set[str]:
    stages = {code.split("-")[0] for code in catalogue()}
    texts = [text for tree in trees().values() for text in literals(tree)]
    texts += [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.html")]
    begun = tuple(text for text in texts if BEGINNING.fullmatch(text))
    whole = {code for text in texts for code in CODE.findall(text) if code.split("-")[0] in stages}
    return whole | {code for code in catalogue() if code.startswith(begun)}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def raised() -> list[tuple[str, str, set[str], bool]]:
    """Where, code, names of the values, and whether more values come as a mapping."""
    found = []
    for path, tree in trees().items():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "UserError" and call.args:
                codes = [str(node.value) for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)]
                names = {keyword.arg for keyword in call.keywords if keyword.arg}
                has_more = any(keyword.arg is None for keyword in call.keywords)
                where = f"{path.relative_to(PACKAGE)}:{call.lineno}"
                found += [(where, code, names, has_more) for code in codes if CODE.fullmatch(code)]
    return found


def test_every_code_of_the_sources_has_its_sentence():
    assert used_codes() - catalogue().keys() == set()


def test_no_sentence_is_left_without_a_use():
    assert catalogue().keys() - used_codes() == UNUSED


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_say_it_with_the_same_values(code):
    texts = catalogue()[code]
    assert set(texts) == {"id", "en"}
    assert placeholders(texts["id"]) == placeholders(texts["en"])
    assert all(text and text == text.strip() for text in texts.values())


def test_every_error_is_raised_with_the_values_of_its_sentence():
    calls = raised()
    assert len(calls) > 20
    short = [
        (where, code, placeholders(catalogue()[code]["id"]) - names)
        for where, code, names, has_more in calls
        if code in catalogue() and not has_more and not placeholders(catalogue()[code]["id"]) <= names
    ]
    assert short == []


def test_the_code_of_a_sentence_begins_with_the_name_of_its_file():
    for path in messages.FOLDER.glob("*.yaml"):
        found = re.findall(r"^([A-Z]+)-\d{3}:", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(found) == {path.stem.upper()}


def test_a_sentence_is_filled_with_values_worded_for_its_language():
    values = {"file": "idm.xlsx", "count": 12345, "column": "IKS", "row": 4}
    assert "Dari 12.345 baris di berkas idm.xlsx" in sentence("INTAKE-012", values)
    assert "Of the 12,345 rows in idm.xlsx" in sentence("INTAKE-012", values, "en")


def test_braces_in_a_value_are_only_text():
    assert "{x}.csv" in UserError("INTAKE-001", file="{x}.csv").sentence()


def test_an_error_says_its_code_and_sentence():
    assert str(UserError("INTAKE-018")) == "INTAKE-018: Sumber ini sudah ditarik sebelumnya."


def test_a_code_that_nobody_wrote_down_is_a_programming_error():
    with pytest.raises(AssertionError, match="message NOTHING-001"):
        sentence("NOTHING-001", {})


def test_a_code_defined_twice_is_a_programming_error(tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("A-001: {id: x, en: y}", encoding="utf-8")
    monkeypatch.setattr(messages, "FOLDER", tmp_path)
    with pytest.raises(AssertionError, match=r"message A-001 is defined twice, the second time in b\.yaml"):
        catalogue.__wrapped__()
