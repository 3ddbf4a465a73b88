"""A command run in this process, with the database of the test."""

from __future__ import annotations

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ngopeni.cli import main


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run_here(*words: str, home: Path) -> Said:
    """Run one command; leaves the environment as it was."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    known, mask = os.environ.get("NGOPENI_HOME"), os.umask(0o077)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main([*words, "--home", str(home)])
    except SystemExit as ended:  # argparse refuses words that way
        code = int(str(ended.code))
    finally:
        os.umask(mask)
        os.environ.pop("NGOPENI_HOME", None)
        if known is not None:
            os.environ["NGOPENI_HOME"] = known
    out.flush()
    return Said(code, out.buffer.getvalue(), err.getvalue())  # type: ignore[attr-defined]
