"""Groups hold together by the average of all their links, against a slow twin."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ngopeni.linkage import clusters
from ngopeni.linkage.clusters import LARGEST, UNLINKED, grouped
from ngopeni.linkage.tests import twin

THRESHOLD = 5.0
NODES = ("p:a", "p:b", "p:c", "r:d", "r:e", "r:f", "r:g", "r:h")
PAIR = st.lists(st.sampled_from(NODES), min_size=2, max_size=2, unique=True).map(lambda pair: tuple(sorted(pair)))
# Whole bits, so that averages are the same in whatever order they are added; many of them near the threshold.
WEIGHT = st.one_of(st.integers(-12, 12), st.integers(4, 30))
LINKS = st.dictionaries(PAIR, WEIGHT, max_size=20).map(
    lambda told: [(*pair, float(bits)) for pair, bits in told.items()]
)
SAID = st.sets(PAIR, max_size=3)


def sets(found):
    """The groups as sets; everybody is called by the first of the own."""
    groups = {}
    for node, first in found.items():
        groups.setdefault(first, set()).add(node)
    assert all(first == min(group) for first, group in groups.items())
    return {frozenset(group) for group in groups.values()}


def joined(groups):
    return {group for group in groups if len(group) > 1}


@settings(max_examples=400, deadline=None)
@given(LINKS, SAID, SAID, st.booleans())
@example([("r:d", "r:e", 20.0), ("r:e", "r:f", 12.0)], set(), set(), False)
def test_groups_are_those_of_the_slow_twin(links, same, apart, is_single):
    single = [node for node in NODES if is_single and node.startswith("p:")]
    found = grouped(links, THRESHOLD, same=same, apart=apart, single=single)
    assert joined(sets(found)) == joined(twin.grouped(links, THRESHOLD, same, apart, single))


@settings(max_examples=100, deadline=None)
@given(LINKS, SAID, SAID, st.randoms())
def test_the_order_of_the_links_does_not_matter(links, same, apart, dice):
    turned = [(right, left, bits) if dice.random() < 0.5 else (left, right, bits) for left, right, bits in links]
    dice.shuffle(turned)
    told = grouped(links, THRESHOLD, same=same, apart=apart)
    assert grouped(turned, THRESHOLD, same=list(same)[::-1], apart=apart) == told


@settings(max_examples=100, deadline=None)
@given(LINKS, SAID, SAID)
def test_nobody_is_with_whom_people_said_to_be_another(links, same, apart):
    for group in sets(grouped(links, THRESHOLD, same=same, apart=apart)):
        assert not apart & set(itertools.combinations(sorted(group), 2))


def test_a_chain_is_cut_at_its_weaker_link():
    chain = [("a", "b", 20.0), ("b", "c", 12.0)]
    assert sets(grouped(chain, THRESHOLD)) == {frozenset("ab"), frozenset("c")}
    assert sets(grouped([*chain, ("a", "c", -2.0)], THRESHOLD)) == {frozenset("abc")}
    assert sets(grouped([*chain, ("a", "c", -3.0)], THRESHOLD)) == {frozenset("ab"), frozenset("c")}


def test_what_was_not_compared_speaks_against():
    assert UNLINKED < 0
    # (15 - 5) / 2 is just enough, and a bit less is not.
    assert len(sets(grouped([("a", "b", 30.0), ("b", "c", 15.0)], THRESHOLD))) == 1
    assert len(sets(grouped([("a", "b", 30.0), ("b", "c", 14.9)], THRESHOLD))) == 2


def test_two_rows_are_one_from_the_threshold_on():
    assert sets(grouped([("a", "b", THRESHOLD)], THRESHOLD)) == {frozenset("ab")}
    assert joined(sets(grouped([("a", "b", THRESHOLD - 0.1)], THRESHOLD))) == set()
    assert grouped([], THRESHOLD) == {}


def test_a_word_of_people_comes_before_any_weight():
    assert sets(grouped([("a", "b", -8.0)], THRESHOLD, same=[("b", "a")])) == {frozenset("ab")}
    assert sets(grouped([], THRESHOLD, same=[("a", "b")])) == {frozenset("ab")}
    assert joined(sets(grouped([("a", "b", 99.0)], THRESHOLD, apart=[("b", "a")]))) == set()
    assert joined(sets(grouped([], THRESHOLD, same=[("a", "b")], apart=[("a", "b")]))) == set()


def test_who_is_held_for_one_with_somebody_does_not_bring_whom_that_one_is_not():
    links = [("a", "b", 30.0), ("b", "c", 30.0), ("a", "c", 30.0)]
    found = sets(grouped(links, THRESHOLD, same=[("a", "b")], apart=[("b", "c")]))
    assert found == {frozenset("ab"), frozenset("c")}


def test_persons_of_before_are_never_joined_by_a_row_of_now():
    links = [("p:1", "r:x", 30.0), ("p:2", "r:x", 29.0)]
    assert sets(grouped(links, THRESHOLD, single=["p:1", "p:2"])) == {frozenset(("p:1", "r:x")), frozenset(("p:2",))}
    assert len(sets(grouped([*links, ("p:1", "p:2", 30.0)], THRESHOLD))) == 1
    alone = grouped([("p:1", "p:2", 30.0)], THRESHOLD, single=["p:1", "p:2"])
    assert alone == {"p:1": "p:1", "p:2": "p:2"}


def test_people_may_join_persons_of_before():
    assert sets(grouped([], THRESHOLD, same=[("p:1", "p:2")], single=["p:1", "p:2"])) == {frozenset(("p:1", "p:2"))}


def crowd(size, weight, name="n"):
    """Everybody linked with everybody."""
    return [(f"{name}{one:03d}", f"{name}{other:03d}", weight) for one, other in itertools.combinations(range(size), 2)]


@pytest.mark.parametrize("largest", [4, 5])
def test_a_heap_that_is_too_large_is_first_taken_apart_by_its_weakest_links(monkeypatch, largest):
    monkeypatch.setattr(clusters, "LARGEST", largest)
    bridge = [("k000", "n000", 6.0), ("k001", "n001", 6.0)]
    links = [*crowd(3, 30.0), *crowd(3, 20.0, "k"), *bridge, ("k000", "n001", 6.0), ("k001", "n000", 6.0)]
    found = joined(sets(grouped(links, THRESHOLD)))
    assert found == {frozenset(f"{name}{place:03d}" for place in range(3)) for name in "kn"}


def test_a_heap_of_the_largest_size_is_grouped_as_a_whole(monkeypatch):
    monkeypatch.setattr(clusters, "LARGEST", 6)
    assert len(joined(sets(grouped(crowd(6, 5.5), THRESHOLD)))) == 1
    # One more, and the links of 5.5 bits are the weakest: nothing is left of the heap.
    assert joined(sets(grouped(crowd(7, 5.5), THRESHOLD))) == set()


def test_a_chain_of_thousands_is_cut_in_time():
    links = [(f"{place:05d}", f"{place + 1:05d}", 10.0 + place % 7) for place in range(20 * LARGEST)]
    found = sets(grouped(links, THRESHOLD))
    assert max(len(group) for group in found) <= LARGEST
    assert all(len(group) <= 2 for group in found)


def test_what_people_have_said_of_more_rows_than_the_largest_heap_holds(monkeypatch):
    monkeypatch.setattr(clusters, "LARGEST", 3)
    said = [(f"{place}", f"{place + 1}") for place in range(6)]
    links = [("6", "7", 12.0), ("7", "8", 12.0)]
    found = grouped(links, 8.0, same=said)
    assert {node for node, group in found.items() if group == "0"} == set("0123456")
    assert {found["7"], found["8"]} & {"0"} == set()
