"""Every colour can be found again from its own sentences."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings

from ngopeni.kernel.engine import Engine
from ngopeni.zones.explanation import distances, explain
from ngopeni.zones.rule import Direction, Method, Normalisation, Zone
from ngopeni.zones.tests import twin
from ngopeni.zones.tests.cases import Case, a_part, a_rule, cases, desa, figures, run
from ngopeni.zones.tests.printed import BETTER, WORDS, WORSE, check_steps, final_colour, read, read_verdict

ENGINE = Engine(threads=1)
TODAY = dt.date(2025, 3, 2)
HAIR = Fraction(1, 10_000)
FAR = Fraction(10**6)


def explained(case: Case, language: str = "id"):
    """Each village's row beside its explanation."""
    found = run(case, ENGINE)
    for row in found.zones:
        own = [each for each in found.reasons if each["village_code"] == row["village_code"]]
        own.sort(key=lambda each: each["position"])
        yield row, explain(row, own, case.rule, TODAY, language)


@settings(max_examples=45, deadline=None)
@given(cases())
def test_every_colour_follows_from_its_printed_sentences(case):
    for row, why in explained(case):
        verdict = read_verdict(why.verdict)
        assert verdict.colour == verdict.said == row["computed_zone"], why.verdict
        assert final_colour(why.verdict) == row["zone"], why.verdict
        if verdict.score is not None:
            assert verdict.score == twin.exact(row["score"])
        part = None if row["part_number"] is None else case.rule.parts[row["part_number"]]
        if verdict.score is not None and part.normalisation is not Normalisation.NONE:
            assert len(why.steps) == len(part.inputs)
            check_steps(why.steps, verdict.score)
        else:
            assert why.steps == ()


def scopes(case: Case):
    """Each assessed village's row with its part and the scores of the others beside it."""
    found = run(case, ENGINE)
    place = {each.village_code: each for each in case.places}
    scored = [row for row in found.zones if row["score"] is not None]
    for row in scored:
        part = case.rule.parts[row["part_number"]]
        mine = twin.scope_of(place[row["village_code"]], part)
        others = [
            twin.exact(other["score"])
            for other in scored
            if other is not row
            and other["part_number"] == row["part_number"]
            and twin.scope_of(place[other["village_code"]], part) == mine
        ]
        yield row, part, others


@settings(max_examples=45, deadline=None)
@given(cases())
def test_a_village_that_moves_by_its_distance_changes_colour_and_not_before(case):
    for row, part, others in scopes(case):
        score, now = twin.exact(row["score"]), row["computed_zone"]
        up = 1 if part.direction is Direction.HIGH_IS_WORSE else -1

        def at(moved: Fraction, others=others, part=part) -> str:
            return str(twin.colour(moved, [*others, moved], part))

        better, worse = distances(row)
        if better:
            distance = twin.exact(better[1])
            assert at(score - up * distance) == now
            assert at(score - up * (distance + HAIR)) == better[0]
        else:
            assert at(score - up * FAR) == now
        if worse:
            distance = twin.exact(worse[1])
            assert at(score + up * distance) == worse[0]
            assert distance > 0
            assert at(score + up * (distance - HAIR)) == now
        else:
            assert at(score + up * FAR) == now


@settings(max_examples=30, deadline=None)
@given(cases())
def test_the_sentence_prints_those_distances(case):
    for row, why in explained(case):
        better, worse = distances(row)
        if row["correction_reason"]:
            assert why.distance == ""
            continue
        said_better, said_worse = BETTER.search(why.distance), WORSE.search(why.distance)
        assert (said_better is None, said_worse is None) == (better is None, worse is None)
        if said_better:
            assert (WORDS[said_better[1]], read(said_better[3])) == (better[0], twin.exact(better[1]))
            assert (said_better[2] == "naik") == (row["score_direction"] == "low_is_worse")
        if said_worse:
            assert (WORDS[said_worse[1]], read(said_worse[2])) == (worse[0], twin.exact(worse[1]))


def one(case: Case, place: int = 0, language: str = "id"):
    """The explanation of one village."""
    return list(explained(case, language))[place][1]


