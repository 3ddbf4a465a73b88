"""Killed at each single write that must reach the disk: the archive, the typed tables, the edition, ``current``."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import random
import shutil
import signal
from pathlib import Path
from unittest import mock

import pytest

from ngopeni import build as batch
from ngopeni.areas.register import load_areas
from ngopeni.intake.receiving import receive
from ngopeni.intake.tests.files import tree
from ngopeni.kernel.edition import current_edition
from ngopeni.kernel.workspace import Workspace, make_workspace
from ngopeni.simulation.village_index import idm_csv, indicator_csv, invent_risk

AREAS = load_areas("33.19")
AS_OF = dt.date(2024, 12, 31)
SEED, OTHERS, PUBLISHING = 33, 5, 6
NOW = dt.datetime(2025, 1, 2, 3, 4, 5)
# A server that has loaded the program once; each process forks from it in no time.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["ngopeni.build", "ngopeni.intake.receiving"])


def take_and_build(home: Path, file: Path, profile: str) -> None:
    """What the job does, always at the same hour and by the same code, so that equal bytes come of it."""
    workspace = Workspace(home)
    receive(
        workspace,
        file,
        AREAS,
        file_name=file.name,
        as_of=AS_OF,
        received_at=NOW,
        received_by="rina",
        profile=profile,
        publisher="Rekaan",
    )
    with mock.patch.object(batch, "reference_hash", return_value="0" * 16):
        batch.build(workspace, {})


def die_at(step: int, counter: object, home: Path, file: Path) -> None:
    """The job in a process that is killed just before its step-th write to the disk, or just after."""
    made = 0

    def watched(act):
        def perform(*args, **kwargs):
            nonlocal made
            made += 1
            counter.value = made  # type: ignore[attr-defined]
            if made == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return act(*args, **kwargs)

        return perform

    for name in ("fsync", "rename", "replace"):
        setattr(os, name, watched(getattr(os, name)))
    take_and_build(home, file, "idm")


def run(step: int, home: Path, file: Path) -> tuple[int | None, int]:
    """How the process ended, and how many writes it began."""
    counter = PROCESSES.Value("i", 0)
    process = PROCESSES.Process(target=die_at, args=(step, counter, home, file))
    process.start()
    process.join()
    code = process.exitcode
    process.close()
    return code, counter.value


def published(home: Path) -> dict[str, bytes | None]:
    """The bytes of every table of the published edition."""
    folder = Workspace(home).editions / str(current_edition(Workspace(home)))
    return {name: content for name, content in tree(folder).items() if name.endswith(".parquet")}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one published file, and a second file beside it."""
    folder = tmp_path_factory.mktemp("steps")
    make_workspace(folder / "home", "33.19", dt.date(2024, 1, 1))
    risk = invent_risk(AREAS.villages, {}, seed=1)
    (folder / "first.csv").write_bytes(indicator_csv(AREAS.villages, risk))
    (folder / "idm.csv").write_bytes(idm_csv(AREAS.villages, risk, AS_OF, seed=1))
    take_and_build(folder / "home", folder / "first.csv", "indicator")
    return folder


def test_killed_at_any_write_it_is_the_old_edition_or_the_new_and_the_rest_follows(base, tmp_path):
    shutil.copytree(base / "home", tmp_path / "whole")
    code, writes = run(-1, tmp_path / "whole", base / "idm.csv")
    assert code == 0
    before, after = published(base / "home"), published(tmp_path / "whole")
    assert writes > 20
    outcomes = []
    # The last writes publish, so each of them; of those before, some.
    dice = random.Random(SEED)
    steps = sorted({*dice.sample(range(1, writes - PUBLISHING), OTHERS), *range(writes - PUBLISHING, writes + 1)})
    for step in steps:
        home = tmp_path / str(step)
        shutil.copytree(base / "home", home)
        assert run(step, home, base / "idm.csv") == (-signal.SIGKILL, step)
        found = published(home)
        assert found in (before, after), step
        outcomes.append(found == after)
        take_and_build(home, base / "idm.csv", "idm")
        assert published(home) == after, step
        shutil.rmtree(home)
    # The new edition is there from one moment on, and that is the end.
    assert outcomes == sorted(outcomes)
    assert outcomes[-1]
    print(f"seed {SEED}: {writes} writes, killed at {steps}: old {outcomes.count(False)}, new {outcomes.count(True)}")
