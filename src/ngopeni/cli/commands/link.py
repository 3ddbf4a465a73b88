"""``./ngopeni link``: who is who in any table of people, with a reason for every pair."""

from __future__ import annotations

import argparse
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from yaml import YAMLError

from ngopeni.cli.outcome import Outcome
from ngopeni.kernel.error import UserError
from ngopeni.kernel.wording import write_number

if TYPE_CHECKING:
    from ngopeni.linkage.model import Model

NAME = "link"
HELP = "menyambung baris orang yang sama dalam tabel Parquet mana pun"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("persons", type=Path, metavar="ORANG.parquet", help="tabel orang; kolom unique_id wajib ada")
    parser.add_argument(
        "other", type=Path, nargs="?", metavar="LAIN.parquet", help="tabel kedua yang disambung dengannya"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--model", type=Path, metavar="YAML", help="bobot hasil latihan sendiri")
    parser.add_argument("--learn", action="store_true", help="taksir bobotnya dari tabel itu sendiri (bukan registri)")
    parser.add_argument("--language", choices=("id", "en"), default="id", help="bahasa kalimat alasannya")
    parser.add_argument("--memory", type=_memory, default="4GB", help="batas memori, seperti 500MB (bawaan 4GB)")


def _memory(text: str) -> str:
    """A limit of memory as the engine reads it."""
    if not re.fullmatch("[1-9][0-9]*(MB|GB)", text):
        raise argparse.ArgumentTypeError("tulis bilangan dengan MB atau GB, seperti 500MB atau 4GB")
    return text


def _told_model(path: Path) -> Model:
    """Weights out of a file that somebody names."""
    from ngopeni.linkage.model import read_model

    try:
        return read_model(path)
    except (OSError, ValueError, AssertionError, LookupError, TypeError, AttributeError, YAMLError) as error:
        raise UserError("LINKAGE-007", file=path.name) from error


def run(args: argparse.Namespace) -> Outcome:
    """Link, and write pairs and clusters."""
    from ngopeni.kernel.engine import Engine
    from ngopeni.linkage.alone import link_files
    from ngopeni.linkage.model import shipped
    from ngopeni.linkage.reasons import sentences

    started = time.perf_counter()
    model = _told_model(args.model) if args.model else shipped()
    engine = Engine(args.memory)
    try:
        paths = [path for path in (args.persons, args.other) if path]
        found = link_files(engine, paths, args.out, model, sentences(args.language), is_learning=args.learn)
    finally:
        engine.close()
    seconds = round(time.perf_counter() - started, 2)
    return Outcome(
        f"{found.row_count} baris, {found.pair_count} pasangan disambung, {found.cluster_count} orang, "
        f"{found.waiting_count} pasangan perlu dilihat orang ({write_number(seconds, 1)} detik). "
        f"Lihat {args.out / 'pairs.parquet'} dan {args.out / 'clusters.parquet'}.",
        {
            "out": str(args.out),
            "rows": found.row_count,
            "pairs": found.pair_count,
            "clusters": found.cluster_count,
            "waiting": found.waiting_count,
            "seconds": seconds,
        },
    )
