"""Who issues a decree: the regent, or the head of an agency."""

from __future__ import annotations

from dataclasses import dataclass

from ngopeni.assignment.decree.facts import Agency, Head
from ngopeni.assignment.decree.values import BLANK, head_office
from ngopeni.kernel.paper import Letterhead, Signature
from ngopeni.kernel.wording import write_date


@dataclass(frozen=True)
class Issuer:
    """The office that decides, with its letterhead and who signs.

    Parameters
    ----------
    title, office : str
        Bupati, and Bupati Blora.
    letterhead : Letterhead
    signs_as : str
        The office as it stands above the signature.
    name : str
    below_name : tuple of str
    """

    title: str
    office: str
    letterhead: Letterhead
    signs_as: str
    name: str
    below_name: tuple[str, ...] = ()

    def signature(self, head: Head, *, is_dated: bool) -> Signature:
        """The signature; an annex bears it without place and date."""
        date = write_date(head.signed_on) if head.signed_on else BLANK
        above = (f"Ditetapkan di {head.regency.seat}", f"pada tanggal {date}") if is_dated else ()
        return Signature(f"{self.signs_as},", self.name or BLANK, above, self.below_name)


def regent_of(head: Head, emblem: bytes | None) -> Issuer:
    """The regent, under the emblem of the state."""
    regency = head.regency
    office = regency.regent_office.upper()
    lines = (office, f"PROVINSI {regency.province.upper()}")
    return Issuer(
        title=regency.regent_title,
        office=regency.regent_office,
        letterhead=Letterhead(lines, "Lambang Negara", emblem=emblem),
        signs_as=f"{regency.acting} {office}".strip(),
        name=regency.regent_name.upper(),
    )


def agency_head_of(head: Head, agency: Agency, emblem: bytes | None) -> Issuer:
    """The head of an agency, beside the emblem of the regency."""
    regency = head.regency
    lines = (f"PEMERINTAH {regency.full_name.upper()}", agency.name.upper())
    number = f"NIP {agency.head_number}" if agency.head_number else ""
    office = head_office(agency, regency)
    return Issuer(
        title=agency.head_title,
        office=office,
        letterhead=Letterhead(lines, "Lambang Daerah", agency.address, emblem, is_beside=True),
        signs_as=office.upper(),
        name=agency.head_name,
        below_name=tuple(filter(None, (agency.head_rank, number))),
    )
