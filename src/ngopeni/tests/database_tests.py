"""A pytest plugin that keeps only the tests that touch the database, to run them on another one.

A mark is not enough to tell them: most ask for the database through a fixture.
"""

from __future__ import annotations

import pytest

FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect every other test."""
    kept, others = [], []
    for item in items:
        touches = item.get_closest_marker("django_db") or FIXTURES.intersection(getattr(item, "fixturenames", ()))
        (kept if touches else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = kept
