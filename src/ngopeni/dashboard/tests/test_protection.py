"""What the papers say is computed, points at things that exist, and leaves nothing out."""

from __future__ import annotations

import ast
import datetime as dt
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction

from ngopeni.accounts.actions import record
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.roles import ROLES
from ngopeni.dashboard.protection import Kind, State, Status, facts, holdings, laws, measures, name_roles
from ngopeni.dashboard.protection_assessment import assessment_paper, band, figures
from ngopeni.dashboard.protection_paper import as_markdown
from ngopeni.dashboard.protection_register import register_paper
from ngopeni.dashboard.protection_retention import KEYS, categories, category_codes, retention_paper
from ngopeni.kernel.contract import Privacy
from ngopeni.tables import TABLES

PACKAGE = Path(__file__).resolve().parents[2]
STATE = State(
    regency="Kabupaten Rekaan",
    today=dt.date(2026, 2, 3),
    as_of=dt.date(2024, 12, 31),
    edition="abc123",
    rows={"person": 60_001},
    accounts={"analyst": 2, "head": 1},
    able=1,
    asked=frozenset({Permission.READ_AREAS}),
)


def text_of(paper) -> str:
    return as_markdown(paper)


# Retention: the guard -------------------------------------------------------------------------------------------------


@pytest.mark.guard
def test_everything_that_is_held_has_a_line_of_retention_and_every_line_something_held():
    told = facts("retention")
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("ngopeni.")}
    models = {each._meta.label: each._meta.app_label in ours for each in apps.get_models(include_auto_created=True)}
    held = {
        "tables": set(TABLES),
        "records": {label for label, is_ours in models.items() if is_ours},
        "libraries": {label for label, is_ours in models.items() if not is_ours},
    }
    for key, names in held.items():
        assert names - set(told[key]) == set(), f"say in retention.yaml how long these {key} are kept"
        assert set(told[key]) - names == set(), f"these {key} of retention.yaml are not there"


@pytest.mark.guard
def test_every_folder_of_a_workspace_has_a_line_of_retention(published, people):
    published.secret_key()
    with transaction.atomic():
        record("uji", by="uji", subject="uji")
    # Facts about the workspace itself are about no person.
    there = {path.name for path in published.home.iterdir()} - {"workspace.json", "current", "build.lock"}
    assert there <= set(facts("retention")["folders"])
    for path in (published.database, published.archive, published.typed, published.editions, published.incoming):
        assert path.name in facts("retention")["folders"]


@pytest.mark.guard
def test_every_line_of_retention_names_a_category_and_every_category_says_all():
    assert set(category_codes().values()) == set(categories())
    for each in categories().values():
        assert set(each) == {"code", "title", "kept", "why", "end", "status"}
        assert Status(each["status"]) is not Status.READ, "no period was read in a law"


def test_what_is_personal_is_never_kept_for_ever():
    for holding in holdings().values():
        if holding.is_personal:
            assert category_codes()[holding.name] not in {"places", "technical"}, holding.name


def test_the_schedule_lists_each_holding_once_and_says_that_periods_are_proposals():
    rows = [row[0] for part in retention_paper(STATE).sections[2:-1] for row in part.grid.rows]
    assert sorted(rows) == sorted(holdings())
    assert "usulan, perlu keputusan daerah" in text_of(retention_paper(STATE))
    assert set(KEYS) == set(Kind)


# Register -------------------------------------------------------------------------------------------------------------


@pytest.mark.guard
def test_everything_personal_is_processed_in_some_activity():
    told = {name for each in facts("register")["activities"] for name in each["holdings"]}
    assert told <= set(holdings())
    missing = {name for name, holding in holdings().items() if holding.is_personal} - told
    assert missing == set(), "say in reference/protection/register.yaml what these are for"


@pytest.mark.guard
def test_every_field_about_a_person_has_words():
    for holding in holdings().values():
        assert len(holding.in_words(Privacy.PERSONAL, Privacy.SPECIFIC)) == len(
            holding.columns(Privacy.PERSONAL, Privacy.SPECIFIC)
        )


@pytest.mark.guard
def test_every_right_over_persons_stands_in_some_activity():
    told = {code for each in facts("register")["activities"] for code in each["permissions"]}
    assert {Permission(code) for code in told} >= {
        Permission.READ_PEOPLE,
        Permission.REVEAL_IDENTIFIERS,
        Permission.READ_SPECIFIC,
        Permission.EXPORT_PEOPLE,
        Permission.SERVE_COUNTER,
    }


def test_the_register_names_the_columns_of_each_class_and_the_roles_of_each_right():
    text = text_of(register_paper(STATE))
    for table in ("person", "civil_record", "aid_receipt"):
        for column in TABLES[table].columns:
            if column.privacy in (Privacy.PERSONAL, Privacy.SPECIFIC):
                assert column.name in text
    assert "(person, 60.001 baris): " in text
    assert "nama lengkap (full_name)" in text
    assert "membaca nama dan alamat warga: Analis TKPK" in text
    assert "Mitra" not in text.split("membaca nama dan alamat warga")[1].split("\n")[0]


