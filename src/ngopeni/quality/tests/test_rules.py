"""Every rule against the evidence that it carries, and against itself gone wrong."""

from __future__ import annotations

import pytest

from ngopeni.kernel.finding import Severity
from ngopeni.kernel.messages import catalogue
from ngopeni.quality.judging import RELATIONS
from ngopeni.quality.rule import EVERYBODY, Level
from ngopeni.quality.rules import all_rules, rules_of
from ngopeni.quality.tests.trial import Trial, found, moved, mutated, trials

RULES, TRIALS = all_rules(), trials()
# A number that may be a step off without anybody noticing, one a rule, and why.
SAID_TWICE = {
    "QUALITY-109": "no day between 31 and 41 is a date",
    "QUALITY-112": "no day between 31 and 41 is a date",
    "QUALITY-131": "a name of one letter over and over is so from whichever letter on",
    "QUALITY-117": "only names that stand twice are counted",
    "QUALITY-204": "only cards of two villages are counted",
    "QUALITY-205": "only households that are alike are counted",
}
each_trial = pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)


@pytest.fixture(scope="module")
def broken() -> dict[str, set[str]]:
    return found(RULES, TRIALS)


@each_trial
def test_it_finds_what_is_wrong_and_leaves_alone_what_is_right(broken: dict[str, set[str]], trial: Trial):
    assert (trial.rule.code in broken[trial.name]) is (trial.side == "bad")


@each_trial
def test_what_is_right_breaks_no_other_rule_gravely(broken: dict[str, set[str]], trial: Trial):
    grave = {code for code in broken[trial.name] if RULES[code].severity is Severity.ERROR}
    assert trial.side != "good" or grave == set()


def test_a_rule_that_never_finds_anything_is_noticed():
    blind = found(mutated(RULES, condition="FALSE"), TRIALS)
    assert {code for codes in blind.values() for code in codes} == set()
    assert {trial.rule.code for trial in TRIALS if trial.side == "bad"} == set(RULES)


def test_a_rule_that_finds_everything_is_noticed_by_something_right():
    """With the condition gone, each rule falls on a case that it must leave alone."""
    greedy = found(mutated(RULES, condition="TRUE"), TRIALS)
    caught = {trial.rule.code for trial in TRIALS if trial.side != "bad" and trial.rule.code in greedy[trial.name]}
    assert set(RULES) - caught == set()


def test_a_border_that_is_moved_by_one_is_noticed():
    rules = moved(RULES)
    shifted = found({**RULES, **rules}, TRIALS)
    own: dict[str, list[Trial]] = {code: [each for each in TRIALS if each.rule.code == code] for code in RULES}
    unnoticed = [
        code
        for name in rules
        for code in [name.partition("_")[0]]
        if all((name in shifted[each.name]) is (each.side == "bad") for each in own[code])
    ]
    assert len(rules) > 150
    assert sorted(unnoticed) == sorted(SAID_TWICE)


@each_rule
def test_every_rule_carries_evidence_on_both_sides(rule):
    assert rule.bad
    assert rule.good


@each_rule
def test_every_rule_says_what_is_wrong_and_what_to_do_in_both_languages(rule):
    for code in (rule.code, rule.advice):
        assert all(catalogue()[code][language].endswith(".") for language in ("id", "en"))


@each_rule
def test_a_rule_that_cannot_judge_everybody_says_whom_in_both_languages(rule):
    assert (rule.applies == "TRUE") is (rule.base == "")
    assert set(catalogue()[rule.base or EVERYBODY[rule.level]]) == {"id", "en"}


def test_who_is_judged_alike_is_worded_alike():
    worded = {(rule.applies, rule.base) for rule in RULES.values() if rule.base}
    assert len({applies for applies, _ in worded}) == len({base for _, base in worded}) == len(worded)


def test_a_payroll_is_held_against_everybody_and_not_only_against_whom_it_names():
    """What was judged only where it was found would always come to all of them."""
    for code in ("QUALITY-184", "QUALITY-185"):
        assert "servant_nik" not in RULES[code].applies
        assert "servant_nik IS NOT NULL" in RULES[code].condition


@each_rule
def test_every_rule_has_a_source_and_reads_what_its_relation_has(rule):
    assert len(rule.source.reference) > 20
    columns = RELATIONS[rule.level].columns
    assert rule.reads((*columns, "profile"))
    assert not rule.other or rule.other in columns


def test_the_register_is_long_enough_and_has_no_gap_in_its_levels():
    assert len(RULES) >= 45
    assert all(rules_of(level) for level in Level)
    assert all(code.startswith("QUALITY-") and code[8] in "123" for code in RULES)
