"""Who assists which village: seconds, memory and proof of the best plan, beside two simple ways.

Run: ./ngopeni bench assignment

The first row is the demonstration's: 48 villages and the institutions of Blora with invented capacities. The others are
invented: places, needs, mandates, money, offices barred at home and conflicts drawn with one seed. Each is made in a
process of its own.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

from ngopeni.areas.register import load_areas
from ngopeni.assignment.matching.criteria import shipped_criteria
from ngopeni.assignment.matching.plan import Plan, make_plan
from ngopeni.assignment.matching.problem import KINDS, LEADING, Institution, Need, Problem, Village
from ngopeni.assignment.matching.simple_ways import by_lot, greedy
from ngopeni.measures.need import needs
from ngopeni.simulation.demonstration_institutions import demonstration_institutions

REGENCY, SEED = "33.16", 1
# Name, villages, agencies, partners, limit in seconds. The first is the demonstration's, with its own institutions.
SIZES = [("demo", 48, 0, 0, 2.0), ("large regency", 300, 100, 40, 5.0), ("province", 8_500, 900, 0, 60.0)]
# Of the invented ones with partners: offices of districts, barred there, and conflicts between institutions.
OFFICES, CONFLICTS = 16, 20
LOTS = {48: 101, 300: 25, 8_500: 1}
NEEDS = [need.code for need in needs()]


def demonstration(count: int) -> Problem:
    """The demonstration's institutions, and so many villages of the regency."""
    areas, dice = load_areas(REGENCY), random.Random(SEED)
    rows = demonstration_institutions(areas, SEED)
    chosen = dice.sample(areas.villages, count)
    institutions = [_told(**row["institution"], **row["capacity"], mandates=row["mandates"]) for row in rows]
    villages = [village(dice, each.village_code, each.district_code, each.latitude, each.longitude) for each in chosen]
    return Problem(tuple(villages), tuple(institutions), shipped_criteria())


def _told(**row: Any) -> Institution:
    """An institution of the demonstration."""
    return Institution(
        code=row["code"],
        name=row["name"],
        kind=str(row["kind"]),
        leads_max=row.get("leads_max") or 0,
        joins_max=row.get("joins_max") or 0,
        latitude=row.get("latitude"),
        longitude=row.get("longitude"),
        own_district=row.get("district_code", "") if row.get("subject") == "district_office" else "",
        person_days=row.get("person_days"),
        money_idr=row.get("money_idr"),
        mandates={each["need_code"]: str(each["level"]) for each in row["mandates"]},
    )


def village(dice: random.Random, code: str, district: str, latitude: float | None, longitude: float | None) -> Village:
    """A village with invented needs."""
    counts = tuple(Need(need, dice.randint(0, 300), 300) for need in NEEDS)
    return Village(code, code, "desa", district, district, latitude, longitude, dice.randint(0, 100), counts)


def invented(villages: int, agencies: int, partners: int) -> Problem:
    """Villages and institutions drawn over a square of a degree."""
    dice = random.Random(SEED)
    places = [
        village(dice, f"v{number:05}", f"d{number % 570:03}", -7 - dice.random(), 110 + dice.random())
        for number in range(villages)
    ]
    share = -(-villages // agencies)
    drawn = [institution(dice, f"a{number:04}", "agency", share + dice.randint(0, 2)) for number in range(agencies)]
    drawn += [institution(dice, f"p{number:04}", dice.choice(KINDS[1:]), 3 * share) for number in range(partners)]
    if partners:
        drawn[:OFFICES] = [replace(each, own_district=f"d{number:03}") for number, each in enumerate(drawn[:OFFICES])]
        for _ in range(CONFLICTS):
            one, other = dice.sample(range(len(drawn)), 2)
            drawn[one] = replace(drawn[one], conflicts=(*drawn[one].conflicts, drawn[other].code))
    return Problem(tuple(places), tuple(drawn), shipped_criteria())


def institution(dice: random.Random, code: str, kind: str, most: int) -> Institution:
    """An institution somewhere, with invented mandates and means."""
    return Institution(
        code=code,
        name=code,
        kind=kind,
        leads_max=most if kind == LEADING else 0,
        joins_max=0 if kind == LEADING else most,
        latitude=-7 - dice.random(),
        longitude=110 + dice.random(),
        person_days=dice.randint(0, 900),
        money_idr=dice.randint(0, 900) * 1_000_000,
        mandates={need: dice.choice(["main", "supporting"]) for need in NEEDS if dice.random() < 0.3},
    )


def measure(villages: int, agencies: int, partners: int) -> dict[str, object]:
    """Make the plan once, and the simple ones beside it."""
    problem = demonstration(villages) if villages == SIZES[0][1] else invented(villages, agencies, partners)
    started = time.perf_counter()
    plan = make_plan(problem)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    assert isinstance(plan, Plan), plan
    lots = sorted(found.objective or 0 for seed in range(LOTS[villages]) if (found := by_lot(problem, seed)))
    return {
        "agencies": len(problem.leaders),
        "partners": len(problem.institutions) - len(problem.leaders),
        "pairs": len(plan.pairs),
        "seconds": round(seconds, 2),
        "peak_mb": peak,
        "objective": plan.objective,
        "bound": plan.bound,
        "is_proven": plan.is_proven,
        "greedy": greedy(problem).objective,
        "lot": lots[len(lots) // 2],
        "has_second_choices": plan.pairs[0].other is not None,
    }


def main() -> int:
    """Every size in a process of its own, as a table; 1 where a limit is broken or a proof is missing."""
    print("| case | villages x agencies + partners | pairs | seconds | peak MB | objective | bound | greedy | by lot |")
    print("|---|---|---|---|---|---|---|---|---|")
    is_fine = True
    for name, villages, agencies, partners, limit in SIZES:
        told = json.loads(
            subprocess.run(
                [sys.executable, __file__, str(villages), str(agencies), str(partners)],
                check=True,
                capture_output=True,
                text=True,
                env={**os.environ},
            ).stdout
        )
        is_fine &= bool(told["is_proven"]) and told["seconds"] < limit
        proof = f"{told['bound']:,.0f}" + ("" if told["is_proven"] else " (not proven)")
        others = " | ".join("stuck" if told[way] in (None, 0) else f"{told[way]:,}" for way in ("greedy", "lot"))
        print(
            f"| {name} | {villages:,} x {told['agencies']} + {told['partners']} | {told['pairs']:,} | "
            f"{told['seconds']} (limit {limit:g}) | {told['peak_mb']:,} | {told['objective']:,} | {proof} | {others} |",
            flush=True,
        )
    return 0 if is_fine else 1


if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(json.dumps(measure(*map(int, sys.argv[1:]))))
    else:
        raise SystemExit(main())
