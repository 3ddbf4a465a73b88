"""``./ngopeni linkage train``: the weights of linkage, learned anew from invented people."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ngopeni.cli.outcome import Outcome

NAME = "linkage"
HELP = "melatih ulang bobot penyambungan dari orang rekaan"
# Others than those of tests and benchmarks.
SEEDS = (101, 102)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("what", choices=("train",))
    parser.add_argument("--persons", type=int, default=40_000, metavar="JUMLAH", help="baris daftar rekaan")
    parser.add_argument("--seeds", default=",".join(map(str, SEEDS)), metavar="BENIH", help="dipisah koma")
    parser.add_argument("--regency", default="33.16", metavar="KODE")
    parser.add_argument("--out", type=Path, help="berkas bobot (bawaan: yang dibawa program)")


def run(args: argparse.Namespace) -> Outcome:
    """Simulate, count, and write the weights."""
    from ngopeni.cli.lessons import teach
    from ngopeni.linkage.model import SHIPPED, write_model
    from ngopeni.linkage.training import Counted, chances

    counted, seeds = Counted(), [int(each) for each in args.seeds.split(",")]
    for seed in seeds:
        for name, counts in teach(args.regency, args.persons, seed):
            print(f"  benih {seed}: {name}", file=sys.stderr, flush=True)
            counted.add(counts)
    path = args.out or SHIPPED
    lesson = {"regency": args.regency, "rows": args.persons, "seeds": seeds}
    write_model(path, chances(counted), lesson)
    return Outcome(f"Bobot penyambungan ditulis ke {path}.", {"out": str(path), **lesson})
