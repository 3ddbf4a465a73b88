"""The forms of a page, filled in the way that shows most."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

# What stands in fields that want words; by the end of the field's name.
WORDS = {"note": "Surat 5/2026 untuk uji", "reason": "Sudah dilihat di lapangan, untuk uji"}
# The rest of a page is not parsed: most of it is tables.
FORMS = re.compile(r"<form\b.*?</form>", re.DOTALL)
BUTTONS = {"submit", "button", "reset", "image", "file"}


@dataclass
class Form:
    """A form, filled in.

    Parameters
    ----------
    action : str
        As written; empty for the page itself.
    method : str
    fields : dict
        A list of values by name.
    """

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Reads the forms of a page; every box is ticked, and of choices the first that says something is taken."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self.words = {**WORDS, **words}
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told: dict[str, Any] = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(told.get("action", ""), told.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "option" and self.choice:
            self._choose(told)
        elif "name" in told:
            self._fill(tag, told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.choice = ""

    def _fill(self, tag: str, told: dict[str, Any]) -> None:
        assert self.form is not None
        name, kind = told["name"], told.get("type", "text") if tag == "input" else tag
        values = self.form.fields.setdefault(name, [])
        if kind == "select":
            self.choice = name
        elif kind == "checkbox" or (kind == "radio" and not values):
            values.append(told.get("value", "on"))
        elif kind == "button" and told.get("value") and not values:
            values.append(told["value"])
        elif kind not in {"checkbox", "radio", *BUTTONS}:
            values.append(told.get("value") or self.words.get(name, ""))

    def _choose(self, told: dict[str, Any]) -> None:
        assert self.form is not None
        values = self.form.fields[self.choice]
        if told.get("value") and (not values or "selected" in told):
            self.form.fields[self.choice] = [told["value"]]


def forms_of(page: str, words: dict[str, str]) -> list[Form]:
    """The forms of a page.

    Parameters
    ----------
    page : str
    words : dict of str to str
        What to write into fields, by their name.
    """
    reader = FormReader(words)
    for form in FORMS.findall(page):
        reader.feed(form)
    return reader.forms
