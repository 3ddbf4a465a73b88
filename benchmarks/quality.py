"""How much of what is known to be wrong the rules of quality find, and how often they blame what is right.

Run: ./ngopeni bench quality

Registries of an invented regency go the real way in; only this benchmark reads the truth beside them. The first
table takes the kinds of mistakes, the second the rules: a finding is a false alarm where the truth says that what the
rule looked at is right. The third is the price of the pass, each measurement in a process of its own.
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
from pathlib import Path

import duckdb

from ngopeni.areas.register import load_areas
from ngopeni.build import build
from ngopeni.intake.archive import all_sources
from ngopeni.intake.receiving import receive
from ngopeni.kernel.engine import Engine
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.kernel.workspace import Workspace, make_workspace
from ngopeni.quality.build import build as build_quality
from ngopeni.quality.rules import all_rules
from ngopeni.simulation.simulate import simulate

AS_OF = dt.date(2020, 10, 26)
REGISTRIES = ("bdt2015", "dtks_short", "dtsen", "p3ke")
LAYOUTS = (*REGISTRIES, "civil_registry", "public_servant", "population")
RUNS = (("33.16", 60_000, 1), ("33.16", 60_000, 2), ("33.19", 60_000, 1), ("33.16", 450_000, 1))
HIT_TARGET, ALARM_TARGET, SECONDS_LIMIT, LIMIT_MB = 0.98, 0.01, 5.0, 1_536
INPUTS = ("person", "household", "import_finding", "source", "registry", "village", "population")
INPUTS += ("civil_record", "public_servant")

# Which rules, by the last three digits, may find a kind of mistake: those that need the row and its list alone, and
# those that need the files of other offices.
RECORD = {
    "nik_empty": "101",
    "nik_zeros": "104",
    "nik_nines": "104",
    "nik_length": "103",
    "nik_serial_zero": "106",
    "nik_transposed": "105 107 108 109 110 115",
    "nik_digit_off": "105 106 107 108 109 115",
    "nik_day_sex": "109",
    "nik_kk_swapped": "101 103 104 105 107 108 109 110 112",
    "nik_of_relative": "107 108 109 113 114 115",
    "nik_of_namesake": "107 108 109 114 115",
    "kk_empty": "101 120",
    "kk_zeros": "104 123",
    "kk_length": "103 122",
    "kk_stale": "125 201 204",
    "one_person_family": "125 154 202 207",
    "no_head": "201",
    "two_heads": "202",
    "name_empty": "130 302",
    "name_placeholder": "131",
    "name_abbreviated": "132 133 135",
    "name_titled": "135",
    "name_spelling": "",
    "name_word_dropped": "",
    "age_impossible": "140 141 142 143",
    "birth_heaped": "107 108 147",
    "birth_swapped": "107 108 140",
    "sex_wrong": "109 158",
    "unknown_village": "301",
    "dead_listed": "",
    "moved_listed": "",
    "servant_listed": "",
    "double": "113 114 116 117 205",
    "double_elsewhere": "114 204",
    "housing_contradiction": "220 223",
    "household_unknown_code": "228",
    "person_unknown_code": "170",
    "asset_code": "228",
}
ELSEWHERE = {kind: "177 178" for kind in RECORD if kind.startswith("nik_")}
ELSEWHERE |= {kind: "178 179" for kind in ("name_spelling", "name_word_dropped", "name_abbreviated", "name_titled")}
ELSEWHERE |= {"kk_stale": "182", "one_person_family": "182", "sex_wrong": "181", "dead_listed": "175"}
ELSEWHERE |= {"birth_heaped": "180", "birth_swapped": "180", "age_impossible": "180", "moved_listed": "176 183"}
ELSEWHERE |= {"servant_listed": "184 185", "nik_of_namesake": "177 178 180 181 182 183"}
NOT_COVERED = {"never_eligible": "no column shows it: somebody has to visit"}

# Of a row `r` of a registry, where a mistake cannot be seen by anybody who does not know the truth, and why. The files
# of the civil registry and of the payrolls are at hand.
UNMATCHED = "NOT (r.is_formed AND r.is_recorded)"
UNSEEN = {
    "kk_stale": (UNMATCHED, "a sound number; only the civil registry knows better, and the NIK is ruined too"),
    "one_person_family": (UNMATCHED, "somebody alone is no mistake by itself, and the NIK is ruined too"),
    "dead_listed": ("NOT r.is_reported_dead", "nobody reported the death, or the NIK is ruined too"),
    "moved_listed": ("NOT r.is_reported_gone", "moved within the village or unreported, or the NIK is ruined too"),
    "servant_listed": ("NOT r.is_on_payroll", "not on the payroll of those who live here, or the NIK is ruined too"),
    "name_spelling": (f"{UNMATCHED} OR r.name_equal", "not in the match file, or the NIK is ruined too"),
    "name_word_dropped": (UNMATCHED, "not in the match file, or the NIK is ruined too"),
    "birth_heaped": (
        "r.birth_equal AND r.age_equal OR r.birth_date IS NULL AND NOT (r.nik_equal AND ABS(r.age - r.true_age) > 1)",
        "the list has only the age, which stays within a year",
    ),
    "birth_swapped": (
        "r.birth_date IS NULL AND NOT (r.nik_equal AND ABS(r.age - r.true_age) > 1) OR NOT r.is_formed",
        "the list has only the age, or the NIK is ruined too",
    ),
    "sex_wrong": ("NOT r.nik_equal", "the NIK is wrong too"),
    "nik_of_namesake": (
        "r.birth_date IS NULL AND r.holder_rows = 1 AND ABS(r.age - r.nik_age) <= 1 AND r.nik_sex = r.sex",
        "the list has only the age, which is the same, and the other is not listed",
    ),
    "no_head": ("r.home_heads > 0", "somebody else of the house is written as its head"),
    "two_heads": ("r.home_heads < 2", "nobody else of the house is written as its head"),
    "double": ("NOT r.is_double_by_key", "the two rows share no exact key: linkage looks for those"),
    "double_elsewhere": ("NOT r.is_double_by_key", "the two rows share no exact key: linkage looks for those"),
    "asset_code": ("NOT r.has_unknown_asset", "the neighbouring pair of codes says the same and is read right"),
}

# Whether the truth says that something a rule looked at is wrong, for rows and for households. Rules that are not
# here have no truth in the simulation, which makes no such mistakes.
NIK = "NOT r.nik_equal"
ALARM = {
    "101 102 103 104 105 106 110 111 112": NIK,
    "107": f"{NIK} OR NOT r.birth_equal",
    "108": f"{NIK} OR NOT r.age_equal",
    "109": f"{NIK} OR NOT r.sex_equal",
    "113 115": "r.holder_persons > 1 OR r.same_home_rows > 1",
    "114": "r.holder_rows > r.holder_persons",
    "116 117": "r.person_rows > 1 OR NOT r.name_equal OR r.home_name_wrong",
    "120 121 122 123 124": "NOT r.kk_equal",
    "125": "NOT r.kk_equal OR r.family_kk_wrong OR r.family_rows = 1",
    "130 131 132 133 134 135 136 137": "NOT r.name_equal_exactly",
    "138": "NOT r.name_equal",
    "140 141 142 143": "NOT r.birth_equal OR NOT r.age_equal",
    "147": "NOT r.birth_equal",
    "150 151 152 153": "r.home_wrong",
    "154": "r.home_wrong OR NOT r.kk_equal",
    "158": "r.home_wrong",
    "170": "r.kinds LIKE '%|person_unknown_code|%'",
    "175": f"NOT r.is_alive OR {NIK}",
    "176": f"NOT r.is_resident OR {NIK}",
    "177": f"{NIK} OR NOT r.is_recorded_truly",
    "178 179": f"{NIK} OR NOT r.name_equal",
    "180": f"{NIK} OR NOT r.birth_equal",
    "181": f"{NIK} OR NOT r.sex_equal",
    "182": f"{NIK} OR NOT r.kk_equal",
    "183": f"{NIK} OR r.village_code <> r.true_village",
    "184 185": f"r.kinds LIKE '%|servant_listed|%' OR {NIK}",
    "201 202": "r.home_wrong OR r.home_kk_wrong OR r.family_kk_wrong",
    "203": "r.home_wrong",
    "204": "r.home_kk_wrong OR r.home_doubled OR r.home_wrong",
    "205": "r.home_doubled",
    "206": "r.home_wrong OR r.home_kk_wrong OR r.home_doubled",
    "207": "r.home_wrong OR r.home_kk_wrong OR r.family_kk_wrong",
    "220 223": "r.kinds LIKE '%|housing_contradiction|%'",
    "228": "r.kinds LIKE '%|household_unknown_code|%' OR r.kinds LIKE '%|asset_code|%'",
    "301": "r.kinds LIKE '%|unknown_village|%'",
}


def bring(folder: Path, home: Path, regency_code: str, layouts: tuple[str, ...]) -> Workspace:
    """Every file of a date, received and built."""
    areas, workspace = load_areas(regency_code), make_workspace(home, regency_code, AS_OF)
    for layout in layouts:
        path = folder / f"{layout}_{AS_OF}.csv"
        said = {"file_name": path.name, "received_by": "bench", "publisher": "Data simulasi"}
        receive(workspace, path, areas, as_of=AS_OF, received_at=dt.datetime(2026, 1, 1), **said)
    build(workspace, {})
    return workspace


class Truth:
    """A snapshot's findings beside the truth, in a database of their own."""

    def __init__(self, folder: Path, workspace: Workspace) -> None:
        self.db = duckdb.connect(config={"memory_limit": "6GB"})
        snapshot = snapshot_at(workspace, AS_OF).folder
        for name in (*INPUTS, "finding", "finding_base"):
            self.db.execute(f"CREATE VIEW {name} AS SELECT * FROM '{snapshot / name}.parquet'")
        for name in ("record", "person"):
            path = folder / f"truth_{name}_{AS_OF}.csv"
            self.db.execute(f"CREATE VIEW truth_{name} AS SELECT * FROM read_csv('{path}', all_varchar = true)")
        headers = [
            (note["source_id"], note["profile"], note["header_row"])
            for note in all_sources(workspace)
            if note["profile"] in REGISTRIES
        ]
        self.db.execute("CREATE TABLE header (source_id VARCHAR, profile VARCHAR, header_row INTEGER)")
        self.db.executemany("INSERT INTO header VALUES (?, ?, ?)", headers)
        self._make_rows()
        self._make_found()

    def _make_rows(self) -> None:
        """``r``: each row of a registry, what is written and what is true of it."""
        letters = "NULLIF(regexp_replace(upper({}), '[^A-Z]', '', 'g'), '')"
        self.db.execute(f"""
            CREATE TABLE told AS
            SELECT h.source_id, h.profile, t.row_number::INTEGER + h.header_row AS row_number,
                t.person_id::INTEGER AS person_id,
                '|' || COALESCE(t.errors, '') || '|' AS kinds,
                p.* EXCLUDE (source_id, profile, row_number), COALESCE(p.relation, p.family_relation) AS role,
                {letters.format("p.full_name")} AS name_key, {letters.format("x.name")} AS true_key,
                COALESCE(upper(p.full_name) = x.name, FALSE) AS name_equal_exactly,
                x.nik AS true_nik, x.no_kk AS true_kk, x.family_id, x.village_code AS true_village,
                x.birth_date::DATE AS true_birth, CASE x.sex WHEN '1' THEN 'male' ELSE 'female' END AS true_sex,
                date_sub('year', x.birth_date::DATE, DATE '{AS_OF}') AS true_age,
                x.is_alive = '1' AS is_alive, x.is_resident = '1' AS is_resident
            FROM truth_record t JOIN header h ON h.profile = t.layout
            LEFT JOIN person p ON p.source_id = h.source_id AND p.row_number = t.row_number::INTEGER + h.header_row
            JOIN truth_person x ON x.person_id = t.person_id
        """)
        self.db.execute(
            "CREATE TABLE civil AS SELECT nik AS number, civil_status, registered_area_code AS area, "
            "birth_date AS born, sex AS gender FROM civil_record"
        )
        self.db.execute(f"""
            CREATE TABLE seen AS
            SELECT told.*,
                COALESCE(length(nik) = 16 AND replace(nik, nik[1], '') <> '', FALSE) AS is_formed,
                nik IS NOT DISTINCT FROM true_nik AS nik_equal,
                no_kk IS NOT DISTINCT FROM true_kk OR profile = 'bdt2015' AS kk_equal,
                birth_date IS NULL OR birth_date = true_birth AS birth_equal,
                is_formed AND nik[13:16] <> '0000' AND nik[7:12] = printf('%02d', day(birth_date)
                    + CASE sex WHEN 'female' THEN 40 ELSE 0 END) || strftime(birth_date, '%m%y') AS spells_birth,
                COALESCE(age = true_age, profile <> 'bdt2015') AS age_equal,
                sex IS NOT DISTINCT FROM true_sex AS sex_equal, name_key IS NOT DISTINCT FROM true_key AS name_equal,
                civil.number IS NOT NULL AS is_recorded, truly.number IS NOT NULL AS is_recorded_truly,
                payroll.number IS NOT NULL AS is_on_payroll,
                COALESCE(civil.civil_status = 'dead', FALSE) AS is_reported_dead,
                COALESCE(civil.civil_status = 'moved' OR civil.area <> told.village_code, FALSE) AS is_reported_gone,
                date_sub('year', civil.born, DATE '{AS_OF}') AS nik_age, civil.gender AS nik_sex,
                COUNT(*) OVER (PARTITION BY profile, told.person_id) AS person_rows
            FROM told LEFT JOIN civil ON civil.number = nik LEFT JOIN civil AS truly ON truly.number = true_nik
            LEFT JOIN (SELECT DISTINCT nik AS number FROM public_servant) AS payroll ON payroll.number = nik
        """)
        self.db.execute("DROP TABLE told")
        wrong = "NOT birth_equal OR NOT age_equal OR NOT sex_equal OR person_rows > 1 OR kinds LIKE '%head%' "
        wrong += (
            "OR kinds LIKE '%|moved_listed|%' OR kinds LIKE '%|dead_listed|%' OR kinds LIKE '%|one_person_family|%'"
        )
        sound = "CASE WHEN is_formed THEN nik ELSE record_key END"
        alike = "profile, person_id, village_code, name_key, birth_date, sex"
        self.db.execute(f"""
            CREATE TABLE r AS
            SELECT seen.*, has_unknown_asset,
                COUNT(*) OVER (PARTITION BY profile, {sound}) AS holder_rows,
                COUNT(DISTINCT person_id) OVER (PARTITION BY profile, {sound}) AS holder_persons,
                COUNT(*) OVER (PARTITION BY seen.household_key, {sound}) AS same_home_rows,
                COUNT(*) OVER (PARTITION BY profile, person_id, {sound}) > 1
                OR (birth_date IS NOT NULL AND strftime(birth_date, '%m%d') NOT IN ('0101', '0701', '1231')
                    AND COUNT(*) OVER (PARTITION BY {alike}) > 1 AND COUNT(*) OVER (PARTITION BY {alike})
                    > COUNT(DISTINCT CASE WHEN spells_birth THEN nik END) OVER (PARTITION BY {alike}))
                OR COUNT(*) OVER (PARTITION BY seen.household_key, person_id, name_key) > 1 AS is_double_by_key,
                COUNT(*) FILTER (role = 'head') OVER (PARTITION BY seen.household_key) AS home_heads,
                bool_or({wrong}) OVER (PARTITION BY seen.household_key) AS home_wrong,
                bool_or(NOT kk_equal) OVER (PARTITION BY seen.household_key) AS home_kk_wrong,
                bool_or(person_rows > 1) OVER (PARTITION BY seen.household_key) AS home_doubled,
                bool_or(NOT name_equal) OVER (PARTITION BY seen.household_key) AS home_name_wrong,
                bool_or(NOT kk_equal) OVER (PARTITION BY profile, family_id) AS family_kk_wrong,
                COUNT(*) OVER (PARTITION BY profile, family_id) AS family_rows
            FROM seen LEFT JOIN (
                SELECT household_key, concat(
                    has_refrigerator, has_television, has_gold, has_motorcycle, has_car, has_land
                ) LIKE '%?%' AS has_unknown_asset FROM household
            ) AS goods ON goods.household_key = seen.household_key
        """)

    def _make_found(self) -> None:
        """``found``: each finding about a row or its household, by source and row."""
        self.db.execute("""
            CREATE TABLE found AS
            SELECT rule_code[9:] AS rule, source_id, row_number FROM finding WHERE level IN ('person', 'row')
            UNION ALL
            SELECT rule_code[9:], r.source_id, r.row_number FROM finding JOIN r ON r.household_key = subject_key
            WHERE level = 'household'
        """)

    def kinds(self) -> list[tuple[object, ...]]:
        """For each kind: rows, those nobody can see, those found by the row alone, those found, the unseen's reason."""
        rows = []
        for kind, alone in RECORD.items():
            unseen, reason = UNSEEN.get(kind, ("FALSE", ""))
            # Whoever is gone by the list itself, or whose row was set aside, is not judged.
            gone = "FALSE" if "301" in alone or "302" in alone else "r.is_member IS NOT TRUE"
            hidden_by = f"(COALESCE({unseen}, FALSE) OR {gone})"
            both = f"{alone} {ELSEWHERE.get(kind, '')}".split()
            hits = [
                "(r.source_id, r.row_number) IN "
                f"(SELECT (source_id, row_number) FROM found WHERE rule IN ({_quoted(each)}))"
                for each in (alone.split(), both)
            ]
            count, hidden, by_row, found = self.db.execute(f"""
                SELECT COUNT(*), COUNT(*) FILTER ({hidden_by}), COUNT(*) FILTER ({hits[0]}),
                    COUNT(*) FILTER ({hits[1]} AND NOT {hidden_by})
                FROM r WHERE kinds LIKE '%|{kind}|%'
            """).fetchall()[0]
            rows.append((kind, count, hidden, by_row, found, reason))
        return rows

    def rules(self) -> list[tuple[object, ...]]:
        """For each rule with a truth: the findings, the false alarms, and how many were sound."""
        rows = []
        for codes, wrong in ALARM.items():
            for code in codes.split():
                subject = "r.household_key" if code[0] == "2" else "r.source_id || ':' || r.row_number"
                truth = f"SELECT {subject} AS key, bool_or(COALESCE({wrong}, FALSE)) AS is_wrong FROM r GROUP BY 1"
                mine = (
                    f"SELECT DISTINCT {subject} AS key FROM found JOIN r USING (source_id, row_number) "
                    f"WHERE rule = '{code}'"
                )
                findings, alarms, sound = self.db.execute(f"""
                    SELECT COUNT(mine.key), COUNT(mine.key) FILTER (NOT is_wrong), COUNT(*) FILTER (NOT is_wrong)
                    FROM ({truth}) AS truth LEFT JOIN ({mine}) AS mine USING (key)
                """).fetchall()[0]
                rows.append((code, findings, alarms, sound))
        return rows


