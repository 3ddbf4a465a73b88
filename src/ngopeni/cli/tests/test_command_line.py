"""What holds for every command."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from ngopeni.cli import registered
from ngopeni.cli.commands import build as build_command
from ngopeni.cli.start import operator_name
from ngopeni.tests.browser.served import clean_environment
from ngopeni.tests.said import run_here


@pytest.mark.parametrize("name", sorted(registered()))
def test_every_command_takes_home_and_json_and_says_what_it_does(name, tmp_path):
    said = run_here(name, "--help", home=tmp_path)
    assert said.code == 0
    assert "--home" in said.text
    assert "--json" in said.text
    assert len(registered()[name].HELP) > 10


@pytest.mark.parametrize("words", [["build"], ["table", "village"], ["user", "rina", "--role", "regent"], ["worker"]])
def test_a_folder_without_a_workspace_is_refused_with_what_to_do(tmp_path, words):
    said = run_here(*words, "--json", home=tmp_path)
    assert said.code == 2
    assert said.json["error"] == "KERNEL-001"
    assert said.err.strip() == f"{said.json['sentence']} [KERNEL-001]"
    assert "./ngopeni init" in said.err
    assert list(tmp_path.iterdir()) == []


def test_words_that_nobody_knows_end_with_2(tmp_path):
    for words in (["terbang"], ["build", "--cepat"], ["table"]):
        said = run_here(*words, home=tmp_path)
        assert said.code == 2
        assert "usage" in said.err


def test_a_fault_of_the_program_ends_with_1_and_shows_where(tmp_path, monkeypatch):
    def fail(args):
        raise RuntimeError("keliru")

    monkeypatch.setattr(build_command, "run", fail)
    said = run_here("build", home=tmp_path)
    assert said.code == 1
    assert "RuntimeError: keliru" in said.err


def test_an_interrupted_command_ends_with_130(tmp_path, monkeypatch):
    def interrupt(args):
        raise KeyboardInterrupt

    monkeypatch.setattr(build_command, "run", interrupt)
    assert run_here("build", home=tmp_path).code == 130


def test_a_home_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "berkas").write_text("x")
    said = run_here("init", "33.19", "--json", home=tmp_path / "berkas")
    assert (said.code, said.json["error"]) == (2, "KERNEL-009")
    assert str(tmp_path / "berkas") in said.err


def test_a_reader_that_closes_the_pipe_is_no_fault(tmp_path):
    script = "import sys; from ngopeni.cli import main; sys.exit(main(sys.argv[1:]))"
    reading, writing = os.pipe()
    os.close(reading)
    child = subprocess.run(
        [sys.executable, "-c", f"{SHOUT}\n{script}", "build", "--home", str(tmp_path)],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(),
        check=False,
    )
    os.close(writing)
    assert child.stderr == ""
    assert child.returncode == 1


# A command that says more than a pipe holds.
SHOUT = """
import sys
from ngopeni.cli.commands import build

def run(args):
    sys.stdout.write("x" * 1_000_000)
    sys.stdout.flush()

build.run = run
"""


def test_the_log_names_who_ran_a_command_even_without_a_name(monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "rina")
    assert operator_name() == "perintah:rina"

    def nobody():
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert operator_name() == f"perintah:{os.getuid()}"
