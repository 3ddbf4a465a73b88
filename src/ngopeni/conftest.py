"""What tests of several stages need: an invented regency, its people, a published edition."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.template import Template
from django.test import Client, override_settings
from pytest_django.fixtures import Settings

from ngopeni.areas.register import load_areas
from ngopeni.build import build
from ngopeni.intake.receiving import receive
from ngopeni.kernel.progress import silent
from ngopeni.kernel.snapshot import Snapshot, snapshot_at
from ngopeni.kernel.workspace import Workspace, make_workspace
from ngopeni.simulation.village_index import idm_csv, indicator_csv, invent_risk

if TYPE_CHECKING:
    from ngopeni.accounts.models import User

REGENCY = "33.19"
DATES = (dt.date(2023, 12, 31), dt.date(2024, 12, 31))
ROLES = {
    "analis": "analyst",
    "ketua": "head",
    "bupati": "regent",
    "kadin": "agency_head",
    "anggota": "agency_member",
    "dinsos": "social_affairs",
    "hukum": "legal",
    "camat": "district_head",
    "kades": "village_head",
    "operator": "operator",
    "mitra": "partner",
    "pemeriksa": "auditor",
    "pengelola": "administrator",
}
PASSWORD = "sandi-untuk-uji"
# What the database exports when nobody has decided anything yet.
DECISIONS = ("withdrawn_source", "waiver", "match_judgement", "zone_version", "institution", "assignment")
DECISIONS += ("evaluation_design",)
NO_DECISIONS: dict[str, list[dict[str, Any]]] = {name: [] for name in DECISIONS}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole-system tests first: they take longest, and at the end one core would wait for the other."""
    items.sort(key=lambda item: "/ngopeni/tests/" not in item.path.as_posix())


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes(django_test_environment: None) -> Iterator[None]:
    """Passwords of tests guard nothing; in programs of their own, which tests start, the slow hash stays."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _unhurried_disk() -> Iterator[None]:
    """Nobody pulls the plug of a test: what it writes need not reach the disk before it goes on.

    Programs of their own, which the crash tests start and kill, wait for the disk as ever.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


def point_to(settings: Settings, home: Path) -> Workspace:
    """Let the pages work in a folder."""
    settings.NGOPENI_HOME = home
    settings.WORKSPACE = made = Workspace(home)
    return made


@pytest.fixture
def workspace(tmp_path: Path, settings: Settings) -> Workspace:
    """An empty workspace that the pages use."""
    make_workspace(tmp_path / "home", REGENCY, dt.date(2024, 1, 2))
    return point_to(settings, tmp_path / "home")


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published workspace with invented IDM and an indicator at two dates, to be copied."""
    folder = tmp_path_factory.mktemp("published")
    made = make_workspace(folder / "home", REGENCY, dt.date(2024, 1, 2))
    areas = load_areas(REGENCY)
    for number, as_of in enumerate(DATES):
        risk = invent_risk(areas.villages, {areas.districts[0].district_code: 4}, seed=number)
        files = {"idm": idm_csv(areas.villages, risk, as_of, number), "indicator": indicator_csv(areas.villages, risk)}
        for profile, content in files.items():
            path = folder / f"{profile}-{as_of}.csv"
            path.write_bytes(content)
            receive(
                made,
                path,
                areas,
                file_name=path.name,
                as_of=as_of,
                received_at=dt.datetime(2025, 1, 2, 3, 4, number),
                received_by="analis",
                profile=profile,
                publisher="Rekaan",
                is_simulated=True,
            )
    build(made, NO_DECISIONS)
    return made.home


@pytest.fixture
def published(published_once: Path, tmp_path: Path, settings: Settings, db: None) -> Workspace:
    """A published workspace that the pages use and a test may change."""
    from ngopeni.cli.batch import build_now

    shutil.copytree(published_once, tmp_path / "home")
    made = point_to(settings, tmp_path / "home")
    build_now(made, silent)
    return made


@pytest.fixture(scope="session")
def peopled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with invented people at two dates, to be copied; their files lie beside it."""
    from ngopeni.tests.peopled import fill_with_people

    folder = tmp_path_factory.mktemp("peopled")
    made = fill_with_people(folder / "home", folder / "files")
    build(made, NO_DECISIONS)
    return made.home


@pytest.fixture
def peopled(peopled_once: Path, tmp_path: Path, settings: Settings, db: None) -> Workspace:
    """A published workspace with invented people, that the pages use and a test may change."""
    from ngopeni.cli.batch import build_now

    shutil.copytree(peopled_once, tmp_path / "home")
    made = point_to(settings, tmp_path / "home")
    build_now(made, silent)
    return made


@pytest.fixture
def rebuild(published: Workspace) -> Callable[[], Snapshot]:
    """Builds with what people have decided by then, and opens the newest snapshot."""
    from ngopeni.cli.batch import build_now

    def run() -> Snapshot:
        build_now(published, silent)
        return snapshot_at(published)

    return run


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """One person of each role, by username, with grants and pacts; those of one village work in the first desa."""
    from ngopeni.accounts.tests.invented import add_person

    desa = next(each for each in load_areas(REGENCY).villages if each.village_type == "desa")
    return {
        username: add_person(username, role, village_code=desa.village_code, password=PASSWORD)
        for username, role in ROLES.items()
    }


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages drawn as in an office: the client of the tests keeps no copy of what each template was given.

    For tests that open very many pages and look at the answers alone.
    """
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))


@pytest.fixture
def client_as(people: dict[str, User], settings: Settings, tmp_path: Path) -> Callable[[str], Client]:
    """A browser in which that person has signed in."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)

    def as_person(username: str) -> Client:
        from ngopeni.accounts.tests.invented import sign_in

        client = Client()
        sign_in(client, people[username])
        return client

    return as_person
