"""What a decree says, as plain values: kept with it, so that it can be printed again as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ngopeni.kernel.paper import PageSize

VillageType = Literal["desa", "kelurahan"]
# In the order in which a row names them.
PartnerKind = Literal["university", "vocational_school", "company", "zakat_body", "other"]


@dataclass(frozen=True)
class Regency:
    """The regency whose decree it is.

    Parameters
    ----------
    name, province, seat : str
        Without "Kabupaten", "Kota" or "Provinsi"; the seat is where decrees are signed.
    kind : {"kabupaten", "kota"}
    province_code : str
        Kemendagri code; some clauses and laws hold in one province only.
    regent_name : str
        Empty while not known.
    acting : str
        Before the office in the signature, such as "Pj.".
    """

    name: str
    kind: Literal["kabupaten", "kota"]
    province: str
    province_code: str
    seat: str
    regent_name: str = ""
    acting: str = ""

    @property
    def full_name(self) -> str:
        """With its kind: Kabupaten Blora."""
        return f"{self.kind.capitalize()} {self.name}"

    @property
    def regent_title(self) -> str:
        """Bupati or Wali Kota."""
        return "Bupati" if self.kind == "kabupaten" else "Wali Kota"

    @property
    def regent_office(self) -> str:
        """The office with the regency's name: Bupati Blora."""
        return f"{self.regent_title} {self.name}"


@dataclass(frozen=True)
class Agency:
    """The agency whose head issues a decree.

    Parameters
    ----------
    name : str
        Without the regency: Dinas Sosial.
    head_title : str
        Kepala Dinas Sosial, Inspektur, Camat Jepon.
    head_name, head_rank, head_number : str
        Empty while not known; the number is the NIP.
    address : tuple of str
        Lines of the letterhead.
    """

    name: str
    head_title: str
    head_name: str = ""
    head_rank: str = ""
    head_number: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class Village:
    """A village, which is a desa or a kelurahan."""

    code: str
    name: str
    type: VillageType
    district_name: str


@dataclass(frozen=True)
class Partner:
    """Who helps the agency in a village."""

    name: str
    kind: PartnerKind


@dataclass(frozen=True)
class Pair:
    """A row of the regent's annex.

    Parameters
    ----------
    village : Village
    agency_name : str
    partners : tuple of Partner
    starts_on : date, optional
        From when the row holds as it is, where that is later than the wave's first day; it changes nothing by itself.
    """

    village: Village
    agency_name: str
    partners: tuple[Partner, ...] = ()
    starts_on: dt.date | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Member:
    """A row of the agency's annex.

    Parameters
    ----------
    key : str
        Names the person across decrees; never printed.
    name, position, role, note : str
        As printed: name, position in the agency, role in the team, note.
    starts_on, ends_on : date, optional
        Where they differ from those of the decree.
    """

    key: str
    name: str
    position: str
    role: str
    note: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True)
class Wave:
    """The period of the assistance and the zones that it rests on."""

    number: int
    starts_on: dt.date
    ends_on: dt.date
    zones_as_of: dt.date
    zones_approved_on: dt.date
    # Whether villages of the wave before are in it still.
    is_continued: bool = False


@dataclass(frozen=True)
class Law:
    """An entry of the legal list.

    Parameters
    ----------
    code, text : str
    section : {"mengingat", "memperhatikan"}
    is_verified : bool
        Whether number, year and title were seen in a source.
    is_left_out : bool
        Whether this decree does not name it after all.
    """

    code: str
    text: str
    section: Literal["mengingat", "memperhatikan"]
    is_verified: bool
    is_left_out: bool = False


@dataclass(frozen=True)
class Reference:
    """Another decree: its number, date and subject (what stands behind "tentang")."""

    number: str
    signed_on: dt.date
    subject: str


@dataclass(frozen=True)
class Head:
    """What every decree has.

    Parameters
    ----------
    regency : Regency
    laws : tuple of Law
    version : str
        Of the clause template.
    texts : mapping of str to str
        Clauses that the office wrote anew, by their code; an empty text leaves the clause out.
    number, signed_on : optional
        Missing while it is a draft.
    is_draft : bool
        A draft carries the word, and marks laws that nobody verified.
    is_simulated : bool
    budget_idr : int, optional
        Where the decree names an amount.
    copies : tuple of str
        Instead of those of the template.
    page_size : PageSize
    """

    regency: Regency
    laws: tuple[Law, ...]
    version: str
    texts: Mapping[str, str] = field(default_factory=dict)
    number: str | None = None
    signed_on: dt.date | None = None
    is_draft: bool = True
    is_simulated: bool = False
    budget_idr: int | None = None
    copies: tuple[str, ...] = ()
    page_size: PageSize = PageSize.F4

    @property
    def named_laws(self) -> tuple[Law, ...]:
        """Those that it names."""
        return tuple(law for law in self.laws if not law.is_left_out)

    @property
    def unverified_laws(self) -> tuple[Law, ...]:
        """Those that it names and nobody verified."""
        return tuple(law for law in self.named_laws if not law.is_verified)


@dataclass(frozen=True)
class RegentFacts:
    """A decree of the regent: who assists which village."""

    head: Head
    wave: Wave
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class AgencyFacts:
    """A decree of an agency's head: the team, under the regent's decree that named the agency."""

    head: Head
    wave: Wave
    agency: Agency
    mandate: Reference
    villages: tuple[Village, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Amendment:
    """What an amendment amends.

    Parameters
    ----------
    original : Reference
        The decree that is amended.
    reason : str
        Behind "bahwa", without a full stop.
    earlier : tuple of Reference
        Amendments before this one, the oldest first.
    """

    original: Reference
    reason: str
    earlier: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class RevocationFacts:
    """A decree that ends another; without an agency it is the regent's."""

    head: Head
    revoked: Reference
    reason: str
    agency: Agency | None = None
    amendments: tuple[Reference, ...] = ()
