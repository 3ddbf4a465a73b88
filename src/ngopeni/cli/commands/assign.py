"""``./ngopeni assign``: who assists which village, out of CSV files, with the proof and every reason."""

from __future__ import annotations

import argparse
import csv
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ngopeni.cli.outcome import Outcome
from ngopeni.kernel.error import UserError
from ngopeni.kernel.yaml_file import load_yaml

if TYPE_CHECKING:
    from ngopeni.assignment.matching.criteria import Criteria
    from ngopeni.assignment.matching.plan import Plan
    from ngopeni.assignment.matching.problem import Problem

NAME = "assign"
HELP = "mencocokkan desa dan pendamping dari berkas CSV"
# Beyond this the simple way beside the plan takes longer than the plan itself.
MOST_PAIRS_FOR_GREEDY = 1_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after the command's name."""
    parser.add_argument("--villages", type=Path, required=True, metavar="CSV", help="desa yang akan didampingi")
    parser.add_argument("--agencies", type=Path, required=True, metavar="CSV", help="perangkat daerah dan mitra")
    parser.add_argument("--pins", type=Path, metavar="CSV", help="pasangan yang ditetapkan atau dilarang")
    parser.add_argument("--previous", type=Path, metavar="CSV", help="pasangan gelombang sebelumnya")
    parser.add_argument("--keep", type=Path, metavar="CSV", help="rencana lama: pindahkan tim sesedikit mungkin")
    parser.add_argument("--criteria", type=Path, metavar="YAML", help="bobot dan aturan sendiri")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")


def run(args: argparse.Namespace) -> Outcome:
    """Make the plan and write it down."""
    # Only who matches pays for loading the solver.
    from ngopeni.assignment.matching.files import read_pairs, read_problem
    from ngopeni.assignment.matching.plan import Plan, make_plan

    problem = read_problem(args.villages, args.agencies, args.pins, args.previous, _criteria(args.criteria))
    started = time.perf_counter()
    plan = make_plan(problem, keep=read_pairs(args.keep) if args.keep else None)
    seconds = round(time.perf_counter() - started, 2)
    if not isinstance(plan, Plan):
        raise UserError("ASSIGNMENT-010", reasons=" ".join(each.sentence() for each in plan))
    from ngopeni.assignment.matching.account import totals

    told = {**totals(plan), "seconds": seconds, "greedy_objective": _greedy(problem)}
    _write(args.out, problem, plan, told)
    proof = "terbukti terbaik" if plan.is_proven else "belum terbukti terbaik"
    return Outcome(
        f"{len(problem.villages)} desa, {len(plan.pairs)} pasangan, {plan.objective} poin, {proof} ({seconds} detik). "
        f"Lihat {args.out / 'assignment.csv'} dan {args.out / 'explanation.json'}.",
        {"out": str(args.out), "villages": len(problem.villages), "pairs": len(plan.pairs), **told},
    )


def _criteria(path: Path | None) -> Criteria:
    import yaml

    from ngopeni.assignment.matching.criteria import criteria_from_fields, shipped_criteria

    if path is None:
        return shipped_criteria()
    try:
        fields = load_yaml(path.read_text(encoding="utf-8"))
        return criteria_from_fields(fields)
    except (OSError, yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError("ASSIGNMENT-007", file=path.name, why="bukan berkas ukuran pencocokan yang lengkap") from error


def _greedy(problem: Problem) -> int | None:
    from ngopeni.assignment.matching.simple_ways import greedy

    is_small = len(problem.villages) * len(problem.institutions) <= MOST_PAIRS_FOR_GREEDY
    return greedy(problem).objective if is_small else None


def _write(folder: Path, problem: Problem, plan: Plan, told: dict[str, Any]) -> None:
    from ngopeni.assignment.matching.account import CSV_COLUMNS, reasons, rows
    from ngopeni.assignment.matching.words import reason_words

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "assignment.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, CSV_COLUMNS)
        writer.writeheader()
        writer.writerows(rows(problem, plan.pairs))
    explained = {
        "objective": told,
        "criteria": problem.criteria.to_fields(),
        "pairs": reasons(problem, plan.pairs, reason_words()),
    }
    text = json.dumps(explained, ensure_ascii=False, indent=1)
    (folder / "explanation.json").write_text(text + "\n", encoding="utf-8")
