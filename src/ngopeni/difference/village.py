"""What one village's page says of changes."""

from __future__ import annotations

from typing import Any

from ngopeni.difference.measure import class_words
from ngopeni.difference.pairs import stored
from ngopeni.difference.reading import village_summary
from ngopeni.intake.layouts import layouts
from ngopeni.kernel.snapshot import Snapshot


def changes_of(snapshot: Snapshot, village_code: str, language: str) -> dict[str, Any]:
    """For the template ``difference/village_changes.html``; nothing where there is no list before this one."""
    comparison = stored(snapshot)
    if comparison is None:
        return {"change_rows": []}
    return {
        "comparison": comparison,
        "change_rows": village_summary(comparison, village_code, language),
        "change_classes": class_words(language),
        "change_title": layouts()[comparison.profile].title,
    }
