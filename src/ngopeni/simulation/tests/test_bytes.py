"""Equal seeds give equal bytes, on every machine; other seeds others."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ngopeni.simulation.simulate import simulate
from ngopeni.simulation.tests.conftest import BLORA, FIRST

EXPECTED = Path(__file__).with_name("expected_sha256.txt")


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    simulate(folder, BLORA, persons=3_000, seed=1)
    return folder


def test_the_bytes_are_those_that_were_written_down(small):
    """Whoever changes the simulation on purpose writes the digests anew: one line for each file, digest and name."""
    lines = EXPECTED.read_text(encoding="ascii").splitlines()
    assert digests(small) == {name: digest for digest, name in (line.split() for line in lines)}


def test_the_same_seed_gives_the_same_bytes_again_and_a_file_does_not_depend_on_others(small, tmp_path):
    simulate(tmp_path, BLORA, persons=3_000, seed=1, layouts=("dtks_short", "idm", "truth"))
    again, before = digests(tmp_path), digests(small)
    own = {name for name in again if not name.startswith("truth_record")}
    assert {name: again[name] for name in own} == {name: before[name] for name in own}
    assert len(own) == 2 * 3 + 2 * 3 + 1


def test_no_two_files_for_an_office_are_the_same_even_where_few_people_live(small):
    """The same file under two dates is refused when it is brought."""
    known = {name: digest for name, digest in digests(small).items() if not name.startswith("truth")}
    assert len(set(known.values())) == len(known)


def test_the_first_date_does_not_depend_on_later_ones(small, tmp_path):
    simulate(tmp_path, BLORA, persons=3_000, seed=1, dates=[FIRST], layouts=("bdt2015", "population"))
    again, before = digests(tmp_path), digests(small)
    assert again == {name: before[name] for name in again}


def test_another_seed_gives_other_bytes(small, tmp_path):
    simulate(tmp_path, BLORA, persons=3_000, seed=2, dates=[FIRST])
    again, before = digests(tmp_path), digests(small)
    assert not set(again.values()) & set(before.values())
