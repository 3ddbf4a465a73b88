from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
import sys

import pytest

from ngopeni.kernel import durable
from ngopeni.kernel.durable import (
    canonical_json,
    publish_folder,
    read_json,
    sweep_folders,
    write_durably,
    write_json,
    write_once,
)


def gone_process() -> int:
    """The id of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_a_file_is_replaced_whole_and_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "folder" / "file"
    write_durably(path, b"old")
    write_durably(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["file"]


@pytest.mark.parametrize("step", ["fsync", "fdopen"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch, step):
    path = tmp_path / "file"
    write_durably(path, b"old")

    def fail(*args, **kwargs):
        if step == "fdopen":
            os.close(args[0])
        raise OSError("disk full")

    monkeypatch.setattr(durable.os, step, fail)
    with pytest.raises(OSError, match="disk full"):
        write_durably(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_equal_values_give_equal_bytes(tmp_path):
    write_json(tmp_path / "a.json", {"b": [1, None], "a": dt.date(2024, 1, 2), "é": "ꦧ"})
    write_json(tmp_path / "b.json", {"é": "ꦧ", "a": dt.date(2024, 1, 2), "b": [1, None]})
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert read_json(tmp_path / "a.json") == {"a": "2024-01-02", "b": [1, None], "é": "ꦧ"}
    assert canonical_json({"a": 1}) != canonical_json({"a": "1"})


def test_a_finished_folder_takes_its_name_and_one_that_is_there_is_left_alone(tmp_path):
    for number, name in enumerate(["first", "second"]):
        (tmp_path / name / "inner").mkdir(parents=True)
        (tmp_path / name / "inner" / "file").write_text(str(number))
        publish_folder(tmp_path / name, tmp_path / "final")
    assert (tmp_path / "final" / "inner" / "file").read_text() == "0"
    assert (tmp_path / "second").exists()
    assert not (tmp_path / "first").exists()


def test_losing_the_race_for_a_folder_is_no_error(tmp_path, monkeypatch):
    made, final = tmp_path / "made", tmp_path / "final"
    made.mkdir()
    rename = type(made).rename

    def slower(self, target):
        final.mkdir()
        (final / "file").write_text("theirs")
        return rename(self, target)

    monkeypatch.setattr(type(made), "rename", slower)
    publish_folder(made, final)
    assert (final / "file").read_text() == "theirs"


def test_a_rename_that_fails_for_another_reason_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "made").mkdir()

    def fail(self, target):
        raise OSError("disk full")

    monkeypatch.setattr(type(tmp_path), "rename", fail)
    with pytest.raises(OSError, match="disk full"):
        publish_folder(tmp_path / "made", tmp_path / "final")


def test_only_folders_of_processes_that_are_gone_are_swept(tmp_path):
    left, kept, strange = f".part-{gone_process()}-abc", f".part-{os.getpid()}-abc", ".part-not-ours"
    for name in (left, kept, strange, ".other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x")
    assert sweep_folders(tmp_path, ".part-*") == 1
    assert {each.name for each in tmp_path.iterdir()} == {kept, strange, ".other"}
    assert sweep_folders(tmp_path / "nowhere", ".part-*") == 0


def test_a_dead_process_that_nobody_has_buried_is_gone(tmp_path):
    with subprocess.Popen(["true"]) as dead:
        os.waitid(os.P_PID, dead.pid, os.WEXITED | os.WNOWAIT)
        (tmp_path / f".part-{dead.pid}-a").mkdir()
        assert sweep_folders(tmp_path, ".part-*") == 1


def test_a_process_of_another_user_is_running(monkeypatch, tmp_path):
    (tmp_path / ".part-1-abc").mkdir()

    def refuse(process, signal):
        raise PermissionError

    monkeypatch.setattr(durable.os, "kill", refuse)
    assert sweep_folders(tmp_path, ".part-*") == 0


def test_of_two_who_make_a_file_once_both_read_the_first(tmp_path):
    for content in (b"first", b"second"):
        write_once(tmp_path / "folder" / "key", content)
    assert (tmp_path / "folder" / "key").read_bytes() == b"first"
    assert stat.S_IMODE((tmp_path / "folder" / "key").stat().st_mode) == 0o600
    assert [each.name for each in (tmp_path / "folder").iterdir()] == ["key"]


def test_a_file_is_made_once_where_there_are_no_hard_links(tmp_path, monkeypatch):
    def refuse(*paths):
        raise PermissionError

    monkeypatch.setattr(durable.os, "link", refuse)
    write_once(tmp_path / "key", b"first")
    assert (tmp_path / "key").read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == ["key"]
