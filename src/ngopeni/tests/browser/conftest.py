"""Chromium, the served workspace, and the files to upload."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Browser, Page, sync_playwright

from ngopeni.areas.cells import village_cells
from ngopeni.areas.register import load_areas
from ngopeni.simulation.simulate import simulate
from ngopeni.simulation.village_index import idm_csv, invent_risk
from ngopeni.tests.browser.served import OPERATOR_VILLAGE, Office, Served, bring_in, open_office, serve, sign_pact

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ON = dt.date(2024, 12, 31)
NARROW, WIDE = 390, 1280
SERIES = Path(__file__).resolve().parents[2] / "reference" / "poverty_series" / "33.16.csv"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What does not depend on the screen is tried on the narrow one alone."""
    kept, twice = [], []
    for item in items:
        told = getattr(item, "callspec", None)
        is_wide = told is not None and told.params.get("width") == WIDE
        (twice if is_wide and item.get_closest_marker("one_screen") else kept).append(item)
    if twice:
        config.hook.pytest_deselected(items=twice)
        items[:] = kept


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Where continuous integration runs, its absence is a failure.

    Closed after each module: while its driver runs, Django lets nothing else in this process ask the database.
    """
    if not CHROMIUM:
        assert os.environ.get("CI") != "true", "Chromium is missing: install the package chromium"
        pytest.skip("the pages are tried in a real browser: install the package chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real files of the regency where they are at hand, else invented ones of the same shape."""
    real = os.environ.get("NGOPENI_REAL_DATA")
    if real:
        folder = Path(real) / "blora"
        return {
            "idm": folder / "idm2024.csv",
            "series": folder / "poverty_series.csv",
            "boundary": folder / "villages.geojson",
        }
    folder = tmp_path_factory.mktemp("berkas")
    areas = load_areas("33.16")
    risk = invent_risk(areas.villages, {}, seed=7)
    idm = folder / "idm2024.csv"
    idm.write_bytes(idm_csv(areas.villages, risk, dt.date(2024, 12, 31), seed=7))
    boundary = folder / "villages.geojson"
    cells = village_cells(areas.villages).geometries
    features = [
        {"type": "Feature", "properties": {"kode": code}, "geometry": json.loads(shapely.to_geojson(cell))}
        for code, cell in cells.items()
    ]
    boundary.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return {"idm": idm, "series": SERIES, "boundary": boundary}


@pytest.fixture(scope="module", params=[NARROW, WIDE], ids=["phone", "desk"])
def width(request: pytest.FixtureRequest) -> int:
    """The two screens that pages must fit."""
    return int(request.param)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A fresh workspace of the real regency; what a module's tests need beside it, they put in."""
    return open_office(tmp_path_factory.mktemp("kantor") / "home")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, office: Office, browser: Browser, width: int) -> Iterator[Served]:
    """That workspace, served; one for each screen, for the tests change it."""
    running = serve(office.copied(tmp_path_factory.mktemp("kerja") / "home"))
    yield running
    running.stop()


@pytest.fixture
def complaints() -> list[str]:
    """Everything that the browser's console complained about."""
    return []


@pytest.fixture
def page(browser: Browser, served: Served, width: int, complaints: list[str]) -> Iterator[Page]:
    """A new window at the width under test; a test ends without a word in the console."""
    context = browser.new_context(viewport={"width": width, "height": 860}, locale="id-ID")
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    opened.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated list of the whole regency."""
    folder = tmp_path_factory.mktemp("daftar")
    simulate(folder, load_areas("33.16"), persons=6_000, seed=5, dates=(ON,), layouts=("dtks_short",))
    return next(folder.glob("dtks_short*"))


@pytest.fixture(scope="session")
def with_residents(tmp_path_factory: pytest.TempPathFactory, registry: Path) -> Office:
    """A workspace with that list, and an operator who has signed the pact; nobody changes it."""
    office = open_office(tmp_path_factory.mktemp("kantor") / "home")
    bring_in(office.home, registry, as_of=ON)
    sign_pact(office.home, "operator")
    return office


@pytest.fixture(scope="session")
def resident(registry: Path) -> dict[str, str]:
    """Somebody of the operator's village with a sound number."""
    villages = {each.village_code: each.village_name.upper() for each in load_areas("33.16").villages}
    with registry.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            nik = row["Nomor NIK"].strip()
            is_here = row["Desa/Kelurahan"].strip().upper() == villages[OPERATOR_VILLAGE]
            if is_here and len(nik) == 16 and nik.isdecimal() and not nik.endswith("0000"):
                return {"nik": nik, "name": " ".join(row["Nama"].split())}
    raise AssertionError("nobody of that village is in the list")
