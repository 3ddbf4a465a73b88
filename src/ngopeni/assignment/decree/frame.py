"""The conventional form that every decree shares, around the clauses of its template."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ngopeni.assignment.decree.clause_files import template_of
from ngopeni.assignment.decree.clauses import Clause, Template, with_texts
from ngopeni.assignment.decree.facts import Head, Law
from ngopeni.assignment.decree.issuer import Issuer
from ngopeni.assignment.decree.placeholders import fill
from ngopeni.assignment.decree.values import BLANK
from ngopeni.assignment.decree.words import dictum_name, listed
from ngopeni.kernel.paper import (
    AnnexHead,
    Block,
    Column,
    Copies,
    Dictum,
    Heading,
    LetteredList,
    NumberedList,
    PageBreak,
    Paper,
    Table,
    letter_mark,
)
from ngopeni.kernel.wording import write_date

# What a draft calls itself in its foot, before who decides.
PAPERS = {
    "regent": "Keputusan",
    "agency": "Keputusan",
    "regent_amendment": "Perubahan Keputusan",
    "agency_amendment": "Perubahan Keputusan",
    "revocation": "Pencabutan Keputusan",
}
SIMULATED = "DATA SIMULASI: nama, angka, dan pasangan dalam naskah ini rekaan."
UNSIGNED = "Nomor, tanggal, dan tanda tangan dari pejabat yang berwenang."
Rows = Sequence[tuple[str | tuple[str, ...], ...]]


class Frame:
    """A decree in the making: its template with the office's own texts, and what fills them.

    Parameters
    ----------
    head : Head
    template : str
        Code of the clause template; the version stands in the head.
    issuer : Issuer
    values : mapping of str to str
    conditions : collection of str
        Names in `clauses.CONDITIONS` that hold.
    """

    def __init__(
        self, head: Head, template: str, issuer: Issuer, values: Mapping[str, str], conditions: Collection[str]
    ) -> None:
        self.head, self.issuer = head, issuer
        self.template: Template = with_texts(template_of(template, head.version), head.texts)
        self.values = {**values, "issuer_title": issuer.title, "issuer_office": issuer.office}
        self.values["subject"] = fill(self.template.subject, self.values)
        self.conditions = {"", *conditions}
        considering = self._holding(self.template.considering)
        before = [f"huruf {letter_mark(place)}" for place, each in enumerate(considering) if each.code != "chain"]
        self.values["considered_letters"] = listed(before)

    @property
    def subject(self) -> str:
        """What stands behind "tentang"."""
        return self.values["subject"]

    @property
    def number_line(self) -> str:
        """The number, or room for it."""
        return f"NOMOR {self.head.number}" if self.head.number else f"NOMOR {BLANK} TAHUN {BLANK}"

    def paper(self, annex: Sequence[Block] = (), noted: Sequence[str] = ()) -> Paper:
        """The whole decree.

        Parameters
        ----------
        annex : sequence of Block
        noted : sequence of str
            Decrees to be named before the laws under "Memperhatikan".
        """
        office = self.issuer.office.upper()
        return Paper(
            title=f"Keputusan {self.issuer.office} tentang {self.subject}",
            blocks=(
                self.issuer.letterhead,
                Heading((f"KEPUTUSAN {office}", self.number_line, "TENTANG", self.subject.upper())),
                Heading((f"{office},",)),
                *self._grounds(noted),
                Heading(("MEMUTUSKAN:",)),
                *self._decisions(),
                self.issuer.signature(self.head, is_dated=True),
                Copies("SALINAN disampaikan kepada Yth.:", self._copies()),
                *annex,
            ),
            foot=self._foot(),
            watermark=self._watermark(),
            page_size=self.head.page_size,
        )

    def annex(self, columns: tuple[Column, ...], rows: Rows) -> tuple[Block, ...]:
        """An annex with one table, signed again; a column counts the rows."""
        date = write_date(self.head.signed_on) if self.head.signed_on else BLANK
        numbered = tuple((f"{number}.", *row) for number, row in enumerate(rows, 1))
        signature = self.issuer.signature(self.head, is_dated=False)
        lines = ("LAMPIRAN", f"KEPUTUSAN {self.issuer.office.upper()}", self.number_line, f"TANGGAL {date}")
        return (
            PageBreak(),
            AnnexHead(lines),
            Heading((fill(self.template.annex, self.values).upper(),)),
            Table((Column("NO", 0.8, is_centred=True), *columns), numbered, signature),
        )

    def _holding(self, clauses: tuple[Clause, ...]) -> list[Clause]:
        return [clause for clause in clauses if clause.only_if in self.conditions]

    def _grounds(self, noted: Sequence[str]) -> list[Block]:
        """Menimbang, Mengingat, Memperhatikan."""
        considering = tuple(fill(each.text, self.values) for each in self._holding(self.template.considering))
        blocks: list[Block] = [LetteredList("Menimbang", considering)]
        for label, section, more in (("Mengingat", "mengingat", ()), ("Memperhatikan", "memperhatikan", noted)):
            laws = [self._law(law) for law in self.head.named_laws if law.section == section]
            if laws or more:
                blocks.append(NumberedList(label, tuple(f"{text};" for text in [*more, *laws])))
        return blocks

    def _law(self, law: Law) -> str:
        """A draft says what nobody verified, so that the legal section decides."""
        return f"{law.text} (belum diverifikasi)" if self.head.is_draft and not law.is_verified else law.text

    def _decisions(self) -> list[Block]:
        named = f"KEPUTUSAN {self.issuer.title} TENTANG {self.subject}.".upper()
        blocks: list[Block] = [Dictum("Menetapkan", named)]
        for number, clause in enumerate(self._holding(self.template.deciding), 1):
            items = tuple(fill(item, self.values) for item in clause.items)
            blocks.append(Dictum(dictum_name(number), fill(clause.text, self.values), items))
        return blocks

    def _copies(self) -> tuple[str, ...]:
        return tuple(fill(each, self.values) for each in self.head.copies or self.template.copies)

    def _foot(self) -> str:
        name = f"{PAPERS[self.template.code]} {self.issuer.title}"
        text = f"Rancangan, naskah {name} versi {self.template.version}. {UNSIGNED}"
        return "  ".join([SIMULATED] * self.head.is_simulated + [text] * self.head.is_draft)

    def _watermark(self) -> str:
        if self.head.is_draft:
            return "RANCANGAN"
        return "SIMULASI" if self.head.is_simulated else ""
