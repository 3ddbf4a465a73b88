"""How long each thing is kept."""

from __future__ import annotations

from collections.abc import Mapping

from ngopeni.dashboard.protection import (
    KIND_WORDS,
    PRIVACY_WORDS,
    STATUS_WORDS,
    Holding,
    Kind,
    State,
    Status,
    facts,
    holdings,
)
from ngopeni.dashboard.protection_paper import Grid, Paper, Section, paper

KEYS = {Kind.TABLE: "tables", Kind.RECORD: "records", Kind.LIBRARY: "libraries", Kind.FOLDER: "folders"}


def category_codes() -> dict[str, str]:
    """The category of every holding, by its name; what has no line in the reference file is missing."""
    told = facts("retention")
    lines = {name: line for key in KEYS.values() for name, line in told[key].items()}
    return {name: line if isinstance(line, str) else line["category"] for name, line in lines.items()}


def categories() -> dict[str, Mapping[str, str]]:
    """What is decided for each category, by its code."""
    return {each["code"]: each for each in facts("retention")["categories"]}


def kept(names: list[str]) -> list[str]:
    """How long some holdings are kept, each period once."""
    codes = dict.fromkeys(category_codes()[name] for name in names)
    return [f"{categories()[code]['title']}: {categories()[code]['kept']} ({_status(code)})" for code in codes]


def retention_paper(state: State) -> Paper:
    """The schedule: the periods, then what falls under each."""
    told, by_name = facts("retention"), category_codes()
    labels = told["labels"]
    headers = [labels[key] for key in ("category", "kept", "why", "end", "status")]
    rules = [
        (each["title"], each["kept"], each["why"], each["end"], _status(code)) for code, each in categories().items()
    ]
    sections = [Section("", told["notes"]), Section(labels["rules"], grid=Grid(headers, rules))]
    for code, each in categories().items():
        listed = [_row(holding, state) for holding in holdings().values() if by_name.get(holding.name) == code]
        columns = [labels[key] for key in ("holding", "kind", "what", "privacy")]
        sections.append(
            Section(f"{labels['where']}: {each['title']}", (each["kept"] + ".",), grid=Grid(columns, listed))
        )
    return paper("retention", state, sections)


def _row(holding: Holding, state: State) -> tuple[str, ...]:
    privacy = PRIVACY_WORDS[holding.highest] if holding.highest else "tidak dikelaskan"
    return holding.name, KIND_WORDS[holding.kind], holding.what, privacy


def _status(code: str) -> str:
    return STATUS_WORDS[Status(categories()[code]["status"])]
