from __future__ import annotations

from ngopeni.cli.commands.papers import PAPERS
from ngopeni.tests.said import run_here


def test_it_writes_every_paper_with_the_figures_of_the_day(published, people, tmp_path):
    said = run_here("papers", "--out", str(tmp_path / "berkas"), "--json", home=published.home)
    assert said.json["files"] == list(PAPERS)
    texts = {path.name: path.read_text() for path in (tmp_path / "berkas").iterdir()}
    assert set(texts) == set(PAPERS)
    for text in texts.values():
        assert text.startswith("# ")
        assert "Kabupaten Kudus" in text
        assert "keadaan per 31 Desember 2024" in text
        assert "## Rujukan" in text
        assert "{" not in text
    assert f"| Akun yang terbuka | {len(people)} |" in texts["penilaian-dampak.md"]


def test_a_second_time_replaces_the_first(published, tmp_path):
    for _ in range(2):
        assert run_here("papers", "--out", str(tmp_path / "b"), home=published.home).code == 0
    assert {path.name for path in (tmp_path / "b").iterdir()} == set(PAPERS)


def test_it_needs_a_workspace_and_a_folder(tmp_path):
    assert run_here("papers", "--out", str(tmp_path / "b"), home=tmp_path).code == 2
    assert run_here("papers", home=tmp_path).code == 2
