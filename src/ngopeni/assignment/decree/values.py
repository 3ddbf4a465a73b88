"""What fills the placeholders of a decree, out of its facts."""

from __future__ import annotations

from collections.abc import Sequence

from ngopeni.assignment.decree.facts import Agency, AgencyFacts, Amendment, Head, Reference, Regency, Village, Wave
from ngopeni.assignment.decree.village_words import district_heads, heads_named, placed_all, words_for
from ngopeni.assignment.decree.words import amount_words, count_words, ordinal, title_case
from ngopeni.kernel.wording import write_date

# Room for what the legal section writes.
BLANK = "………"


def regency_values(regency: Regency) -> dict[str, str]:
    """About the regency."""
    return {
        "regency_full_name": regency.full_name,
        "province_name": regency.province,
        "regent_office": regency.regent_office,
    }


def wave_values(wave: Wave, villages: Sequence[Village], head: Head) -> dict[str, str]:
    """About the period, the villages and the money."""
    first, last = wave.starts_on.year, wave.ends_on.year
    budget = f"Tahun Anggaran {first}"
    return {
        **words_for(villages),
        "wave_title": title_case(ordinal(wave.number)),
        "years": f"{first}" if first == last else f"{first}–{last}",
        "zones_as_of": write_date(wave.zones_as_of),
        "zones_approved_on": write_date(wave.zones_approved_on),
        "starts_on": write_date(wave.starts_on),
        "ends_on": write_date(wave.ends_on),
        "budget_years": budget if first == last else f"{budget} sampai dengan Tahun Anggaran {last}",
        "budget_amount": BLANK if head.budget_idr is None else amount_words(head.budget_idr),
    }


def team_values(facts: AgencyFacts) -> dict[str, str]:
    """About the agency's team."""
    return {
        "agency_full_name": with_regency(facts.agency.name, facts.head.regency),
        "village_list": placed_all(facts.villages),
        "village_heads_named": heads_named(facts.villages),
        "district_heads": district_heads(facts.villages),
        "member_count": count_words(len(facts.members)),
        "mandate_number": facts.mandate.number or BLANK,
        "mandate_subject": facts.mandate.subject,
    }


def earlier_values(original: Reference, amendments: Sequence[Reference], reason: str, office: str) -> dict[str, str]:
    """About the decree that is amended or revoked."""
    changed = ""
    if amendments:
        often = "beberapa kali diubah, terakhir" if len(amendments) > 1 else "diubah"
        changed = f"sebagaimana telah {often} dengan Keputusan {office} Nomor {amendments[-1].number}"
    return {
        "original_number": original.number,
        "original_subject": original.subject,
        "as_amended": changed,
        "reason": reason.strip().rstrip(".;"),
    }


def amendment_values(amendment: Amendment, old: Wave, change_count: int, office: str) -> dict[str, str]:
    """About an amendment."""
    number = len(amendment.earlier) + 1
    return {
        **earlier_values(amendment.original, amendment.earlier, amendment.reason, office),
        "amendment_ordinal": "" if number == 1 else title_case(ordinal(number)),
        "change_count": count_words(change_count),
        "old_starts_on": write_date(old.starts_on),
        "old_ends_on": write_date(old.ends_on),
    }


def with_regency(name: str, regency: Regency) -> str:
    """An agency or office with the regency behind it, once.

    Examples
    --------
    >>> with_regency("Dinas Sosial", Regency("Blora", "kabupaten", "Jawa Tengah", "33", "Blora"))
    'Dinas Sosial Kabupaten Blora'
    """
    return name if name.endswith(regency.full_name) else f"{name} {regency.full_name}"


def head_office(agency: Agency, regency: Regency) -> str:
    """The office of an agency's head, with the regency."""
    return with_regency(agency.head_title, regency)
