"""Clause templates as files that the legal section can read and write, checked when they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ngopeni.assignment.decree.clause_words import FOLDER, WORDS
from ngopeni.assignment.decree.clauses import CONDITIONS, STATUSES, Clause, Template
from ngopeni.assignment.decree.placeholders import KNOWN, REQUIRED, check_names, names_in
from ngopeni.kernel.error import UserError
from ngopeni.kernel.yaml_file import load_yaml

LEGAL_LIST = "legal_list.yaml"


def template_of(code: str, version: str) -> Template:
    """A version of the texts of one kind of decree.

    Raises
    ------
    UserError
        DECREE-006 when there is none.
    """
    there = [each for each in shipped_templates() if each.code == code]
    for each in there:
        if each.version == version:
            return each
    raise UserError("DECREE-006", template=code, version=version, known=[each.version for each in there])


def newest_version(code: str, on: dt.date) -> str:
    """The version whose day had come last by a date; the first one where none had."""
    there = sorted((each for each in shipped_templates() if each.code == code), key=lambda each: each.valid_from)
    come = [each for each in there if each.valid_from <= on]
    return (come[-1] if come else there[0]).version


@cache
def shipped_templates() -> tuple[Template, ...]:
    """The templates of the reference folder."""
    return templates_in(FOLDER)


def templates_in(folder: Path) -> tuple[Template, ...]:
    """Every template of a folder, checked.

    Raises
    ------
    UserError
        DECREE-001 a field is missing, DECREE-002 a placeholder is not known, DECREE-003 one is missing,
        DECREE-004 a value is not among the choices.
    """
    files = sorted(path for path in folder.glob("*.yaml") if path.name not in (LEGAL_LIST, WORDS))
    return tuple(template_from_text(path.read_text(encoding="utf-8"), path.name) for path in files)


def template_from_text(text: str, file: str) -> Template:
    """A template out of its file.

    Parameters
    ----------
    text : str
    file : str
        Its name, for refusals.

    Raises
    ------
    UserError
        As `templates_in`.
    """
    try:
        fields = load_yaml(text)
        template = _template(fields)
    except (yaml.YAMLError, TypeError, AttributeError, ValueError) as error:
        raise UserError("DECREE-001", file=file, field="YAML") from error
    except KeyError as error:
        raise UserError("DECREE-001", file=file, field=str(error.args[0])) from error
    _check(template, file)
    return template


def _template(fields: Mapping[str, Any]) -> Template:
    return Template(
        code=str(fields["code"]),
        version=str(fields["version"]),
        valid_from=dt.date.fromisoformat(str(fields["valid_from"])),
        source=str(fields["source"]),
        subject=str(fields["subject"]),
        annex=str(fields.get("annex", "")),
        considering=tuple(map(_clause, fields["considering"])),
        deciding=tuple(map(_clause, fields["deciding"])),
        copies=tuple(map(str, fields["copies"])),
    )


def _clause(fields: Mapping[str, Any]) -> Clause:
    return Clause(
        code=str(fields["code"]),
        text=str(fields["text"]),
        status=str(fields["status"]),
        items=tuple(map(str, fields.get("items", ()))),
        only_if=str(fields.get("only_if", "")),
    )


def _check(template: Template, file: str) -> None:
    _check_choice(template.code, tuple(KNOWN), "code", file, "–")
    for code, texts in (("subject", [template.subject]), ("annex", [template.annex]), ("copies", template.copies)):
        check_names(texts, template.code, file, code)
    clauses = {clause.code: clause for clause in template.clauses}
    if len(clauses) < len(template.clauses):
        raise UserError("DECREE-001", file=file, field="code")
    for clause in template.clauses:
        _check_choice(clause.status, STATUSES, "status", file, clause.code)
        _check_choice(clause.only_if, CONDITIONS, "only_if", file, clause.code)
        check_names([clause.text, *clause.items], template.code, file, clause.code)
    for code, needed in REQUIRED[template.code].items():
        named = names_in(clauses[code].text) if code in clauses else set()
        for name in sorted(needed - named):
            raise UserError("DECREE-003", file=file, clause=code, placeholder=f"{{{name}}}")


def _check_choice(value: str, known: tuple[str, ...], field: str, file: str, clause: str) -> None:
    if value not in known:
        raise UserError(
            "DECREE-004", file=file, clause=clause, field=field, value=value, known=list(filter(None, known))
        )
