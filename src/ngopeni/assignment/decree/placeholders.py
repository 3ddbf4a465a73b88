"""Names in braces within the texts of decrees: which there are, and how they are filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ngopeni.kernel.error import UserError

NAME = re.compile(r"\{([a-z_]+)\}")

ALL = frozenset(
    {"regency_full_name", "province_name", "regent_office", "issuer_title", "issuer_office"}
    | {"subject", "considered_letters"}
)
WAVE = frozenset(
    {"village_words", "village_words_title", "village_heads", "village_governments", "village_meetings"}
    | {"planning_meetings", "village_count", "wave_title", "years", "zones_as_of", "zones_approved_on"}
    | {"starts_on", "ends_on", "budget_years", "budget_amount"}
)
TEAM = frozenset(
    {"agency_full_name", "village_list", "village_heads_named", "district_heads", "member_count"}
    | {"mandate_number", "mandate_subject"}
)
EARLIER = frozenset({"original_number", "original_subject", "as_amended", "reason"})
CHANGE = EARLIER | {"amendment_ordinal", "change_count", "old_starts_on", "old_ends_on"}

# What the texts of each kind of decree may name.
KNOWN: dict[str, frozenset[str]] = {
    "regent": ALL | WAVE,
    "agency": ALL | WAVE | TEAM,
    "regent_amendment": ALL | WAVE | CHANGE,
    "agency_amendment": ALL | WAVE | TEAM | CHANGE | {"old_village_list"},
    "revocation": ALL | EARLIER | {"revocation_superior"},
}
CHAIN = {"chain": frozenset({"considered_letters", "subject"})}
PERIOD = {"period": frozenset({"starts_on", "ends_on"})}
# What a clause must name: without it the decree would say nothing.
REQUIRED: dict[str, dict[str, frozenset[str]]] = {
    "regent": {**CHAIN, **PERIOD, "establish": frozenset({"village_count"})},
    "agency": {**CHAIN, **PERIOD, "establish": frozenset({"village_list"}), "mandate": frozenset({"mandate_number"})},
    "regent_amendment": {**CHAIN, **PERIOD, "rows": frozenset({"original_number"}), "reason": frozenset({"reason"})},
    "agency_amendment": {**CHAIN, **PERIOD, "rows": frozenset({"original_number"}), "reason": frozenset({"reason"})},
    "revocation": {**CHAIN, "revoke": frozenset({"original_number"}), "reason": frozenset({"reason"})},
}


def names_in(text: str) -> set[str]:
    """The placeholders of a text.

    Examples
    --------
    >>> sorted(names_in("{reason}, {2} dan {subject}"))
    ['reason', 'subject']
    """
    return set(NAME.findall(text))


def check_names(
    texts: Iterable[str], template: str, file: str, clause: str, refused: type[UserError] = UserError
) -> None:
    """Refuse placeholders that this kind of decree cannot fill, in the words of a file or of a page.

    Raises
    ------
    UserError
        DECREE-002.
    """
    known = KNOWN[template]
    for name in sorted({name for text in texts for name in names_in(text)} - known):
        raise refused("DECREE-002", file=file, clause=clause, placeholder=f"{{{name}}}", known=sorted(known))


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text with its placeholders filled, on one line; values are not read again.

    Examples
    --------
    >>> fill("Perubahan {ordinal} atas {x}", {"ordinal": "", "x": "{y}"})
    'Perubahan atas {y}'
    """
    filled = NAME.sub(lambda found: values[found[1]], text)
    return re.sub(r" (?=[,;.])", "", " ".join(filled.split()))
