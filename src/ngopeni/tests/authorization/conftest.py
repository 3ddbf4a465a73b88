"""What the addresses of pages name."""

from __future__ import annotations

import pytest

from ngopeni.tests.places import make_places


@pytest.fixture(autouse=True)
def _drawn_as_in_an_office(unwatched):
    """Nobody here asks what a template was given."""


@pytest.fixture
def places(published, people):
    """One of everything, without a person in it."""
    return make_places(published, people)
