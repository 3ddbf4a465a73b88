"""The evaluation design of a wave: what will be compared with what, by which outcomes, from which state of the data."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.yaml_file import read_yaml

FILE = Path(__file__).resolve().parents[1] / "reference" / "assignment" / "evaluation.yaml"


@cache
def shipped_design() -> dict[str, Any]:
    """Outcomes and the rule for comparison villages that come with the program."""
    found: dict[str, Any] = read_yaml(FILE)
    return found


def make_design(
    *,
    wave_number: int,
    assisted: list[str],
    zones: list[dict[str, Any]],
    zone_version: int,
    edition: str,
    as_of: dt.date,
    starts_on: dt.date,
    ends_on: dt.date,
    frozen_on: dt.date,
    assisted_before: Collection[str] = (),
) -> dict[str, Any]:
    """Write the design down.

    Parameters
    ----------
    wave_number : int
    assisted : list of str
        Village codes.
    zones : list of dict
        Rows of the approved zone version.
    zone_version : int
    edition : str
        Whose figures the baseline is.
    as_of : date
        Of the baseline.
    starts_on, ends_on, frozen_on : date
    assisted_before : collection of str
        Villages of earlier waves: no candidates, for assistance has changed them.
    """
    shipped = shipped_design()
    wanted = set(shipped["comparison"]["zones"])
    touched = {*assisted, *assisted_before}
    others = [row for row in zones if row["village_code"] not in touched and row["zone"] in wanted]
    others.sort(key=lambda row: (row["score_rank"] or 10**6, row["village_code"]))
    return {
        "wave": wave_number,
        "zone_version": zone_version,
        "baseline": {"edition": edition, "as_of": as_of.isoformat()},
        "period": {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()},
        "assisted": sorted(assisted),
        "comparison": [
            {"village_code": row["village_code"], "zone": row["zone"], "score": row["score"]} for row in others
        ],
        "left_out": sorted(set(assisted_before) - set(assisted)),
        "comparison_rule": shipped["comparison"],
        "method": shipped["method"],
        "outcomes": shipped["outcomes"],
        "outcomes_valid_from": shipped["valid_from"],
        "frozen_on": frozen_on.isoformat(),
    }


def design_hash(content: dict[str, Any]) -> str:
    """The SHA-256 of a design, whatever the order of its keys.

    Examples
    --------
    >>> design_hash({"a": 1, "b": 2}) == design_hash({"b": 2, "a": 1})
    True
    """
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
