"""The decrees themselves: facts in, paper out."""

from __future__ import annotations

from ngopeni.assignment.decree.facts import AgencyFacts, Member, Pair, PartnerKind, RegentFacts, RevocationFacts
from ngopeni.assignment.decree.frame import Frame
from ngopeni.assignment.decree.issuer import agency_head_of, regent_of
from ngopeni.assignment.decree.values import BLANK, earlier_values, regency_values, team_values, wave_values
from ngopeni.assignment.decree.village_words import column_header, named
from ngopeni.assignment.decree.words import period_words
from ngopeni.kernel.paper import Column, Paper
from ngopeni.kernel.wording import write_date

# Partners stand in this order.
KINDS: tuple[PartnerKind, ...] = ("university", "vocational_school", "company", "zakat_body", "other")


def regent_paper(facts: RegentFacts, emblem: bytes | None = None) -> Paper:
    """The decree of the regent, with the annex of agencies, villages and partners.

    Parameters
    ----------
    facts : RegentFacts
    emblem : bytes, optional
        Of the state, SVG or PNG.

    Raises
    ------
    UserError
        DECREE-005, DECREE-006, DECREE-002 when a text of the office does not fit the template.
    """
    frame = regent_frame(facts, emblem)
    columns = (
        Column("PERANGKAT DAERAH", 3.2),
        Column(column_header([pair.village for pair in facts.pairs]), 2.7),
        Column("KECAMATAN", 2.7),
        Column("MITRA PENDAMPING", 3.6),
    )
    return frame.paper(frame.annex(columns, [_pair_row(pair) for pair in facts.pairs]))


def agency_paper(facts: AgencyFacts, emblem: bytes | None = None) -> Paper:
    """The decree of an agency's head, with the annex of the team.

    Parameters
    ----------
    facts : AgencyFacts
    emblem : bytes, optional
        Of the regency, SVG or PNG.

    Raises
    ------
    UserError
        As `regent_paper`.
    """
    frame = agency_frame(facts, emblem)
    columns = (
        Column("NAMA", 3.4),
        Column("JABATAN DALAM DINAS", 3.6),
        Column("KEDUDUKAN DALAM TIM", 2.6),
        Column("KETERANGAN", 2.6),
    )
    rows = [(each.name, each.position, each.role, member_remark(each) or "–") for each in facts.members]
    mandate = facts.mandate
    noted = f"Keputusan {facts.head.regency.regent_office} Nomor {mandate.number or BLANK} tentang {mandate.subject}"
    return frame.paper(frame.annex(columns, rows), noted=[noted])


def revocation_paper(facts: RevocationFacts, emblem: bytes | None = None) -> Paper:
    """The decree that ends another, by whoever issued it.

    Parameters
    ----------
    facts : RevocationFacts
    emblem : bytes, optional
        Of the state for the regent, of the regency for an agency.

    Raises
    ------
    UserError
        As `regent_paper`.
    """
    head, regency = facts.head, facts.head.regency
    issuer = agency_head_of(head, facts.agency, emblem) if facts.agency else regent_of(head, emblem)
    superior = regency.regent_office if facts.agency else f"Gubernur {regency.province}"
    values = {
        **regency_values(regency),
        **earlier_values(facts.revoked, facts.amendments, facts.reason, issuer.office),
        "revocation_superior": superior,
    }
    revoked = f"Keputusan {issuer.office} Nomor {facts.revoked.number} tanggal {write_date(facts.revoked.signed_on)}"
    return Frame(head, "revocation", issuer, values, ()).paper(noted=[revoked])


def regent_subject(facts: RegentFacts) -> str:
    """What stands behind "tentang" in the regent's decree; other decrees refer to it by this."""
    return regent_frame(facts, None).subject


def agency_subject(facts: AgencyFacts) -> str:
    """What stands behind "tentang" in the agency's decree."""
    return agency_frame(facts, None).subject


def regent_frame(facts: RegentFacts, emblem: bytes | None) -> Frame:
    """The form of the regent's decree."""
    head = facts.head
    villages = [pair.village for pair in facts.pairs]
    values = {**regency_values(head.regency), **wave_values(facts.wave, villages, head)}
    has_partners = any(pair.partners for pair in facts.pairs)
    conditions = ["partners"] * has_partners + ["amount"] * (head.budget_idr is not None)
    conditions += ["continued"] * facts.wave.is_continued
    return Frame(head, "regent", regent_of(head, emblem), values, conditions)


def agency_frame(facts: AgencyFacts, emblem: bytes | None) -> Frame:
    """The form of the agency's decree."""
    head = facts.head
    values = {
        **regency_values(head.regency),
        **wave_values(facts.wave, facts.villages, head),
        **team_values(facts),
    }
    conditions = ["amount"] * (head.budget_idr is not None)
    return Frame(head, "agency", agency_head_of(head, facts.agency, emblem), values, conditions)


def partner_names(pair: Pair) -> tuple[str, ...]:
    """The partners of a pair, by kind."""
    return tuple(each.name for each in sorted(pair.partners, key=lambda each: (KINDS.index(each.kind), each.name)))


def member_remark(member: Member) -> str:
    """What the annex remarks on a member: the note, and the period where it is their own."""
    return "; ".join(filter(None, (member.note, period_words(member.starts_on, member.ends_on))))


def _pair_row(pair: Pair) -> tuple[str | tuple[str, ...], ...]:
    names = partner_names(pair)
    partners = names if len(names) > 1 else "".join(names) or "–"
    return (pair.agency_name, named(pair.village), pair.village.district_name, partners)
