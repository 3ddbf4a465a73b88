from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import pytest

from ngopeni.kernel import durable, edition
from ngopeni.kernel.edition import (
    Inputs,
    current_edition,
    hash_of_package,
    is_built,
    manifest,
    open_draft,
    point_at,
    publish,
)
from ngopeni.kernel.tests.test_durable import gone_process
from ngopeni.kernel.workspace import Workspace, make_workspace

DAY = dt.date(2024, 12, 31)
INPUTS = Inputs([{"source_id": "s1", "as_of": "2024-12-31"}], "ref", {"withdrawn_source": []}, "33.16")


class PowerCut(BaseException):
    """Not an exception that anybody may catch and go on."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_workspace(tmp_path, "33.16", DAY)


def publish_one(workspace: Workspace, inputs: Inputs, text: str) -> str:
    draft = open_draft(workspace)
    path = draft.table_path(DAY, "village")
    path.parent.mkdir()
    path.write_text(text)
    draft.record(DAY, "village", len(text))
    draft.seconds["2024-12-31 areas"] = 0.5
    return publish(workspace, draft, inputs, "0.1.0")


def changed(**parts) -> Inputs:
    return Inputs(**{**vars(INPUTS), **parts})


def test_equal_inputs_have_the_same_name_and_any_change_gives_another():
    other = [
        changed(sources=[]),
        changed(sources=[{"source_id": "s2", "as_of": "2024-12-31"}]),
        changed(reference="other"),
        changed(decisions={"withdrawn_source": [{"source_id": "s1"}]}),
        changed(predecessor="e1"),
        changed(regency_code="33.19"),
    ]
    assert changed(sources=[{"as_of": "2024-12-31", "source_id": "s1"}]).edition == INPUTS.edition
    assert len({INPUTS.edition, *(each.edition for each in other)}) == 7


def test_a_published_edition_explains_itself(workspace):
    name = publish_one(workspace, INPUTS, "hello")
    assert name == INPUTS.edition == current_edition(workspace)
    assert is_built(workspace, name)
    assert manifest(workspace, name) == {
        "edition": name,
        "code_version": "0.1.0",
        "reference": "ref",
        "sources": ["s1"],
        "decisions": manifest(workspace, name)["decisions"],
        "decision_tables": {},
        "predecessor": None,
        "regency_code": "33.16",
        "snapshots": {"2024-12-31": {"village": 5}},
        "seconds": {"2024-12-31 areas": 0.5},
    }
    assert len(manifest(workspace, name)["decisions"]) == 16


def test_before_the_first_build_there_is_no_edition(workspace):
    assert current_edition(workspace) is None
    assert not is_built(workspace, INPUTS.edition)


def test_an_edition_that_is_there_is_not_touched_by_a_second_draft(workspace):
    publish_one(workspace, INPUTS, "first")
    name = publish_one(workspace, INPUTS, "second")
    assert (workspace.editions / name / "2024-12-31" / "village.parquet").read_text() == "first"
    assert [folder.name for folder in workspace.editions.iterdir()] == [name]


def test_an_edition_can_be_pointed_at_again(workspace):
    first = publish_one(workspace, INPUTS, "first")
    second = publish_one(workspace, changed(reference="new"), "second")
    assert current_edition(workspace) == second
    point_at(workspace, first)
    assert current_edition(workspace) == first


def test_a_draft_is_swept_only_when_its_process_is_gone(workspace):
    left = workspace.editions / f".draft-{gone_process()}-abc"
    left.mkdir()
    kept = open_draft(workspace)
    again = open_draft(workspace)
    assert {each.name for each in workspace.editions.iterdir()} == {kept.folder.name, again.folder.name}
    assert str(os.getpid()) in kept.folder.name
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700


def durable_steps(workspace: Workspace, monkeypatch, fail_at: int | None) -> int:
    """Publish a second edition, the power failing just before a step; how many steps there were."""
    count = 0

    def before(step):
        def run(*args, **kwargs):
            nonlocal count
            count += 1
            if count == fail_at:
                raise PowerCut
            return step(*args, **kwargs)

        return run

    with monkeypatch.context() as patch:
        for module, name in [(durable.os, "open"), (durable.os, "fsync"), (edition.shutil, "rmtree")]:
            patch.setattr(module, name, before(getattr(module, name)))
        for name in ("rename", "replace", "mkdir"):
            patch.setattr(Path, name, before(getattr(Path, name)))
        try:
            publish_one(workspace, changed(reference="new"), "second")
        except PowerCut:
            assert fail_at is not None
    return count


def test_a_crash_between_any_two_steps_leaves_the_published_edition(tmp_path, monkeypatch):
    steps = durable_steps(make_workspace(tmp_path / "whole", "33.16", DAY), monkeypatch, None)
    assert steps > 15
    published = set()
    for fail_at in range(1, steps + 1):
        workspace = make_workspace(tmp_path / str(fail_at), "33.16", DAY)
        first = publish_one(workspace, INPUTS, "first")
        durable_steps(workspace, monkeypatch, fail_at)
        name = current_edition(workspace)
        assert name in (first, changed(reference="new").edition)
        assert manifest(workspace, name)["edition"] == name
        text = (workspace.editions / name / "2024-12-31" / "village.parquet").read_text()
        assert text == ("first" if name == first else "second")
        published.add((fail_at, name == first))
        # What a crash left does not stand in the way of the next build.
        assert publish_one(workspace, changed(reference="new"), "second") == current_edition(workspace)
    # The new edition is published by the last rename; only the fsync of its folder comes after it.
    assert [fail_at for fail_at, is_first in sorted(published) if not is_first] == [steps - 1, steps]


def test_the_pointer_is_the_last_thing_written(workspace, monkeypatch):
    publish_one(workspace, INPUTS, "first")
    seen = []
    replace = Path.replace

    def watch(self, target):
        seen.append(Path(target).name)
        assert is_built(workspace, changed(reference="new").edition) == (Path(target).name == "current")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watch)
    publish_one(workspace, changed(reference="new"), "second")
    assert seen == ["manifest.json", "current"]


def test_the_reference_changes_with_facts_and_code_and_not_with_pages(tmp_path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "line.yaml").write_text("a: 1")
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "build.py").write_text("x = 1")
    first = hash_of_package(tmp_path)
    for faceless in ("site/settings.py", "areas/tests/test_build.py", "areas/README.md", "areas/__pycache__/b.pyc"):
        (tmp_path / faceless).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / faceless).write_text("y = 2")
    assert hash_of_package(tmp_path) == first
    (tmp_path / "areas" / "build.py").write_text("x = 2")
    second = hash_of_package(tmp_path)
    (tmp_path / "reference" / "line.yaml").write_text("a: 2")
    assert len({first, second, hash_of_package(tmp_path)}) == 3
