"""A paper: drawn as a page and written as Markdown from one and the same content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ngopeni.dashboard.protection import State, facts, laws
from ngopeni.kernel.wording import write_date

LAW_HEADERS = ("Rujukan", "Isinya", "Kedudukan")


@dataclass(frozen=True)
class Grid:
    """Rows under headers; the first cell of a row names it."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """A part of a paper.

    Parameters
    ----------
    title : str
        Empty for what stands under the paper's own title.
    texts : sequence of str
        Paragraphs.
    items : sequence of str
        A list.
    pairs : sequence of (str, sequence of str)
        A label and what it says, one line each.
    grid : Grid, optional
    is_letter : bool
        Whether it is a text to be sent, which stands apart.
    """

    title: str
    texts: Sequence[str] = ()
    items: Sequence[str] = ()
    pairs: Sequence[tuple[str, Sequence[str]]] = ()
    grid: Grid | None = None
    is_letter: bool = False


@dataclass(frozen=True)
class Paper:
    """A paper on data protection.

    Parameters
    ----------
    title, lead : str
    origin : str
        What it was computed from, and when.
    sections : sequence of Section
    """

    title: str
    lead: str
    origin: str
    sections: Sequence[Section] = field(default_factory=tuple)


def origin(state: State, noted_on: dt.date) -> str:
    """What a paper was computed from."""
    parts = [f"{state.regency}. Disusun {write_date(state.today)} dari kamus data dan daftar peran"]
    if state.as_of:
        parts.append(f", edisi {state.edition}, keadaan per {write_date(state.as_of)}")
    parts.append(f"; keterangan rujukan dicatat {write_date(noted_on)}.")
    return "".join([*parts, " Data simulasi." if state.is_demo else ""])


def law_section(codes: Iterable[str]) -> Section:
    """The laws that a paper leans on, each with how far it may be relied on."""
    listed = [laws()[code] for code in dict.fromkeys(codes)]
    note = "Rujukan berikut tidak semuanya sudah dibaca pada naskahnya. Periksa kedudukannya sebelum dikutip."
    return Section("Rujukan", (note,), grid=Grid(LAW_HEADERS, [(law.cite, law.says, law.standing) for law in listed]))


def paper(name: str, state: State, sections: Sequence[Section], law: Iterable[str] = ()) -> Paper:
    """A paper with its title and lead out of its file of facts, and its laws at the end."""
    told = facts(name)
    codes = [*told["law"], *law]
    return Paper(told["title"], told["lead"], origin(state, told["noted_on"]), [*sections, law_section(codes)])


def as_markdown(made: Paper) -> str:
    """The same paper as a Markdown file."""
    lines = [f"# {made.title}", "", made.lead, "", f"*{made.origin}*", ""]
    for section in made.sections:
        lines += _section_lines(section)
    return "\n".join(lines).rstrip() + "\n"


def _section_lines(section: Section) -> list[str]:
    lines = [f"## {section.title}", ""] if section.title else []
    mark = "> " if section.is_letter else ""
    between = f"\n{mark.strip()}\n"
    lines += [between.join(f"{mark}{text}" for text in section.texts), ""] if section.texts else []
    lines += [f"- {item}" for item in section.items] + ([""] if section.items else [])
    for label, values in section.pairs:
        lines += [f"- **{label}**: {'; '.join(values)}"]
    lines += [""] if section.pairs else []
    if section.grid:
        lines += [*_grid_lines(section.grid), ""]
    return lines


def _grid_lines(grid: Grid) -> list[str]:
    rows = [grid.headers, ["---"] * len(grid.headers), *grid.rows]
    return [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
