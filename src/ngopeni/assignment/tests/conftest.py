"""Fixtures of this stage."""

from __future__ import annotations

import pytest

from ngopeni.accounts.models import User
from ngopeni.assignment.tests.decree_cases import Small, make_small
from ngopeni.kernel.workspace import Workspace


@pytest.fixture
def small(workspace: Workspace, people: dict[str, User]) -> Small:
    """A wave that was approved today, made without the solver."""
    return make_small(workspace, people)
