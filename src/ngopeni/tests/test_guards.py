"""Rules of the house, each kept by a machine."""

from __future__ import annotations

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from ngopeni.kernel.contract import Privacy

pytestmark = pytest.mark.guard

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
DECISIONS = PACKAGE / "reference" / "model_privacy.yaml"
# Names of files and folders that may know Django.
DJANGO_NAMES = {"models", "actions", "permissions", "forms", "views", "urls", "admin", "apps", "migrations"}
DJANGO_NAMES |= {"management", "templatetags", "tests", "conftest", "site", "cli", "__main__"}
# Packages that bring Django with them.
DJANGO_PACKAGES = {"django", "django_htmx", "csp", "lucide", "whitenoise"}
VAGUE = {"utils", "helpers", "common", "services", "misc"}
LONGEST, MEDIAN = 800, 100


def sources() -> list[Path]:
    """Every Python file of the package but the migrations, which a machine writes."""
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def place(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def may_know_django(names: tuple[str, ...] | list[str]) -> bool:
    return bool(DJANGO_NAMES.intersection(names))


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that a file imports, at its head or inside a function; names out of a package too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their module in full"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def is_impure(module: str) -> bool:
    """Whether a module knows Django: it is of Django, or one of ours by whose name it may."""
    first, *rest = module.split(".")
    return first in DJANGO_PACKAGES or (first == "ngopeni" and may_know_django(rest))


def own_fields() -> dict[str, set[str]]:
    """The fields of every model of ours, by its label."""
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("ngopeni.")}
    return {
        model._meta.label: {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in labels
    }


def test_every_field_of_the_database_has_a_privacy_class_and_every_class_a_field():
    decided = yaml.safe_load(DECISIONS.read_text(encoding="utf-8"))
    assert {label: set(fields) for label, fields in decided.items()} == own_fields()
    for label, fields in decided.items():
        for name, privacy in fields.items():
            assert privacy in set(Privacy), f"{label}.{name}"


def test_only_files_with_a_django_name_know_django():
    impure = [
        f"{place(path)} imports {module}"
        for path in sources()
        if not may_know_django([*path.relative_to(PACKAGE).parts[:-1], path.stem])
        for module in imported(ast.parse(path.read_text(encoding="utf-8")))
        if is_impure(module)
    ]
    assert impure == []


@pytest.mark.parametrize(
    ("module", "impure"),
    [
        ("django.db.models", True),
        ("ngopeni.zones.models.ZoneRule", True),
        ("ngopeni.zones.views.rules", True),
        ("ngopeni.site.settings", True),
        ("ngopeni.zones.rule.Rule", False),
        ("numpy", False),
    ],
)
def test_the_guard_of_purity_tells_one_from_the_other(module, impure):
    assert is_impure(module) is impure


def test_there_are_no_signals():
    found = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names = [ast.unparse(each) for each in node.decorator_list]
                found += [place(path) for name in names if name.split("(")[0].endswith("receiver")]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
                # A database is connected to; a signal would be.
                found += [place(path) for each in [ast.unparse(node.func.value)] if each not in {"duckdb", "sqlite3"}]
    assert found == []


def test_files_are_short():
    lines = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}
    assert statistics.median(lines.values()) < MEDIAN


def test_no_file_has_a_name_that_says_nothing():
    assert [place(path) for path in PACKAGE.rglob("*") if path.stem in VAGUE] == []


def test_every_reference_file_loads_and_says_something():
    files = [*PACKAGE.rglob("*.yaml"), *PACKAGE.rglob("*.yml")]
    assert len(files) > 10
    for path in files:
        assert yaml.safe_load(path.read_text(encoding="utf-8")), place(path)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"])
def test_a_lock_names_versions_and_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for address in (
        "://",
        "--index-url",
        "--extra-index-url",
        "--find-links",
        "--trusted-host",
        " @ ",
        "\n-e",
        "\n-i ",
    ):
        assert address not in text, address
    pinned = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*])?==\S+", text, re.MULTILINE)
    assert len(pinned) > 20
    assert text.count("--hash=sha256:") >= len(pinned)


def test_the_lock_that_names_addresses_is_never_committed():
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_every_dependency_has_its_reason_in_the_line_above():
    lines = [line.strip() for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()]
    project = tomllib.loads("\n".join(lines))
    needed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert len(needed) > 20
    bare = [each for each in needed if not re.match(r"# \S.{10,}", lines[lines.index(f'"{each}",') - 1])]
    assert bare == []