def test_a_village_on_a_limit_is_told_so():
    villages = desa(2)
    case = Case(villages, figures(villages, "0.5989", "0.9"), a_rule(a_part(Method.THRESHOLD, 0.5989, 0.7072)), {})
    why = one(case)
    assert why.verdict == (
        "Zona merah: Indeks Desa Membangun (IDM) 0,5989. Batasnya: merah bila 0,5989 atau kurang, "
        "kuning bila 0,7072 atau kurang, selebihnya hijau."
    )
    assert why.distance == "Untuk naik ke zona kuning, nilainya harus naik lebih dari 0."
    assert why.age == "Angka tertua yang dipakai per 31 Desember 2024, 3 bulan yang lalu."
    assert one(case, 1).distance == "Jarak ke zona kuning: 0,1928."


def test_leaving_red_means_passing_the_next_in_line_not_the_last_one_inside():
    villages = desa(4)
    # Two places are red. The first village, at 1, passes the second at 2 and still is second: red. Only
    # beyond the third, at 4, are two others worse than it.
    case = Case(villages, figures(villages, 1, 2, 4, 9), a_rule(a_part(Method.TOP_N, 2, 1)), {})
    assert one(case).distance == "Untuk naik ke zona kuning, nilainya harus naik lebih dari 3."
    assert one(case, 2).distance == (
        "Untuk naik ke zona hijau, nilainya harus naik lebih dari 5. Jarak ke zona merah: 2."
    )


def test_where_there_is_no_yellow_the_next_colour_is_not_called_yellow():
    villages = desa(2)
    for part in (a_part(Method.THRESHOLD, 3, 3), a_part(Method.TOP_N, 1, 0), a_part(Method.QUANTILE, 50, 0)):
        case = Case(villages, figures(villages, 2, 5), a_rule(part), {})
        assert "ke zona hijau" in one(case).distance
        assert "ke zona merah" in one(case, 1).distance


def test_a_village_that_can_never_leave_is_given_no_distance():
    villages = desa(2)
    case = Case(villages, figures(villages, 2, 5), a_rule(a_part(Method.TOP_N, 5, 0)), {})
    assert one(case).distance == ""


def test_what_is_missing_is_named_though_its_name_has_a_comma():
    villages = desa(1)
    part = a_part(Method.TOP_N, 1, 0, "idm_score", "indicator:Air, sumur 2", normalisation=Normalisation.RANK)
    why = one(Case(villages, {}, a_rule(part), {}))
    assert why.verdict == ("Belum dapat dinilai karena belum ada angka: Indeks Desa Membangun (IDM) dan Air, sumur 2.")
    assert (why.distance, why.steps, why.age) == ("", (), "")


@pytest.mark.parametrize("values", [{}, {("33.19.01.2001", "idm_score"): Fraction(1)}])
def test_a_corrected_village_says_who_made_it_so_even_where_it_cannot_be_assessed(values):
    villages = desa(1)
    case = Case(villages, values, a_rule(a_part(Method.TOP_N, 1, 0)), {villages[0].village_code: "yellow"})
    why = one(case)
    assert why.verdict.endswith(
        "Dikoreksi menjadi zona kuning lewat sanggahan yang diterima: Berita acara 33.19.01.2001"
    )
    assert why.distance == ""


def test_a_type_that_the_rule_does_not_name_is_told_so():
    villages = desa(1)
    case = Case(villages, figures(villages, 1), a_rule(a_part(Method.TOP_N, 1, 0, village_types=("kelurahan",))), {})
    assert one(case).verdict == "Belum dapat dinilai: “Aturan uji” tidak menilai jenis wilayah ini."


def test_before_the_first_approval_there_is_nothing_to_explain():
    assert explain({}, [], None, TODAY).verdict == "Belum ada zona yang ditetapkan untuk tanggal ini."


def test_english_says_the_same_with_english_numbers():
    villages = desa(1)
    case = Case(villages, figures(villages, "1234.5"), a_rule(a_part(Method.THRESHOLD, 1000, 2000)), {})
    assert "1,234.5" in one(case, language="en").verdict
    assert one(case, language="en").distance == (
        "To move up to zone green, the value must rise by more than 765.5. Distance to zone red: 234.5."
    )


def test_every_zone_has_its_word():
    from ngopeni.zones.explanation import zone_name

    assert {zone_name(zone): str(zone) for zone in Zone} == WORDS
