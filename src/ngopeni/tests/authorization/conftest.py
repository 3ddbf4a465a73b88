"""What the addresses of pages name."""

from __future__ import annotations

import pytest

from ngopeni.tests.places import make_places


@pytest.fixture
def places(published, people):
    """One of everything, without a person in it."""
    return make_places(published, people)
