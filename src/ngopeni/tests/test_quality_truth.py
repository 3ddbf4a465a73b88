"""The rules of quality beside the truth of an invented regency; the benchmark does it at full size."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from ngopeni.areas.register import load_areas
from ngopeni.simulation.simulate import simulate

BENCHMARK = Path(__file__).resolve().parents[3] / "benchmarks" / "quality.py"
REGENCY, PERSONS, SEED = "33.19", 5_000, 23
# A kind with fewer rows says little by itself.
FEW = 50


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_quality", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def truth(bench, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kebenaran")
    simulate(folder, load_areas(REGENCY), persons=PERSONS, seed=SEED, dates=(bench.AS_OF,))
    found = bench.Truth(folder, bench.bring(folder, folder / "home", REGENCY, bench.LAYOUTS))
    yield found
    found.db.close()


def test_what_can_be_seen_is_found(bench, truth):
    rows = truth.kinds()
    able = {kind: count - hidden for kind, count, hidden, *_ in rows}
    hit = {kind: found for kind, _, _, _, found, _ in rows}
    assert sum(able.values()) > 3_000
    assert sum(hit.values()) / sum(able.values()) >= bench.HIT_TARGET
    assert {kind for kind in able if able[kind] >= FEW and hit[kind] / able[kind] < bench.HIT_TARGET - 0.01} == set()


def test_what_is_right_is_left_alone(bench, truth):
    rows = truth.rules()
    findings, alarms = (sum(row[place] for row in rows) for place in (1, 2))
    assert findings > 3_000
    assert alarms / findings <= bench.ALARM_TARGET
    assert {code for code, _, false, sound in rows if sound and false / sound > bench.ALARM_TARGET} == set()
