"""Assignments and designs as decision tables for the build."""

from __future__ import annotations

from typing import Any

from ngopeni.assignment.models import Assignment, EvaluationDesign


def assignment_rows() -> list[dict[str, Any]]:
    """Every assignment of an approved wave, ended ones too."""
    return [
        {
            "wave_number": each.wave.number,
            "village_code": each.village_code,
            "institution_code": each.institution.code,
            "institution_name": each.institution_name,
            "kind": each.kind,
            "role": each.role,
            "points": each.points,
            "starts_on": each.starts_on.isoformat(),
            "ends_on": each.until.isoformat(),
        }
        for each in Assignment.objects.select_related("wave", "institution").order_by(
            "wave__number", "village_code", "pk"
        )
    ]


def design_rows() -> list[dict[str, Any]]:
    """Every frozen evaluation design: a row for each village of either side."""
    rows = []
    for design in EvaluationDesign.objects.order_by("wave__number"):
        content = design.content
        sides = [(code, "assisted") for code in content["assisted"]]
        sides += [(each["village_code"], "comparison") for each in content["comparison"]]
        rows += [
            {
                "wave_number": content["wave"],
                "village_code": code,
                "side": side,
                "baseline_on": content["baseline"]["as_of"],
                "frozen_on": content["frozen_on"],
                "design_sha256": design.sha256,
            }
            for code, side in sides
        ]
    return rows
