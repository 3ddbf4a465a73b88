"""This stage's tables of a snapshot."""

from __future__ import annotations

from pathlib import Path

from ngopeni.kernel.engine import Engine
from ngopeni.kernel.yaml_file import read_yaml
from ngopeni.targets.tables import TARGET

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "targets"


def build(engine: Engine, regency_code: str) -> None:
    """Make ``target`` from the reference file of the regency; empty where there is none."""
    path = FOLDER / f"{regency_code}.yaml"
    listed = read_yaml(path) if path.exists() else []
    engine.load(TARGET, [{**row, "regency_code": regency_code} for row in listed])