def _quoted(codes: list[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes) or "''"


def print_kinds(truth: Truth) -> bool:
    """The first table; whether what can be seen is found."""
    print("| kind | rows | found by the list alone | cannot be seen | can be seen | found | hit rate | why not |")
    print("|---|---|---|---|---|---|---|---|")
    rows = seen = hit = 0
    is_good = True
    for kind, count, hidden, by_row, found, reason in truth.kinds():
        able = count - hidden
        rows, seen, hit = rows + count, seen + able, hit + found
        rate = found / able if able else 1.0
        is_good &= rate >= HIT_TARGET or able < 50
        print(
            f"| {kind} | {count} | {by_row / max(1, count):.1%} | {hidden} | {able} | {found} | {rate:.2%} | {reason} |"
        )
    print(f"| all | {rows} | | {rows - seen} | {seen} | {hit} | {hit / seen:.2%} | |\n", flush=True)
    return is_good and hit / seen >= HIT_TARGET


def hits_of_rules(kinds: list[tuple[object, ...]]) -> dict[str, tuple[int, int]]:
    """For each rule the rows of the kinds that it is for: how many can be seen, and how many are found."""
    told: dict[str, tuple[int, int]] = {}
    for kind, count, hidden, _, found, _ in kinds:
        for code in f"{RECORD[kind]} {ELSEWHERE.get(kind, '')}".split():
            able, hit = told.get(code, (0, 0))
            told[code] = (able + count - hidden, hit + found)
    return told


def print_rules(truth: Truth) -> bool:
    """The second table: what the kinds of each rule come to, and whether what is right is left alone."""
    print("| rule | rows of its kinds | found | hit rate | findings | false alarms | of so many sound | rate |")
    print("|---|---|---|---|---|---|---|---|")
    is_good, alarms, findings = True, 0, 0
    hits = hits_of_rules(truth.kinds())
    for code, found, false, sound in sorted(truth.rules()):
        rate = false / sound if sound else 0.0
        is_good &= rate <= ALARM_TARGET
        alarms, findings = alarms + false, findings + found
        able, hit = hits.get(code, (0, 0))
        told = f"{able} | {hit} | {hit / able:.2%}" if able else "– | – | –"
        print(f"| QUALITY-{code} | {told} | {found} | {false} | {sound} | {rate:.3%} |")
    print(f"| all | | | | {findings} | {alarms} | | {alarms / findings:.2%} of the findings |\n", flush=True)
    return is_good


def measure(folder: Path) -> None:
    """The child's part: the stage alone over a snapshot's tables, its seconds and the peak of the process."""
    engine = Engine()
    for name in INPUTS:
        engine.read(name, [folder / f"{name}.parquet"])
    started = time.perf_counter()
    build_quality(engine, {}, "33.16", AS_OF)
    seconds = time.perf_counter() - started
    # Of this process alone: what getrusage tells begins with the memory of the parent.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "rows": engine.count("person")}))


def print_price(folder: Path) -> bool:
    """The third table: 450,000 persons in one list, without and with the civil registry's file."""
    is_good = True
    print("| files | rows | seconds | peak MB |\n|---|---|---|---|")
    for layouts in (("bdt2015",), ("bdt2015", "civil_registry", "public_servant"), ("dtks_short", "civil_registry")):
        with tempfile.TemporaryDirectory() as home:
            workspace = bring(folder, Path(home) / "home", "33.16", (*layouts, "population"))
            snapshot = snapshot_at(workspace, AS_OF).folder
            words = [sys.executable, __file__, str(snapshot)]
            rounds = [
                json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout) for _ in range(3)
            ]
        seconds, peak = min(each["seconds"] for each in rounds), max(each["megabytes"] for each in rounds)
        is_good &= seconds < SECONDS_LIMIT and peak < LIMIT_MB
        print(f"| {', '.join(layouts)} | {rounds[0]['rows']} | {seconds:.1f} | {peak:.0f} |", flush=True)
    return is_good


def main() -> int:
    """Print the tables for each run, and say whether the targets are met."""
    is_good = True
    most = int(os.environ.get("BENCH_PERSONS", "450000"))
    for regency_code, persons, seed in RUNS:
        if persons > most:
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            simulate(folder, load_areas(regency_code), persons=persons, seed=seed, dates=(AS_OF,))
            truth = Truth(folder, bring(folder, folder / "home", regency_code, LAYOUTS))
            print(f"## {regency_code}, {persons} persons, seed {seed}\n")
            is_good &= print_kinds(truth)
            is_good &= print_rules(truth)
            truth.db.close()
            if persons >= 450_000:
                is_good &= print_price(folder)
    silent = sorted(code for code in all_rules() if code[8:] not in " ".join(ALARM).split())
    print(f"Rules whose mistake the simulation does not make, or about whole villages: {', '.join(silent)}.")
    for kind, reason in NOT_COVERED.items():
        print(f"Not covered: {kind}: {reason}.")
    return 0 if is_good else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        sys.exit(main())
