"""Any table of people is linked from the command line; what cannot be read is refused in a sentence."""

from __future__ import annotations

import math

import pytest

from ngopeni.cli import main
from ngopeni.kernel.engine import Engine
from ngopeni.linkage.model import SHIPPED, shipped
from ngopeni.linkage.prepared import FIELDS
from ngopeni.linkage.tests.laying import ANYBODY, THERE, lay

NAMES = ("TUKIMIN", "WARSITO", "LASTRI", "JOKO SUSILO", "DARMI", "PONIMAN", "SUTARJO", "RUKMINI", "GUNAWAN", "YATEMI")
OTHERS = [
    {"name": name, "nik": f"33740111{place + 10}77{place:02d}03", "birth_date": f"1977-11-{place + 10}", "sex": "L"}
    | {"mother_name": f"{name.split()[0]}AH", "village_code": THERE, "rt": str(place)}
    for place, name in enumerate(NAMES)
]


def people(prefix, rows):
    return [{"unique_id": f"{prefix}{place}", **row} for place, row in enumerate(rows)]


def written(path, rows, columns=tuple(FIELDS)):
    """A Parquet file of people."""
    engine = Engine(threads=1)
    lay(engine, "people", rows, columns)
    engine.copy("SELECT * FROM people", path)
    engine.close()
    return path


def asked(path, sql):
    """A Parquet file out of any query."""
    engine = Engine(threads=1)
    engine.copy(sql, path)
    engine.close()
    return path


def read(path):
    engine = Engine(threads=1)
    engine.read("file", [path])
    rows = engine.rows("SELECT * FROM file")
    engine.close()
    return rows


