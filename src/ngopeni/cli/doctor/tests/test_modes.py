from __future__ import annotations

import os
import stat

import pytest

from ngopeni.cli.doctor.modes import check_modes, entries, mend


@pytest.fixture
def home(tmp_path):
    """A closed workspace with a file in each kind of folder, and its public files."""
    for name in ("archive/ab/rows.parquet", "editions/e/d/person.parquet", "ngopeni.sqlite3", "static/a.css"):
        path = tmp_path / "home" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    for path in [tmp_path / "home", *(tmp_path / "home").rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return tmp_path / "home"


def codes(home, user=None):
    user = os.geteuid() if user is None else user
    return [each.code for each in check_modes(home, user, {os.geteuid(): "ngopeni"})]


def test_a_closed_workspace_is_fine(home):
    assert codes(home) == ["DOCTOR-001", "DOCTOR-004"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_one_open_file_behind_a_closed_folder_is_a_warning_and_names_it(home, mode):
    (home / "editions/e/d/person.parquet").chmod(mode)
    found = check_modes(home, os.geteuid(), {})[0]
    assert (found.code, found.level) == ("DOCTOR-003", "warning")
    assert "editions/e/d/person.parquet" in found.sentence()


def test_an_open_workspace_is_a_problem(home):
    home.chmod(0o750)
    assert check_modes(home, os.geteuid(), {})[0].level == "problem"


def test_public_files_and_links_have_no_secret(home, tmp_path):
    (home / "static").chmod(0o755)
    (home / "static/a.css").chmod(0o644)
    (home / "link").symlink_to(tmp_path)
    assert codes(home)[0] == "DOCTOR-001"
    assert home / "link" not in {entry.path for entry in entries(home)}


def test_mending_takes_the_rights_of_others_and_leaves_those_of_the_owner(home, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("x")
    outside.chmod(0o644)
    (home / "link").symlink_to(outside)
    home.chmod(0o755)
    (home / "archive").chmod(0o777)
    (home / "ngopeni.sqlite3").chmod(0o664)
    (home / "archive/ab/rows.parquet").chmod(0o444)
    assert mend(home) == 4
    assert codes(home)[0] == "DOCTOR-001"
    assert stat.S_IMODE((home / "archive/ab/rows.parquet").stat().st_mode) == 0o400
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644
    assert mend(home) == 0


def test_running_as_another_user_is_a_warning(home):
    assert codes(home, user=os.geteuid() + 1)[1] == "DOCTOR-005"


@pytest.mark.skipif(os.geteuid() != 0, reason="to give a file to another user takes root: run as root")
def test_a_file_of_somebody_else_is_a_problem_and_is_not_mended(home):
    os.chown(home / "ngopeni.sqlite3", 65534, 65534)
    (home / "ngopeni.sqlite3").chmod(0o644)
    assert codes(home)[1] == "DOCTOR-006"
    assert mend(home) == 0
