"""A pytest plugin that keeps only the tests that touch the database, to run them on another one.

A mark is not enough to tell them: most ask for the database through a fixture. Left out is what is marked
``one_database``: it asks so much of pages that others open on every database that once is enough.
"""

from __future__ import annotations

import pytest

FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect every other test."""
    kept, others = [], []
    for item in items:
        once = item.get_closest_marker("one_database")
        asks = item.get_closest_marker("django_db") or FIXTURES.intersection(getattr(item, "fixturenames", ()))
        touches = asks and not once
        (kept if touches else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = kept
