"""Moves out of the regency, into it and within it, and marriages."""

from __future__ import annotations

import numpy as np

from ngopeni.simulation.columns import height
from ngopeni.simulation.events import Span, as_mask, note, take_off, take_on
from ngopeni.simulation.household_roles import MAN, MARRIED, SINGLE, WOMAN
from ngopeni.simulation.lists import group_bits, kind_bits, listed
from ngopeni.simulation.settling import add_families, draw_addresses, settle
from ngopeni.simulation.streams import Array, happens, shuffled, stream, whole
from ngopeni.simulation.welfare import in_the_registry
from ngopeni.simulation.world import World

CHILD, IN_LAW = 3, 4
SWAPPED = "nik_kk_swapped"


def let_leave(world: World, span: Span) -> None:
    """Young people leave for work, and some households leave whole; most are struck, the others stay listed."""
    dice, people, life = stream(world.seed, "leaving", span.on), world.persons, listed("life")
    age, count = world.ages(span.since), len(people["sex"])
    young = (people["role"] == CHILD) & (people["marital"] == SINGLE) & (age >= 17) & (age <= 32)
    goes = young & happens(dice, life["leaves_for_work"] * span.years, count)
    moves = happens(dice, life["household_moves_out"] * span.years, height(world.households))
    goes = world.is_here & (goes | moves[people["household"]])
    follows = happens(dice, life["moved_taken_off"], height(world.households))[people["household"]]
    people["left_on"] = np.where(goes, span.since + whole(dice, count, 1, span.on - span.since), people["left_on"])
    struck = goes & follows & people["is_listed"]
    note(world, span, "moved_out", np.flatnonzero(goes & ~struck), 0)
    take_off(world, span, "moved_out", struck)


