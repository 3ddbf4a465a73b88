"""Three hundred mangled files: what loses nothing imports alike, what loses something says so."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ngopeni.build import build
from ngopeni.intake.archive import sha256_of
from ngopeni.intake.packed import unpack
from ngopeni.intake.receiving import receive
from ngopeni.intake.tests import mangling
from ngopeni.intake.tests.files import BLORA, tree
from ngopeni.intake.tests.mangling import Draft
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.error import UserError
from ngopeni.kernel.messages import catalogue
from ngopeni.kernel.workspace import Workspace, make_workspace
from ngopeni.simulation.simulate import simulate

AS_OF = dt.date(2020, 10, 26)
# Files without loss and with it, by layout: the hundred columns of bdt2015 take longest.
FILES = {
    "bdt2015": (19, 9),
    "dtks_short": (36, 13),
    "dtsen": (13, 8),
    "p3ke": (14, 8),
    "civil_registry": (47, 16),
    "aid_list": (40, 14),
    "population": (17, 9),
    "sdgs_desa": (9, 6),
    "idm": (14, 8),
}
ROWS = {"bdt2015": 40, "population": 60, "sdgs_desa": 60, "idm": 60}
PERSONAL_LOSSES = {"nik_in_powers", "nik_ends_in_zero", "mixed_encodings"}
WITHOUT_VILLAGE_NAMES = {"civil_registry", "aid_list"}
# What a file may be refused for, where it is refused.
REFUSED = {
    "needed_column_gone": {"INTAKE-007", "INTAKE-008", "INTAKE-009", "INTAKE-010"},
    "header_gone": {"INTAKE-008", "INTAKE-009", "INTAKE-010"},
    "workbook_cut": {"INTAKE-005"},
    "random_bytes": {"INTAKE-002", "INTAKE-005", "INTAKE-009"},
    "web_page": {"INTAKE-002"},
    "behind_a_password": {"INTAKE-003"},
}
# What is found in rows that were touched, where the file is taken.
FOUND = {
    "nik_in_powers": {"INTAKE-130"},
    "nik_ends_in_zero": {"INTAKE-130"},
}


@dataclass
class Taken:
    """What became of a file."""

    profile: str
    counts: dict[str, Any]
    rows: dict[int, dict[str, Any]]
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def values(self) -> list[dict[str, Any]]:
        """The typed rows in the order of the file."""
        return [self.rows[number] for number in sorted(self.rows)]

    @property
    def problems(self) -> Counter[tuple[str, str, bool]]:
        return Counter((each["rule_code"], each["column_name"], each["is_set_aside"]) for each in self.findings)

    def rules_of(self, number: int) -> set[str]:
        return {each["rule_code"] for each in self.findings if each["row_number"] == number}

    @property
    def set_aside(self) -> set[int]:
        return {each["row_number"] for each in self.findings if each["is_set_aside"]}


class Desk:
    """A workspace with a published edition, and the clean files."""

    def __init__(self, folder: Path) -> None:
        self.engine = Engine(threads=1)
        simulate(folder / "world", BLORA, persons=3_000, seed=5, dates=[AS_OF])
        self.workspace: Workspace = make_workspace(folder / "home", "33.16", AS_OF)
        self.drafts = {
            layout: mangling.clean_draft(layout, folder / "world" / f"{layout}_{AS_OF}.csv", ROWS.get(layout, 48))
            for layout in FILES
        }
        for layout in ("dtks_short", "population", "idm"):
            self.take(mangling.write(self.drafts[layout], folder, f"{layout}_bersih"))
        build(self.workspace, {})
        self.before = self.published()
        self.clean = {
            layout: self.take(mangling.write(draft, folder, f"{layout}_bersih"))
            for layout, draft in self.drafts.items()
        }

    def published(self) -> dict[str, bytes | None]:
        return {"current": (self.workspace.home / "current").read_bytes()} | tree(self.workspace.editions)

    def take(self, path: Path) -> Taken:
        """Take a file in, as a person would, not saying what it is; out of a pack, where it stands in one."""
        if path.suffix == ".zip":
            (path.parent / "isi").mkdir()
            ((name, inside),) = unpack(path, path.name, path.parent / "isi")
            return self.take(inside.rename(inside.with_name(name)))
        note, _ = receive(
            self.workspace,
            path,
            BLORA,
            file_name=path.name,
            as_of=AS_OF,
            received_at=dt.datetime(2025, 1, 2, 3, 4, 5),
            received_by="rina",
            publisher="Rekaan",
            is_simulated=True,
        )
        assert note["sha256"] == sha256_of(path)
        (typed,) = self.workspace.typed.glob(f"{note['source_id']}-*")
        (table,) = (each for each in typed.glob("*.parquet") if each.stem != "import_finding")
        rows, findings = [], []
        for name, found in ((table, rows), (typed / "import_finding.parquet", findings)):
            self.engine.read("one", [name])
            found.extend(self.engine.rows("SELECT * FROM one"))
        told = {row.pop("row_number"): {name: row[name] for name in row if name != "source_id"} for row in rows}
        assert len(told) == len(rows)
        taken = Taken(note["profile"], json.loads((typed / "counts.json").read_text()), told, findings)
        assert taken.counts["rows"] == taken.counts["typed"] + taken.counts["set_aside"]
        assert len(rows) == taken.counts["typed"]
        assert len(taken.set_aside) == taken.counts["set_aside"]
        assert not taken.set_aside & set(told)
        return taken


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def lossless_files() -> list[tuple[str, int]]:
    return [(layout, number) for layout, (count, _) in FILES.items() for number in range(count)]


def lossy_files() -> list[tuple[str, str, int]]:
    """Each layout's share of the losses that it can suffer, in turn."""
    found = []
    for layout, (_, count) in FILES.items():
        fitting = [
            loss
            for loss in mangling.LOSSES
            if not (loss in PERSONAL_LOSSES and layout not in mangling.NIKS)
            and not (loss == "village_misspelt" and layout in WITHOUT_VILLAGE_NAMES)
        ]
        start = list(FILES).index(layout) * 3
        found += [(layout, fitting[(start + number) % len(fitting)], number) for number in range(count)]
    return found


