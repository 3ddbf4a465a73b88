"""The assessment of impact (UU 27/2022 art. 34): risks weighed, measures that can be pointed at, what remains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ngopeni.dashboard.protection import (
    ABOUT_PEOPLE,
    Kind,
    State,
    count_columns,
    facts,
    holdings,
    measures,
    name_roles,
)
from ngopeni.dashboard.protection_paper import Grid, Paper, Section, paper
from ngopeni.kernel.contract import Privacy
from ngopeni.kernel.wording import write_number

BLANK = "……………………"


def figures(state: State) -> dict[str, int]:
    """What can be counted about the processing, by the code of its words."""
    roles = name_roles()
    return {
        "tables": sum(each.kind is Kind.TABLE for each in holdings().values()),
        "personal_tables": sum(each.kind is Kind.TABLE and each.is_personal for each in holdings().values()),
        "personal_columns": count_columns(Privacy.PERSONAL),
        "specific_columns": count_columns(Privacy.SPECIFIC),
        "personal_fields": count_columns(*ABOUT_PEOPLE, kind=Kind.RECORD),
        "people": state.rows.get("person", 0),
        "accounts": sum(state.accounts.values()),
        "name_roles": len(roles),
        "name_accounts": sum(state.accounts.get(role.code, 0) for role in roles),
        "name_now": state.able,
    }


def band(score: int) -> str:
    """The word for a product of likelihood and severity.

    Examples
    --------
    >>> band(3), band(4), band(9), band(12)
    ('rendah', 'sedang', 'tinggi', 'sangat tinggi')
    """
    return next(word for top, word in sorted(facts("assessment")["bands"].items()) if score <= top)


def assessment_paper(state: State) -> Paper:
    """The whole assessment, with a block to sign."""
    told = facts("assessment")
    labels = told["labels"]
    words = {name: write_number(value) for name, value in figures(state).items()}
    counts = [(text, words[name]) for name, text in told["figures"].items()]
    signatures = [(each, BLANK, BLANK) for each in told["signatures"]]
    sections = [
        _criteria_section(told, words),
        Section(labels["description"], [text.format(regency=state.regency) for text in told["description"]]),
        Section(labels["figures"], grid=_grid("figure value", counts)),
        _risk_section(told),
        _measure_section(told, state),
        Section(labels["remaining"], items=told["remaining"]),
        Section(labels["sign"], grid=_grid("role name signature", signatures)),
    ]
    return paper("assessment", state, sections)


def _grid(keys: str, rows: Sequence[Sequence[str]]) -> Grid:
    """Rows under the labels of some keys."""
    labels = facts("assessment")["labels"]
    return Grid([labels[key] for key in keys.split()], rows)


def _criteria_section(told: dict[str, Any], words: dict[str, str]) -> Section:
    """Why an assessment is needed: which signs of a high risk are there."""
    labels = told["labels"]
    rows = [
        (
            each["text"],
            labels["yes"] if each["met"] else labels["no"],
            each["because"].format(specific=words["specific_columns"], people=words["people"]),
        )
        for each in told["criteria"]
    ]
    return Section(labels["why"], grid=_grid("criterion met because", rows))


def _risk_section(told: dict[str, Any]) -> Section:
    labels = told["labels"]
    rows = [
        (
            each["title"],
            each["text"],
            _product(each["before"]),
            "; ".join(measures()[code].title for code in each["measures"]),
            _product(each["after"]),
        )
        for each in told["risks"]
    ]
    return Section(labels["risks"], (labels["scale"],), grid=_grid("risk because before measures after", rows))


def _product(weights: list[int]) -> str:
    likelihood, severity = weights
    score = likelihood * severity
    text = str(facts("assessment")["labels"]["product"])
    return text.format(likelihood=likelihood, severity=severity, score=score, band=band(score))


def _measure_section(told: dict[str, Any], state: State) -> Section:
    """Every measure that a risk names, once, with the thing that does it, or that it is not there yet."""
    labels = told["labels"]
    codes = dict.fromkeys(code for each in told["risks"] for code in each["measures"])
    listed = [measures()[code] for code in codes]
    rows = []
    for each in listed:
        where = each.where or labels["by_office"]
        rows.append((each.title, each.does, where if each.is_in_place(state.asked) else labels["missing"]))
    return Section(labels["measures"], grid=_grid("measure does where", rows))
