"""What happened between two dates, and to which rows of the registry it led."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ngopeni.simulation.calendars import YEAR
from ngopeni.simulation.columns import Columns, height
from ngopeni.simulation.listing import enlist, strike
from ngopeni.simulation.streams import Array
from ngopeni.simulation.world import NEEDS, World

# Whether life changed, or only the data about it, or only the ranking of the nation.
CLASSES = {
    "died": "life",
    "moved_out": "life",
    "moved_in": "life",
    "moved_within": "life",
    "married": "life",
    "born": "life",
    "recovered": "life",
    "fell": "life",
    **{f"need_met:{need}": "life" for need in NEEDS},
    **{f"need_arisen:{need}": "life" for need in NEEDS},
    "double_removed": "data",
    "double_added": "data",
    "nik_mended": "data",
    "dead_removed": "data",
    "moved_removed": "data",
    "never_eligible": "data",
    "found": "data",
    "rank_out": "rank",
    "rank_in": "rank",
}
NAMES = list(CLASSES)


@dataclass(frozen=True)
class Span:
    """The time between two dates, as days since 1970."""

    since: int
    on: int

    @property
    def years(self) -> float:
        """How long it is."""
        return (self.on - self.since) / YEAR


def note(world: World, span: Span, event: str, people: Array, change: int, village_from: Array | None = None) -> None:
    """Write down that something happened to people.

    Parameters
    ----------
    people : array of int
    change : int
        How many rows of the registry each has more by it.
    village_from : array of int, optional
        Where they lived before; by default where they live.
    """
    village = world.households["village"][world.persons["household"][people]]
    same = np.full(len(people), 0, dtype=np.int64)
    world.events.append(
        {
            "person": people,
            "since": same + span.since,
            "on": same + span.on,
            "event": same + NAMES.index(event),
            "change": same + change,
            "village_from": village if village_from is None else village_from,
            "village_to": village,
        }
    )


def take_on(world: World, span: Span, event: str, people: Array) -> None:
    """List people, and write down why."""
    enlist(world, people, span.on, f"{event} {span.on}")
    note(world, span, event, people, 1)


def take_off(world: World, span: Span, event: str, people: Array) -> None:
    """Take people off the registry, all their rows, and write down why.

    Parameters
    ----------
    people : array of bool, a place for each person
    """
    records = world.records
    gone = people[records["person"]]
    note(world, span, event, records["person"][gone & ~records["is_copy"]], -1)
    note(world, span, "double_removed", records["person"][gone & records["is_copy"]], -1)
    strike(world, gone)


def take_off_households(world: World, span: Span, event: str, homes: Array) -> None:
    """Take whole households off the registry; with them go the rows that stood there wrongly.

    Parameters
    ----------
    homes : array of bool, a place for each household
    """
    records, people = world.records, world.persons
    person, home = records["person"], people["household"][records["person"]]
    gone = homes[records["listing"] // 2] | homes[home]
    is_dead, is_elsewhere = people["died_on"][person] > 0, (people["left_on"][person] > 0) | ~homes[home]
    first = gone & ~records["is_copy"]
    note(world, span, "double_removed", person[gone & records["is_copy"]], -1)
    note(world, span, "dead_removed", person[first & is_dead], -1)
    note(world, span, "moved_removed", person[first & ~is_dead & is_elsewhere], -1)
    note(world, span, event, person[first & ~is_dead & ~is_elsewhere], -1)
    # Who was struck does not come back in the same span of time.
    world.households["struck_on"][homes] = span.on
    strike(world, gone)


def as_mask(world: World, people: Array) -> Array:
    """A place for each person, true for these."""
    mask = np.zeros(height(world.persons), dtype=bool)
    mask[people] = True
    return mask


def together(events: list[Columns]) -> Columns:
    """All events as one table."""
    if not events:
        names = ("person", "since", "on", "event", "change", "village_from", "village_to")
        return {name: np.zeros(0, dtype=np.int64) for name in names}
    return {name: np.concatenate([each[name] for each in events]) for name in events[0]}