def dice_for(*words: object) -> random.Random:
    return random.Random(" ".join(map(str, words)))


def mangled_draft(desk: Desk, layout: str, number: int) -> Draft:
    return mangling.mangled(desk.drafts[layout], dice_for("without loss", layout, number))


def test_there_are_three_hundred_files_and_every_damage_is_among_them(desk):
    assert len(lossless_files()) + len(lossy_files()) == 300
    done = Counter(name for file in lossless_files() for name in mangled_draft(desk, *file).damages)
    assert set(done) == {each.__name__ for each in mangling.LOSSLESS}
    assert min(done.values()) >= 20
    assert {loss for _, loss, _ in lossy_files()} == set(mangling.LOSSES)


@pytest.mark.parametrize("layout", FILES)
def test_a_clean_file_is_taken_for_what_it_is(desk, layout):
    clean = desk.clean[layout]
    assert clean.profile == layout
    assert clean.counts["rows"] == len(desk.drafts[layout].rows)
    assert clean.counts["typed"] > 30


@pytest.mark.parametrize(("layout", "number"), lossless_files())
def test_a_file_that_lost_nothing_is_taken_like_the_clean_one(desk, tmp_path, layout, number):
    draft = mangled_draft(desk, layout, number)
    clean, taken = desk.clean[layout], desk.take(mangling.write(draft, tmp_path, f"{layout}_{number}"))
    assert taken.profile == layout, draft.damages
    assert taken.counts == clean.counts, draft.damages
    wrong = [
        (place, name, mine, row[name])
        for place, (own, row) in enumerate(zip(clean.values, taken.values, strict=True))
        for name, mine in own.items()
        if row[name] != mine
    ]
    assert wrong == [], draft.damages
    assert taken.problems == clean.problems, draft.damages


@pytest.mark.parametrize(("layout", "loss", "number"), lossy_files())
def test_a_file_that_lost_something_says_so_and_its_other_rows_are_right(desk, tmp_path, layout, loss, number):
    made = mangling.LOSSES[loss](
        desk.drafts[layout].copy(), dice_for(loss, layout, number), tmp_path, f"{layout}_{number}"
    )
    if loss in REFUSED or made.is_cut:
        with pytest.raises(UserError) as refused:
            desk.take(made.path)
        assert refused.value.code in REFUSED.get(loss, {"INTAKE-027"})
        assert refused.value.code in catalogue()
        assert made.path.name in refused.value.sentence()
        return
    taken = desk.take(made.path)
    assert taken.profile == layout
    clean = desk.clean[layout]
    for row, own in clean.rows.items():
        if row not in made.touched:
            assert taken.rows.get(row) == own, row
    for row in clean.set_aside - made.touched:
        assert row in taken.set_aside
    check_touched(layout, loss, made.touched, clean, taken)


def check_touched(layout: str, loss: str, touched: set[int], clean: Taken, taken: Taken) -> None:
    """Rows that were touched are set aside, or a finding names the damage."""
    for row in touched:
        rules = taken.rules_of(row)
        if loss in FOUND:
            assert rules & FOUND[loss] or row in taken.set_aside, row
            assert row not in taken.rows or taken.rows[row]["nik"] is None
        elif loss == "village_misspelt":
            # Where a code stands beside the name, the code is used and the name is doubted.
            has_code = layout != "dtks_short"
            assert rules & ({"INTAKE-113"} if has_code else {"INTAKE-112"}) or row in clean.set_aside
            assert (row in taken.rows) is (has_code and row in clean.rows)
        elif loss in ("half_shifted", "two_tables"):
            assert rules, row


def taken_bytes(desk: Desk, folder: Path, content: bytes) -> Taken:
    path = folder / "dtks_rusak.csv"
    path.write_bytes(content)
    return desk.take(path)


def test_one_bad_byte_does_not_spoil_the_letters_of_all_other_rows(desk, tmp_path):
    content = bytearray(mangling.text_of(desk.drafts["dtks_short"]).encode())
    content[content.rindex(b"KLAMPOK")] = 0xFF
    taken = taken_bytes(desk, tmp_path, bytes(content))
    assert taken.rows[2]["full_name"] == desk.clean["dtks_short"].rows[2]["full_name"]


def test_two_halves_in_two_encodings_keep_their_letters(desk, tmp_path):
    made = mangling.mixed_encodings(desk.drafts["dtks_short"].copy(), random.Random(1), tmp_path, "dtks_dua")
    taken = desk.take(made.path)
    assert len(made.touched) > 3
    assert taken.values == desk.clean["dtks_short"].values


def test_a_file_that_breaks_off_within_a_line_is_refused(desk, tmp_path):
    lines = mangling.text_of(desk.drafts["dtks_short"]).splitlines(keepends=True)[:30]
    whole = "".join(lines)
    # In the middle of a name: the relation, the mother and the date of birth are gone.
    cut = whole[: whole.rindex(lines[-1].split(",")[11]) + 3]
    with pytest.raises(UserError) as refused:
        taken_bytes(desk, tmp_path, cut.encode())
    assert refused.value.code == "INTAKE-027"


def test_after_all_of_them_the_published_edition_is_untouched(desk):
    assert desk.published() == desk.before
    assert not list(desk.workspace.archive.glob(".part-*"))
    assert not list(desk.workspace.typed.glob(".part-*"))
