"""Problems summed up by rule, and their rows a page at a time."""

from __future__ import annotations

from django.urls import reverse

from ngopeni.intake.forms import needed_columns
from ngopeni.intake.layouts import layouts
from ngopeni.intake.views.problems import by_rule


def problem(rule: str, column: str, count: int, row: int, example: str | None = None, severity: str = "warning"):
    return {
        "rule_code": rule,
        "severity": severity,
        "column_name": column,
        "found_count": count,
        "row_number": row,
        "example": example,
        "is_set_aside": severity == "error",
    }


def test_columns_that_break_one_rule_stand_in_one_row_with_their_sum():
    rows = by_rule(
        [
            problem("INTAKE-101", "age", 2, 9, severity="error"),
            problem("INTAKE-131", "floor", 40, 7),
            problem("INTAKE-131", "wall", 30, 3, "11"),
        ]
    )
    assert [(row["rule_code"], row["columns"], row["found_count"]) for row in rows] == [
        ("INTAKE-101", [("age", 2)], 2),
        ("INTAKE-131", [("floor", 40), ("wall", 30)], 70),
    ]
    assert (rows[0]["column_name"], rows[1]["column_name"]) == ("age", "berikut")
    assert (rows[1]["row_number"], rows[1]["example"]) == (3, "11")


def test_a_rule_that_sets_rows_aside_and_only_warns_elsewhere_stands_in_two_rows():
    rows = by_rule([problem("INTAKE-101", "age", 2, 9), problem("INTAKE-101", "nik", 1, 4, severity="error")])
    assert [row["is_set_aside"] for row in rows] == [True, False]


def test_needed_columns_are_written_as_an_official_writes_them():
    assert needed_columns(layouts()["public_servant"]) == ["NIK", "Nama", "Instansi"]
    assert needed_columns(layouts()["idm"])[0] == "Kode desa (atau nama desa dan kecamatan)"
    assert "ID keluarga P3KE" in needed_columns(layouts()["p3ke"])


def test_the_page_of_a_source_shows_25_rows_at_a_time(published, client_as):
    analyst = client_as("analis")
    counts = published_counts(analyst)
    for source_id, count in counts.items():
        first = analyst.get(reverse("source", args=[source_id]))
        assert len(first.context["findings"]) == min(count, 25)
        last = analyst.get(reverse("source", args=[source_id]), {"halaman": "999"})
        assert len(last.context["findings"]) == (count - 1) % 25 + 1 if count else not last.context["findings"]


def published_counts(client) -> dict[str, int]:
    """How many findings each source of the snapshot has."""
    snapshot = client.get(reverse("sources")).wsgi_request.snapshot
    found = snapshot.query(
        "SELECT source_id, COUNT(import_finding.row_number) AS n FROM source LEFT JOIN import_finding "
        "USING (source_id) GROUP BY source_id",
        "source",
        "import_finding",
    )
    return {row["source_id"]: row["n"] for row in found}
