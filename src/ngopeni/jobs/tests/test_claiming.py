"""Many workers at one table, each with a connection of its own."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from ngopeni.jobs import actions
from ngopeni.jobs.models import Job
from ngopeni.tests.browser.served import clean_environment, command

WORKERS, JOBS = 3, 30
# A worker that claims until nothing is left, ends what it has and says what it had.
CLAIM = """
import sys, time
from pathlib import Path
from argparse import Namespace
from ngopeni.cli.start import open_workspace
open_workspace(Namespace(home=Path(sys.argv[1])))
from ngopeni.jobs.actions import claim, end
print("ready", flush=True)
sys.stdin.readline()
while job := claim():
    time.sleep(0.005)
    print(job.pk, job.attempts, end(job, job.State.DONE))
"""


def test_no_two_processes_claim_one_job_on_a_database_file(tmp_path):
    home = tmp_path / "home"
    command("init", "33.19", home=home)
    with sqlite3.connect(home / "ngopeni.sqlite3") as database:
        columns = (
            "name, payload, state, asked_at, attempts, is_cancel_asked, step, parts_done, parts_total, error_code, "
            "error_values, result"
        )
        row = "'build', '{}', 'queued', '2025-01-01 00:00:00', 0, 0, '', 0, 0, '', '{}', '{}'"
        database.executemany(f"INSERT INTO jobs_job ({columns}) VALUES ({row})", [()] * JOBS)
    database.close()
    environment = clean_environment() | {
        "NGOPENI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "ngopeni.site.settings",
    }
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIM, home],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(WORKERS)
    ]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    said = [worker.communicate(timeout=60)[0].splitlines() for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * WORKERS
    lines = [line.split() for lines in said for line in lines]
    assert Counter(int(number) for number, _, _ in lines) == Counter(range(1, JOBS + 1))
    assert {(attempts, has_ended) for _, attempts, has_ended in lines} == {("1", "True")}
    assert sum(bool(lines) for lines in said) > 1


@pytest.fixture
def log_that_can_be_emptied(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Lets the test's database be emptied afterwards, which the log itself refuses."""

    def turn(how: str) -> None:
        if connection.vendor == "postgresql":
            with django_db_blocker.unblock(), connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE accounts_auditevent {how} TRIGGER USER")

    turn("DISABLE")
    yield
    turn("ENABLE")


def test_no_two_threads_claim_one_job(log_that_can_be_emptied, transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("runs on PostgreSQL: in SQLite's memory threads share one connection; its file is tried above")
    for _ in range(JOBS):
        actions.enqueue("build", by=None)

    def work() -> list[int]:
        taken = []
        try:
            while job := actions.claim():
                taken.append(job.pk)
                actions.end(job, Job.State.DONE)
        finally:
            connection.close()
        return taken

    with ThreadPoolExecutor(WORKERS) as pool:
        found = [future.result() for future in [pool.submit(work) for _ in range(WORKERS)]]
    assert Counter(number for numbers in found for number in numbers) == Counter(
        Job.objects.values_list("pk", flat=True)
    )
    assert set(Job.objects.values_list("state", "attempts")) == {("done", 1)}
