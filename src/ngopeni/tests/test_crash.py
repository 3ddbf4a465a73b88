"""The power goes at any moment: what was published stays whole, and a rerun comes to the same tables."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ngopeni.areas.register import load_areas
from ngopeni.build import Decisions, build
from ngopeni.intake.archive import all_sources, sha256_of
from ngopeni.kernel.edition import current_edition, manifest
from ngopeni.kernel.workspace import Workspace
from ngopeni.simulation.village_index import idm_csv, indicator_csv, invent_risk
from ngopeni.tests.browser.served import clean_environment, command
from ngopeni.tests.processes import children_of, is_running, wait_for

SEED = 20201026
KILLS = {"import": 5, "build": 9, "worker": 6}
AREAS = load_areas("33.19")
AS_OF = "2024-12-31"
DECISIONS = ("withdrawn_source", "waiver", "zone_version", "institution", "assignment", "evaluation_design")
NO_DECISIONS: Decisions = {name: [] for name in DECISIONS}
Tables = dict[str, list[Any]]

# An upload that somebody has confirmed, waiting for a worker.
CONFIRM = """
import datetime as dt, sys
from argparse import Namespace
from pathlib import Path
from ngopeni.cli.start import open_workspace
workspace = open_workspace(Namespace(home=Path(sys.argv[1])))
from django.core.files.uploadedfile import SimpleUploadedFile
from ngopeni.accounts.actions import add_user, give_grant
from ngopeni.intake.actions import bring, confirm
by = add_user(username="rina", full_name="R", role_code="analyst", password="x", by="uji")
today = dt.date.today()
give_grant(user=by, scope_code="33.19", starts_on=today, ends_on=today + dt.timedelta(30), paper="SK uji", by="uji")
upload = bring(workspace=workspace, file=SimpleUploadedFile("idm.csv", Path(sys.argv[2]).read_bytes()), by=by)
confirm(upload=upload, profile="idm", as_of=dt.date(2024, 12, 31), publisher="Rekaan", by=by)
"""


def start(*words: str, home: Path) -> subprocess.Popen[str]:
    """A command in a process group of its own, so that it can be killed with its children."""
    return subprocess.Popen(
        [sys.executable, "-m", "ngopeni", *words, "--home", str(home)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=clean_environment(),
    )


def tables(workspace: Workspace) -> Tables:
    """Every row of the published edition, which must be whole; when a file came differs from run to run."""
    edition = current_edition(workspace)
    assert edition is not None
    found: Tables = {}
    with duckdb.connect(config={"threads": 1}) as connection:
        for as_of, counts in manifest(workspace, edition)["snapshots"].items():
            for name, count in counts.items():
                kept = "* EXCLUDE (received_at)" if name == "source" else "*"
                path = workspace.editions / edition / as_of / f"{name}.parquet"
                found[f"{as_of} {name}"] = connection.execute(f"SELECT {kept} FROM '{path}'").fetchall()
                assert len(found[f"{as_of} {name}"]) == count, path
    return found


def nothing_is_half(workspace: Workspace, file: Path) -> None:
    """What has its name in the archive is readable, and is the file that it says it is."""
    for note in all_sources(workspace):
        assert note["sha256"] in {sha256_of(file), sha256_of(file.with_name("first.csv"))}
        assert (workspace.archive / note["sha256"] / "rows.parquet").exists()
    for folder in workspace.archive.glob("[!.]*"):
        with duckdb.connect() as connection:
            count = connection.execute(f"SELECT COUNT(c1) FROM '{folder}/rows.parquet'").fetchall()
        assert count[0][0] > len(AREAS.villages) / 2


def database_is_whole(workspace: Workspace) -> None:
    with closing(sqlite3.connect(workspace.database)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def ask(workspace: Workspace, sql: str) -> list[Any]:
    with closing(sqlite3.connect(workspace.database, timeout=20)) as database, database:
        return database.execute(sql).fetchall()


def expire_lease(workspace: Workspace) -> None:
    """Let the time go by after which a dead worker's job may be taken over."""
    ask(workspace, "UPDATE jobs_job SET leased_until = '2020-01-01 00:00:00' WHERE state = 'running'")


