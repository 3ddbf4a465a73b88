"""Why a village has its colour, as sentences that carry every number needed to check it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ngopeni.kernel.messages import sentence
from ngopeni.zones.inputs import label_of
from ngopeni.zones.rule import Direction, Method, Normalisation, Rule, RulePart, Within, Zone

Row = dict[str, Any]
Distance = tuple[Zone, float]


@dataclass(frozen=True)
class Explanation:
    """The reasons of one village's colour.

    Parameters
    ----------
    verdict : str
        Which limit decided.
    distance : str
        How far the next colour is; empty where there is none.
    steps : tuple of str
        How the score came about, for a weighted index.
    age : str
        How old the figures are.
    """

    verdict: str
    distance: str
    steps: tuple[str, ...]
    age: str


def explain(zone: Row, reasons: list[Row], rule: Rule | None, today: dt.date, language: str = "id") -> Explanation:
    """Say why.

    Parameters
    ----------
    zone : dict
        The village's row of ``zone``.
    reasons : list of dict
        Its rows of ``zone_reason``.
    rule : Rule or None
        None before the first approval.
    today : date
        To tell the age of the figures.
    language : {"id", "en"}
    """
    if rule is None:
        return Explanation(sentence("ZONES-200", {}, language), "", (), "")
    correction = _correction(zone, language)
    if zone["part_number"] is None:
        return Explanation(sentence("ZONES-201", {"rule": rule.title}, language) + correction, "", (), "")
    age = _age(reasons, today, language)
    if zone["score"] is None:
        missing = [label_of(row["input_code"]) for row in reasons if row["value"] is None]
        return Explanation(sentence("ZONES-202", {"missing": missing}, language) + correction, "", (), age)
    part = rule.parts[zone["part_number"]]
    verdict = _verdict(zone, reasons, part, language) + correction
    steps = () if part.normalisation is Normalisation.NONE else tuple(_step(row, language) for row in reasons)
    # A corrected zone stays whatever the score does.
    return Explanation(verdict, "" if correction else _distance(zone, language), steps, age)


def _verdict(zone: Row, reasons: list[Row], part: RulePart, language: str) -> str:
    values = {
        "zone": zone_name(zone["computed_zone"], language),
        "score": zone["score"],
        "rank": zone["score_rank"],
        "count": zone["ranked_count"],
        "red": zone["red_cut"],
        "yellow": zone["yellow_cut"],
        "label": _score_label(part.normalisation, reasons, language),
        "scope": sentence("ZONES-221" if part.within is Within.DISTRICT else "ZONES-220", {}, language),
        "red_percent": part.red,
        "yellow_percent": part.yellow,
    }
    if part.method is Method.THRESHOLD:
        code = "ZONES-204" if zone["score_direction"] == Direction.HIGH_IS_WORSE else "ZONES-203"
    else:
        code = "ZONES-205" if part.method is Method.TOP_N else "ZONES-206"
    return sentence(code, values, language)


def _correction(zone: Row, language: str) -> str:
    """What a person decided instead, as the end of the verdict; empty where nobody did."""
    if not zone["correction_reason"]:
        return ""
    values = {"zone": zone_name(zone["zone"], language), "reason": zone["correction_reason"]}
    return " " + sentence("ZONES-207", values, language)


def zone_name(zone: str, language: str = "id") -> str:
    """A colour's word inside a sentence.

    Examples
    --------
    >>> zone_name("red")
    'merah'
    """
    return sentence(f"ZONES-21{list(Zone).index(Zone(zone))}", {}, language)


def _score_label(normalisation: Normalisation, reasons: list[Row], language: str) -> str:
    if normalisation is Normalisation.NONE:
        return label_of(reasons[0]["input_code"])
    return sentence("ZONES-222", {}, language)


def _step(row: Row, language: str) -> str:
    values = {"label": label_of(row["input_code"]), "contribution": row["contribution"]}
    return sentence("ZONES-208", {**values, "share": row["weight_share"], "normalised": row["normalised"]}, language)


def distances(zone: Row) -> tuple[Distance | None, Distance | None]:
    """How far a village is from the next better and the next worse colour, were it to move alone.

    Returns
    -------
    better, worse : (Zone, float) or None
        The colour, and the distance in units of the score, never negative. A better colour is
        reached beyond the distance, a worse one at it. None where there is no such colour.
    """
    colour, better, worse = Zone(zone["computed_zone"]), None, None
    if colour in (Zone.RED, Zone.YELLOW) and zone[f"{colour}_exit"] is not None:
        # Where both limits are one, the way out of red leads past yellow.
        is_past_yellow = colour is Zone.YELLOW or zone["red_exit"] == zone["yellow_exit"]
        better = (Zone.GREEN if is_past_yellow else Zone.YELLOW, _apart(zone, f"{colour}_exit"))
    edge = {Zone.YELLOW: "red_edge", Zone.GREEN: "yellow_edge"}.get(colour)
    if edge and zone[edge] is not None:
        is_red = colour is Zone.YELLOW or zone["red_edge"] == zone["yellow_edge"]
        worse = (Zone.RED if is_red else Zone.YELLOW, _apart(zone, edge))
    return better, worse


def _apart(zone: Row, limit: str) -> float:
    return round(abs(zone["score"] - zone[limit]), 4)


def _distance(zone: Row, language: str) -> str:
    better, worse = distances(zone)
    texts = []
    if better:
        is_low_worse = zone["score_direction"] == Direction.LOW_IS_WORSE
        verb = sentence("ZONES-223" if is_low_worse else "ZONES-224", {}, language)
        values = {"zone": zone_name(better[0], language), "verb": verb, "distance": better[1]}
        texts.append(sentence("ZONES-209", values, language))
    if worse:
        texts.append(sentence("ZONES-215", {"zone": zone_name(worse[0], language), "distance": worse[1]}, language))
    return " ".join(texts)


def _age(reasons: list[Row], today: dt.date, language: str) -> str:
    dates = [row["measured_on"] for row in reasons if row["measured_on"]]
    if not dates:
        return ""
    oldest = min(dt.date.fromisoformat(str(date)) for date in dates)
    months = max(0, (today.year - oldest.year) * 12 + today.month - oldest.month)
    return sentence("ZONES-230", {"date": oldest, "months": months}, language)
