"""The board attacked: all pages and files of it laid over each other, by readers who may not know small counts."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ngopeni.accounts.models import User
from ngopeni.kernel.snapshot import snapshot_at, snapshot_dates
from ngopeni.quality.models import Waiver
from ngopeni.quality.rules import all_rules

# Counts are of files and tables; the database has no part in them.
pytestmark = pytest.mark.one_database
SMALL, MEASURES = range(1, 5), ("judged_count", "finding_count", "waived_count", "left_count")
OF_PERSONS = {"person", "household", "row"}
READERS = ("camat", "bupati", "ketua")


@dataclass(frozen=True)
class Atom:
    """A rule in a village and a source: what is told of each count, what is true, and whether it is hidden alone."""

    rule_code: str
    village_code: str
    source_id: str
    profile: str
    told: dict[str, int]
    true: dict[str, int]
    is_small: dict[str, bool]

    @property
    def severity(self) -> str:
        return all_rules()[self.rule_code].severity


def chance(secret: bytes, *texts: str) -> float:
    digest = hashlib.md5(b"|".join([secret, *(text.encode() for text in texts)])).hexdigest()
    return int(digest[:4], 16) / 65_536


def tell(secret: bytes, row: dict, waived: int, most: int) -> tuple[dict, dict, dict]:
    """The scheme once more, by plain steps."""
    level, place = str(all_rules()[row["rule_code"]].level), (row["village_code"], row["source_id"])
    judged, found, left = row["judged_count"], row["finding_count"], row["finding_count"] - waived
    true = dict(zip(MEASURES, (judged, found, waived, left), strict=True))
    if level not in OF_PERSONS:
        return true, true, dict.fromkeys(MEASURES, False)
    own = chance(secret, level if judged < 5 else row["rule_code"], *place)

    def step(count: int, size: int = 5) -> int:
        return size if own * size < count else 0

    told_found = step(found) if found in SMALL else found
    if found < 10:
        told_left = step(left, max(found, 5))
    elif left < 5:
        told_left = step(left)
    else:
        told_left = found - step(waived) if waived < 5 else left
    if judged in SMALL:
        told_judged = step(judged)
    else:
        low, over = divmod(most - judged, 5)
        is_up = chance(secret, f"{level}{most - judged}", *place) * 5 < over
        has_room = most - low * 5 - 5 >= max(found, 5)
        told_judged = most - 5 * (low + (is_up and has_room))
    told = dict(zip(MEASURES, (told_judged, told_found, told_found - told_left, told_left), strict=True))
    small = {name: count in SMALL for name, count in true.items()}
    small["waived_count"] |= waived > 0 and left in SMALL
    small["left_count"] |= left > 0 and waived in SMALL
    return told, true, small


def atoms_of(workspace, as_of: dt.date, *, is_waived: bool) -> list[Atom]:
    snapshot, secret = snapshot_at(workspace, as_of), workspace.key("rounding")
    profiles = {row["source_id"]: row["profile"] for row in snapshot.table("source")}
    rows = snapshot.table("finding_base")
    most: dict[tuple, int] = defaultdict(int)
    for row in rows:
        key = (all_rules()[row["rule_code"]].level, row["village_code"], row["source_id"])
        most[key] = max(most[key], row["judged_count"])
    waived: dict[tuple, int] = defaultdict(int)
    for each in Waiver.objects.all() if is_waived else ():
        waived[each.rule_code, each.village_code, each.source_id] += 1
    return [
        Atom(
            row["rule_code"],
            row["village_code"],
            row["source_id"],
            profiles[row["source_id"]],
            *tell(
                secret,
                row,
                waived[row["rule_code"], row["village_code"], row["source_id"]],
                most[all_rules()[row["rule_code"]].level, row["village_code"], row["source_id"]],
            ),
        )
        for row in rows
    ]


def sums(atoms: list[Atom]) -> dict[str, int | None]:
    """What must be told of some atoms: nothing but the sum of what is told of each."""
    found: dict[str, int | None] = {}
    for name in MEASURES:
        total, full = sum(atom.told[name] for atom in atoms), [atom for atom in atoms if atom.true[name]]
        is_hidden = any(atom.is_small[name] for atom in full) and (len(full) == 1 or total < 5)
        found[name] = None if is_hidden else total
    return found


class Reader:
    """Somebody at the pages, with the atoms of their scope."""

    def __init__(self, client, scope: str, workspace) -> None:
        self.client = client
        self.dates = {
            date: [
                atom
                for atom in atoms_of(workspace, date, is_waived=date == snapshot_dates(workspace)[-1])
                if not scope or atom.village_code.startswith(scope)
            ]
            for date in snapshot_dates(workspace)
        }
        self.atoms = self.dates[max(self.dates)]

    def get(self, name: str, *args: str, **query: str) -> dict:
        return self.client.get(reverse(name, args=args), query).context

    def check(self, row: dict, as_of: dt.date | None = None, **wanted: Any) -> None:
        """A row of a page is the sum of its atoms as they are told, and nothing else."""
        atoms = self.dates[as_of] if as_of else self.atoms
        own = [atom for atom in atoms if all(getattr(atom, name) in asked for name, asked in wanted.items())]
        expected = sums(own)
        told = {name: row[name] for name in MEASURES if name in row}
        assert told == {name: expected[name] for name in told}
        if row.get("percent") is not None:
            assert row["percent"] == 100 * expected["finding_count"] / expected["judged_count"]
        if all(all_rules()[atom.rule_code].level in OF_PERSONS for atom in own):
            assert not set(SMALL).intersection(told.values())


def waive_some(workspace, people: dict[str, User]) -> None:
    """Waive one, a few, most or all findings of many atoms."""
    rows = snapshot_at(workspace).query("SELECT * FROM finding WHERE row_number IS NOT NULL ORDER BY ALL", "finding")
    by_atom: dict[tuple, list[dict]] = defaultdict(list)
    for row in rows:
        by_atom[row["rule_code"], row["village_code"] or "", row["source_id"]].append(row)
    today = dt.date.today()
    for number, own in enumerate(by_atom.values()):
        count = (0, 0, 1, 2, len(own) - 1, len(own) - 3, len(own))[number % 7]
        for row in own[: max(count, 0)]:
            kept = {name: row[name] for name in ("rule_code", "subject_key", "fingerprint", "profile", "source_id")}
            kept |= {"village_code": row["village_code"] or "", "row_number": row["row_number"]}
            until = today + dt.timedelta(days=9)
            Waiver.objects.create(
                **kept, reason="Sudah dilihat.", expires_on=until, decided_by=people["dinsos"], decided_on=today
            )


@pytest.fixture
def readers(village, peopled, people, client_as) -> list[Reader]:
    """Of a district and twice of the whole regency, after much was waived."""
    waive_some(peopled, people)
    return [Reader(client_as(name), village[:8] if name == "camat" else "", peopled) for name in READERS]


def test_every_number_of_the_board_is_a_sum_of_rounded_atoms_whatever_the_filter(readers):
    for reader in readers:
        source = reader.atoms[0].source_id
        for query in ({}, {"berat": "error"}, {"jenis": "person"}, {"daftar": "bdt2015"}, {"sumber": source}):
            asked = {"source_id": {source}} if "sumber" in query else {}
            told = reader.get("quality", **query)
            rows = [*told["rows"], *told["sound"]]
            assert rows
            for row in rows:
                reader.check(row, rule_code={row["rule_code"]}, **asked)
            for total in told["totals"]:
                codes = {row["rule_code"] for row in rows if row["severity"] == total["severity"]}
                reader.check(total, rule_code=codes, **asked)


def test_every_number_of_a_rule_by_village_source_and_date_is_such_a_sum(readers):
    for reader in readers:
        for code in [code for code in all_rules() if int(code[8:]) % 6 == 0 or code in {"QUALITY-114", "QUALITY-175"}]:
            told = reader.get("quality_rule", code)
            reader.check(told["whole"], rule_code={code})
            for row in told["sources"]:
                reader.check(row, rule_code={code}, source_id={row["source_id"]})
            # A sum for each takes long, and all are made alike.
            for row in told["villages"].paginator.object_list[::4]:
                place = row["village_code"] if row["village_code"].count(".") == 3 else ""
                reader.check(row, rule_code={code}, village_code={place})
            for point in told["points"]:
                counts = {name: point[name] for name in ("judged_count", "finding_count", "percent")}
                reader.check(counts, point["as_of"], rule_code={code})


def test_every_number_of_the_villages_and_of_one_is_such_a_sum(readers, village):
    for reader in readers:
        for row in reader.get("quality_villages")["villages"].paginator.object_list:
            place = {row["village_code"] if row["is_village"] else ""}
            reader.check(row, village_code=place)
            for severity in ("error", "warning", "note"):
                counts = {"finding_count": row[f"{severity}_count"]}
                reader.check(counts, village_code=place, severity={severity})
        for code in [village, *sorted({atom.village_code for atom in reader.atoms} - {""})[:4]]:
            told = reader.get("quality_village", code)
            for row in told["rows"]:
                reader.check(row, rule_code={row["rule_code"]}, village_code={code})
            for total in told["totals"]:
                reader.check(total, severity={total["severity"]}, village_code={code})


def test_rows_add_up_to_their_totals_with_0_or_5_in_place_of_what_is_hidden(readers):
    for reader in readers:
        told = reader.get("quality")
        for total in told["totals"]:
            found = [row["finding_count"] for row in told["rows"] if row["severity"] == total["severity"]]
            missing = total["finding_count"] - sum(count or 0 for count in found)
            assert missing in range(0, 5 * found.count(None) + 1, 5)
            assert total["finding_count"] == total["waived_count"] + total["left_count"]


def test_files_hold_the_same_numbers_as_pages(readers, village):
    pages = (
        ("quality", []),
        ("quality_villages", []),
        ("quality_village", [village]),
        ("quality_rule", ["QUALITY-114"]),
    )
    for reader in readers:
        for name, args in pages:
            told = reader.get(name, *args)
            listed = told["villages"].paginator.object_list if "villages" in told else told["rows"]
            listed = [*listed, *told.get("sound", [])] if name == "quality" else listed
            content = reader.client.get(reverse(name, args=args), {"bentuk": "xlsx"}).content
            head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Data").to_python()
            place = head.index("Ditemukan")
            assert sorted(str(row[place] if row[place] != "" else None) for row in rows) == sorted(
                str(None if row["finding_count"] is None else float(row["finding_count"])) for row in listed
            )


def test_the_readers_would_see_the_same_whichever_of_1_to_4_a_count_is(readers):
    """All pages are made of what is told of atoms: so it is enough that no atom, told, says which small number it is.

    That a reader who has every atom as it is told, with all its marks, cannot tell is shown in ``test_rounding``; here
    that there is much to protect, and that what is told of an atom is either 0 or 5.
    """
    for reader in readers:
        small = [atom for atom in reader.atoms if atom.is_small["finding_count"]]
        assert len(small) > 30
        assert {atom.told["finding_count"] for atom in small} == {0, 5}
        assert {atom.true["finding_count"] for atom in small if atom.told["finding_count"] == 0} >= {1, 2, 3}
        assert {atom.true["finding_count"] for atom in small if atom.told["finding_count"] == 5} >= {1, 2, 3}
        assert any(atom.is_small["waived_count"] for atom in reader.atoms)


def test_whoever_reads_names_sees_every_count_as_it_is(readers, peopled, client_as):
    exact = defaultdict(int)
    for row in snapshot_at(peopled).table("finding_base"):
        exact[row["rule_code"]] += row["finding_count"]
    for row in client_as("analis").get(reverse("quality")).context["rows"]:
        assert row["finding_count"] == exact[row["rule_code"]]
