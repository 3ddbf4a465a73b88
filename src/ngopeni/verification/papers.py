"""What a resident should bring, and which findings a resident can help to mend; out of the reference file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.yaml_file import read_yaml

FILE = Path(__file__).resolve().parents[1] / "reference" / "counter.yaml"


@cache
def counter_facts() -> dict[str, Any]:
    """The reference file: ``lists``, ``papers``, ``always``, ``proposals``, ``findings``."""
    return dict(read_yaml(FILE))


@cache
def papers_by_rule() -> dict[str, list[str]]:
    """Codes of papers by the rule whose finding they mend."""
    return {rule: each["bring"] for each in counter_facts()["findings"] for rule in each["rules"]}


def list_words(profile: str | None, language: str) -> str:
    """What a list is called at the counter; empty where there is none.

    Examples
    --------
    >>> list_words("p3ke", "id")
    'daftar P3KE'
    """
    return str(counter_facts()["lists"][profile][language]) if profile else ""


def papers_of_every_visit() -> list[str]:
    """Codes of papers that are asked for whatever somebody comes for."""
    return list(counter_facts()["always"])


def further_papers(kind: str) -> list[str]:
    """Codes of papers that a proposal asks for beside those of every visit.

    Examples
    --------
    >>> further_papers("moved"), further_papers("correction")
    (['moving'], [])
    """
    return [code for code in papers_of_proposal(kind) if code not in papers_of_every_visit()]


def papers_of_proposal(kind: str) -> list[str]:
    """Codes of papers that a proposal asks for."""
    return list(counter_facts()["proposals"][kind])


def paper_words(codes: Iterable[str], language: str) -> list[str]:
    """Papers in words, in the order of the reference file, each once.

    Examples
    --------
    >>> paper_words(["kk", "ktp", "kk"], "id")[1]
    'kartu keluarga (KK) yang berlaku'
    """
    wanted = set(codes)
    return [words[language] for code, words in counter_facts()["papers"].items() if code in wanted]
