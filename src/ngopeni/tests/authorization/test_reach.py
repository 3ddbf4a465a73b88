"""Which right opens the way to which act, job and command: stated in a table, compared with what the source says.

A new action, job or command without a line here fails, and so does a page that reaches an act with another right.
"""

from __future__ import annotations

import inspect
import pkgutil

import pytest
import yaml

from ngopeni.accounts.rights import Permission
from ngopeni.cli import commands
from ngopeni.site.job_functions import JOBS
from ngopeni.tests.authorization.pages import all_pages
from ngopeni.tests.authorization.reach import ROOT, acts, jobs_asked_for, reached

pytestmark = pytest.mark.guard

DECIDED = yaml.safe_load((ROOT / "tests" / "authorization" / "decided.yaml").read_text(encoding="utf-8"))
# Marks the pages about oneself and the pages that need no sign-in.
NOBODYS_RIGHT = "own"
# Marks what every page may do: writing into the log.
ANY = "any"


def rights_to(wanted: str | set[str]) -> set[str]:
    """The rights of all pages from which a definition can be reached."""
    wanted = {wanted} if isinstance(wanted, str) else wanted
    return {
        str(pattern.callback.required_permission or NOBODYS_RIGHT)
        for pattern in all_pages().values()
        if wanted & reached(definition_of(pattern.callback))
    }


def definition_of(callback) -> str:
    """Where a page is defined, under its guards."""
    view = getattr(callback, "view_class", None) or inspect.unwrap(callback)
    return f"{view.__module__}.{view.__qualname__}"


def short(name: str) -> str:
    """``ngopeni.zones.actions.approve`` as ``zones.approve``."""
    parts = [part for part in name.split(".")[1:] if part != "actions"]
    return f"{parts[0]}.{parts[-1]}"


def test_the_source_was_read():
    assert len(acts()) > 40
    assert "ngopeni.accounts.actions.log.record" in reached("ngopeni.zones.views.versions.approve")


def test_every_act_is_reached_by_the_rights_that_were_decided_and_by_no_other():
    found = {short(name): rights_to(name) for name in acts()}
    assert len(found) == len(acts()), "two acts of one name in one stage"
    assert set(found) == set(DECIDED["acts"])
    wrong = {}
    for act, rights in DECIDED["acts"].items():
        if rights != ANY and found[act] != set((rights or "").split()):
            wrong[act] = found[act]
    assert wrong == {}


def test_every_job_is_asked_for_by_the_rights_that_were_decided():
    assert set(DECIDED["jobs"]) == set(JOBS)
    for job, rights in DECIDED["jobs"].items():
        askers = {name for name, jobs in jobs_asked_for().items() if job in jobs}
        assert askers, f"nothing asks for {job}"
        assert rights_to(askers) == set(rights.split()), job


def test_every_command_does_what_was_decided_and_reading_about_persons_leaves_a_trace():
    modules = {name.rpartition(".")[2]: name for name in command_modules()}
    assert set(DECIDED["commands"]) == set(modules)
    for command, decided in DECIDED["commands"].items():
        found = {short(act) for act in acts() if act in reached(f"{modules[command]}.run")} - {"accounts.audit_key"}
        assert found == set((decided or "").split()), command


def command_modules() -> list[str]:
    """Every module of the folder of commands."""
    return [f"{commands.__name__}.{each.name}" for each in pkgutil.iter_modules(commands.__path__)]


def test_every_right_that_was_decided_is_a_right():
    named = {right for line in [*DECIDED["acts"].values(), *DECIDED["jobs"].values()] for right in (line or "").split()}
    assert named <= {*Permission, NOBODYS_RIGHT, ANY}
