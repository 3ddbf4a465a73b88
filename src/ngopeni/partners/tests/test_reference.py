"""What is shipped about mandates and institutions holds together."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from ngopeni.areas.register import load_areas
from ngopeni.measures.need import needs
from ngopeni.partners.checks import faults
from ngopeni.partners.fields import fields
from ngopeni.partners.kind import Against, AgreementKind, Kind, MandateLevel, kind_words, other_words
from ngopeni.partners.known import known_institutions
from ngopeni.partners.mandates import subjects, usual_mandates

BLORA = known_institutions("33.16")


def test_every_word_is_said_in_both_languages():
    said = [*kind_words().values(), *(each.label for each in fields().values())]
    said += [*(each.label for each in subjects().values())]
    for part, codes in (("levels", MandateLevel), ("against", Against), ("agreements", AgreementKind)):
        assert set(other_words(part)) == set(codes)
        said += other_words(part).values()
    assert all(each["id"].strip() and each["en"].strip() for each in said)


def test_every_need_but_electricity_has_an_agency_whose_own_affair_it_is():
    main = {each.need_code for code in subjects() for each in usual_mandates(code) if each.level == "main"}
    assert {need.code for need in needs()} - main == {"electricity"}


def test_a_programme_code_says_how_far_it_may_be_relied_on_and_whence_it_is():
    known = [each for code in subjects() for each in usual_mandates(code)]
    assert len(known) > 30
    for each in known:
        assert each.status in {"read", "general_knowledge"}
        assert each.source
        assert bool(each.programme_code) is bool(each.programme_name) is (each.status == "read")


def test_mandates_are_not_in_force_before_their_day():
    assert subjects(dt.date(2021, 1, 1)) == subjects()
    with pytest.raises(AssertionError, match="no mandates are in force"):
        subjects(dt.date(2020, 12, 31))


def test_an_unknown_subject_has_no_mandates():
    assert usual_mandates("perbankan") == ()


def test_bloras_agencies_and_partners_are_all_there():
    alone = Counter(each.kind for each in BLORA if not each.parent)
    assert alone == {Kind.AGENCY: 43, Kind.UNIVERSITY: 7, Kind.SMK: 1, Kind.COMPANY: 16, Kind.ZAKAT: 1}
    assert sum(each.parent == "setda" for each in BLORA) == 9
    offices = {each.district_code for each in BLORA if each.subject == "district_office"}
    assert offices == {each.district_code for each in load_areas("33.16").districts}


def test_what_is_known_could_be_typed_in_and_names_its_source_where_it_was_read():
    districts = {each.district_code for each in load_areas("33.16").districts}
    met: set[str] = set()
    for each in BLORA:
        values = {name: getattr(each, name) for name in ("code", "name", "short_name", "subject", "district_code")}
        assert faults({**values, "kind": str(each.kind)}, districts) == [], each.code
        assert each.status in {"read", "general_knowledge"}
        assert bool(each.source) is (each.status == "read"), each.code
        assert not each.parent or each.parent in met
        assert set(each.expertise) <= {need.code for need in needs()}
        met.add(each.code)
    assert len(met) == len(BLORA)
