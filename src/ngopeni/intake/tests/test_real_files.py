from __future__ import annotations

from collections import Counter

import pytest

from ngopeni.areas.tests.real_files import FOLDER, VILLAGES, needs_real_files
from ngopeni.intake.boundary import inspect_boundary
from ngopeni.intake.inspection import inspect
from ngopeni.intake.tests.files import BLORA

pytestmark = needs_real_files


@pytest.mark.parametrize(
    ("name", "layout", "counts", "problems"),
    [
        ("blora/idm2024.csv", "idm", (271, 271, 0), {}),
        ("blora/poverty_series.csv", "poverty_series", (17, 16, 1), {"INTAKE-100": 1}),
        ("jateng_idm2024.csv", "idm", (7810, 271, 7539), {"INTAKE-111": 7539}),
        ("jateng_poverty_35_regencies_2020_2025.csv", "poverty_series", (210, 6, 204), {"INTAKE-111": 204}),
    ],
)
def test_real_tables_are_read(name, layout, counts, problems):
    found = inspect(FOLDER / name, name, BLORA)
    assert found.recognition.layout.code == layout
    assert (found.row_count, found.typed_count, found.set_aside_count) == counts
    assert Counter({each["rule_code"]: each["found_count"] for each in found.problems}) == problems


def test_real_boundaries_are_read():
    found = inspect_boundary(VILLAGES, "villages.geojson", BLORA)
    assert (found.feature_count, found.used_count, found.set_aside_count) == (295, 295, 0)
    assert (found.missing, found.problems) == ([], [])
