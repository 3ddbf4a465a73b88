"""The sample of two reviewers, and who is asked about what."""

from __future__ import annotations

import random

from ngopeni.linkage.sampling import drawn
from ngopeni.linkage.worklist import Pair, looks_left, shipped_plan, token_of, waiting

BAND = [((f"a{number}", f"b{number}"), number / 25) for number in range(300)]


def pair(
    number: int, *, is_sample: bool = False, villages: tuple[str, str] = ("v1", "v1"), weight: float = 6.0
) -> Pair:
    row = {
        "record_key_l": f"a{number}",
        "fingerprint_l": "1",
        "record_key_r": f"b{number}",
        "fingerprint_r": "2",
        "village_code_l": villages[0],
        "village_code_r": villages[1],
        "match_weight": weight,
        "decision": "apart",
    }
    return Pair(f"t{number}", row, is_sample)


def test_the_sample_is_the_same_whatever_the_order_and_another_with_another_seed():
    shuffled = random.Random(1).sample(BAND, len(BAND))
    sample = drawn(BAND, seed="x", size=60, strata=6)
    assert drawn(shuffled, seed="x", size=60, strata=6) == sample
    assert drawn(BAND, seed="y", size=60, strata=6) != sample
    assert len(sample) == 60


def test_every_part_of_the_band_gives_as_many():
    weights = dict(BAND)
    sample = drawn(BAND, seed="x", size=60, strata=6)
    assert [sum(part * 2 <= weights[key] < part * 2 + 2 for key in sample) for part in range(6)] == [10] * 6


def test_what_one_part_cannot_give_the_others_do_and_a_small_band_is_taken_whole():
    crowded = [(("a", str(number)), 1.0) for number in range(90)] + [(("z", "z"), 11.0)]
    sample = drawn(crowded, seed="x", size=60, strata=6)
    assert len(sample) == 60
    assert ("z", "z") in sample
    assert drawn(BAND[:7], seed="x", size=60, strata=6) == {key for key, _ in BAND[:7]}
    assert drawn([], seed="x", size=60, strata=6) == frozenset()


def test_pairs_that_stay_in_the_band_mostly_stay_in_the_sample():
    before = drawn(BAND, seed="x", size=60, strata=6)
    after = drawn([each for number, each in enumerate(BAND) if number % 50], seed="x", size=60, strata=6)
    assert len(before & after) > 50


def test_the_plan_draws_sixty_by_a_seed_of_the_reference_data():
    plan = shipped_plan()
    assert (plan.sample_size, plan.assumed_seconds, plan.least_measured) == (60, 20, 20)
    assert plan.seed


def test_the_sample_comes_first_and_is_asked_of_two_people():
    one, other = pair(1), pair(2, is_sample=True)
    said = {other.sides: {"ratri": "same"}}
    assert waiting([one, other], {}, "danu", {"v1"}) == [other, one]
    assert waiting([one, other], said, "ratri", {"v1"}) == [one]
    assert waiting([one, other], said, "danu", {"v1"}) == [other, one]
    said[other.sides]["wulan"] = "same"
    assert waiting([one, other], said, "danu", {"v1"}) == [one]


def test_what_somebody_has_said_is_not_asked_again_but_what_somebody_was_unsure_of_is():
    one = pair(1)
    assert waiting([one], {one.sides: {"ratri": "different"}}, "danu", {"v1"}) == []
    assert waiting([one], {one.sides: {"ratri": "unsure"}}, "danu", {"v1"}) == [one]
    assert waiting([one], {one.sides: {"ratri": "unsure"}}, "ratri", {"v1"}) == []


def test_a_pair_is_asked_only_where_both_villages_are_open():
    assert waiting([pair(1, villages=("v1", "v2"))], {}, "danu", {"v1"}) == []
    assert len(waiting([pair(1, villages=("v1", "v2"))], {}, "danu", {"v1", "v2"})) == 1


def test_the_looks_left_are_two_for_the_sample_and_one_for_every_other():
    several = [pair(1), pair(2), pair(3, is_sample=True), pair(4, is_sample=True)]
    assert looks_left(several, {}, {"v1"}) == 6
    said = {
        several[0].sides: {"danu": "same"},
        several[1].sides: {"danu": "unsure"},
        several[3].sides: {"danu": "same"},
    }
    assert looks_left(several, said, {"v1"}) == 4


def test_a_token_tells_nothing_and_is_another_with_another_key():
    sides = pair(1).sides
    assert token_of(sides, b"x") == token_of(sides, b"x") != token_of(sides, b"y")
    assert len(token_of(sides, b"x")) == 24
