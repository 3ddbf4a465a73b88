"""What the tests of several pages need."""

from __future__ import annotations

import pytest

from ngopeni.accounts.models import Grant
from ngopeni.conftest import REGENCY
from ngopeni.kernel.snapshot import snapshot_at


def busiest_village(workspace) -> str:
    """Where most rows stand that look like one person twice."""
    sql = "SELECT village_code FROM finding WHERE rule_code = $rule GROUP BY village_code ORDER BY COUNT(*) DESC, 1"
    return str(snapshot_at(workspace).query(sql, "finding", rule="QUALITY-114")[0]["village_code"])


@pytest.fixture
def village(peopled, people) -> str:
    """A village with much to mend, in which those who work in one place work now."""
    code = busiest_village(peopled)
    Grant.objects.filter(scope_code__startswith=f"{REGENCY}.01.").update(scope_code=code)
    Grant.objects.filter(scope_code=f"{REGENCY}.01").update(scope_code=code[:8])
    return code
