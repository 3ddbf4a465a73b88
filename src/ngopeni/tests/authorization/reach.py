"""Which functions a page can reach, read from the source: who calls whom in the whole project."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import ngopeni

ROOT = Path(ngopeni.__file__).parent
OUTSIDE = {"tests", "migrations", "conftest"}


def module_name(path: Path) -> str:
    """The dotted name of a file."""
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the program, tests left out."""
    paths = (
        each for each in ROOT.rglob("*.py") if not OUTSIDE.intersection(each.relative_to(ROOT).with_suffix("").parts)
    )
    return {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imported(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """What names stand for that were imported among these nodes."""
    names = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Import):
            names |= {each.asname or each.name: each.name for each in node.names}
    return names


@cache
def top_level() -> dict[str, dict[str, str]]:
    """For each module the names it holds: its own functions and classes, and what it imported."""
    held = {}
    for module, tree in trees().items():
        own = {each.name: f"{module}.{each.name}" for each in tree.body if isinstance(each, Definition)}
        own |= {name: f"{module}.{name}" for name in constants(tree)}
        held[module] = imported(tree.body) | own
    return held


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Names that a module gives a value once: tables of functions are followed like functions."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            found[node.target.id] = node.value
    return found


def resolve(name: str) -> str:
    """The place where something is really defined, through modules that only pass it on."""
    for _ in range(5):
        module, _, last = name.rpartition(".")
        onward = top_level().get(module, {}).get(last)
        if onward is None or onward == name:
            return name
        name = onward
    return name


def named(node: ast.AST, names: dict[str, str]) -> Iterator[str]:
    """Everything of the project that a definition speaks of."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id in names:
            yield resolve(names[each.id])
        elif isinstance(each, ast.Attribute):
            dotted = written(each)
            first, _, rest = dotted.partition(".")
            if first in names and rest:
                yield resolve(f"{names[first]}.{rest}")


def written(node: ast.expr) -> str:
    """A chain of attributes as text; empty when it does not begin with a name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        front = written(node.value)
        return f"{front}.{node.attr}" if front else ""
    return ""


@cache
def definitions() -> dict[str, ast.AST]:
    """Every function, class and named value of the program."""
    found: dict[str, ast.AST] = {}
    for module, tree in trees().items():
        found |= {f"{module}.{name}": value for name, value in constants(tree).items()}
        found |= {f"{module}.{each.name}": each for each in tree.body if isinstance(each, Definition)}
    return found


@cache
def calls() -> dict[str, frozenset[str]]:
    """For each definition the definitions it speaks of."""
    edges = {}
    for name, node in definitions().items():
        module = name.rpartition(".")[0]
        names = top_level()[module] | imported(ast.walk(node))
        edges[name] = frozenset(other for other in named(node, names) if other in definitions() and other != name)
    return edges


@cache
def reached(start: str) -> frozenset[str]:
    """Everything that a definition can come to call, itself included."""
    seen, waiting = {start}, [start]
    while waiting:
        for other in calls().get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(seen)


@cache
def acts() -> tuple[str, ...]:
    """The public functions of every stage's actions."""
    return tuple(
        sorted(
            name
            for name, node in definitions().items()
            if "actions" in name.split(".")[:-1] and isinstance(node, ast.FunctionDef) and node.name[0] != "_"
        )
    )


@cache
def jobs_asked_for() -> dict[str, frozenset[str]]:
    """For each definition the names of the jobs it asks for by itself."""
    asked = defaultdict(set)
    for name, node in definitions().items():
        for each in ast.walk(node):
            if isinstance(each, ast.Call) and written(each.func).rpartition(".")[2] == "enqueue":
                first = each.args[0]
                assert isinstance(first, ast.Constant), f"{name} asks for a job whose name is not written out"
                asked[name].add(str(first.value))
    return {name: frozenset(found) for name, found in asked.items()}
