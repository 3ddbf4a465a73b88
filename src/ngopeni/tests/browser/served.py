"""A served workspace: the program itself, in processes of its own, as an office runs it."""

from __future__ import annotations

import atexit
import datetime as dt
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

PEOPLE = {"analis": "analyst", "ketua": "head", "operator": "operator"}
# What the legal section's page does.
PACT = """
import datetime as dt, django
django.setup()
from django.utils import timezone
from ngopeni.accounts.models import IntegrityPact, User
today = dt.date.today()
person = User.objects.get(username="{username}")
IntegrityPact.objects.create(
    user=person, number="PI 1", signed_on=today, ends_on=today + dt.timedelta(days=30), recorded_by="hukum"
)
person.vouched_at, person.vouched_by = timezone.now(), "hukum"
person.save()
"""
SOURCES = Path(__file__).resolve().parents[3]
OPERATOR_VILLAGE = "33.16.01.2001"


@dataclass
class Served:
    """A running server, the people who may sign in, and the cookies of those who have."""

    home: Path
    address: str
    process: subprocess.Popen[bytes]
    passwords: dict[str, str] = field(default_factory=dict)
    recovery_codes: dict[str, list[str]] = field(default_factory=dict)
    sessions: dict[str, list[Any]] = field(default_factory=dict)

    def stop(self) -> None:
        """End the server and its worker."""
        self.process.terminate()
        self.process.wait(timeout=20)


def command(*words: str, home: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one command of the program."""
    done = subprocess.run(
        [sys.executable, "-m", "ngopeni", *words, "--home", str(home)],
        capture_output=True,
        text=True,
        env=clean_environment(),
        check=False,
    )
    assert not check or done.returncode == 0, done.stderr
    return done


def clean_environment() -> dict[str, str]:
    """The environment without what the test run itself was told, and with the way to the program."""
    known = {key: value for key, value in os.environ.items() if not key.startswith(("NGOPENI_", "DJANGO_"))}
    return known | {"PYTHONPATH": str(SOURCES)}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Office:
    """A workspace that nobody serves yet, and its people's passwords."""

    home: Path
    passwords: dict[str, str]

    def copied(self, home: Path) -> Office:
        """The same again, in another folder."""
        shutil.copytree(self.home, home)
        return Office(home, dict(self.passwords))


@cache
def _office() -> Office:
    """A fresh workspace with its people; made once in each process and never served itself."""
    folder = Path(tempfile.mkdtemp(prefix="ngopeni-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / "home"
    command("init", "33.16", home=home)
    passwords = {}
    for name, role in PEOPLE.items():
        words = ["user", name, "--role", role, "--json"]
        if role == "operator":
            words += ["--village", OPERATOR_VILLAGE]
        passwords[name] = json.loads(command(*words, home=home).stdout)["password"]
    return Office(home, passwords)


def open_office(home: Path) -> Office:
    """A fresh workspace of the regency with its people."""
    return _office().copied(home)


def bring_in(home: Path, *files: Path, as_of: dt.date) -> None:
    """Take simulated lists in, and publish."""
    for path in files:
        command("import", str(path), "--as-of", str(as_of), "--simulated", home=home)
    command("build", home=home)


def sign_pact(home: Path, username: str) -> None:
    """What the legal section does on its page: the pact is recorded, and who met the person vouches for the account."""
    run_script(PACT.format(username=username), home)


def run_script(script: str, home: Path) -> None:
    """Run a few lines as the program itself would, in a workspace."""
    settings = {"NGOPENI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "ngopeni.site.settings"}
    subprocess.run([sys.executable, "-c", script], check=True, env=clean_environment() | settings)


def serve(office: Office) -> Served:
    """Serve a workspace."""
    home, port = office.home, free_port()
    words = [sys.executable, "-m", "ngopeni", "serve", "--home", str(home), "--port", str(port)]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log, env=clean_environment())
    address = f"http://127.0.0.1:{port}"
    wait_for(address, process, home)
    return Served(home, address, process, office.passwords)


def wait_for(address: str, process: subprocess.Popen[bytes], home: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, (home / "server.log").read_text()
        try:
            urllib.request.urlopen(f"{address}/masuk/", timeout=2).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError((home / "server.log").read_text())
