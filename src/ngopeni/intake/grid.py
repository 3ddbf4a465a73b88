"""How large the sheets of a packed workbook would be in memory, told without opening them.

A reader makes room for every cell from the first to the last, so one cell in the far corner of a tiny file
would fill the machine. Reading everything once also shows entries that unpack to more than they say.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator

BLOCK = 2**20
LONGEST_TAG = 4096
# Excel: anything beyond column ZZ or row 56,999. Where nothing is, 702 columns times 56,999 rows are
# the most, and no cell needs to be counted.
FAR = re.compile(rb"""r=["'](?:[A-Z]{3}[0-9]|[A-Z]{0,2}(?:5[7-9][0-9]{3}|[6-9][0-9]{4}|[0-9]{6,}))""")
NEAR_CELLS = 702 * 56_999
# Excel: cells that hold something, with their place or without one, and rows.
PLACED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]+)([0-9]+)["'][^>]*(?<!/)>""")
UNPLACED = re.compile(rb"""<(?:\w+:)?c(?:\s(?![^>]*\br=)[^>]*)?(?<!/)>""")
ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["']([0-9]+)["']""")
# OpenDocument: a row or a cell that holds something, and how often it is repeated.
REPEATABLE = re.compile(rb"""<(?:\w+:)?table-(row|cell)(?=[\s>])([^>]*)(?<!/)>""")
REPEATED = re.compile(rb"""number-(?:columns|rows)-repeated=["']([0-9]+)["']""")


def largest_grid(packed: zipfile.ZipFile) -> int:
    """Cells of the largest sheet, empty ones between filled ones included; or no less, where that is few.

    Raises
    ------
    BadZipFile
        When an entry is not what the archive says it is.
    """
    return max((_grid(packed, entry) for entry in packed.infolist()), default=0)


def _grid(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    if entry.filename == "content.xml":
        return _open_document_grid(_texts(packed, entry))
    is_sheet = entry.filename.startswith("xl/worksheets/")
    # Every entry is read to its end, so that its checksum is compared.
    is_far = [bool(FAR.search(text)) for text in _texts(packed, entry)]
    if not is_sheet:
        return 0
    return _excel_grid(_texts(packed, entry)) if any(is_far) else min(entry.file_size, NEAR_CELLS)


def _texts(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """An entry in parts that end where a tag ends."""
    rest = b""
    with packed.open(entry) as stream:
        while block := stream.read(BLOCK):
            text = rest + block
            end = text.rfind(b">") + 1
            yield text[:end]
            rest = text[end:][-LONGEST_TAG:]


def _excel_grid(texts: Iterable[bytes]) -> int:
    """Rows times columns that hold anything."""
    height, width, last_row = 0, 0, 0
    for text in texts:
        cells = PLACED.findall(text)
        width = max(width, *(_column(letters) for letters in {letters for letters, _ in cells}), 0)
        height = max(height, *(int(row) for row in {row for _, row in cells}), 0)
        last_row = max(last_row, *(int(row) for row in ROW.findall(text)), 0)
        if UNPLACED.search(text):  # such a cell stands in its row, wherever that is
            height, width = max(height, last_row), max(width, 1)
    return height * width


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _open_document_grid(texts: Iterable[bytes]) -> int:
    """Filled cells, each as often as it is repeated."""
    cells, times = 0, 1
    for text in texts:
        for kind, attributes in REPEATABLE.findall(text):
            repeated = REPEATED.search(attributes)
            count = int(repeated[1]) if repeated else 1
            if kind == b"row":
                times = count
            else:
                cells += times * count
    return cells
