"""Why a village has its colour, as sentences that carry every number needed to check it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ngopeni.kernel.messages import sentence
from ngopeni.zones.inputs import label_of
from ngopeni.zones.rule import Direction, Method, Normalisation, Rule, Within, Zone

Row = dict[str, Any]
BETTER = {Zone.RED: Zone.YELLOW, Zone.YELLOW: Zone.GREEN}
WORSE = {Zone.YELLOW: Zone.RED, Zone.GREEN: Zone.YELLOW}


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
    if zone["part_number"] is None:
        return Explanation(sentence("ZONES-201", {"rule": rule.title}, language), "", (), "")
    if zone["score"] is None:
        missing = [label_of(code) for code in (zone["missing_inputs"] or "").split(",")]
        return Explanation(
            sentence("ZONES-202", {"missing": missing}, language), "", (), _age(reasons, today, language)
        )
    part = rule.parts[zone["part_number"]]
    values = {
        "zone": zone_name(zone["computed_zone"], language),
        "score": zone["score"],
        "rank": zone["score_rank"],
        "count": zone["ranked_count"],
        "red": zone["red_cut"],
        "yellow": zone["yellow_cut"],
        "label": _score_label(part.normalisation, reasons, language),
        "scope": sentence("ZONES-221" if part.within is Within.DISTRICT else "ZONES-220", {}, language),
    }
    if part.method is Method.THRESHOLD:
        code = "ZONES-204" if zone["score_direction"] == Direction.HIGH_IS_WORSE else "ZONES-203"
    else:
        code = "ZONES-205" if part.method is Method.TOP_N else "ZONES-206"
        values |= {"red_percent": part.red, "yellow_percent": part.yellow}
    verdict = sentence(code, values, language)
    if zone["correction_reason"]:
        named = zone_name(zone["zone"], language)
        verdict += " " + sentence("ZONES-207", {"zone": named, "reason": zone["correction_reason"]}, language)
    steps = () if part.normalisation is Normalisation.NONE else tuple(_step(row, language) for row in reasons)
    return Explanation(verdict, _distance(zone, part.method, language), steps, _age(reasons, today, language))


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


def distances(zone: Row, method: Method) -> tuple[float | None, float | None]:
    """How far the score is from the next better and the next worse colour.

    Returns
    -------
    better, worse : float or None
        In units of the score, never negative; None where there is no such colour. By places, the
        way to a better colour is to pass the last village that is still inside.
    """
    colour, score = Zone(zone["computed_zone"]), zone["score"]
    if score is None:
        return None, None
    if method is Method.THRESHOLD:
        edges = {Zone.RED: zone["red_cut"], Zone.YELLOW: zone["yellow_cut"]}
    else:
        edges = {Zone.RED: zone["red_edge"], Zone.YELLOW: zone["yellow_edge"]}
    better = edges.get(colour) if colour in BETTER else None
    worse = edges.get(WORSE[colour]) if colour in WORSE else None
    return (
        None if better is None else round(abs(score - better), 4),
        None if worse is None else round(abs(score - worse), 4),
    )


def _distance(zone: Row, method: Method, language: str) -> str:
    better, worse = distances(zone, method)
    sign = "ZONES-223" if zone["score_direction"] == Direction.LOW_IS_WORSE else "ZONES-224"
    verb = sentence(sign, {}, language)
    colour = Zone(zone["computed_zone"])
    texts = []
    if better is not None:
        name = zone_name(BETTER[colour], language)
        texts.append(sentence("ZONES-209", {"zone": name, "verb": verb, "distance": better}, language))
    if worse is not None:
        name = zone_name(WORSE[colour], language)
        texts.append(sentence("ZONES-215", {"zone": name, "distance": worse}, language))
    return " ".join(texts)


def _age(reasons: list[Row], today: dt.date, language: str) -> str:
    dates = [row["measured_on"] for row in reasons if row["measured_on"]]
    if not dates:
        return ""
    oldest = min(dt.date.fromisoformat(str(date)) for date in dates)
    months = max(0, (today.year - oldest.year) * 12 + today.month - oldest.month)
    return sentence("ZONES-230", {"date": oldest, "months": months}, language)
