"""What a file would change, in words."""

from __future__ import annotations

from typing import Any

from ngopeni.kernel.wording import say
from ngopeni.partners.actions.import_plan import Plan
from ngopeni.partners.fields import fields
from ngopeni.partners.institution_file import written


def shown_changes(plan: Plan, language: str) -> list[dict[str, Any]]:
    """Each institution that would change, with its fields as label, old and new value."""
    return [
        {
            "code": each.code,
            "name": each.name,
            "lines": [
                (fields()[key].label[language], _shown(key, old, language), _shown(key, new, language))
                for key, old, new in each.differences
            ],
        }
        for each in plan.changed
    ]


def _shown(key: str, value: Any, language: str) -> str:
    cell = written(fields()[key], value)
    return "–" if cell is None else say(cell, language)
