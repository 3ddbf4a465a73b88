"""What the pages of this stage share: who is looking, at which numbers, in which words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ngopeni.accounts.permissions import Request, check
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.scope import covers
from ngopeni.areas.register import find_regency
from ngopeni.intake.layouts import layouts
from ngopeni.intake.registry import BY_NAME
from ngopeni.kernel.contract import Privacy
from ngopeni.kernel.finding import Severity
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.snapshot import Row, Snapshot, snapshot_at, snapshot_dates
from ngopeni.kernel.wording import write_date
from ngopeni.quality.actions import waived_keys
from ngopeni.quality.board import Scope, atom_of
from ngopeni.quality.rule import EVERYBODY, Ground, Level, Rule
from ngopeni.quality.rules import all_rules
from ngopeni.quality.waived import waived_findings

SECTION = {"section": "quality"}


@dataclass
class Viewer:
    """Somebody at a page: which villages' numbers they see, and whether small ones too."""

    request: Request

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot of the chosen date."""
        return self.request.snapshot

    @property
    def regency_code(self) -> str:
        """Stands in addresses for what has no village."""
        return self.request.workspace.regency_code

    @cached_property
    def scope(self) -> Scope:
        """What of the numbers is seen."""
        return scope_of(self.request)

    @cached_property
    def is_open(self) -> bool:
        """Whether small counts are shown: to those who may read the names in every village of their scope."""
        return self.request.user.can(Permission.READ_PEOPLE)

    @cached_property
    def waived(self) -> tuple[str, ...]:
        """The atom of each waived finding of the snapshot within the scope."""
        rows = waived_findings(self.snapshot, waived_keys())
        return tuple(sorted(atom_of(row) for row in rows if self.scope.covers(row["village_code"])))

    @cached_property
    def snapshots(self) -> list[Snapshot]:
        """Those of every date up to the chosen one, oldest first."""
        dates = snapshot_dates(self.request.workspace)
        return [snapshot_at(self.request.workspace, date) for date in dates if date <= self.snapshot.as_of]

    def place(self, village_code: str) -> Row:
        """A village with its names; the regency for what has no village.

        Raises
        ------
        Http404
        """
        if village_code == self.regency_code:
            title = find_regency(village_code).title
            return {"village_code": village_code, "village_name": _("Tanpa desa"), "district_name": title}
        found = self.snapshot.index("village", "village_code").get(village_code)
        if found is None:
            raise Http404
        return found

    def may_read(self, rule: Rule, village_code: str) -> bool:
        """Whether the rows behind a number are open."""
        user = self.request.user
        return user.can(Permission.READ_PEOPLE, village_code) and (
            not is_specific(rule) or user.can(Permission.READ_SPECIFIC, village_code)
        )


def scope_of(request: Request) -> Scope:
    """The villages that the grants of today cover; with the secret of rounding for those who read no names."""
    is_open = request.user.can(Permission.READ_PEOPLE)
    rounding = "" if is_open else request.workspace.key("rounding").decode("ascii")
    codes = request.user.scope_codes
    if any(covers(code, request.workspace.regency_code) for code in codes):
        return Scope(None, rounding)
    villages = (row["village_code"] for row in request.snapshot.table("village"))
    own = tuple(village for village in villages if any(covers(code, village) for code in codes))
    return Scope(own, rounding)


def is_specific(rule: Rule) -> bool:
    """Whether to be found by the rule tells of somebody's health or schooling, or of a child (UU 27/2022 art. 4(2)).

    What the rule looks at decides, not only the column that it points at.
    """
    read = [BY_NAME[name] for name in {*rule.reads(BY_NAME), rule.column} if name in BY_NAME]
    is_told = rule.level is Level.PERSON and any(column.privacy is Privacy.SPECIFIC for column in read)
    return rule.is_about_child or is_told


def check_specific(request: Request, rule: Rule, village_code: str) -> None:
    """Refuse the rows of such a rule to those who may not read specific data.

    Raises
    ------
    Refused
    """
    if is_specific(rule):
        check(request.user, Permission.READ_SPECIFIC, village_code)


def find_rule(rule_code: str) -> Rule:
    """A rule by its code.

    Raises
    ------
    Http404
    """
    rule = all_rules().get(rule_code)
    if rule is None:
        raise Http404
    return rule


def rule_words(rule: Rule, language: str) -> dict[str, Any]:
    """A rule as pages show it."""
    return {
        "rule_code": rule.code,
        "sentence": sentence(rule.code, {}, language),
        "advice": sentence(rule.advice, {}, language),
        "severity": rule.severity,
        "severity_word": severity_words()[rule.severity],
        "level": rule.level,
        "level_word": level_words()[rule.level],
        "column": rule.column,
        "base": sentence(rule.base or EVERYBODY[rule.level], {}, language),
        "is_narrow": bool(rule.base),
    }


def severity_words() -> dict[Severity, str]:
    """How grave a rule is, gravest first."""
    return {
        Severity.ERROR: pgettext("mutu", "Keliru"),
        Severity.WARNING: pgettext("mutu", "Perlu dilihat"),
        Severity.NOTE: pgettext("mutu", "Catatan"),
    }


def why_it_matters(rule: Rule) -> str:
    """What follows from a rule being broken."""
    return {
        Severity.ERROR: _("Selama ini keliru, barisnya tidak dapat dipercaya dan dapat ditolak saat dipadankan."),
        Severity.WARNING: _("Barisnya dipakai, tetapi seseorang perlu melihatnya: bisa keliru, bisa juga benar."),
        Severity.NOTE: _("Tidak menghalangi apa pun; baik diketahui dan dirapikan bila sempat."),
    }[rule.severity]


def level_words() -> dict[Level, str]:
    """What rules are about."""
    return {
        Level.PERSON: pgettext("mutu", "Orang"),
        Level.HOUSEHOLD: pgettext("mutu", "Rumah tangga"),
        Level.ROW: pgettext("mutu", "Baris yang disisihkan"),
        Level.VILLAGE: pgettext("mutu", "Desa atau kelurahan"),
        Level.LIST: pgettext("mutu", "Daftar"),
    }


def ground_words() -> dict[Ground, str]:
    """On whose authority a rule stands."""
    return {
        Ground.LAW: _("Menurut peraturan"),
        Ground.AUDIT: _("Dihitung keliru oleh pemeriksa"),
        Ground.PRACTICE: _("Diperiksa kementerian atau tertulis di kuesionernya"),
        Ground.JUDGEMENT: _("Pertimbangan kami, boleh dibantah"),
    }


def list_title(profile: str) -> str:
    """What a kind of list is called."""
    layout = layouts().get(profile)
    return layout.title if layout else profile


def short_title(profile: str) -> str:
    """A kind of list by what stands first in its title, for narrow cells.

    Examples
    --------
    >>> short_title("bdt2015")
    'BDT 2015'
    """
    return re.split(r" [/(]", list_title(profile))[0]


def source_label(source: Row | None, language: str) -> str:
    """A source in a few words."""
    if source is None:
        return "–"
    return f"{list_title(source['profile'])}, {write_date(source['as_of'], language)}, {source['file_name']}"
