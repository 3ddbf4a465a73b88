"""Text files of separated values: their encoding and separator guessed, their rows read as fast as they allow."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ngopeni.intake.reading import HEAD_ROWS, Sheet, Staging, TextRow, chunks, text_columns
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError
from ngopeni.kernel.literal import literal

SEPARATORS = ",;\t|"
QUOTED = re.compile(r'"[^"]*"')
LOOK_AHEAD = 100_000  # characters; enough for sixty lines of any table
BLOCK = 2**24
WIDEST = 2_000
# So much of a file's end is looked at, and so many lines of it must be alike.
TAIL, ENOUGH_LINES = 2**16, 4


def stage(path: Path, file_name: str, target: Path) -> list[Sheet]:
    """Write a csv's rows as ``reading.stage`` promises.

    Raises
    ------
    UserError
        INTAKE-005, when it breaks the rules of its own quotes or holds more columns than any table;
        INTAKE-027, when it breaks off.
    """
    with TemporaryDirectory(dir=target.parent) as folder:
        try:
            plain = as_utf8(path, Path(folder))
            with plain.open(encoding="utf-8", newline="") as stream:
                separator = find_separator(stream.read(LOOK_AHEAD))
            refuse_cut(plain, separator, file_name)
            sheet = _head(plain, separator)
            if not _stage_plain(plain, separator, sheet.width, target):
                sheet = _stage_any(plain, separator, target)
        except (UnicodeError, csv.Error) as error:
            raise UserError("INTAKE-005", file=file_name) from error
    return [sheet]


def as_utf8(path: Path, folder: Path) -> Path:
    """The file itself where it is UTF-8 without a mark at its start, else a copy that is."""
    encoding = _encoding(path)
    if encoding == "utf-8":
        return path
    copy = folder / "utf-8.csv"
    if encoding is None:
        _write_line_by_line(path, copy)
        return copy
    with path.open(encoding=encoding, newline="") as source, copy.open("w", encoding="utf-8", newline="") as sink:
        while block := source.read(BLOCK):
            sink.write(block)
    return copy


def _encoding(path: Path) -> str | None:
    """The encoding of the whole file; None where it is not one of Unicode throughout."""
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    mark = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    return mark if _can_decode(path, mark) else None


def _write_line_by_line(path: Path, copy: Path) -> None:
    """Read each line by itself: files put together from two programs have two encodings."""
    with path.open("rb") as source, copy.open("w", encoding="utf-8", newline="") as sink:
        for line in source:
            sink.write(_decode(line.removeprefix(codecs.BOM_UTF8)))


def _decode(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _can_decode(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                # Plain letters read alike everywhere; only between them may something be half read.
                if decoder.getstate()[0] or not block.isascii():
                    decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def refuse_cut(path: Path, separator: str, file_name: str) -> None:
    """Refuse a file that breaks off within a row, as a download does when the line goes down.

    A last line with one cell may be a note below the table, and one that ends is whole.

    Raises
    ------
    UserError
        INTAKE-027.
    """
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - TAIL))
        lines = stream.read().decode("utf-8", "replace").splitlines(keepends=True)
    if len(lines) < ENOUGH_LINES or lines[-1].endswith(("\n", "\r")):
        return
    cells = [QUOTED.sub("", line).count(separator) + 1 for line in lines[-ENOUGH_LINES:]]
    if 1 < cells[-1] < cells[-2] and len(set(cells[:-1])) == 1:
        raise UserError("INTAKE-027", file=file_name, found=cells[-1], width=cells[-2])


def find_separator(text: str) -> str:
    """The mark that cuts the most lines in a row into equally many cells; quoted texts do not count."""
    lines = [line for line in QUOTED.sub("", text).splitlines() if line.strip(" ")][:60]

    def evenness(mark: str) -> tuple[int, int]:
        runs = [(len(list(run)), count) for count, run in groupby(lines, lambda line: line.count(mark)) if count]
        return max(runs, default=(0, 0))

    return max(SEPARATORS, key=evenness)


def _rows(path: Path, separator: str) -> Iterator[TextRow]:
    """The file as a spreadsheet would show it: a cell may hold line breaks, and its row still counts as one."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream, delimiter=separator):
            if len(row) > WIDEST:
                raise csv.Error("more columns than any table has")
            yield [value.strip() or None for value in row]


def _head(path: Path, separator: str) -> Sheet:
    head = next(chunks(_first(_rows(path, separator))), [])
    return Sheet("", head, max(map(len, head), default=0))


def _first(rows: Iterator[TextRow]) -> Iterator[TextRow]:
    for _, row in zip(range(HEAD_ROWS), rows, strict=False):
        yield row


def _stage_plain(path: Path, separator: str, width: int, target: Path) -> bool:
    """Let the engine read the file on all cores, where every line is a row of at most the first rows' width.

    Returns
    -------
    bool
        False where the file is not as plain as that; nothing is laid down then.
    """
    lines = _plain_lines(path)
    if lines is None or not width:
        return False
    names = text_columns(width)
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    source = (
        f"read_csv({literal(path)}, auto_detect = false, header = false, delim = '{separator}', "
        "quote = '\"', escape = '\"', "
        f"columns = {{{columns}}}, null_padding = true, strict_mode = true)"
    )
    # Few rows begin with an empty cell, and only they are looked at for anything else.
    is_blank = f"CASE WHEN c1 IS NULL OR c1 LIKE ' %' THEN TRIM(CONCAT({', '.join(names)})) = '' ELSE FALSE END"
    engine = Engine()
    try:
        engine.copy(f"SELECT *, {is_blank} AS is_blank FROM {source}", target)
        engine.read("laid_down", [target])
        is_whole = engine.count("laid_down") == lines
    except duckdb.Error:
        is_whole = False
    finally:
        engine.close()
    if not is_whole:
        target.unlink(missing_ok=True)
    return is_whole


def _plain_lines(path: Path) -> int | None:
    """How many lines the file has; None where odd marks ask for a careful reader."""
    lines, last = 0, b"\n"
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            # Old line ends, and spaces that do not look like one.
            if not block.isascii() and b"\xc2\xa0" in block:
                return None
            if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
                return None
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n")


def _stage_any(path: Path, separator: str, target: Path) -> Sheet:
    """Read row by row, as widely as the widest."""
    engine = Engine()
    staging = Staging(engine)
    number = 1
    head: list[TextRow] = []
    for chunk in chunks(_rows(path, separator)):
        head = head or chunk[:HEAD_ROWS]
        staging.add("", number, chunk)
        number += len(chunk)
    staging.write(target)
    engine.close()
    return Sheet("", head, len(staging.names))
