"""Pairs enough to look at: the invented regency with its pairs made uncertain."""

from __future__ import annotations

import os

import duckdb
import pytest

from ngopeni.kernel.literal import literal
from ngopeni.kernel.snapshot import Snapshot, snapshot_at
from ngopeni.kernel.workspace import Workspace
from ngopeni.linkage.model import shipped
from ngopeni.linkage.worklist import Worklist, worklist


def make_uncertain(workspace: Workspace) -> Snapshot:
    """Spread the weights of all pairs of the newest date over the band that people look at; cut some out of chains."""
    snapshot, model = snapshot_at(workspace), shipped()
    path = snapshot.folder / "match_pair.parquet"
    width = model.review_to - model.review_from
    spread = (
        "SELECT *, ROW_NUMBER() OVER (ORDER BY MD5(record_key_l || record_key_r)) AS turn, "
        f"COUNT(*) OVER () AS pair_count FROM {literal(path)}"
    )
    weight = f"{model.review_from} + {width} * (turn - 0.5) / pair_count"
    lighter = path.with_suffix(".new")
    with duckdb.connect() as connection:
        told = (
            f"prior_weight + ({weight}) - match_weight AS prior_weight, {weight} AS match_weight, "
            f"1 / (1 + 2 ** (-({weight}))) AS match_probability, "
            "CASE WHEN turn % 20 = 0 THEN 'cut' ELSE decision END AS decision"
        )
        rows = f"SELECT * EXCLUDE (turn, pair_count) REPLACE ({told}) FROM ({spread}) AS spread"
        connection.execute(f"COPY ({rows}) TO {literal(lighter)} (FORMAT parquet)")
    os.replace(lighter, path)
    return snapshot


@pytest.fixture
def uncertain(peopled: Workspace) -> Snapshot:
    """The newest snapshot, with a hundred pairs that wait for people."""
    return make_uncertain(peopled)


@pytest.fixture
def pairs(peopled: Workspace, uncertain: Snapshot) -> Worklist:
    """What people look at there."""
    return worklist(uncertain, peopled.key("pairs"))
