"""The list held against the civil registry: *padan* as the ministry rules it, and beside it by all evidence.

Source
------
The ministry's field check asks by NIK and calls a row *padan* when the names are alike to 60 of 100, the better of
both where a name is written with a slash; handbook of the domain, 3.2. Its measure of likeness is not published; edit
distance over length stands for it.
"""

from __future__ import annotations

from ngopeni.kernel.engine import Engine
from ngopeni.linkage.model import Model
from ngopeni.linkage.pairs import score
from ngopeni.linkage.prepared import FIELDS
from ngopeni.linkage.tables import CIVIL_LINK

ALIKE = 0.6


def build(engine: Engine, model: Model) -> None:
    """Make ``civil_link`` out of ``listed`` and ``civil_record``."""
    if not engine.count("civil_record"):
        engine.load(CIVIL_LINK, [])
        return
    engine.define("civil", sql_for_civil())
    engine.define("by_rule", sql_for_by_rule())
    engine.define("unasked", sql_for_unasked())
    score(engine, model, "unasked", "civil", at_least=model.review_from, name="civil_pair", among={"unasked": "listed"})
    engine.define("civil_link", sql_for_civil_link(), threshold=model.threshold)


def sql_for_civil() -> str:
    """``civil``: the newest entry of each NIK in the columns that are compared."""
    told = {
        "unique_id": "source_id || ':' || CAST(row_number AS VARCHAR)",
        "name": "full_name",
        "village_code": "registered_area_code",
    }
    absent = {"mother_name", "rt", "rw", "birth_year", "household_key"}
    fields = ", ".join(
        f"{told.get(name, f'CAST(NULL AS {kind})' if name in absent else name)} AS {name}"
        for name, kind in FIELDS.items()
    )
    newest = (
        "SELECT civil_record.*, ROW_NUMBER() OVER (PARTITION BY nik ORDER BY measured_on DESC, source_id DESC, "
        "row_number DESC) AS turn FROM civil_record"
    )
    return f"SELECT {fields}, source_id, row_number FROM ({newest}) AS newest WHERE turn = 1 OR nik IS NULL"


def sql_for_by_rule() -> str:
    """``by_rule``: what the ministry's rule says of every row."""
    bare = "REGEXP_REPLACE(UPPER({}), '[^A-Z ]', '', 'g')"

    def alike(name: str) -> str:
        one, other = bare.format(name), bare.format("civil.name")
        return f"1 - 1.0 * LEVENSHTEIN({one}, {other}) / GREATEST(LENGTH({one}), LENGTH({other}), 1)"

    halves = [alike(f"SPLIT_PART(listed.name, '/', {place})") for place in (1, 2)]
    return (
        "SELECT listed.unique_id AS record_key, civil.unique_id AS civil_key, "
        "CASE WHEN COALESCE(listed.nik, '') = '' THEN 'no_nik' WHEN civil.unique_id IS NULL THEN 'not_found' "
        f"WHEN GREATEST({halves[0]}, {halves[1]}) >= {ALIKE} THEN 'match' ELSE 'name_differs' END AS ministry_result, "
        # Of a list that has ages alone the year tells; a day that differs is weighed.
        "COALESCE(listed.birth_date = civil.birth_date, ABS(listed.birth_year - YEAR(civil.birth_date)) <= 1, FALSE) "
        "AND COALESCE(listed.sex = civil.sex, TRUE) AS is_plain "
        "FROM listed LEFT JOIN civil ON civil.nik = listed.nik"
    )


def sql_for_unasked() -> str:
    """``unasked``: rows on which NIK, name and birth date do not already agree with an entry."""
    return (
        "SELECT listed.* FROM listed JOIN by_rule ON by_rule.record_key = unique_id "
        "WHERE NOT (ministry_result = 'match' AND is_plain)"
    )


def sql_for_civil_link() -> str:
    """``civil_link``: both results for every row, and the entry that all evidence points to."""
    best = (
        "SELECT id_l AS record_key, id_r AS civil_key, match_weight, ROW_NUMBER() OVER "
        "(PARTITION BY id_l ORDER BY match_weight DESC, id_r) AS turn FROM civil_pair"
    )
    is_plain = "ministry_result = 'match' AND is_plain"
    key = f"CASE WHEN {is_plain} THEN by_rule.civil_key ELSE best.civil_key END"
    return (
        "SELECT listed.unique_id AS record_key, listed.village_code, ministry_result, "
        f"CASE WHEN {is_plain} OR match_weight >= CAST($threshold AS DOUBLE) THEN 'match' "
        "WHEN match_weight IS NOT NULL THEN 'uncertain' ELSE 'none' END AS our_result, "
        "civil.nik = listed.nik AS is_same_nik, match_weight, civil.source_id AS civil_source_id, "
        "CAST(civil.row_number AS INTEGER) AS civil_row_number "
        "FROM listed JOIN by_rule ON by_rule.record_key = listed.unique_id "
        f"LEFT JOIN ({best}) AS best ON best.record_key = listed.unique_id AND turn = 1 "
        f"LEFT JOIN civil ON civil.unique_id = {key}"
    )
