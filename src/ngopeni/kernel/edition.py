"""Editions: what is published together, whole or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ngopeni.kernel.durable import (
    canonical_json,
    publish_folder,
    read_json,
    sweep_folders,
    write_durably,
    write_json,
)
from ngopeni.kernel.workspace import Workspace

PACKAGE = Path(__file__).resolve().parents[1]
FACT_SUFFIXES = {".py", ".yaml", ".csv", ".parquet"}
# What only shows or stores facts cannot change them.
FACELESS = {"tests", "migrations", "dashboard", "site", "cli", "accounts", "jobs", "simulation"}


@dataclass(frozen=True)
class Inputs:
    """The five things an edition is a function of.

    Parameters
    ----------
    sources : list of dict
        The archive's sidecars, ordered by source id.
    reference : str
        Hash of code and reference data, which are versioned together.
    decisions : dict of str to list of dict
        Decision tables handed to the build.
    predecessor : str or None
        The edition whose person keys are carried forward.
    regency_code : str
    """

    sources: list[dict[str, Any]]
    reference: str
    decisions: Mapping[str, list[dict[str, Any]]]
    regency_code: str
    predecessor: str | None = None

    @property
    def decision_hashes(self) -> dict[str, str]:
        """What was decided, as a hash for each table in which something was."""
        return {name: hash_of(rows) for name, rows in self.decisions.items() if rows}

    @property
    def edition(self) -> str:
        """The edition's name: equal inputs, equal name."""
        parts = [self.sources, self.reference, self.decisions, self.predecessor, self.regency_code]
        return hash_of(parts)


@dataclass
class Draft:
    """An edition being built in a folder nobody reads."""

    folder: Path
    snapshots: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def table_path(self, as_of: dt.date, table: str) -> Path:
        """Where a snapshot's table is to be written."""
        return self.folder / as_of.isoformat() / f"{table}.parquet"

    def record(self, as_of: dt.date, table: str, row_count: int) -> None:
        """Note a written table for the manifest."""
        self.snapshots.setdefault(as_of.isoformat(), {})[table] = row_count


def open_draft(workspace: Workspace) -> Draft:
    """A new empty draft; those that crashed builds left behind are swept away."""
    workspace.editions.mkdir(exist_ok=True, mode=0o700)
    sweep_folders(workspace.editions, ".draft-*")
    folder = workspace.editions / f".draft-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    folder.mkdir(mode=0o700)
    return Draft(folder)


def publish(workspace: Workspace, draft: Draft, inputs: Inputs, version: str) -> str:
    """Give a draft its name, then point ``current`` at it: the last write of all.

    Returns
    -------
    str
        The edition's name.
    """
    write_json(
        draft.folder / "manifest.json",
        {
            "edition": inputs.edition,
            "code_version": version,
            "reference": inputs.reference,
            "sources": [source["source_id"] for source in inputs.sources],
            "decisions": hash_of(inputs.decisions),
            "decision_tables": inputs.decision_hashes,
            "predecessor": inputs.predecessor,
            "regency_code": inputs.regency_code,
            "snapshots": draft.snapshots,
            "seconds": draft.seconds,
        },
    )
    publish_folder(draft.folder, workspace.editions / inputs.edition)
    shutil.rmtree(draft.folder, ignore_errors=True)
    point_at(workspace, inputs.edition)
    return inputs.edition


def hash_of(value: Any) -> str:
    """A short hash of what can be written as JSON."""
    return hashlib.sha256(canonical_json(value)).hexdigest()[:16]


def point_at(workspace: Workspace, edition: str) -> None:
    """Make an edition on disk the published one."""
    write_durably(workspace.home / "current", edition.encode("ascii"))


def is_built(workspace: Workspace, edition: str) -> bool:
    """Whether an edition of that name is whole on disk."""
    return (workspace.editions / edition / "manifest.json").exists()


def built_before(workspace: Workspace, inputs: Inputs) -> str | None:
    """An edition on disk of the same files, code and decisions, whatever was published in between."""
    if is_built(workspace, inputs.edition):
        return inputs.edition
    told = {"decisions": hash_of(inputs.decisions), "regency_code": inputs.regency_code}
    for path in sorted(workspace.editions.glob("*/manifest.json")):
        facts = read_json(path)
        # What a crashed build left behind is no edition.
        is_whole = path.parent.name == facts["edition"]
        is_same = is_of_files(facts, inputs.sources, inputs.reference)
        if is_whole and is_same and all(facts[name] == value for name, value in told.items()):
            return str(facts["edition"])
    return None


def current_edition(workspace: Workspace) -> str | None:
    """The published edition's name, or None before the first build."""
    path = workspace.home / "current"
    return path.read_text(encoding="ascii").strip() if path.exists() else None


def published_facts(workspace: Workspace) -> dict[str, Any] | None:
    """The manifest of the published edition; None before the first build, or where it is not whole on disk."""
    current = current_edition(workspace)
    return manifest(workspace, current) if current is not None and is_built(workspace, current) else None


def is_of_files(facts: Mapping[str, Any], sources: Sequence[Mapping[str, Any]], reference: str) -> bool:
    """Whether an edition was made of these files by this code."""
    return facts["reference"] == reference and facts["sources"] == [source["source_id"] for source in sources]


def manifest(workspace: Workspace, edition: str) -> dict[str, Any]:
    """The manifest of an edition."""
    return dict(read_json(workspace.editions / edition / "manifest.json"))


@cache
def reference_hash() -> str:
    """One hash over the code and reference data from which facts follow, as this process found them."""
    return hash_of_package(PACKAGE)


def hash_of_package(folder: Path) -> str:
    """One hash over all files of a package that may change facts."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.suffix in FACT_SUFFIXES and not FACELESS.intersection(relative.parts):
            digest.update(str(relative).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
