from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from ngopeni import build as batch
from ngopeni.accounts.models import User
from ngopeni.assignment.models import Decree, Wave
from ngopeni.intake.tests.files import tree
from ngopeni.jobs.models import Job
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import Workspace
from ngopeni.linkage.models import Judgement
from ngopeni.tests.browser.served import clean_environment, free_port
from ngopeni.tests.processes import wait_for
from ngopeni.tests.said import run_here
from ngopeni.zones.models import ZoneVersion

PUBLISHED = Path(batch.__file__).parent / "reference" / "red_zones" / "33.16.csv"


@pytest.fixture
def demo(tmp_path, settings, db):
    """The demonstration, prepared and not served."""
    settings.NGOPENI_HOME = tmp_path / "demo"
    settings.STATIC_ROOT = tmp_path / "demo" / "static"
    said = run_here("demo", "--no-serve", "--persons", "20000", "--json", home=tmp_path / "demo")
    assert said.code == 0, said.err
    return Workspace(Path(said.json["home"]))


@pytest.mark.one_database
def test_it_shows_the_published_red_villages_by_district_and_says_that_it_is_invented(demo):
    rows = run_here("table", "zone", "--as-of", "2020-10-26", "--json", home=demo.home).json
    red = Counter(row["village_code"][:8] for row in rows if row["zone"] == "red")
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        wanted = {row["district_code"]: int(row["red_villages"]) for row in csv.DictReader(stream)}
    wanted = {district: count for district, count in wanted.items() if count}
    assert red == wanted
    assert sum(red.values()) == 48
    assert demo.is_demo
    sources = run_here("table", "source", "--json", home=demo.home).json
    official = [row for row in sources if not row["is_simulated"]]
    assert [row["profile"] for row in official] == ["poverty_series"]
    assert all("imulasi" in row["publisher"] for row in sources if row["is_simulated"])
    assert all("(peragaan)" in person.full_name for person in User.objects.all())
    # One version decided, one waiting for its decision, nothing waiting for a worker.
    assert list(ZoneVersion.objects.values_list("number", "state")) == [(2, "draft"), (1, "approved")]
    assert not Job.objects.exists()
    # Two people have judged the same pairs, and the build has applied what they agree on.
    assert set(Judgement.objects.values_list("by__username", flat=True)) == {"analis", "dinsos"}
    applied = snapshot_at(demo).table("match_judgement")
    assert {row["verdict"] for row in applied} == {"same", "different"}
    assert 0 < len(applied) <= Judgement.objects.count() / 2
    assert_every_red_village_is_assisted({row["village_code"] for row in rows if row["zone"] == "red"})
    before = tree(demo.home)
    assert run_here("demo", "--no-serve", home=demo.home).code == 0
    assert tree(demo.home) == before


def assert_every_red_village_is_assisted(red: set[str]) -> None:
    """By a proven plan, whose decrees give rights to whom they name and to nobody else."""
    wave = Wave.objects.get()
    proposal = wave.proposals.get()
    assert proposal.totals["is_proven"]
    assert set(wave.assignments.filter(role="lead").values_list("village_code", flat=True)) == red
    assert set(Decree.objects.values_list("state", flat=True)) == {"in_force"}
    member = User.objects.get(username="anggota")
    led = wave.assignments.filter(role="lead", institution=User.objects.get(username="kadin").led_institutions.get())
    assert set(member.scope_codes) == set(led.values_list("village_code", flat=True)) != set()
    assert all(grant.paper.startswith("Keputusan ") for grant in member.grants.all())


def test_it_refuses_a_folder_with_a_real_workspace(published):
    before = tree(published.home)
    said = run_here("demo", "--no-serve", "--regency", "33.19", "--json", home=published.home)
    assert (said.code, said.json["error"]) == (2, "KERNEL-008")
    assert tree(published.home) == before
    assert not User.objects.exists()


def test_it_refuses_a_folder_with_other_things(tmp_path, db):
    (tmp_path / "surat.txt").write_text("x")
    said = run_here("demo", "--no-serve", "--json", home=tmp_path)
    assert (said.code, said.json["error"]) == (2, "KERNEL-010")


@pytest.mark.one_database
def test_a_demonstration_that_was_interrupted_is_finished_by_the_next(tmp_path, settings, db, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "demo" / "static"
    words = ["demo", "--no-serve", "--regency", "33.19", "--persons", "3000"]

    def fail(*args, **kwargs):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("ngopeni.zones.actions.approve", fail)
        assert run_here(*words, home=tmp_path / "demo").code == 1
    assert not ZoneVersion.objects.exists()
    assert run_here(*words, home=tmp_path / "demo").code == 0
    assert ZoneVersion.objects.filter(state="approved").count() == 1


def test_the_one_command_makes_it_and_shows_it_to_who_comes_in(tmp_path):
    home, port = tmp_path / "demo", free_port()
    words = ["demo", "--regency", "33.19", "--persons", "3000", "--port", str(port), "--home", str(home)]
    with (tmp_path / "demo.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ngopeni", *words], stdout=log, stderr=log, env=clean_environment()
        )
    address, visitor = f"http://127.0.0.1:{port}", build_opener(HTTPCookieProcessor())
    try:
        wait_for(lambda: "Ngopeni siap di" in (tmp_path / "demo.log").read_text() or process.poll(), seconds=240)
        assert process.poll() is None, (tmp_path / "demo.log").read_text()
        door = wait_for(lambda: opened(visitor, f"{address}/masuk/"))
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', door)[1]
        form = urlencode({"csrfmiddlewaretoken": token, "username": "hukum", "next": ""})
        shown = opened(visitor, f"{address}/masuk/peragaan/", form.encode())
        assert "Yang perlu perhatian" in shown
        assert "data simulasi" in shown
    finally:
        process.terminate()
        process.wait(timeout=20)


def opened(visitor: OpenerDirector, address: str, form: bytes | None = None) -> str:
    """A page; nothing while nobody listens there yet."""
    try:
        with visitor.open(address, form, timeout=30) as answer:
            return answer.read().decode()
    except URLError as error:
        if not isinstance(error.reason, ConnectionRefusedError):
            raise
        return ""
