"""The weights: how often each level is met among rows of one person, and among rows of two."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.level import Comparison

SHIPPED = Path(__file__).resolve().parents[1] / "reference" / "linkage" / "model.yaml"
# Nothing observed is certain: no level weighs more than this for or against.
LEAST, HALF = 1e-9, 0.5


@dataclass(frozen=True)
class Model:
    """Everything that decides whether two rows are one person.

    Parameters
    ----------
    chances : dict
        (comparison, level) to (m, u): the share of pairs of one person, and of two persons, at that level.
    doubles_ratio : float
        Second rows expected for each row of a list, 0 to 1.
    threshold : float
        Match weight, in bits, from which rows are linked.
    review_from : float
        Match weight from which a pair is shown to people.
    review_to : float
        Match weight from which nobody needs to look.
    lesson_rows : int
        Rows of the lists from which the shares were learned.
    """

    chances: dict[tuple[str, str], tuple[float, float]]
    doubles_ratio: float
    threshold: float
    review_from: float
    review_to: float
    lesson_rows: int

    def weight(self, comparison: str, level: str) -> float:
        """Bits of evidence that a level is worth, before the frequency of its value."""
        m, u = self.chances[comparison, level]
        return math.log2(m / u)

    def among(self, rows: int) -> Model:
        """The same model for lists of another length: who lives together is rarer by chance in a longer one."""
        rarer = self.lesson_rows / max(1, rows)
        local = {(each.name, level.code) for each in COMPARISONS for level in each.levels if level.is_local}
        chances = {key: (m, min(HALF, u * rarer) if key in local else u) for key, (m, u) in self.chances.items()}
        return replace(self, chances=chances, lesson_rows=rows)

    def prior(self, left: int, right: int | None = None) -> float:
        """The chance that two rows drawn from the tables are one person.

        Parameters
        ----------
        left : int
            Rows.
        right : int, optional
            Rows of the other table; then most persons of the smaller are expected to be in the larger.
        """
        if right is None:
            return min(0.5, 2 * self.doubles_ratio / max(2, left))
        return min(0.5, 1 / max(2, left, right))


def shipped() -> Model:
    """The model that comes with the program."""
    return read_model(SHIPPED)


def read_model(path: Path) -> Model:
    """A model out of its file."""
    told = read_yaml(path)
    chances = {
        (comparison, level): (float(pair["m"]), float(pair["u"]))
        for comparison, levels in told["levels"].items()
        for level, pair in levels.items()
    }
    known = {(comparison.name, level.code) for comparison in COMPARISONS for level in comparison.levels}
    assert known == set(chances), f"the model lacks or has too many levels: {known ^ set(chances)}"
    return Model(
        chances,
        told["doubles_ratio"],
        told["threshold"],
        told["review_from"],
        told["review_to"],
        told["lesson"]["rows"],
    )


def write_model(path: Path, chances: Mapping[tuple[str, str], tuple[float, float]], lesson: Mapping[str, Any]) -> None:
    """Write weights that were learned; what people have decided about thresholds stays as it is.

    Parameters
    ----------
    path : Path
    chances : mapping
        As in `Model`.
    lesson : mapping
        What they were learned from.
    """
    told = dict(read_yaml(path if path.exists() else SHIPPED))
    levels: dict[str, dict[str, Any]] = {comparison.name: {} for comparison in COMPARISONS}
    for (comparison, level), (m, u) in chances.items():
        levels[comparison][level] = {"m": _digits(m), "u": _digits(u)}
    kept = {name: told[name] for name in ("doubles_ratio", "threshold", "review_from", "review_to")}
    head = "\n".join(line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    text = yaml.safe_dump({**kept, "lesson": dict(lesson)}, sort_keys=False)
    body = [f"  {name}:\n" + "".join(_line(code, pair) for code, pair in own.items()) for name, own in levels.items()]
    path.write_text(f"{head}\n{text}levels:\n{''.join(body)}", encoding="utf-8")


def _line(code: str, pair: Mapping[str, float]) -> str:
    return f"    {code}: {{m: {pair['m']:g}, u: {pair['u']:g}}}\n"


def _digits(share: float) -> float:
    return float(f"{share:.5g}")


def settings(model: Model, *, link_type: str, prior: float, kept: Collection[str] = ()) -> dict[str, Any]:
    """What Splink is told.

    Parameters
    ----------
    model : Model
    link_type : {"dedupe_only", "link_only"}
    prior : float
        Of `Model.prior`.
    kept : collection of str
        Columns of either row that stand beside the result.
    """
    return {
        "link_type": link_type,
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": prior,
        # Pairs are named beforehand, see `blocks`.
        "blocking_rules_to_generate_predictions": [],
        "comparisons": [_comparison(each, model) for each in COMPARISONS],
        # Otherwise the engine does not keep the numbers of the levels.
        "retain_matching_columns": True,
        "additional_columns_to_retain": list(kept),
        "retain_intermediate_calculation_columns": True,
    }


def _comparison(comparison: Comparison, model: Model) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.missing, "label_for_charts": "missing", "is_null_level": True}
    ]
    for level in comparison.levels:
        m, u = model.chances[comparison.name, level.code]
        told: dict[str, Any] = {"sql_condition": level.test or "ELSE", "label_for_charts": level.code}
        told |= {"m_probability": max(m, LEAST), "u_probability": max(u, LEAST)}
        if level.frequency:
            told |= {"tf_adjustment_column": level.frequency, "tf_adjustment_weight": 1.0}
            # Each is the exact match of its column; to look for that takes a tenth of a second.
            told |= {"disable_tf_exact_match_detection": True}
        levels.append(told)
    return {"output_column_name": comparison.name, "comparison_levels": levels}
