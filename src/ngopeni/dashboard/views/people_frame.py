"""What the pages of a household and of a person are made of."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ngopeni.accounts.permissions import Request
from ngopeni.accounts.rights import Permission
from ngopeni.dashboard.people_list import CLOSED_NEEDS
from ngopeni.dashboard.people_record import findings_of, is_child, members_of, need_statuses, problems_of
from ngopeni.dashboard.people_words import answer_words
from ngopeni.dashboard.views.people_words import (
    OF_ASSETS,
    OF_FAMILY,
    OF_HOUSE,
    OF_SPECIFIC,
    OF_WORK,
    fields,
    home_words,
    status_words,
)
from ngopeni.kernel.messages import sentence
from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.measures.need import needs
from ngopeni.quality.actions import waived_keys
from ngopeni.quality.rules import all_rules
from ngopeni.quality.views.viewer import is_specific, severity_words
from ngopeni.quality.waived import key_of
from ngopeni.verification.aid import told_aid
from ngopeni.verification.papers import list_words
from ngopeni.verification.resident import sql_for_aid, sql_for_other_lists

SECTION = {"section": "villages"}


def lists(request: Request) -> list[tuple[str, str]]:
    """The lists of the date with their titles, the one in force first."""
    rows = sorted(request.snapshot.table("registry"), key=lambda row: (not row["is_in_force"], row["profile"]))
    return [(row["profile"], list_words(row["profile"], request.language)) for row in rows]


def origin_of(request: Request, profile: str) -> Row:
    """The list with its title and date."""
    title = list_words(profile, request.language)
    return {**request.snapshot.index("registry", "profile")[profile], "title": title}


def need_choices(codes: tuple[str, ...], language: str) -> list[tuple[str, str]]:
    """Needs by code, in their order."""
    return [(each.code, each.label[language]) for each in needs() if each.code in codes]


def frame_of_row(request: Request, village_code: str, row: Row) -> dict[str, Any]:
    """Where a row stands: its village, its list, its file."""
    snapshot: Snapshot = request.snapshot
    return {
        **SECTION,
        "now": timezone.localtime(),
        "place": snapshot.index("village", "village_code").get(village_code),
        "source": snapshot.index("source", "source_id").get(row["source_id"]),
        "origin": origin_of(request, row["profile"]),
        "row_number": row["row_number"],
        "source_id": row["source_id"],
        "may_serve": bool(village_code) and request.user.can(Permission.SERVE_COUNTER, village_code),
    }


def household_context(request: Request, village_code: str, row: Row) -> dict[str, Any]:
    """What the page of a household shows."""
    snapshot, language = request.snapshot, request.language
    key = row["household_key"]
    instrument = origin_of(request, row["profile"])["instrument"]
    members = members_of(snapshot, village_code, key)
    head = next((each for each in members if each["is_head"]), None)
    return {
        "head_name": (head["full_name"] if head else None) or row["head_name"],
        "home": home_words(row),
        "row": {name: value for name, value in row.items() if name != "household_key"},
        "members": [_member(each, instrument, language) for each in members],
        "house": fields(row, OF_HOUSE, instrument, language),
        "assets": fields(row, OF_ASSETS, instrument, language),
        "needs": need_rows(request, village_code, key),
        "aid": aid_rows(request, village_code, key, ""),
        "findings": finding_rows(request, village_code, [key]),
    }


def person_context(request: Request, village_code: str, row: Row, shown: Row, home: Row | None) -> dict[str, Any]:
    """What the page of a person shows: of the person what is open, and the household in short."""
    snapshot, language = request.snapshot, request.language
    key = row["household_key"]
    instrument = origin_of(request, row["profile"])["instrument"]
    members = members_of(snapshot, village_code, key)
    return {
        "row": shown,
        "sex": answer_words(instrument, "sex", row["sex"], language),
        "family": fields(shown, OF_FAMILY, instrument, language),
        "work": fields(shown, OF_WORK, instrument, language),
        "specific": fields(shown, OF_SPECIFIC, instrument, language),
        "is_specific_closed": OF_SPECIFIC[0] not in shown,
        "is_work_closed": OF_WORK[0] not in shown,
        "is_child": is_child(row),
        "home": home and {**home, "words": home_words(home)},
        "members": [
            {**_member(each, instrument, language), "is_self": each["row_number"] == row["row_number"]}
            for each in members
            if each["source_id"] == row["source_id"]
        ],
        "needs": need_rows(request, village_code, key),
        "others": _other_lists(request, village_code, row),
        "aid": aid_rows(request, village_code, key, row["record_key"]),
        "findings": finding_rows(request, village_code, [row["record_key"], key]),
        "problems": [
            each
            for each in problems_of(snapshot, row["source_id"], row["row_number"])
            # What is odd about a closed answer would tell of it.
            if each["column_name"] in shown or each["column_name"] not in row
        ],
    }


def _member(row: Row, instrument: str, language: str) -> Row:
    words = {name: answer_words(instrument, name, row[name], language) for name in ("kin", "sex", "member_status")}
    return {**row, **{f"{name}_words": told for name, told in words.items()}}


def need_rows(request: Request, village_code: str, household_key: str) -> list[Row]:
    """The eight needs with what is known; those of children, health and disability only where they are open."""
    statuses = need_statuses(request.snapshot, village_code, household_key)
    if not statuses:
        return []
    is_open = request.user.can(Permission.READ_SPECIFIC, village_code)
    words, found = status_words(), []
    for each in needs():
        status = statuses.get(each.code, "unknown") if is_open or each.code not in CLOSED_NEEDS else "closed"
        found.append(
            {
                "label": each.label[request.language],
                "meaning": each.meaning[request.language],
                "source": each.source,
                "status": status,
                "words": words[status],
            }
        )
    return found


def aid_rows(request: Request, village_code: str, household_key: str, record_key: str) -> list[Row]:
    """What lists of recipients say of a household, each programme once."""
    keys = {"village_code": village_code, "household_key": household_key, "record_key": record_key}
    rows = request.snapshot.query(sql_for_aid(), "person", "aid_receipt", **keys)
    return told_aid(rows, request.snapshot.as_of, request.language)


def _other_lists(request: Request, village_code: str, row: Row) -> list[Row]:
    asked = {"village_code": village_code, "nik": row["nik"], "profile": row["profile"]}
    rows = request.snapshot.query(sql_for_other_lists(), "person", "registry", **asked)
    return [{**each, "title": list_words(each["profile"], request.language)} for each in rows]


def finding_rows(request: Request, village_code: str, subjects: list[str]) -> list[Row]:
    """What the rules find about a person and the household, without what is closed; waived ones told apart."""
    waived = set(waived_keys(village_code=village_code))
    opens_specific = request.user.can(Permission.READ_SPECIFIC, village_code)
    severities, found = severity_words(), []
    for row in findings_of(request.snapshot, village_code, subjects):
        rule = all_rules()[row["rule_code"]]
        if is_specific(rule) and not opens_specific:
            continue
        found.append(
            {
                "rule_code": rule.code,
                "sentence": sentence(rule.code, {}, request.language),
                "advice": sentence(rule.advice, {}, request.language),
                "severity_word": severities[rule.severity],
                "about": _("rumah tangganya") if row["subject_key"] == subjects[-1] else _("orangnya"),
                "is_waived": key_of(row) in waived,
            }
        )
    return found