def link(out, *paths, language="id"):
    return main(["link", *map(str, paths), "--out", str(out), "--language", language])


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """One file in which somebody stands twice."""
    folder = tmp_path_factory.mktemp("one")
    rows = people("a", [ANYBODY, {**ANYBODY, "name": "H. SLAMET RIADI", "rt": "3"}, *OTHERS])
    code = link(folder / "out", written(folder / "people.parquet", rows))
    return code, folder / "out", rows


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two files of the same people, one of whom stands twice in the second."""
    folder = tmp_path_factory.mktemp("two")
    left, right = people("a", [ANYBODY, *OTHERS]), people("b", [ANYBODY, {**ANYBODY, "name": "SLAMET R"}, *OTHERS[:5]])
    paths = [written(folder / f"{name}.parquet", rows) for name, rows in (("left", left), ("right", right))]
    code = link(folder / "out", *paths, language="en")
    return code, folder / "out", [*left, *right]


def test_one_file_is_searched_for_people_who_stand_twice(one):
    code, out, rows = one
    assert code == 0
    clusters = {row["unique_id"]: row["cluster_id"] for row in read(out / "clusters.parquet")}
    assert clusters == {row["unique_id"]: "a0" if row["unique_id"] == "a1" else row["unique_id"] for row in rows}


def test_two_files_are_held_against_each_other(two):
    code, out, rows = two
    assert code == 0
    listed = read(out / "clusters.parquet")
    clusters = {row["unique_id"]: row["cluster_id"] for row in listed}
    assert [row["unique_id"] for row in listed] == sorted(row["unique_id"] for row in rows)
    assert clusters["b0"] == clusters["b1"] == "a0"
    assert [clusters[f"b{place}"] for place in range(2, 7)] == [f"a{place}" for place in range(1, 6)]
    assert clusters["a9"] == "a9"
    assert {row["id_l"][0] + row["id_r"][0] for row in read(out / "pairs.parquet")} == {"ab"}


@pytest.mark.parametrize("made", ["one", "two"])
def test_every_pair_has_reasons_whose_weights_add_up(made, request):
    _, out, _ = request.getfixturevalue(made)
    pairs = read(out / "pairs.parquet")
    assert list(pairs[0]) == ["id_l", "id_r", "match_weight", "match_probability", "reasons"]
    assert [(row["id_l"], row["id_r"]) for row in pairs] == sorted({(row["id_l"], row["id_r"]) for row in pairs})
    for row in pairs:
        assert row["match_weight"] >= shipped().review_from
        assert math.fsum(each["weight"] for each in row["reasons"]) == pytest.approx(row["match_weight"], abs=1e-9)
        assert row["match_probability"] == pytest.approx(1 / (1 + 2 ** -row["match_weight"]), abs=1e-9)
        assert [each["field"] for each in row["reasons"]] == ["prior", "nik", "name", "birth", "sex", "family"]
        assert all(each["sentence"].endswith(".") for each in row["reasons"])


def test_sentences_are_in_the_language_asked_for(one, two):
    for (_, out, _), sentence in ((one, "Jenis kelamin sama."), (two, "Same sex.")):
        assert sentence in {each["sentence"] for row in read(out / "pairs.parquet") for each in row["reasons"]}


def test_what_was_found_is_counted(tmp_path, capsys):
    rows = people("a", [ANYBODY, ANYBODY, *OTHERS])
    assert main(["link", str(written(tmp_path / "p.parquet", rows)), "--out", str(tmp_path / "out"), "--json"]) == 0
    told = capsys.readouterr().out
    assert '"rows": 12' in told
    assert '"pairs": 1' in told
    assert '"clusters": 11' in told


def test_a_file_may_have_few_columns_and_some_that_nobody_knows(tmp_path):
    unknown = "'x' AS \"kolom lain\", [i] AS listed"
    sql = f"SELECT i AS unique_id, 3319011203850000 + i // 2 AS nik, {unknown} FROM range(1, 7) AS t(i)"
    path = asked(tmp_path / "few.parquet", sql)
    assert link(tmp_path / "out", path) == 0
    clusters = {row["unique_id"]: row["cluster_id"] for row in read(tmp_path / "out" / "clusters.parquet")}
    assert clusters == {"1": "1", "2": "2", "3": "2", "4": "4", "5": "4", "6": "6"}


@pytest.mark.parametrize("count", [0, 1])
def test_a_file_of_hardly_anybody_has_no_pairs(tmp_path, count):
    path = written(tmp_path / "few.parquet", people("a", [ANYBODY] * count))
    assert link(tmp_path / "out", path) == 0
    assert read(tmp_path / "out" / "pairs.parquet") == []
    assert len(read(tmp_path / "out" / "clusters.parquet")) == count


def refused(capsys, code, *words):
    """That the command ended with 2 and one clear sentence."""
    told = capsys.readouterr().err
    assert f"[{code}]" in told
    assert "Traceback" not in told
    for word in words:
        assert word in told


def test_what_is_no_parquet_file_is_refused(tmp_path, capsys):
    path = tmp_path / "list.csv"
    path.write_text("unique_id,name\n1,SLAMET\n")
    assert link(tmp_path / "out", path) == 2
    refused(capsys, "LINKAGE-001", "list.csv", "Parquet")
    assert link(tmp_path / "out", tmp_path / "none.parquet") == 2
    refused(capsys, "LINKAGE-001", "none.parquet")
    assert not (tmp_path / "out").exists()


def test_a_file_without_numbers_of_its_rows_is_refused(tmp_path, capsys):
    path = written(tmp_path / "people.parquet", [ANYBODY], ["name", "nik"])
    assert link(tmp_path / "out", path) == 2
    refused(capsys, "LINKAGE-002", "people.parquet", "unique_id")


def test_numbers_that_come_twice_are_refused_in_one_file_and_between_two(tmp_path, capsys):
    path = written(tmp_path / "people.parquet", [{**ANYBODY, "unique_id": each} for each in ("1", "2", "2", "3", "3")])
    assert link(tmp_path / "out", path) == 2
    refused(capsys, "LINKAGE-003", "2 nomor")
    paths = [written(tmp_path / f"{name}.parquet", people("a", OTHERS[:3])) for name in ("left", "right")]
    assert link(tmp_path / "out", *paths) == 2
    refused(capsys, "LINKAGE-003", "3 nomor")


def test_rows_without_a_number_are_refused(tmp_path, capsys):
    path = written(tmp_path / "people.parquet", [{**ANYBODY, "unique_id": each} for each in ("1", None, None)])
    assert link(tmp_path / "out", path) == 2
    refused(capsys, "LINKAGE-006", "2 baris")


@pytest.mark.parametrize(
    "column", ["'besok' AS birth_date", "'tua' AS birth_year", "12 AS birth_date", "DATE '1985-03-12' AS birth_year"]
)
def test_columns_of_another_kind_are_refused(tmp_path, capsys, column):
    path = asked(tmp_path / "people.parquet", f"SELECT 'a' || i AS unique_id, {column} FROM range(3) AS t(i)")
    assert link(tmp_path / "out", path) == 2
    refused(capsys, "LINKAGE-004", "people.parquet")


def test_dates_and_numbers_told_as_texts_are_read(tmp_path):
    sql = (
        "SELECT i::VARCHAR AS unique_id, '1985-03-12' AS birth_date, 1 AS sex, 'SUKARDI' AS name FROM range(2) AS t(i)"
    )
    assert link(tmp_path / "out", asked(tmp_path / "people.parquet", sql)) == 0
    (row,) = read(tmp_path / "out" / "pairs.parquet")
    levels = {each["field"]: each["level"] for each in row["reasons"]}
    assert (levels["birth"], levels["sex"], levels["name"]) == ("same", "same", "same")


def test_a_model_of_ones_own_is_used(tmp_path):
    path = written(tmp_path / "people.parquet", people("a", [ANYBODY, ANYBODY, *OTHERS]))
    text = SHIPPED.read_text(encoding="utf-8").replace(f"threshold: {shipped().threshold}", "threshold: 500.0")
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    assert main(["link", str(path), "--out", str(tmp_path / "out"), "--model", str(tmp_path / "own.yaml")]) == 0
    clusters = {row["unique_id"]: row["cluster_id"] for row in read(tmp_path / "out" / "clusters.parquet")}
    assert clusters["a0"] != clusters["a1"]


@pytest.mark.parametrize("text", [None, "", "[1", "levels: {nik: {same: {m: 1, u: 1}}}", "just words", "levels: 5"])
def test_a_model_that_cannot_be_read_is_refused(tmp_path, capsys, text):
    path = written(tmp_path / "people.parquet", people("a", OTHERS[:2]))
    if text is not None:
        (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    assert main(["link", str(path), "--out", str(tmp_path / "out"), "--model", str(tmp_path / "own.yaml")]) == 2
    refused(capsys, "LINKAGE-007", "own.yaml")


def test_results_never_replace_the_file_that_is_read(tmp_path, capsys):
    path = written(tmp_path / "pairs.parquet", people("a", [ANYBODY, *OTHERS]))
    before = path.read_bytes()
    assert link(tmp_path, path) == 2
    refused(capsys, "LINKAGE-008", "pairs.parquet")
    assert path.read_bytes() == before


@pytest.mark.parametrize("column", ["nik", "no_kk"])
def test_a_number_kept_as_a_fraction_is_refused(tmp_path, capsys, column):
    path = asked(tmp_path / "people.parquet", f"SELECT 'a' AS unique_id, 3319011203850001::DOUBLE AS {column}")
    assert link(tmp_path / "out", path) == 2
    refused(capsys, "LINKAGE-009", "people.parquet", column)


def test_a_number_kept_as_a_whole_one_is_read(tmp_path):
    rows = "SELECT unique_id, 3319011203850001 AS nik, 'SLAMET' AS name FROM (VALUES ('a'), ('b')) AS t(unique_id)"
    assert link(tmp_path / "out", asked(tmp_path / "people.parquet", rows)) == 0
    (pair,) = read(tmp_path / "out" / "pairs.parquet")
    assert next(each for each in pair["reasons"] if each["field"] == "nik")["level"] == "same"


def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path, capsys):
    path = written(tmp_path / "people.parquet", people("a", [ANYBODY, *OTHERS]))
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    (tmp_path / "full" / "clusters.parquet").mkdir(parents=True)
    for name in ("taken", "full"):
        assert link(tmp_path / name, path) == 2
        refused(capsys, "LINKAGE-010", name)


def test_from_few_rows_no_weights_are_learned(tmp_path, capsys):
    path = written(tmp_path / "people.parquet", people("a", [ANYBODY, *OTHERS]))
    assert main(["link", str(path), "--out", str(tmp_path / "out"), "--learn"]) == 2
    refused(capsys, "LINKAGE-015", "500 baris")


def test_a_limit_of_memory_that_says_nothing_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["link", "people.parquet", "--out", str(tmp_path), "--memory", "banyak"])
    assert "500MB" in capsys.readouterr().err
