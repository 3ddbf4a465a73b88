"""The register of processing (UU 27/2022 art. 31), computed from tables, models and roles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ngopeni.accounts.rights import Permission
from ngopeni.accounts.role_words import right_word
from ngopeni.dashboard.protection import Holding, Kind, State, facts, holdings, laws, measures, roles_with
from ngopeni.dashboard.protection_paper import Paper, Section, paper
from ngopeni.dashboard.protection_retention import kept
from ngopeni.kernel.contract import Privacy
from ngopeni.kernel.wording import write_number


def register_paper(state: State) -> Paper:
    """Every activity with its purpose, basis, people, data, recipients, period and measures."""
    told = facts("register")
    activities = told["activities"]
    sections = [Section("", (told["controller"].format(regency=state.regency),))]
    sections += [_activity(number, each, state) for number, each in enumerate(activities, start=1)]
    return paper("register", state, sections, [code for each in activities for code in each["basis"]])


def _activity(number: int, activity: dict[str, Any], state: State) -> Section:
    labels = facts("register")["labels"]
    rights = [Permission(code) for code in activity["permissions"]]
    held = [holdings()[name] for name in activity["holdings"]]
    pairs = [
        (labels["purpose"], [activity["purpose"]]),
        (labels["basis"], [laws()[code].cite for code in activity["basis"]]),
        (labels["subjects"], activity["subjects"]),
        (labels["general"], list(_columns(held, Privacy.PERSONAL, state))),
        (labels["specific"], list(_columns(held, Privacy.SPECIFIC, state)) or [labels["no_specific"]]),
        (labels["recipients"], _recipients(rights, state) or [labels["nobody"]]),
        (labels["outside"], [activity["outside"]]),
        (labels["kept"], kept(activity["holdings"])),
        (labels["measures"], [_measure(code, state) for code in activity["measures"]]),
    ]
    return Section(f"{number}. {activity['title']}", pairs=[(label, values) for label, values in pairs if values])


def _columns(held: list[Holding], privacy: Privacy, state: State) -> Iterator[str]:
    """The columns of a class, table by table; how many rows there are now, where that is known."""
    for holding in held:
        told = holding.in_words(privacy)
        if told:
            count = state.rows.get(holding.name)
            rows = f", {write_number(count)} baris" if count is not None and holding.kind is Kind.TABLE else ""
            yield f"{holding.what.rstrip('.')} ({holding.name}{rows}): {'; '.join(told)}"


def _recipients(rights: list[Permission], state: State) -> list[str]:
    """Who holds each right; a right that no page asks for yet is told so."""
    said = []
    for right in rights:
        roles = ", ".join(role.name for role in roles_with(right))
        missing = "" if right in state.asked else f" {facts('register')['labels']['no_page']}"
        said.append(f"{right_word(right)}: {roles}.{missing}")
    return said


def _measure(code: str, state: State) -> str:
    measure = measures()[code]
    missing = facts("register")["labels"]["no_measure"]
    return measure.title if measure.is_in_place(state.asked) else f"{measure.title} ({missing})"
