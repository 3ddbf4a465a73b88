from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
import shapely

from ngopeni.areas.boundary_file import Feature, read_boundary_file
from ngopeni.areas.boundary_match import match_boundaries
from ngopeni.areas.register import load_areas, load_bps_crosswalk
from ngopeni.areas.tests.invented import BLORA, JATI, feature, features_by_code, features_by_name, square
from ngopeni.areas.tests.real_files import VILLAGES, needs_real_files
from ngopeni.kernel.error import UserError

CODES = [village.village_code for village in JATI]


def without(features: list[Feature], *names: str) -> list[Feature]:
    return [
        replace(each, attributes={name: text for name, text in each.attributes.items() if name not in names})
        for each in features
    ]


def recoded(change) -> list[Feature]:
    return [
        replace(each, attributes=each.attributes | {"kode": change(each.attributes["kode"])})
        for each in features_by_code()
    ]


@pytest.mark.parametrize("change", [str, lambda code: code.replace(".", ""), lambda code: code.replace(".", " ")])
def test_it_matches_by_code_with_dots_or_without(change):
    match = match_boundaries(recoded(change), BLORA)
    assert list(match.matched) == CODES
    assert set(match.ways.values()) == {"code"}
    assert len(match.missing) == len(BLORA.villages) - len(JATI)
    assert (match.unmatched, match.double, match.outside_count) == ([], [], 0)


def test_it_matches_by_bps_code_through_the_crosswalk():
    to_bps = {village: bps for bps, village in load_bps_crosswalk().items()}
    match = match_boundaries(without(recoded(to_bps.get), "nama"), BLORA, load_bps_crosswalk())
    assert list(match.matched) == CODES
    assert set(match.ways.values()) == {"bps"}


@pytest.mark.parametrize("prefix", ["", "Desa ", "DS. ", "kel. ", "Kelurahan "])
def test_it_matches_by_name_within_the_district(prefix):
    match = match_boundaries(features_by_name(prefix), BLORA)
    assert list(match.matched) == CODES
    assert set(match.ways.values()) == {"name"}


def test_a_feature_without_a_code_is_matched_by_name_while_the_others_go_by_code():
    features = [
        feature(village, column, kode=village.village_code, nama=village.village_name, kecamatan="Jati")
        for column, village in enumerate(JATI)
    ]
    features[0] = replace(features[0], attributes=features[0].attributes | {"kode": ""})
    assert Counter(match_boundaries(features, BLORA).ways.values()) == {"code": len(JATI) - 1, "name": 1}


def test_a_village_in_two_parts_becomes_one_and_is_reported():
    features = [*features_by_code(), feature(JATI[0], 40, nama="Pulau", kode=CODES[0])]
    match = match_boundaries(features, BLORA)
    assert match.double == [CODES[0]]
    assert match.matched[CODES[0]].equals(shapely.union(square(0), square(40)))


def test_a_feature_that_is_no_village_is_reported_with_its_row_and_name():
    features = [*features_by_code(), feature(JATI[0], 50, nama="Hutan Negara", kode="")]
    (unmatched,) = match_boundaries(features, BLORA).unmatched
    assert (unmatched.row_number, unmatched.text) == (51, "Hutan Negara")


def test_features_of_other_regencies_are_counted_as_outside():
    others = [
        Feature(90 + row, {"nama": village.village_name, "kode": village.village_code}, square(60 + row))
        for row, village in enumerate(load_areas("33.17").villages)
    ]
    match = match_boundaries([*features_by_code(), *others], BLORA)
    assert match.outside_count == len(others)
    assert list(match.matched) == CODES
    assert match.unmatched == []


def test_a_regency_column_tells_what_is_outside_when_there_are_no_codes():
    def named(each, regency):
        return replace(each, attributes=each.attributes | {"WADMKK": regency})

    here = [named(each, "Blora") for each in features_by_name()]
    match = match_boundaries([*here, *(named(each, "Rembang") for each in features_by_name())], BLORA)
    assert (match.outside_count, match.double, len(match.matched)) == (len(JATI), [], len(JATI))


def test_a_few_bps_codes_that_look_like_kemendagri_codes_do_not_mislead():
    mixed = [f"33160{row}0001" for row in range(1, 9)]
    features = [
        feature(village, row, id=code, nama=village.village_name, kecamatan="Jati")
        for row, (village, code) in enumerate(zip(JATI, [*mixed, "3316012001"], strict=False))
    ]
    match = match_boundaries(features, BLORA)
    assert set(match.ways.values()) == {"name"}
    assert list(match.matched) == CODES[:9]


@pytest.mark.parametrize("drop", [(), ("nama",)])
def test_a_file_of_another_regency_is_refused_by_its_name(drop):
    with pytest.raises(UserError) as refused:
        match_boundaries(without(features_by_code(), *drop), load_areas("33.17"))
    assert refused.value.code == "AREAS-020"
    assert "Kabupaten Blora" in refused.value.sentence()
    assert "Kabupaten Rembang" in refused.value.sentence("en")


def test_a_file_that_names_another_regency_is_refused_by_that_name():
    named = [replace(each, attributes={"KAB": "Kab. Blora", "desa": "?"}) for each in features_by_name()]
    with pytest.raises(UserError) as refused:
        match_boundaries(named, load_areas("33.17"))
    assert refused.value.code == "AREAS-020"


def test_a_file_of_districts_is_refused_as_such():
    districts = [
        Feature(row + 1, {"kode": each.district_code, "nama": each.district_name}, square(row))
        for row, each in enumerate(BLORA.districts)
    ]
    with pytest.raises(UserError) as refused:
        match_boundaries(districts, BLORA)
    assert refused.value.code == "AREAS-022"


@pytest.mark.parametrize("features", [[], [Feature(1, {}, square(0))], [Feature(1, {"a": "b"}, square(0))]])
def test_a_file_that_says_nothing_is_refused(features):
    with pytest.raises(UserError) as refused:
        match_boundaries(features, BLORA)
    assert refused.value.code == "AREAS-021"
    assert refused.value.sentence("en")


@needs_real_files
@pytest.mark.parametrize(
    ("drop", "way"),
    [
        ((), "code"),
        (("kode",), "bps"),
        (("kode", "kode_bps"), "name"),
        (("kode", "kode_bps", "kode_kec"), "name"),
    ],
)
def test_all_real_villages_match_in_every_way(drop, way):
    features = without(read_boundary_file(VILLAGES), *drop)
    match = match_boundaries(features, BLORA, load_bps_crosswalk())
    assert Counter(match.ways.values()) == {way: 295}
    assert (match.unmatched, match.missing, match.double) == ([], [], [])


@needs_real_files
def test_names_give_the_same_villages_as_codes():
    features = read_boundary_file(VILLAGES)
    by_name = match_boundaries(without(features, "kode", "kode_bps"), BLORA).matched
    assert by_name == match_boundaries(features, BLORA).matched
