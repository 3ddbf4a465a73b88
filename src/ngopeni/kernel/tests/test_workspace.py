from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
import sys

import pytest

from ngopeni.kernel.error import UserError
from ngopeni.kernel.workspace import Workspace, make_workspace
from ngopeni.tests.browser.served import clean_environment

DAY = dt.date(2024, 1, 31)
MAKE_KEYS = """
import sys
from pathlib import Path
from ngopeni.kernel.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
print(workspace.key("audit"), workspace.secret_key())
"""


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_naming_a_workspace_touches_nothing(tmp_path):
    workspace = Workspace(tmp_path / "home")
    assert not workspace.is_made
    assert not workspace.home.exists()


def test_a_new_workspace_is_unreadable_to_others_whatever_the_mask(tmp_path):
    old = os.umask(0)
    try:
        workspace = make_workspace(tmp_path / "deep" / "home", "33.16", DAY)
        workspace.secret_key()
    finally:
        os.umask(old)
    folders = [workspace.home, *(each for each in workspace.home.rglob("*") if each.is_dir())]
    files = [each for each in workspace.home.rglob("*") if each.is_file()]
    assert {folder.name for folder in folders} == {"home", "archive", "typed", "editions", "incoming"}
    assert {file.name for file in files} == {"workspace.json", "secrets"}
    assert {mode(folder) for folder in folders} == {0o700}
    assert {mode(file) for file in files} == {0o600}


def test_a_workspace_knows_its_facts(tmp_path):
    make_workspace(tmp_path, "33.16", DAY, is_demo=True)
    workspace = Workspace(tmp_path)
    assert (workspace.regency_code, workspace.opened_on, workspace.is_demo) == ("33.16", DAY, True)


def test_making_it_again_changes_nothing(tmp_path):
    make_workspace(tmp_path, "33.16", DAY)
    before = (tmp_path / "workspace.json").read_bytes()
    assert make_workspace(tmp_path, "33.16", dt.date(2025, 1, 1)).opened_on == DAY
    assert (tmp_path / "workspace.json").read_bytes() == before


def test_a_folder_without_a_workspace_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(UserError) as refused:
        _ = Workspace(tmp_path).regency_code
    assert refused.value.code == "KERNEL-001"
    assert "./ngopeni init" in refused.value.sentence()
    assert str(tmp_path) in refused.value.sentence("en")


def test_a_folder_of_another_regency_is_refused(tmp_path):
    make_workspace(tmp_path, "33.16", DAY)
    with pytest.raises(UserError) as refused:
        make_workspace(tmp_path, "33.19", DAY)
    assert refused.value.code == "KERNEL-002"
    assert "33.16" in str(refused.value)
    assert Workspace(tmp_path).regency_code == "33.16"


def test_the_secret_key_is_made_once_and_differs_between_workspaces(tmp_path):
    first = Workspace(tmp_path / "a").secret_key()
    assert len(first) >= 50
    assert Workspace(tmp_path / "a").secret_key() == first
    assert Workspace(tmp_path / "b").secret_key() != first


def test_two_processes_that_make_a_key_at_once_read_the_same_one(tmp_path):
    make_workspace(tmp_path, "33.16", DAY)
    words = [sys.executable, "-c", MAKE_KEYS, str(tmp_path)]
    several = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=clean_environment()) for _ in range(6)]
    assert len({each.communicate()[0] for each in several}) == 1
    assert {mode(path) for path in [tmp_path / "keys" / "audit", tmp_path / "secrets"]} == {0o600}
    assert mode(tmp_path / "keys") == 0o700
