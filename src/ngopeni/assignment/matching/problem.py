"""What is to be matched: villages, institutions, and what has been settled before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ngopeni.assignment.matching.criteria import Criteria, criteria_from_fields

# The kind that leads; every other kind joins.
LEADING = "agency"
KINDS = ("agency", "university", "smk", "company", "zakat", "other")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Need:
    """How many households of a village have a need, of those of whom it is known."""

    need_code: str
    need_count: int
    denominator_count: int


@dataclass(frozen=True, slots=True)
class Village:
    """A village that is to be assisted.

    Attributes
    ----------
    latitude, longitude : float, optional
        Degrees.
    hardness : int
        0 to 100, the hardest of the wave 100.
    """

    village_code: str
    village_name: str
    village_type: str
    district_code: str
    district_name: str
    latitude: float | None
    longitude: float | None
    hardness: int
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Institution:
    """An agency or partner.

    Attributes
    ----------
    leads_max, joins_max : int
        Villages that it can lead, and join in.
    own_district : str
        Of a district office: its own district; empty for everybody else.
    person_days, money_idr : int, optional
        For the year, over all its villages; None where it has not said.
    mandates : mapping
        Need to level, ``main``, ``supporting`` or ``expertise``.
    conflicts : tuple of str
        Codes of villages, districts and institutions that it must not be brought together with.
    short_name : str
        For pages alone.
    """

    code: str
    name: str
    kind: str
    leads_max: int
    joins_max: int
    latitude: float | None = None
    longitude: float | None = None
    own_district: str = ""
    person_days: int | None = None
    money_idr: int | None = None
    mandates: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    short_name: str = ""

    @property
    def label(self) -> str:
        """What it is called where there is little room."""
        return self.short_name or self.name

    @property
    def leads(self) -> bool:
        """Whether it is of the kind that leads."""
        return self.kind == LEADING

    @property
    def places(self) -> int:
        """Villages that it can take."""
        return self.leads_max if self.leads else self.joins_max


@dataclass(frozen=True, slots=True)
class Pin:
    """A person's word on a pair before the plan is made: it must be, or must not."""

    village_code: str
    institution_code: str
    is_ban: bool
    reason: str

    @property
    def pair(self) -> Pair:
        """The pair it is about."""
        return self.village_code, self.institution_code


@dataclass(frozen=True)
class Problem:
    """Everything that a plan is a function of.

    Attributes
    ----------
    villages, institutions, pins : tuple
        Sorted, so that the order of a file changes nothing.
    previous : frozenset of (village code, institution code)
        Pairs of the wave before that were not released.
    """

    villages: tuple[Village, ...]
    institutions: tuple[Institution, ...]
    criteria: Criteria
    pins: tuple[Pin, ...] = ()
    previous: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "villages", tuple(sorted(self.villages, key=lambda each: each.village_code)))
        object.__setattr__(self, "institutions", tuple(sorted(self.institutions, key=lambda each: each.code)))
        # The same said twice is said once.
        pins = {(*each.pair, each.is_ban): each for each in self.pins}
        object.__setattr__(self, "pins", tuple(pins[key] for key in sorted(pins)))

    @property
    def leaders(self) -> list[Institution]:
        """Who can lead a village."""
        return [each for each in self.institutions if each.leads and each.leads_max > 0]

    def village(self, code: str) -> Village:
        """A village by its code."""
        return next(each for each in self.villages if each.village_code == code)

    def institution(self, code: str) -> Institution:
        """An institution by its code."""
        return next(each for each in self.institutions if each.code == code)

    def to_fields(self) -> dict[str, Any]:
        """As plain values, to be kept with what was decided by it."""
        return {**asdict(self), "previous": sorted(self.previous)}

    @staticmethod
    def from_fields(fields: Mapping[str, Any]) -> Problem:
        """The problem that was kept."""
        return Problem(
            villages=tuple(
                Village(**{**each, "needs": tuple(Need(**need) for need in each["needs"])})
                for each in fields["villages"]
            ),
            institutions=tuple(
                Institution(**{**each, "conflicts": tuple(each["conflicts"])}) for each in fields["institutions"]
            ),
            criteria=criteria_from_fields(fields["criteria"]),
            pins=tuple(Pin(**each) for each in fields["pins"]),
            previous=frozenset((village, institution) for village, institution in fields["previous"]),
        )
