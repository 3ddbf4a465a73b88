"""``./ngopeni simulate``: the files of an invented regency, with the truth beside them."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from ngopeni.areas.register import find_regency, load_areas
from ngopeni.cli.outcome import Outcome
from ngopeni.kernel.error import UserError
from ngopeni.simulation.simulate import DATES, simulate

NAME = "simulate"
HELP = "menulis berkas registri rekaan satu kabupaten, beserta kebenarannya"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("--regency", default="33.16", metavar="KODE")
    parser.add_argument("--persons", type=int, default=450_000, metavar="JUMLAH", help="baris registri tanggal pertama")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder kosong atau baru")
    parser.add_argument("--dates", default=",".join(map(str, DATES)), metavar="TANGGAL", help="dipisah koma")
    parser.add_argument("--xlsx", action="store_true", help="tulis pula bdt2015 sebagai Excel per kecamatan")


def run(args: argparse.Namespace) -> Outcome:
    """Write every file."""
    dates = [_date(text) for text in args.dates.split(",")]
    areas = load_areas(find_regency(args.regency).regency_code)
    if args.out.is_dir() and any(args.out.iterdir()):
        # Among real registries nobody could tell which file is invented.
        raise UserError("SIMULATION-004", folder=str(args.out))
    files = simulate(
        args.out,
        areas,
        persons=args.persons,
        seed=args.seed,
        dates=dates,
        progress=_say,
        workbooks=args.xlsx,
    )
    names = [path.name for path in files]
    sentence = f"{len(names)} berkas rekaan untuk {areas.regency.title} ada di {args.out}."
    return Outcome(sentence, {"folder": str(args.out), "regency_code": areas.regency.regency_code, "files": names})


def _say(step: str, done: int, total: int) -> None:
    print(f"  menulis keadaan {done}/{total}", file=sys.stderr, flush=True)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise UserError("SIMULATION-001", text=text) from None
