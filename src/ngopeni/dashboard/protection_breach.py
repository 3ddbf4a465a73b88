"""A failure of protection: the clock of 3 x 24 hours, and notices to begin with (UU 27/2022 art. 46)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ngopeni.dashboard.protection import ABOUT_PEOPLE, Holding, Kind, State, facts, holdings
from ngopeni.dashboard.protection_paper import Paper, Section, paper
from ngopeni.kernel.contract import Privacy
from ngopeni.kernel.wording import write_date, write_number


@dataclass(frozen=True)
class Failure:
    """What is known about a failure so far; texts may be empty.

    Parameters
    ----------
    known_at : datetime
        When it became known, in the office's own time.
    kinds : sequence of str
        Codes of what failed.
    names : sequence of str
        Holdings that were laid open.
    affected, how, handling, contact : str
    """

    known_at: dt.datetime
    kinds: Sequence[str] = ()
    names: Sequence[str] = ()
    affected: str = ""
    how: str = ""
    handling: str = ""
    contact: str = ""


def deadline(known_at: dt.datetime) -> dt.datetime:
    """When the notices must have gone out: 3 x 24 hours after it became known.

    Examples
    --------
    >>> deadline(dt.datetime(2026, 2, 27, 14, 5))
    datetime.datetime(2026, 3, 2, 14, 5)

    Source
    ------
    UU 27/2022 art. 46. That hours run on through holidays is the strictest reading, and an assumption.
    """
    return known_at + dt.timedelta(hours=facts("breach")["hours"])


def choices() -> list[Holding]:
    """What may have been laid open: everything that holds something about persons."""
    return [each for each in holdings().values() if each.is_personal]


def kinds() -> dict[str, str]:
    """What may have failed, by code."""
    return dict(facts("breach")["kinds"])


def checklist_paper(state: State) -> Paper:
    """The paper to keep in a drawer: what to do, and the notices with blanks."""
    labels = facts("breach")["labels"]
    blank = str(labels["blank"])
    filled = _words(state, blank, blank, Failure(dt.datetime.min))
    return paper("breach", state, [_checklist(), *_notices(filled)])


def breach_paper(failure: Failure, state: State, now: dt.datetime) -> Paper:
    """The draft for one failure.

    Parameters
    ----------
    failure : Failure
    state : State
    now : datetime
        In the same zone as ``failure.known_at``.
    """
    ends_at = deadline(failure.known_at)
    filled = _words(state, _moment(failure.known_at), _moment(ends_at), failure)
    sections = [_clock(failure, ends_at, now), _data(failure, state), *_notices(filled), _checklist()]
    return paper("breach", state, sections)


def _clock(failure: Failure, ends_at: dt.datetime, now: dt.datetime) -> Section:
    told = facts("breach")
    labels = told["labels"]
    left = int((ends_at - now).total_seconds() // 60)
    words = labels["hours"].format(hours=write_number(abs(left) // 60), minutes=abs(left) % 60)
    pairs = [
        (labels["known_at"], [_moment(failure.known_at)]),
        (labels["deadline"], [_moment(ends_at)]),
        (labels["left"] if left >= 0 else labels["late"], [words]),
    ]
    if failure.kinds:
        pairs.append((labels["kinds"], [kinds()[code] for code in failure.kinds]))
    return Section(labels["clock"], (told["counting"],), pairs=pairs)


def _data(failure: Failure, state: State) -> Section:
    """What the dictionary knows about the tables laid open."""
    labels = facts("breach")["labels"]
    as_of = write_date(state.as_of) if state.as_of else "–"
    pairs = []
    for name in failure.names:
        holding, count = holdings()[name], state.rows.get(name)
        rows = labels["rows_unknown"] if count is None else write_number(count)
        said = [f"{labels['rows'].format(as_of=as_of)}: {rows}"]
        for label, privacy in ((labels["categories"], Privacy.PERSONAL), (labels["specific"], Privacy.SPECIFIC)):
            words = _said(holding, privacy)
            said += [f"{label}: {words}"] if words else []
        pairs.append((f"{holding.what.rstrip('.')} ({name})", said))
    return Section(labels["data"], (labels["doubles"] if pairs else labels["data_none"],), pairs=pairs)


def _said(holding: Holding, privacy: Privacy) -> str:
    """The columns of a class in words."""
    return "; ".join(holding.words[name] for name in holding.columns(privacy))


def _words(state: State, known_at: str, ends_at: str, failure: Failure) -> dict[str, str]:
    """What fills the notices; what nobody has said yet stays blank."""
    labels = facts("breach")["labels"]
    blank = str(labels["blank"])
    return {
        "regency": state.regency,
        "known_at": known_at,
        "deadline": ends_at,
        "kinds": ", ".join(kinds()[code].split(":")[0].lower() for code in failure.kinds) or blank,
        "data": data_in_words(failure.names) or blank,
        "affected": failure.affected or blank,
        "how": failure.how or blank,
        "handling": failure.handling or blank,
        "contact": failure.contact or blank,
        "place_date": blank,
        "blank": blank,
    }


def data_in_words(names: Sequence[str]) -> str:
    """What was laid open, as a citizen would say it: each category once, without names of columns."""
    said: dict[str, None] = {}
    for name in names:
        holding = holdings()[name]
        if holding.kind is not Kind.TABLE:
            said[holding.what[:1].lower() + holding.what[1:]] = None
            continue
        for column in holding.columns(*ABOUT_PEOPLE):
            if not column.endswith(("_key", "fingerprint")):
                words = holding.words[column].split(",")[0].split(":")[0].split(";")[0]
                said[_lower(words)] = None
    return ", ".join(said)


def _lower(words: str) -> str:
    """Without the capital of a sentence, which abbreviations keep."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _notices(filled: dict[str, str]) -> list[Section]:
    told = facts("breach")
    return [
        Section(told["labels"][key], [text.format_map(filled) for text in told[key]], is_letter=True)
        for key in ("subjects", "agency")
    ]


def _checklist() -> Section:
    told = facts("breach")
    return Section(told["labels"]["checklist"], items=told["checklist"])


def _moment(moment: dt.datetime) -> str:
    return f"{write_date(moment.date())}, {moment:%H.%M} WIB"
