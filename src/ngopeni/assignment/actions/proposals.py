"""Making a proposal: the problem as it stands now, and the best plan for it."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Max

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.assignment.actions.rulings import rulings_in_force
from ngopeni.assignment.actions.waves import lock_open
from ngopeni.assignment.matching.account import totals
from ngopeni.assignment.matching.criteria import Criteria
from ngopeni.assignment.matching.plan import Plan, make_plan
from ngopeni.assignment.matching.problem import Institution, Need, Pair, Pin, Problem, Village
from ngopeni.assignment.matching.simple_ways import by_lot, greedy
from ngopeni.assignment.models import Assignment, Wave, WaveProposal, WaveVillage
from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number
from ngopeni.partners.actions.roster import roster

# What the mandates call the office of a kecamatan.
DISTRICT_OFFICE = "district_office"
# So many plans by lot stand beside the best one.
LOTS = 25


def problem_of(wave: Wave, criteria: Criteria, extra: Sequence[Pin] = (), without: Collection[str] = ()) -> Problem:
    """Everything that a plan of this wave is a function of, as it stands now.

    Parameters
    ----------
    wave : Wave
    criteria : Criteria
    extra : sequence of Pin
        Pins and bans to be tried, beside those in force.
    without : collection of str
        Institutions to be left out, to see what would follow.
    """
    rows = [row for row in roster(wave.starts_on.year) if row["is_active"] and row["code"] not in without]
    ruled = [Pin(each.village_code, each.institution.code, each.is_ban, each.reason) for each in rulings_in_force(wave)]
    tried = {pin.pair for pin in extra}
    return Problem(
        villages=tuple(_village(each) for each in wave.villages.all()),
        institutions=tuple(
            Institution(
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                leads_max=row["leads_max"] or 0,
                joins_max=row["joins_max"] or 0,
                latitude=row["latitude"],
                longitude=row["longitude"],
                own_district=row["district_code"] if row["subject"] == DISTRICT_OFFICE else "",
                person_days=row["person_days"],
                money_idr=row["money_idr"],
                mandates={each["need_code"]: each["level"] for each in row["mandates"]},
                conflicts=tuple(each["against_code"] for each in row["conflicts"]),
                short_name=row["short_name"],
            )
            for row in rows
        ),
        criteria=criteria,
        pins=(*(pin for pin in ruled if pin.pair not in tried and pin.institution_code not in without), *extra),
        previous=_previous(wave),
    )


def _village(each: WaveVillage) -> Village:
    return Village(
        village_code=each.village_code,
        village_name=each.village_name,
        village_type=each.village_type,
        district_code=each.district_code,
        district_name=each.district_name,
        latitude=each.latitude,
        longitude=each.longitude,
        hardness=each.hardness,
        needs=tuple(Need(**need) for need in each.needs),
    )


def _previous(wave: Wave) -> frozenset[Pair]:
    """Pairs of the wave before that were not let go."""
    if wave.previous is None:
        return frozenset()
    held = Assignment.objects.filter(wave=wave.previous, ended_on=None).values_list("village_code", "institution__code")
    return frozenset(held) - {(village, code) for village, code in wave.released}


@transaction.atomic
def propose(
    *,
    wave: Wave,
    criteria: Criteria,
    by: User,
    note: str = "",
    keeps: WaveProposal | None = None,
    is_what_if: bool = False,
    extra: Sequence[Pin] = (),
    without: Collection[str] = (),
) -> WaveProposal:
    """Make the best plan and keep it with everything it is a function of.

    Parameters
    ----------
    wave : Wave
    criteria : Criteria
    by : User
    note : str
    keeps : WaveProposal, optional
        A proposal from which as few teams as possible should move; by default the wave before, where there is one.
    is_what_if : bool
        Made to see what would follow.
    extra, without
        See `problem_of`; only to see what would follow.

    Raises
    ------
    UserError
        ASSIGNMENT-036 when the wave is no longer open, 010 when no plan keeps every rule, with the
        rules in the way, 022 for a note with a NIK.
    """
    assert is_what_if or not (extra or without), "what is only tried is never a proposal"
    if holds_person_number(note):
        raise UserError("ASSIGNMENT-022")
    locked = lock_open(wave)
    problem = problem_of(locked, criteria, extra, without)
    started = time.perf_counter()
    plan = make_plan(problem, keep=_held(problem, keeps))
    if not isinstance(plan, Plan):
        raise UserError("ASSIGNMENT-010", reasons=" ".join(each.sentence() for each in plan))
    seconds = round(time.perf_counter() - started, 3)
    proposal = WaveProposal.objects.create(
        wave=locked,
        number=(locked.proposals.aggregate(n=Max("number"))["n"] or 0) + 1,
        is_what_if=is_what_if,
        note=note.strip()[:300],
        keeps=keeps,
        problem=problem.to_fields(),
        pairs=plan.to_fields(),
        totals={**totals(plan), "seconds": seconds, **_simple(problem)},
        made_by=by,
    )
    record(
        "assignment.try" if is_what_if else "assignment.propose",
        by=by.username,
        subject=f"wave:{locked.number}",
        proposal=proposal.number,
        objective=plan.objective,
    )
    return proposal


def _held(problem: Problem, keeps: WaveProposal | None) -> frozenset[Pair] | None:
    """Pairs that stay wherever they can: those of a proposal, or those of the wave before that nobody let go."""
    if keeps is not None:
        return frozenset((each["village_code"], each["institution_code"]) for each in keeps.pairs)
    return problem.previous or None


def _simple(problem: Problem) -> dict[str, int | None]:
    """What the two simple ways reach."""
    lots = sorted(found for seed in range(LOTS) if (found := by_lot(problem, seed).objective) is not None)
    return {"greedy_objective": greedy(problem).objective, "lot_objective": lots[len(lots) // 2] if lots else None}