def move_within(world: World, span: Span) -> None:
    """Households move to another village, mostly of the same district; most of their rows follow."""
    dice, homes, life = stream(world.seed, "moving", span.on), world.households, listed("life")
    records, count = world.records, height(world.households)
    moves = happens(dice, life["household_moves_within"] * span.years, count)
    # Rows of others that were put into a household by mistake would move with it: such a household stays.
    moves[records["listing"][records["is_copy"]] // 2] = False
    rows = np.flatnonzero(moves)
    old = homes["village"].copy()
    addresses = draw_addresses(world, _other_villages(world, old[rows], dice), dice)
    for name, values in addresses.items():
        homes[name][rows] = values
    goes = np.flatnonzero(
        world.is_here & moves[world.persons["household"]] & (homes["village"] != old)[world.persons["household"]]
    )
    followed = moves & happens(dice, life["move_followed"], count)
    home = records["listing"] // 2
    records["village"] = np.where(followed[home], homes["village"][home], records["village"])
    _renew(world, world.persons["family"][goes], span, dice)
    note(world, span, "moved_within", goes, 0, old[world.persons["household"][goes]])


def let_marry(world: World, span: Span) -> None:
    """Daughters of listed households move to sons of others, and form a family there."""
    dice, people, life = stream(world.seed, "marriages", span.on), world.persons, listed("life")
    age, count = world.ages(span.since), len(people["sex"])
    free = world.is_here & people["is_listed"] & (people["role"] == CHILD) & (people["marital"] == SINGLE)
    chance = life["marries"] * span.years
    brides = np.flatnonzero(free & (people["sex"] == WOMAN) & (age >= 19) & (age <= 30) & happens(dice, chance, count))
    grooms = np.flatnonzero(free & (people["sex"] == MAN) & (age >= 21) & (age <= 34))
    grooms = grooms[shuffled(dice, len(grooms))][: len(brides)]
    brides = brides[: len(grooms)]
    apart = people["household"][brides] != people["household"][grooms]
    brides, grooms = brides[apart], grooms[apart]
    old = world.households["village"][people["household"][brides]]
    people["household"][brides] = people["household"][grooms]
    people["role"][brides], people["family_role"][brides], people["family_role"][grooms] = IN_LAW, 2, 1
    people["marital"][brides] = people["marital"][grooms] = MARRIED
    village = world.households["village"][people["household"][grooms]]
    family = add_families(world, village, span.on, dice)
    people["family"][brides] = people["family"][grooms] = family
    followed = happens(dice, life["move_followed"], len(brides))
    _rows_follow(world, brides[followed])
    write_new_kk(world, np.concatenate([brides, grooms]), dice)
    note(world, span, "married", np.concatenate([brides, grooms]), 0)
    elsewhere = old != village
    note(world, span, "moved_within", brides[elsewhere], 0, old[elsewhere])


def let_come(world: World, span: Span) -> None:
    """Households from elsewhere settle; half of them are listed at once."""
    life = listed("life")
    members = (world.plan.rows * life["household_moves_in"] * span.years).astype(np.int64)
    shares = world.plan.shares[0]
    start = height(world.persons)
    homes = settle(world, members, span.on, "coming", in_the_registry(shares, np.zeros_like(world.plan.padded)))
    dice = stream(world.seed, "coming listed", span.on)
    is_listed = happens(dice, life["moved_in_listed"], len(homes))
    rows = np.arange(start, height(world.persons))
    chosen = np.isin(world.persons["household"][rows], homes[is_listed])
    take_on(world, span, "moved_in", rows[chosen])
    note(world, span, "moved_in", rows[~chosen], 0)


def renew_cards(world: World, span: Span) -> None:
    """Families get a new No. KK for other reasons."""
    dice = stream(world.seed, "new cards", span.on)
    renews = happens(dice, listed("life")["new_kk"] * span.years, height(world.families))
    _renew(world, np.flatnonzero(renews), span, dice)


def write_new_kk(world: World, people: Array, dice: np.random.RandomState) -> None:
    """Write a changed No. KK into the rows of people; some rows keep the old one and are stale from now on."""
    records = world.records
    mine = as_mask(world, people)[records["person"]]
    clean = (records["kinds"] & (group_bits("kk") | kind_bits()[SWAPPED])) == 0
    rows = np.flatnonzero(mine & clean)
    is_written = happens(dice, 0.85, len(rows))
    written, stale = rows[is_written], rows[~is_written]
    records["kk"][written] = world.families["kk"][world.persons["family"][records["person"][written]]]
    records["kinds"][stale] |= kind_bits()["kk_stale"]


def _renew(world: World, families: Array, span: Span, dice: np.random.RandomState) -> None:
    """Give families a new card: those of them who live here become a family with another number."""
    people = world.persons
    renews = np.zeros(height(world.families), dtype=bool)
    renews[families] = True
    renews &= np.bincount(people["family"][world.is_here], minlength=len(renews)) > 0
    village = np.zeros(len(renews), dtype=np.int64)
    village[people["family"]] = world.households["village"][people["household"]]
    rows = np.flatnonzero(renews)
    new = np.arange(len(renews))
    new[rows] = add_families(world, village[rows], span.on, dice)
    changed = np.flatnonzero(renews[people["family"]] & world.is_here)
    people["family"][changed] = new[people["family"][changed]]
    write_new_kk(world, changed, dice)


def _rows_follow(world: World, people: Array) -> None:
    """The rows of people (not of their doubles) go to the household they live in now."""
    records = world.records
    rows = np.flatnonzero(as_mask(world, people)[records["person"]] & ~records["is_copy"])
    home = world.persons["household"][records["person"][rows]]
    records["listing"][rows], records["village"][rows] = home * 2, world.households["village"][home]


def _other_villages(world: World, village: Array, dice: np.random.RandomState) -> Array:
    """Villages to move to: six of ten in the same district."""
    district = world.district
    low, high = np.searchsorted(district, district[village]), np.searchsorted(district, district[village], side="right")
    throw, count = dice.random_sample(len(village)), len(district)
    near = low + (throw * (high - low)).astype(np.int64)
    return np.where(happens(dice, 0.6, len(village)), near, (throw * count).astype(np.int64))
