from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from ngopeni.assignment.decree.clause_files import FOLDER, LEGAL_LIST
from ngopeni.assignment.decree.facts import Regency
from ngopeni.assignment.decree.legal_list import laws_for, legal_list, legal_list_from_text
from ngopeni.assignment.decree.tests.cases import BLORA, SALATIGA
from ngopeni.kernel.error import UserError

PACITAN = Regency("Pacitan", "kabupaten", "Jawa Timur", "35", "Pacitan")


def changed(change) -> str:
    fields = yaml.safe_load((FOLDER / LEGAL_LIST).read_text(encoding="utf-8"))
    change(fields["laws"])
    return yaml.safe_dump(fields, allow_unicode=True)


def codes(regency: Regency) -> set[str]:
    return {law.code for law in laws_for(regency)}


def test_every_entry_says_what_was_read_of_it():
    assert legal_list().version
    assert all(entry.read for entry in legal_list().entries)
    assert {law.is_verified for law in laws_for(BLORA)} == {True, False}


def test_the_circular_of_a_governor_holds_in_his_province_only():
    assert "governor-circular" in codes(BLORA)
    assert "governor-circular" in codes(SALATIGA)
    assert "governor-circular" not in codes(PACITAN)


def test_the_law_that_formed_a_regency_is_its_own_or_left_to_be_written():
    assert "formation" not in codes(BLORA)
    assert {"formation-jateng"} <= codes(BLORA)
    for regency in (SALATIGA, PACITAN):
        assert "formation-jateng" not in codes(regency)
        law = next(law for law in laws_for(regency) if law.code == "formation")
        assert regency.full_name in law.text
        assert not law.is_verified


def test_laws_out_of_order_are_refused_at_the_first_one():
    with pytest.raises(UserError, match="DECREE-008") as error:
        legal_list_from_text(changed(lambda laws: laws.insert(2, laws.pop(5))))
    assert error.value.values["clause"] == "civil-registration"


@pytest.mark.parametrize("field", ["rank", "section", "status"])
def test_an_unknown_choice_is_refused(field):
    with pytest.raises(UserError, match="DECREE-004") as error:
        legal_list_from_text(changed(lambda laws: laws[3].update({field: "apa"})))
    assert error.value.values["clause"] == "public-information"


@pytest.mark.parametrize("text", ["", "[]", "laws: [", "{version: 1}"])
def test_what_is_no_list_is_refused(text):
    with pytest.raises(UserError, match="DECREE-001"):
        legal_list_from_text(text)


def test_another_kind_of_regency_has_other_laws():
    assert codes(BLORA) != codes(replace(BLORA, kind="kota"))
