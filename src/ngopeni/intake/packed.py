"""Several tables in one ZIP: taken apart before anything is read."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ngopeni.intake.safety import LARGEST_RATIO, LARGEST_UNPACKED
from ngopeni.kernel.error import UserError

MOST_FILES = 500
# A workbook and a map are packed too, and are read as they are.
OWN_KINDS = ("xl/", "mimetype", "word/", "ppt/")


def is_pack(path: Path) -> bool:
    """Whether a file is a ZIP of tables: neither a workbook nor a map."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
    return not any(name.startswith(OWN_KINDS) or name.lower().endswith(".shp") for name in names)


def unpack(path: Path, file_name: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """Take a pack apart.

    Parameters
    ----------
    path : Path
    file_name : str
        For sentences only.
    folder : Path
        Where the files are put, under numbers.

    Yields
    ------
    (str, Path)
        A file's own name, without folders, and where it is.

    Raises
    ------
    UserError
        INTAKE-001 empty, INTAKE-003 behind a password, INTAKE-004 far larger than it is,
        INTAKE-005 damaged, INTAKE-022 too many files.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            entries = [entry for entry in packed.infolist() if _counts(entry)]
            _check(entries, file_name)
            for number, entry in enumerate(entries):
                target = folder / f"{number:04d}"
                with packed.open(entry) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
                yield PurePosixPath(entry.filename).name, target
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise UserError("INTAKE-005", file=file_name) from error


def _counts(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file that somebody put there, not what a computer adds."""
    name = PurePosixPath(entry.filename)
    return not entry.is_dir() and not name.name.startswith(".") and "__MACOSX" not in name.parts


def _check(entries: list[zipfile.ZipInfo], file_name: str) -> None:
    if not entries:
        raise UserError("INTAKE-001", file=file_name)
    if len(entries) > MOST_FILES:
        raise UserError("INTAKE-022", file=file_name, count=len(entries), most=MOST_FILES)
    if any(entry.flag_bits & 1 for entry in entries):
        raise UserError("INTAKE-003", file=file_name)
    unpacked = sum(entry.file_size for entry in entries)
    squeezed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > LARGEST_UNPACKED or (unpacked > 2**26 and unpacked / squeezed > LARGEST_RATIO):
        raise UserError("INTAKE-004", file=file_name, megabytes=unpacked // 2**20)
