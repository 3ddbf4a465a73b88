"""An official paper as blocks, before it is a PDF or a Word file. Every text is plain text, never markup."""

from __future__ import annotations

import string
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class PageSize(StrEnum):
    """Sheets that offices use; F4 is the one of legal papers in Indonesia."""

    A4 = "A4"
    F4 = "F4"

    @property
    def millimetres(self) -> tuple[int, int]:
        """Width and height."""
        return (210, 297) if self is PageSize.A4 else (215, 330)


# Top, right, bottom, left.
MARGINS_MM = (25, 25, 22, 30)
LABEL_MM, COLON_MM, MARK_MM = 37, 5, 8
FONT_PT, SMALL_PT = 12, 10


@dataclass(frozen=True)
class Letterhead:
    """Who writes: the emblem above the lines, or beside them with a rule below.

    Parameters
    ----------
    lines : tuple of str
    details : tuple of str
        Address and telephone, small.
    emblem : bytes, optional
        SVG or PNG. Without one a frame with the label keeps its place.
    emblem_label : str
        What the emblem is, also for those who hear the paper.
    is_beside : bool
    """

    lines: tuple[str, ...]
    emblem_label: str
    details: tuple[str, ...] = ()
    emblem: bytes | None = None
    is_beside: bool = False


@dataclass(frozen=True)
class Heading:
    """Centred lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Paragraph:
    """Justified text."""

    text: str


@dataclass(frozen=True)
class LetteredList:
    """Items a, b, c beside a label and its colon."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class NumberedList:
    """Items 1, 2, 3 beside a label and its colon."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Dictum:
    """A decision beside its label, with sub-items a, b, c."""

    label: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Place and date, office, room for the hand, name; in the right half, never torn apart.

    Parameters
    ----------
    above : tuple of str
        Place and date; empty where an annex is signed.
    office, name : str
    below : tuple of str
        Rank and the like.
    """

    office: str
    name: str
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table: its header, its share of the width, whether its cells are centred."""

    header: str
    share: float
    is_centred: bool = False


# Several texts in one cell are numbered.
Cell = str | tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows that are never split, under a header that comes again on each page.

    A signature after it stays with the last rows: a page that holds a signature alone proves nothing.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    signature: Signature | None = None

    def __post_init__(self) -> None:
        assert all(len(row) == len(self.columns) for row in self.rows), "a row has other columns than its table"


@dataclass(frozen=True)
class Copies:
    """Who receives a copy."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class AnnexHead:
    """Which paper an annex belongs to, in the right half."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a page."""


Block = (
    Letterhead
    | Heading
    | Paragraph
    | LetteredList
    | NumberedList
    | Dictum
    | Signature
    | Table
    | Copies
    | AnnexHead
    | PageBreak
)


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    Parameters
    ----------
    title : str
        For the properties of the file.
    blocks : tuple
    foot : str
        Small line at the foot of every page.
    watermark : str
        Across every page, such as the word that it is a draft.
    page_size : PageSize
    language : str
        Two letters.
    """

    title: str
    blocks: tuple[Block, ...]
    foot: str = ""
    watermark: str = ""
    page_size: PageSize = PageSize.F4
    language: str = "id"


def block_fields(block: Block) -> dict[str, Any]:
    """A block as plain values with its kind.

    Examples
    --------
    >>> block_fields(Paragraph("Isi"))
    {'kind': 'Paragraph', 'text': 'Isi'}
    """
    return {"kind": type(block).__name__, **asdict(block)}


def letter_mark(place: int) -> str:
    """The letter of a place counted from nought.

    Examples
    --------
    >>> letter_mark(0), letter_mark(25), letter_mark(26)
    ('a', 'z', 'aa')
    """
    round_, letter = divmod(place, 26)
    return string.ascii_lowercase[letter] * (round_ + 1)


def marked(items: tuple[str, ...], *, is_lettered: bool) -> list[tuple[str, str]]:
    """Items with their marks; a single numbered item stands without one.

    Examples
    --------
    >>> marked(("x", "y"), is_lettered=True)
    [('a.', 'x'), ('b.', 'y')]
    >>> marked(("x",), is_lettered=False)
    [('', 'x')]
    """
    if not is_lettered and len(items) == 1:
        return [("", items[0])]
    return [(f"{letter_mark(place) if is_lettered else place + 1}.", item) for place, item in enumerate(items)]


def labelled(block: LetteredList | NumberedList | Dictum) -> list[tuple[str, str]]:
    """The marked texts beside a block's label, in order; the text of a dictum has no mark."""
    if isinstance(block, Dictum):
        return [("", block.text), *marked(block.items, is_lettered=True)]
    return marked(block.items, is_lettered=isinstance(block, LetteredList))
