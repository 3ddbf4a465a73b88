"""One decree of whichever form: what it says, how it is kept, and the paper that is made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ngopeni.assignment.decree.amendment import amendment_paper
from ngopeni.assignment.decree.content import (
    agency_paper,
    agency_subject,
    regent_paper,
    regent_subject,
    revocation_paper,
)
from ngopeni.assignment.decree.facts import AgencyFacts, Amendment, Head, Law, Reference, RegentFacts, RevocationFacts
from ngopeni.assignment.decree.issuer import agency_head_of, regent_of
from ngopeni.assignment.decree.plain import from_plain, to_plain
from ngopeni.kernel.paper import Paper

Facts = RegentFacts | AgencyFacts | RevocationFacts
# What the facts are, by the code of the clause template.
KINDS: dict[str, type[Facts]] = {
    "regent": RegentFacts,
    "agency": AgencyFacts,
    "regent_amendment": RegentFacts,
    "agency_amendment": AgencyFacts,
    "revocation": RevocationFacts,
}


@dataclass(frozen=True)
class Told:
    """Everything that a decree says.

    Parameters
    ----------
    form : str
        Code of its clause template.
    facts : RegentFacts, AgencyFacts or RevocationFacts
    old : the same kind, optional
        Of an amendment: what held before it.
    amendment : Amendment, optional
    """

    form: str
    facts: Facts
    old: Facts | None = None
    amendment: Amendment | None = None

    @property
    def head(self) -> Head:
        """What every decree has."""
        return self.facts.head

    @property
    def office(self) -> str:
        """Who issues it: Bupati Blora, Kepala Dinas Sosial Kabupaten Blora."""
        agency = None if isinstance(self.facts, RegentFacts) else self.facts.agency
        return (agency_head_of(self.head, agency, None) if agency else regent_of(self.head, None)).office

    @property
    def subject(self) -> str:
        """What stands behind "tentang" in a decree that others refer to."""
        if isinstance(self.facts, RegentFacts):
            return regent_subject(self.facts)
        assert isinstance(self.facts, AgencyFacts), "nothing refers to a revocation"
        return agency_subject(self.facts)

    @property
    def village_codes(self) -> tuple[str, ...]:
        """The villages that it speaks of; none where it ends another."""
        if isinstance(self.facts, RegentFacts):
            return tuple(pair.village.code for pair in self.facts.pairs)
        return tuple(each.code for each in self.facts.villages) if isinstance(self.facts, AgencyFacts) else ()

    def reference(self) -> Reference:
        """How other decrees name it.

        Returns
        -------
        Reference
            Without number and date while they are not known.
        """
        head = self.head
        return Reference(head.number or "", head.signed_on or dt.date.min, self.subject)

    def paper(self) -> Paper:
        """The decree itself.

        Raises
        ------
        UserError
            DECREE-007 for an amendment that changes nothing; otherwise as `content.regent_paper`.
        """
        if self.amendment is not None:
            assert self.old is not None, "an amendment knows what it amends"
            return amendment_paper(self.old, self.facts, self.amendment)  # type: ignore[type-var]
        if isinstance(self.facts, RegentFacts):
            return regent_paper(self.facts)
        return agency_paper(self.facts) if isinstance(self.facts, AgencyFacts) else revocation_paper(self.facts)

    def with_texts(self, texts: Mapping[str, str]) -> Told:
        """With clauses that the office wrote anew."""
        return self._with_head(replace(self.head, texts=dict(texts)))

    def with_laws(self, laws: tuple[Law, ...]) -> Told:
        """With the laws as the office wrote them."""
        return self._with_head(replace(self.head, laws=laws))

    def with_mandate(self, mandate: Reference) -> Told:
        """An agency's decree under the regent's as it was numbered."""
        assert isinstance(self.facts, AgencyFacts), "only an agency's decree has a mandate"
        return replace(self, facts=replace(self.facts, mandate=mandate))

    def signed(self, number: str, signed_on: dt.date, signed_by: str) -> Told:
        """As it was signed: no draft any more."""
        head = replace(self.head, number=number, signed_on=signed_on, is_draft=False)
        if isinstance(self.facts, RegentFacts) or self.facts.agency is None:
            return self._with_head(replace(head, regency=replace(head.regency, regent_name=signed_by)))
        facts = replace(self.facts, agency=replace(self.facts.agency, head_name=signed_by))
        return replace(self, facts=facts)._with_head(head)

    def _with_head(self, head: Head) -> Told:
        return replace(self, facts=replace(self.facts, head=head))

    def to_fields(self) -> dict[str, Any]:
        """As plain values that JSON holds."""
        fields = {"form": self.form, "facts": to_plain(self.facts)}
        if self.amendment is not None:
            fields |= {"old": to_plain(self.old), "amendment": to_plain(self.amendment)}
        return fields


def told_from_fields(fields: Mapping[str, Any]) -> Told:
    """What `Told.to_fields` wrote."""
    kind = KINDS[fields["form"]]
    if "amendment" not in fields:
        return Told(fields["form"], from_plain(kind, fields["facts"]))
    return Told(
        fields["form"],
        from_plain(kind, fields["facts"]),
        from_plain(kind, fields["old"]),
        from_plain(Amendment, fields["amendment"]),
    )
