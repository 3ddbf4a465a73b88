"""The worker in processes of its own; a build that waits for the workspace's lock is a job as slow as one likes."""

from __future__ import annotations

import fcntl
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from ngopeni.intake.tests.files import tree
from ngopeni.jobs.actions import ATTEMPTS
from ngopeni.tests.browser.served import clean_environment, command
from ngopeni.tests.processes import children_of, is_running, wait_for

COLUMNS = (
    "name, payload, state, asked_at, attempts, is_cancel_asked, step, parts_done, parts_total, error_code, "
    "error_values, result"
)
BUILD = "'build', '{}', 'queued', '2025-01-01 00:00:00', 0, 0, '', 0, 0, '', '{}', '{}'"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace, made once and changed in nothing but its jobs."""
    home = tmp_path_factory.mktemp("worker") / "home"
    command("init", "33.19", home=home)
    return home


@pytest.fixture
def home(made: Path) -> Path:
    """The workspace with one build waiting."""
    ask(made, "DELETE FROM jobs_job")
    ask(made, f"INSERT INTO jobs_job ({COLUMNS}) VALUES ({BUILD})")
    return made


def ask(home: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "ngopeni.sqlite3", timeout=20)) as database, database:
        return database.execute(sql).fetchall()


def state(home: Path) -> tuple[object, ...]:
    return ask(home, "SELECT state, attempts, is_cancel_asked FROM jobs_job")[0]


@contextmanager
def working(home: Path, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A worker whose child waits for the lock that the test holds."""
    words = (sys.executable, "-m", "ngopeni", "worker", *words, "--home", str(home))
    with (home / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with subprocess.Popen(words, env=clean_environment()) as worker:
            try:
                child = wait_for(lambda: children_of(worker.pid))[0]
                wait_for(lambda: "build.lock" in open_files(child))
                yield worker, child
            finally:
                worker.kill()


def open_files(process: int) -> str:
    """The names of the files that a process has open."""
    names = []
    for link in Path(f"/proc/{process}/fd").iterdir():
        # Closed since the folder was listed: no longer open.
        with suppress(FileNotFoundError):
            names.append(link.readlink().name)
    return " ".join(names)


def files(home: Path) -> dict[str, bytes | None]:
    return {name: content for name, content in tree(home).items() if not name.startswith(("audit", "ngopeni.sqlite3"))}


def test_cancelling_kills_the_process_of_a_running_job_and_harms_nothing(home):
    before = files(home)
    with working(home) as (worker, child):
        assert state(home) == ("running", 1, 0)
        ask(home, "UPDATE jobs_job SET is_cancel_asked = 1")
        wait_for(lambda: state(home) == ("cancelled", 1, 1))
        assert not is_running(child)
        assert is_running(worker.pid)
        # The worker lives on and takes the next.
        ask(home, f"INSERT INTO jobs_job ({COLUMNS}) VALUES ({BUILD})")
        wait_for(lambda: children_of(worker.pid))
    assert files(home) == before
    assert '"state": "cancelled"' in str(ask(home, "SELECT details FROM accounts_auditevent WHERE action = 'jobs.end'"))


def test_a_worker_told_to_stop_lets_go_of_its_job_so_that_the_next_takes_it_at_once(home):
    with working(home) as (worker, child):
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=10) == 0
        assert not is_running(child)
    assert state(home) == ("running", 1, 0)
    command("worker", "--once", home=home)
    assert state(home) == ("done", 2, 0)


def test_the_child_of_a_killed_worker_dies_too(home):
    with working(home) as (worker, child):
        worker.kill()
        worker.wait()
        wait_for(lambda: not is_running(child))
    assert state(home) == ("running", 1, 0)


def test_a_child_that_was_killed_is_tried_again_and_at_last_given_up(home):
    with working(home) as (worker, _):
        for attempt in range(1, ATTEMPTS + 1):
            wait_for(lambda attempt=attempt: state(home)[1] == attempt)
            os.kill(wait_for(lambda: children_of(worker.pid))[0], signal.SIGKILL)
            wait_for(lambda attempt=attempt: state(home) != ("running", attempt, 0))
        assert state(home) == ("failed", ATTEMPTS, 0)
    assert ask(home, "SELECT error_code FROM jobs_job") == [("JOBS-002",)]


def test_a_child_without_its_worker_does_not_even_begin(home):
    ask(home, "UPDATE jobs_job SET state = 'running', attempts = 1")
    # A process that is long gone, as the worker would be.
    gone = subprocess.Popen(["true"])
    gone.wait()
    said = command("run-job", "1", "--parent", str(gone.pid), home=home, check=False)
    assert said.returncode == 1
    assert state(home)[0] == "running"


def test_a_worker_ends_with_the_server_that_started_it(home):
    gone = subprocess.Popen(["true"])
    gone.wait()
    command("worker", "--parent", str(gone.pid), home=home)
    assert state(home) == ("queued", 0, 0)
