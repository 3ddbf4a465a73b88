"""The match once more, slow and obvious: every plan there could be, judged by the words of the rules."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from ngopeni.assignment.matching.problem import Institution, Pair, Problem, Village

Plan = frozenset[Pair]
ALL_RULES = frozenset({"capacity", "spread", "hard", "own_district", "conflict", "joins", "kinds"})


def half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


def kilometres(village: Village, institution: Institution) -> Fraction | None:
    places = (village.latitude, village.longitude, institution.latitude, institution.longitude)
    if None in places:
        return None
    a, b, c, d = (math.radians(each) for each in places)
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return Fraction(round(10 * 2 * 6371.0088 * math.asin(math.sqrt(h))), 10)


def worth_by_term(problem: Problem, village: Village, institution: Institution) -> dict[tuple[str, str], int]:
    """Every term of a pair, in fractions."""
    criteria, weights = problem.criteria, problem.criteria.weights
    found: dict[tuple[str, str], int] = {}
    for need in village.needs:
        level = institution.mandates.get(need.need_code)
        if level and need.denominator_count:
            share = Fraction(need.need_count, need.denominator_count)
            found["mandate", need.need_code] = half_up(
                weights["mandate"] * share * Fraction(criteria.levels[level], 100)
            )
    km = kilometres(village, institution)
    near = Fraction(0) if km is None else max(Fraction(0), 1 - km / criteria.far_km)
    found["near", ""] = half_up(weights["near"] * near)
    places = max(1, institution.leads_max if institution.kind == "agency" else institution.joins_max)
    days = Fraction(institution.person_days or 0, places * criteria.days_per_village)
    found["capacity", ""] = half_up(weights["capacity"] * min(Fraction(1), days))
    money = min(Fraction(1), Fraction(institution.money_idr or 0, places * criteria.money_per_village_idr))
    thousandths = Fraction(half_up(1000 * money), 1000)
    found["strength", ""] = half_up(weights["strength"] * Fraction(village.hardness, 100) * thousandths)
    if (village.village_code, institution.code) in problem.previous:
        found["continuity", ""] = weights["continuity"]
    return found


def objective(problem: Problem, plan: Plan) -> int:
    """Points of the pairs, and of each kind of partner that a village has."""
    return _added_up(problem, plan, _worth_of_pairs(problem))


def _worth_of_pairs(problem: Problem) -> dict[Pair, int]:
    return {
        (one.village_code, other.code): sum(worth_by_term(problem, one, other).values())
        for one in problem.villages
        for other in problem.institutions
    }


def _added_up(problem: Problem, plan: Plan, worth: dict[Pair, int]) -> int:
    kinds = {each.code: each.kind for each in problem.institutions}
    teams = {(one, kinds[code]) for one, code in plan if kinds[code] != "agency"}
    return sum(worth[pair] for pair in plan) + problem.criteria.weights["team"] * len(teams)


def breaches(
    problem: Problem, plan: Plan, rules: frozenset[str] = ALL_RULES, pins: frozenset[Pair] | None = None
) -> list[str]:
    """Every rule that a plan breaks, in words; ``pins`` are the pins and bans that count, by default all."""
    case = _Case(problem, plan, rules)
    found = [*case.of_villages(), *case.of_institutions(), *case.of_hard_villages(), *case.of_pairs()]
    for pin in problem.pins:
        if (pins is None or pin.pair in pins) and (pin.pair in plan) == pin.is_ban:
            found.append(f"pin {pin.pair}")
    return found


class _Case:
    """A plan with what must be looked up to judge it."""

    def __init__(self, problem: Problem, plan: Plan, rules: frozenset[str]) -> None:
        self.problem, self.plan, self.rules, self.wanted = problem, plan, rules, problem.criteria.rules
        self.institutions = {each.code: each for each in problem.institutions}
        self.villages = {each.village_code: each for each in problem.villages}
        self.able = [each.code for each in problem.institutions if each.kind == "agency" and each.leads_max > 0]
        self.led = Counter(code for _, code in plan if self.institutions[code].kind == "agency")

    def of_villages(self) -> Iterator[str]:
        for place in self.villages:
            kinds = Counter(self.institutions[code].kind for one, code in self.plan if one == place)
            if kinds.pop("agency", 0) != 1:
                yield f"{place} has not one leader"
            too_many = any(count > self.wanted.partners_max.get(kind, 0) for kind, count in kinds.items())
            if too_many and "kinds" in self.rules:
                yield f"{place} has too many of a kind"

    def of_institutions(self) -> Iterator[str]:
        for code, count in Counter(code for _, code in self.plan).items():
            each = self.institutions[code]
            if each.kind != "agency" and count > each.joins_max and "joins" in self.rules:
                yield f"{code} joins in {count}"
            if each.kind == "agency" and count > each.leads_max and ("capacity" in self.rules or not each.leads_max):
                yield f"{code} leads {count}"
        some_lead_two = any(count > 1 for count in self.led.values())
        if "spread" in self.rules and self.wanted.spread and some_lead_two and any(not self.led[c] for c in self.able):
            yield "somebody leads two while somebody leads none"

    def of_hard_villages(self) -> Iterator[str]:
        if "hard" not in self.rules or not self.wanted.share_hard or not self.able:
            return
        order = sorted(self.problem.villages, key=lambda each: (-each.hardness, each.village_code))
        hard = {each.village_code for each in order[: len(order) * self.wanted.hard_percent // 100]}
        counts = Counter(code for one, code in self.plan if one in hard and code in self.led)
        if any(count > math.ceil(len(hard) / len(self.able)) for count in counts.values()):
            yield "hard villages are not shared"

    def of_pairs(self) -> Iterator[str]:
        for one, code in self.plan:
            each, district = self.institutions[code], self.villages[one].district_code
            if "own_district" in self.rules and self.wanted.bar_own_district and each.own_district == district:
                yield f"{code} in its own district"
            met = {one, district, *(other for place, other in self.plan if place == one and other != code)}
            if "conflict" in self.rules and met & set(each.conflicts):
                yield f"{code} in conflict in {one}"


def every_plan(problem: Problem) -> Iterator[Plan]:
    """Every way to give each village one leader and any partners."""
    leaders = [each.code for each in problem.institutions if each.kind == "agency"]
    partners = [each.code for each in problem.institutions if each.kind != "agency"]
    some = [team for size in range(len(partners) + 1) for team in itertools.combinations(partners, size)]
    teams = [(lead, *team) for lead in leaders for team in some]
    codes = [each.village_code for each in problem.villages]
    for chosen in itertools.product(teams, repeat=len(codes)):
        yield frozenset((one, code) for one, team in zip(codes, chosen, strict=True) for code in team)


def best_plans(
    problem: Problem, rules: frozenset[str] = ALL_RULES, pins: frozenset[Pair] | None = None
) -> list[tuple[Plan, int]]:
    """Every plan that keeps the rules, with its objective."""
    kept = [plan for plan in every_plan(problem) if not breaches(problem, plan, rules, pins)]
    worth = _worth_of_pairs(problem)
    return [(plan, _added_up(problem, plan, worth)) for plan in kept]
