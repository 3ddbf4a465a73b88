"""No other user of the machine can read what the program writes, in real processes under the usual mask of 022."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ngopeni.areas.register import load_areas
from ngopeni.cli.doctor.modes import entries
from ngopeni.simulation.village_index import idm_csv, invent_risk
from ngopeni.tests.browser.served import clean_environment, command, open_office, serve
from ngopeni.tests.processes import children_of

# What another server does: load the application, answer, and write in every way there is.
ANOTHER_SERVER = """
import datetime as dt, sys, threading, urllib.request
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server
from ngopeni.site.wsgi import application

class Quiet(WSGIRequestHandler):
    def log_message(self, *words): pass

from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}"
assert urllib.request.urlopen(address + "/masuk/").status == 200

from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import File
from django.conf import settings
from ngopeni.accounts.models import User
from ngopeni.cli.batch import build_now
from ngopeni.intake.actions import bring, take
from ngopeni.kernel.progress import silent
SessionStore().save()
path = Path(sys.argv[1])
person = User.objects.get(username="rina")
bring(workspace=settings.WORKSPACE, file=File(path.open("rb"), name=path.name), by=person)
take(workspace=settings.WORKSPACE, path=path, file_name=path.name, as_of=dt.date(2024, 12, 31),
     now=dt.datetime(2025, 1, 2), by="uji", profile="idm", publisher="Rekaan", is_simulated=True)
(settings.NGOPENI_HOME / "build.lock").unlink()
build_now(settings.WORKSPACE, silent)
"""


@pytest.fixture
def usual_mask() -> Iterator[None]:
    """The mask that most systems start programs with."""
    old = os.umask(0o022)
    yield
    os.umask(old)


@pytest.fixture
def idm(tmp_path: Path) -> Path:
    """An invented file to be taken in."""
    areas = load_areas("33.19")
    risk = invent_risk(areas.villages, {areas.districts[0].district_code: 4}, seed=1)
    path = tmp_path / "idm.csv"
    path.write_bytes(idm_csv(areas.villages, risk, dt.date(2024, 12, 31), 1))
    return path


def open_to_others(home: Path) -> list[str]:
    return [f"{entry.mode:04o} {entry.path.relative_to(home)}" for entry in entries(home) if entry.is_open]


def masks(process: int) -> set[str]:
    """The masks of a process and of all it has started."""
    status = Path(f"/proc/{process}/status").read_text()
    own = next(line.split()[1] for line in status.splitlines() if line.startswith("Umask:"))
    return {own}.union(*(masks(child) for child in children_of(process)))


def test_what_commands_write_is_closed(usual_mask, tmp_path, idm):
    home = tmp_path / "home"
    command("init", "33.19", home=home)
    command("user", "rina", "--role", "analyst", home=home)
    command("import", str(idm), "--profile", "idm", "--as-of", "2024-12-31", "--source", "Rekaan", home=home)
    command("build", home=home)
    command("worker", "--once", home=home)
    command("papers", "--out", str(home / "berkas"), home=home)
    assert open_to_others(home) == []
    kinds = {path.suffix for path in home.rglob("*") if path.is_file()}
    assert kinds >= {".parquet", ".json", ".sqlite3", ".md"}


def test_what_the_server_and_its_worker_write_is_closed(usual_mask, tmp_path):
    served = serve(open_office(tmp_path / "home"))
    try:
        # Granian starts a process of its own for each of its workers.
        assert len(children_of(served.process.pid)) >= 1
        assert masks(served.process.pid) == {"0077"}
        (served.home / "server.log").unlink()  # written by the test
        assert open_to_others(served.home) == []
        assert {path.name for path in served.home.glob("ngopeni.sqlite3*")} >= {
            "ngopeni.sqlite3",
            "ngopeni.sqlite3-wal",
        }
    finally:
        served.stop()


def test_what_another_server_writes_is_closed(usual_mask, tmp_path, idm):
    home = tmp_path / "home"
    command("init", "33.19", home=home)
    command("user", "rina", "--role", "analyst", home=home)
    environment = clean_environment() | {"NGOPENI_HOME": str(home)}
    words = [sys.executable, "-c", ANOTHER_SERVER, str(idm)]
    done = subprocess.run(words, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list((home / "incoming").iterdir())) == 1
    assert len(list((home / "editions").iterdir())) == 2
    assert open_to_others(home) == []
    # Most of these close what they write themselves; the mask closes the rest.
    assert not [path for path in (home / "static").rglob("*") if path.stat().st_mode & 0o077]
