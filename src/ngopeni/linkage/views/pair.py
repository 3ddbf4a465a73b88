"""What the page of a pair shows: field by field, the weights adding up, and the two households."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from ngopeni.kernel.snapshot import Row, Snapshot
from ngopeni.kernel.wording import write_number
from ngopeni.linkage.beside import beside
from ngopeni.linkage.models import UNSURE
from ngopeni.linkage.views.chain import chain_context
from ngopeni.linkage.views.viewer import Viewer
from ngopeni.linkage.views.words import (
    FIELDS,
    decision_words,
    evidence,
    field_words,
    kin_words,
    rounded_weights,
    sex_words,
    signed,
    verdict_words,
)
from ngopeni.linkage.worklist import Pair

PERCENT = 100
# A chance this near to one or nought is not told as certain.
NEAREST = 0.001


def pair_context(viewer: Viewer, pair: Pair) -> dict[str, Any]:
    """Everything about a pair but what may be done with it.

    Raises
    ------
    Http404
        Where the rows are not in the lists any more.
    """
    second = viewer.snapshot_on(pair.row["as_of_r"])
    told = beside(viewer.snapshot, second, pair.row)
    if told is None:
        raise Http404
    language = viewer.request.language
    return {
        "pair": pair,
        "sides": [
            _side(viewer, viewer.snapshot, pair.row["village_code_l"], told["left"]),
            _side(viewer, second, pair.row["village_code_r"], told["right"]),
        ],
        "is_one_home": told["is_one_home"],
        "fields": fields(viewer, pair, told),
        "prior": signed(rounded_weights(pair.row)["prior"], language),
        "total": signed(pair.row["match_weight"], language),
        "chain": chain_context(viewer, pair) if pair.is_cut else None,
        "probability": probability_words(pair.row["match_probability"], language),
        "decision": decision_words()[pair.row["decision"]],
        "verdicts": _verdicts(viewer, pair),
        "own_verdict": verdict_words().get(viewer.said.get(pair.sides, {}).get(viewer.request.user.username, ""), ""),
    }


def _side(viewer: Viewer, snapshot: Snapshot, village_code: str, told: Row) -> Row:
    """One of the two: its date, its place, its household, and the page on which its numbers can be opened."""
    own, is_now = told["self"], snapshot.as_of == viewer.snapshot.as_of
    return {
        "name": own["full_name"] or _("(tanpa nama)"),
        "as_of": snapshot.as_of,
        "place": viewer.place(village_code),
        # The page of a person is of the chosen date.
        "person_at": (own["source_id"], own["row_number"]) if is_now else None,
        "members": [
            {
                **each,
                "kin_words": kin_words().get(each["kin"] or "", ""),
                "sex_words": sex_words().get(each["sex"] or "", "").lower(),
            }
            for each in told["members"]
        ],
    }


def fields(viewer: Viewer, pair: Pair, told: Row) -> list[Row]:
    """The kinds of evidence, each with its fields, sentence, weight and bar; those on top that say most of people."""
    why = evidence(pair.row, viewer.request.language)
    order = ("name", "nik", "birth", "sex", "family")
    found = []
    for name in (*order, *(each for each in why if each not in order)):
        shown = [_field(viewer, pair, told, each) for each in FIELDS.get(name, ())]
        found.append({**why[name], "fields": [each for each in shown if any(each["values"])] or shown[:1]})
    return found


def _field(viewer: Viewer, pair: Pair, told: Row, name: str) -> Row:
    """One field: what both say, and whether it is the same."""
    values = [
        _value(viewer, name, told[side]["self"], pair.row[f"village_code_{short}"])
        for side, short in (("left", "l"), ("right", "r"))
    ]
    is_alike = name in told["alike"] if name in told["left"]["self"] else values[0] == values[1]
    note = ""
    if name == "nik" and told["digits_apart"]:
        places = [str(each) for each in told["digits_apart"]]
        note = _("berbeda pada angka ke-%(places)s") % {"places": ", ".join(places)}
    if name == "birth_year" and all(told[side]["self"]["birth_date"] for side in ("left", "right")):
        is_alike = "birth_date" in told["alike"]
        note = _("tanggal dan bulan lahir sama") if is_alike else _("tanggal atau bulan lahir berbeda")
    differs = all(values) and not is_alike
    return {"label": field_words()[name], "values": values, "is_alike": is_alike, "differs": differs, "note": note}


def _value(viewer: Viewer, name: str, row: Row, village_code: str) -> str:
    if name == "home":
        return home_words(row)
    if name == "village":
        place = viewer.place(village_code)
        return ", ".join(filter(None, [place["village_name"], place["district_name"]]))
    value = row[name]
    return sex_words().get(value or "", value or "") if name == "sex" else str(value or "")


def home_words(row: Row) -> str:
    """Where somebody lives, as the list says it."""
    near = [f"{name.upper()} {row[name]}" for name in ("rt", "rw") if row[name]]
    address, hamlet = row["address"] or "", row["hamlet"] or ""
    # Many lists write hamlet and neighbourhood into the address as well.
    hamlet = "" if hamlet.upper() in address.upper() else hamlet
    return ", ".join(filter(None, [address, hamlet, "" if "RT" in address.upper().split() else " ".join(near)]))


def probability_words(chance: float, language: str) -> str:
    """The chance that two rows are one person.

    Examples
    --------
    >>> probability_words(0.9971, "id"), probability_words(0.9999, "id"), probability_words(0.5, "id")
    ('99,7%', '> 99,9%', '50,0%')
    """
    if chance > 1 - NEAREST:
        return f"> {write_number(PERCENT * (1 - NEAREST), 1, language)}%"
    if chance < NEAREST:
        return f"< {write_number(PERCENT * NEAREST, 1, language)}%"
    return f"{write_number(PERCENT * chance, 1, language)}%"


def _verdicts(viewer: Viewer, pair: Pair) -> list[tuple[str, str]]:
    """Who has said what of it; of the sample nothing before the own word."""
    if viewer.is_closed(pair):
        return []
    words = verdict_words()
    told = viewer.said.get(pair.sides, {})
    return [(reviewer, words.get(verdict, words[UNSURE])) for reviewer, verdict in sorted(told.items())]
