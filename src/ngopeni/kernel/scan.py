"""Scans of signed papers in a folder: named by the hash of their bytes, known by how they begin."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from ngopeni.kernel.durable import write_once

LARGEST_MB = 10
LARGEST = LARGEST_MB * 2**20
ORPHANED_AFTER_SECONDS = 24 * 3600
# By how a file begins; its name says nothing.
BEGINNINGS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
TYPES = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg"}


def keep_scan(uploads: Path, folder: str, content: bytes) -> tuple[str, str]:
    """Write the bytes down.

    Parameters
    ----------
    uploads : Path
    folder : str
        Within the uploads.
    content : bytes

    Returns
    -------
    str, str
        The SHA-256, and the path within the uploads; both empty for a file of another kind or one too large, and
        nothing is kept then.
    """
    suffix = next((suffix for start, suffix in BEGINNINGS.items() if content.startswith(start)), "")
    if not suffix or len(content) > LARGEST:
        return "", ""
    sha256 = hashlib.sha256(content).hexdigest()
    path = f"{folder}/{sha256}.{suffix}"
    write_once(uploads / path, content)
    return sha256, path


def sweep_scans(uploads: Path, folder: str, known: Collection[str], now: float) -> None:
    """Remove files that no row names: something failed between their writing and their row.

    Parameters
    ----------
    uploads : Path
    folder : str
    known : collection of str
        Paths within the uploads that rows name.
    now : float
        Seconds since the epoch.
    """
    for path in (uploads / folder).glob("*"):
        if f"{folder}/{path.name}" not in known and now - path.stat().st_mtime > ORPHANED_AFTER_SECONDS:
            path.unlink(missing_ok=True)