@dataclass(frozen=True)
class Way:
    """A way that a file goes: where it begins, the command that is killed, what it comes to undisturbed."""

    base: Path
    words: tuple[str, ...]
    seconds: float
    before: Tables
    after: Tables


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second file; the first is published already."""
    folder = tmp_path_factory.mktemp("files")
    risk = invent_risk(AREAS.villages, {}, seed=1)
    (folder / "first.csv").write_bytes(indicator_csv(AREAS.villages, risk))
    (folder / "idm.csv").write_bytes(idm_csv(AREAS.villages, risk, dt.date(2024, 12, 31), seed=1))
    return folder / "idm.csv"


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory, file: Path) -> dict[str, Way]:
    """The three ways of a file, each run once undisturbed and timed."""
    folder = tmp_path_factory.mktemp("ways")
    first = str(file.with_name("first.csv"))
    command("init", "33.19", home=folder / "import")
    command("import", first, "--as-of", "2023-12-31", "--source", "Rekaan", home=folder / "import")
    build(Workspace(folder / "import"), NO_DECISIONS)
    shutil.copytree(folder / "import", folder / "worker")
    environment = clean_environment() | {
        "NGOPENI_HOME": str(folder / "worker"),
        "DJANGO_SETTINGS_MODULE": "ngopeni.site.settings",
    }
    subprocess.run([sys.executable, "-c", CONFIRM, folder / "worker", file], env=environment, check=True)
    shutil.copytree(folder / "import", folder / "build")
    taking = ("import", str(file), "--profile", "idm", "--as-of", AS_OF, "--source", "Rekaan")
    command(*taking, home=folder / "build")
    found = {}
    for name, words in (("import", taking), ("build", ("build",)), ("worker", ("worker", "--once"))):
        trial = folder / f"{name}-undisturbed"
        shutil.copytree(folder / name, trial)
        started = time.monotonic()
        command(*words, home=trial)
        seconds = time.monotonic() - started
        build(Workspace(trial), NO_DECISIONS)
        before, after = tables(Workspace(folder / name)), tables(Workspace(trial))
        assert before != after
        found[name] = Way(folder / name, words, seconds, before, after)
    assert found["import"].after == found["build"].after
    return found


def kill_once(way: Way, home: Path, delay: float, file: Path) -> str:
    """Kill the command after so many seconds, look, run it again, look; what was there in between."""
    shutil.copytree(way.base, home)
    workspace = Workspace(home)
    with start(*way.words, home=home) as process:
        time.sleep(delay)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        said = process.communicate()[1]
    is_killed = process.returncode == -signal.SIGKILL
    assert is_killed or process.returncode == 0, said
    between = tables(workspace)
    assert between in (way.before, way.after)
    nothing_is_half(workspace, file)
    database_is_whole(workspace)
    expire_lease(workspace)
    if way.words != ("build",):
        command(*way.words, home=home)
    build(workspace, NO_DECISIONS)
    assert tables(workspace) == way.after
    nothing_is_half(workspace, file)
    assert not list(workspace.archive.glob(".*"))
    assert not [path for path in workspace.editions.iterdir() if not (path / "manifest.json").exists()]
    taken = ask(workspace, "SELECT COUNT(*) FROM accounts_auditevent WHERE action = 'intake.take_in'")
    assert taken == [(2,)]
    return ("new" if between == way.after else "old") if is_killed else "finished"


def test_killed_at_any_moment_it_stays_whole_and_a_rerun_comes_to_the_same(
    ways: dict[str, Way], file: Path, tmp_path: Path
) -> None:
    dice = random.Random(SEED)
    print(f"seed {SEED}")
    # One random moment in each slice of the time, so that early and late ones are all there.
    trials = [
        (name, ways[name].seconds * (turn + dice.random()) / count)
        for name, count in KILLS.items()
        for turn in range(count)
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        asked = [
            pool.submit(kill_once, ways[name], tmp_path / f"{name}-{number}", delay, file)
            for number, (name, delay) in enumerate(trials)
        ]
        found = [future.result() for future in asked]
    for (name, delay), outcome in zip(trials, found, strict=True):
        print(f"{name} killed after {delay:.2f} s of {ways[name].seconds:.2f} s: {outcome}")
    # The moments would prove nothing if most had come too late.
    assert found.count("finished") <= len(found) // 4


def test_a_killed_workers_job_is_taken_over_after_its_lease_and_finishes_once(
    ways: dict[str, Way], tmp_path: Path
) -> None:
    way, home = ways["worker"], tmp_path / "home"
    shutil.copytree(way.base, home)
    workspace = Workspace(home)
    with start(*way.words, home=home) as worker:
        child = wait_for(lambda: children_of(worker.pid))[0]
        worker.kill()
    # Its child dies with it, though nobody killed it.
    wait_for(lambda: not is_running(child))
    assert ask(workspace, "SELECT state, attempts FROM jobs_job") == [("running", 1)]
    assert tables(workspace) == way.before
    # As long as the lease holds, nobody else takes it.
    command("worker", "--once", home=home)
    assert ask(workspace, "SELECT state, attempts FROM jobs_job") == [("running", 1)]
    expire_lease(workspace)
    command("worker", "--once", home=home)
    assert ask(workspace, "SELECT state, attempts FROM jobs_job") == [("done", 2)]
    ended = ask(workspace, "SELECT COUNT(*) FROM accounts_auditevent WHERE action = 'jobs.end'")
    assert ended == [(1,)]
    assert ask(workspace, "SELECT COUNT(*) FROM intake_upload") == [(0,)]
    assert list(workspace.incoming.iterdir()) == []
    assert tables(workspace) == way.after
