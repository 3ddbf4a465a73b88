"""The one folder in which a regency's files, editions and decisions live."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ngopeni.kernel.durable import read_json, write_json, write_once
from ngopeni.kernel.error import UserError

FOR_OWNER = 0o077


def close_to_others() -> None:
    """Let no other user of the machine read what this process, its threads and its children make.

    Called where a process starts: by the command line and by whatever server loads the pages. DuckDB, SQLite and
    the archive write their files themselves, so the mask of the process is the one place that reaches them all.
    """
    os.umask(FOR_OWNER)


@dataclass(frozen=True)
class Workspace:
    """Paths inside a workspace. Making one touches nothing.

    Parameters
    ----------
    home : Path
    """

    home: Path

    @property
    def archive(self) -> Path:
        """Every file received, as text-only Parquet, by SHA-256."""
        return self.home / "archive"

    @property
    def typed(self) -> Path:
        """Typed tables of each source, addressed by content; may be deleted, will be rebuilt."""
        return self.home / "typed"

    @property
    def editions(self) -> Path:
        """Published tables, by edition hash and as-of date."""
        return self.home / "editions"

    @property
    def differences(self) -> Path:
        """Pairs of dates that somebody compared, by edition; may be deleted, will be worked out anew."""
        return self.home / "differences"

    @property
    def incoming(self) -> Path:
        """Files uploaded and not yet confirmed."""
        return self.home / "incoming"

    @property
    def uploads(self) -> Path:
        """Scans of signed papers and other evidence, named by their hash."""
        return self.home / "uploads"

    @property
    def database(self) -> Path:
        """Decisions, where SQLite holds them."""
        return self.home / "ngopeni.sqlite3"

    @property
    def is_made(self) -> bool:
        """Whether ``init`` has finished here."""
        return (self.home / "workspace.json").exists()

    @cached_property
    def facts(self) -> dict[str, Any]:
        """``regency_code``, ``opened_on`` and ``is_demo``.

        Raises
        ------
        UserError
            KERNEL-001, when the folder holds no workspace.
        """
        if not self.is_made:
            raise UserError("KERNEL-001", folder=str(self.home))
        return dict(read_json(self.home / "workspace.json"))

    @property
    def regency_code(self) -> str:
        """The regency whose workspace this is."""
        return str(self.facts["regency_code"])

    @property
    def is_demo(self) -> bool:
        """Whether it holds simulated data only."""
        return bool(self.facts.get("is_demo"))

    @property
    def opened_on(self) -> dt.date:
        """The day it was made: the as-of date until the first file comes."""
        return dt.date.fromisoformat(self.facts["opened_on"])

    def key(self, name: str) -> bytes:
        """A secret of its own for one purpose, made once and readable by the owner only; kept out of the database.

        Parameters
        ----------
        name : str
            ``audit`` seals the log; ``identifiers`` is the pepper of hashed NIK.
        """
        return _made_once(self.home / "keys" / name)

    def secret_key(self) -> str:
        """The signing key of sessions, made once and readable by the owner only."""
        return _made_once(self.home / "secrets").decode("ascii")


def _made_once(path: Path) -> bytes:
    """A secret; of two processes that make it at the same moment, both read the one that came first."""
    if not path.exists():
        write_once(path, secrets.token_urlsafe(50).encode())
    return path.read_bytes()


def make_workspace(home: Path, regency_code: str, opened_on: dt.date, *, is_demo: bool = False) -> Workspace:
    """Make the folders of a new workspace, unreadable to other users of the machine.

    Raises
    ------
    UserError
        KERNEL-002, when the folder already serves another regency.
    """
    workspace = Workspace(home)
    if workspace.is_made:
        if workspace.regency_code != regency_code:
            raise UserError("KERNEL-002", folder=str(home), code=workspace.regency_code)
        return workspace
    for folder in (home, workspace.archive, workspace.typed, workspace.editions, workspace.incoming):
        folder.mkdir(parents=True, exist_ok=True)
        os.chmod(folder, 0o700)
    write_json(
        home / "workspace.json",
        {"regency_code": regency_code, "opened_on": opened_on.isoformat(), "is_demo": is_demo},
    )
    return Workspace(home)
