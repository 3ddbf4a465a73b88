"""What a file really is, and whether it is safe to open."""

from __future__ import annotations

import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from ngopeni.intake.grid import NEAR_CELLS, largest_grid
from ngopeni.kernel.error import UserError

LARGEST_UNPACKED = 2 * 1024**3
LARGEST_RATIO = 200
LARGEST_CELLS = NEAR_CELLS
BYTES_PER_CELL = 32
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"SQLite format 3")


class Format(StrEnum):
    """Formats that tables come in."""

    CSV = "csv"
    WORKBOOK = "workbook"


def format_of(path: Path, file_name: str) -> Format:
    """The format by content; names lie.

    Raises
    ------
    UserError
        INTAKE-001 empty, INTAKE-002 not a table, INTAKE-003 protected by a password,
        INTAKE-004 unpacks to far more than it is.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head.strip():
        raise UserError("INTAKE-001", file=file_name)
    if head.startswith(OLE):
        _check_ole(path, file_name)
        return Format.WORKBOOK
    if head.startswith(ZIP):
        _check_zip(path, file_name)
        return Format.WORKBOOK
    is_wide_text = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    is_markup = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<", b"{"))  # web pages named .xls, maps
    if is_markup or head.startswith(BINARY) or (b"\0" in head and not is_wide_text):
        raise UserError("INTAKE-002", file=file_name)
    return Format.CSV


def _check_ole(path: Path, file_name: str) -> None:
    """An xlsx behind a password is an OLE file that holds one encrypted stream."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UserError("INTAKE-003", file=file_name)


def _check_zip(path: Path, file_name: str) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            _check_entries(packed.infolist(), file_name)
            cells = largest_grid(packed)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise UserError("INTAKE-005", file=file_name) from error
    if cells > LARGEST_CELLS:
        raise UserError("INTAKE-004", file=file_name, megabytes=cells * BYTES_PER_CELL // 2**20)


def _check_entries(entries: list[zipfile.ZipInfo], file_name: str) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise UserError("INTAKE-003", file=file_name)
    unpacked = sum(entry.file_size for entry in entries)
    squeezed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > LARGEST_UNPACKED or (unpacked > 2**26 and unpacked / squeezed > LARGEST_RATIO):
        raise UserError("INTAKE-004", file=file_name, megabytes=unpacked // 2**20)
    if not any(entry.filename.startswith("xl/") or entry.filename == "mimetype" for entry in entries):
        raise UserError("INTAKE-002", file=file_name)
