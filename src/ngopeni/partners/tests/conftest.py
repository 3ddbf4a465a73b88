"""Institutions of the tests: an agency with a section, a school under its assembly, a company."""

from __future__ import annotations

import pytest

from ngopeni.conftest import REGENCY
from ngopeni.partners import actions
from ngopeni.partners.models import Institution


@pytest.fixture
def add(people):
    """Records an institution as the analyst would."""

    def make(name: str, kind: str = "agency", **values) -> Institution:
        values = {"name": name, "kind": kind, **values}
        return actions.add_institution(values=values, regency_code=REGENCY, by=people["analis"])

    return make


@pytest.fixture
def social(add) -> Institution:
    return add("Dinas Sosial", code="dinas-sosial", subject="social_affairs", district_code="33.19.01")