def test_a_right_that_no_page_asks_for_is_told_so():
    def said(asked):
        paper = register_paper(State("X", dt.date(2026, 1, 1), asked=frozenset(asked)))
        part = next(each for each in paper.sections if "loket" in each.title)
        return next(" ".join(values) for label, values in part.pairs if label == "Yang dapat membuka")

    assert "Halamannya belum ada" in said([])
    assert "Halamannya belum ada" not in said([Permission.SERVE_COUNTER])


# Assessment -----------------------------------------------------------------------------------------------------------


def test_the_figures_are_counted_from_the_dictionary():
    counted = figures(STATE)
    columns = [column for table in TABLES.values() for column in table.columns]
    assert counted["tables"] == len(TABLES)
    assert counted["personal_tables"] == sum(table.is_personal for table in TABLES.values())
    assert counted["personal_columns"] == sum(column.privacy == "personal" for column in columns)
    assert counted["specific_columns"] == sum(column.privacy == "specific" for column in columns)
    assert (counted["people"], counted["accounts"], counted["name_now"]) == (60_001, 3, 1)
    assert counted["name_accounts"] == 2
    assert set(counted) == set(facts("assessment")["figures"])


def test_only_roles_that_open_names_are_counted():
    assert [role.code for role in name_roles()] == [role.code for role in ROLES.values() if role.sees_names]


def test_every_risk_is_weighed_and_no_measure_makes_it_worse():
    for risk in facts("assessment")["risks"]:
        assert all(weight in (1, 2, 3, 4) for weight in risk["before"] + risk["after"])
        assert all(after <= before for before, after in zip(risk["before"], risk["after"], strict=True)), risk["code"]
        assert risk["measures"], risk["code"]
        assert set(risk["measures"]) <= set(measures())


@pytest.mark.parametrize(("score", "word"), [(1, "rendah"), (6, "sedang"), (8, "tinggi"), (16, "sangat tinggi")])
def test_a_product_has_a_word(score, word):
    assert band(score) == word


def test_the_assessment_ends_with_room_to_sign_and_its_references():
    sections = assessment_paper(STATE).sections
    assert [each.title for each in sections[-2:]] == ["Pengesahan", "Rujukan"]
    assert all(cell.startswith("…") for row in sections[-2].grid.rows for cell in row[1:])


# Measures and laws ----------------------------------------------------------------------------------------------------


@pytest.mark.guard
@pytest.mark.parametrize("measure", [each for each in measures().values() if each.where], ids=lambda each: each.code)
def test_a_measure_points_at_something_that_the_program_uses(measure):
    module, _, name = measure.where.partition(":")
    assert hasattr(import_module(module), name), f"{measure.where} is not there"
    assert measure.right or is_used(module, name), f"nothing but tests uses {measure.where}"


def test_a_measure_without_its_page_is_told_to_be_missing():
    for right in (Permission.READ_AREAS, Permission.REVEAL_IDENTIFIERS):
        state = State("X", dt.date(2026, 1, 1), asked=frozenset({right}))
        for make in (register_paper, assessment_paper):
            assert ("belum terpasang" in text_of(make(state))) is (right is Permission.READ_AREAS)


def is_used(module: str, name: str) -> bool:
    """Whether another file names the thing, or it is a command or a setting, which nobody has to name."""
    own = PACKAGE / Path(*module.split(".")[1:]).with_suffix(".py")
    if ".cli.commands." in module or module.endswith(".settings"):
        return True
    for path in PACKAGE.rglob("*.py"):
        if path == own or "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = (getattr(node, "id", None), getattr(node, "attr", None))
            if name in named or getattr(node, "value", None) == f"{module}.{name}":
                return True
    return False


def test_a_measure_is_done_by_the_program_or_by_the_office():
    for measure in measures().values():
        assert bool(measure.where) is (measure.by == "program"), measure.code


def test_no_law_is_quoted_without_how_far_it_may_be_relied_on():
    for law in laws().values():
        assert law.status is not Status.PROPOSED
        assert bool(law.source) is (law.status is Status.READ), law.code
    for make in (register_paper, assessment_paper, retention_paper):
        last = make(STATE).sections[-1]
        assert last.title == "Rujukan"
        assert all(row[2] for row in last.grid.rows)


def test_every_law_and_measure_is_used_somewhere():
    quoted = {code for name in ("register", "assessment", "retention", "breach") for code in facts(name)["law"]}
    quoted |= {code for each in facts("register")["activities"] for code in each["basis"]}
    assert set(laws()) == quoted
    done = {code for each in facts("register")["activities"] for code in each["measures"]}
    done |= {code for each in facts("assessment")["risks"] for code in each["measures"]}
    assert set(measures()) - done == {"breach"}
