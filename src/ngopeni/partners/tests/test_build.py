"""The snapshot carries the institutions that people have recorded."""

from __future__ import annotations

import pytest

from ngopeni.conftest import REGENCY
from ngopeni.kernel.engine import Engine
from ngopeni.partners import actions
from ngopeni.partners.build import build
from ngopeni.partners.tables import INSTITUTION


def test_without_decisions_the_table_is_there_and_empty():
    engine = Engine()
    build(engine, {}, REGENCY)
    engine.check(INSTITUTION)
    assert engine.count("institution") == 0
    engine.close()


@pytest.mark.usefixtures("published")
def test_what_was_recorded_stands_in_the_next_snapshot(add, rebuild, people):
    school = add("MKKS SMK", "smk", latitude=-6.7, longitude=111.3)
    add("SMK Satu", "smk", parent=school.code)
    actions.retire(institution=school, reason="Untuk uji saja.", by=people["analis"])
    rows = rebuild().index("institution", "institution_code")
    assert list(rows) == ["mkks-smk", "smk-satu"]
    assert rows["mkks-smk"]["is_active"] is False
    assert rows["mkks-smk"]["latitude"] == -6.7
    assert (rows["smk-satu"]["parent_code"], rows["smk-satu"]["regency_code"]) == ("mkks-smk", REGENCY)
