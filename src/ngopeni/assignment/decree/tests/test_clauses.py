from __future__ import annotations

import datetime as dt

import pytest
import yaml

from ngopeni.assignment.decree.clause_files import (
    FOLDER,
    newest_version,
    shipped_templates,
    template_from_text,
    template_of,
    templates_in,
)
from ngopeni.assignment.decree.clauses import editable_texts, with_texts
from ngopeni.assignment.decree.placeholders import KNOWN, fill
from ngopeni.kernel.error import UserError

FILE = "regent.yaml"


def changed(change) -> str:
    fields = yaml.safe_load((FOLDER / FILE).read_text(encoding="utf-8"))
    change(fields)
    return yaml.safe_dump(fields, allow_unicode=True)


def refusal(change) -> UserError:
    with pytest.raises(UserError) as error:
        template_from_text(changed(change), FILE)
    assert FILE in error.value.sentence()
    return error.value


def test_every_kind_of_decree_has_its_texts_with_source_and_status():
    assert {template.code for template in shipped_templates()} == set(KNOWN)
    for template in shipped_templates():
        assert template.source
        assert {clause.status for clause in template.clauses} & {"general_knowledge"}


def test_an_unknown_placeholder_is_refused_with_file_and_clause():
    def change(fields):
        fields["deciding"][1]["items"][2] = "memetakan {potensi};"

    error = refusal(change)
    assert (error.code, error.values["clause"], error.values["placeholder"]) == ("DECREE-002", "tasks", "{potensi}")


@pytest.mark.parametrize("field", ["subject", "annex", "copies"])
def test_unknown_placeholders_are_refused_outside_clauses_too(field):
    def change(fields):
        fields[field] = ["{apa}"] if field == "copies" else "{apa}"

    assert refusal(change).values["clause"] == field


def test_a_missing_placeholder_is_refused_with_file_and_clause():
    def change(fields):
        fields["considering"][-1]["text"] = "bahwa perlu menetapkan {subject};"

    error = refusal(change)
    assert (error.code, error.values["clause"]) == ("DECREE-003", "chain")
    assert error.values["placeholder"] == "{considered_letters}"


def test_a_missing_clause_is_refused():
    def change(fields):
        fields["deciding"] = [each for each in fields["deciding"] if each["code"] != "period"]

    assert (refusal(change).code, refusal(change).values["clause"]) == ("DECREE-003", "period")


@pytest.mark.parametrize(("field", "value"), [("status", "sah"), ("only_if", "hujan")])
def test_an_unknown_choice_is_refused(field, value):
    def change(fields):
        fields["deciding"][0][field] = value

    error = refusal(change)
    assert (error.code, error.values["field"], error.values["clause"]) == ("DECREE-004", field, "establish")


def test_a_kind_that_nobody_knows_is_refused():
    assert refusal(lambda fields: fields.update(code="perwali")).values["value"] == "perwali"


@pytest.mark.parametrize("field", ["code", "version", "valid_from", "source", "subject", "considering", "copies"])
def test_a_missing_field_is_refused_by_its_name(field):
    error = refusal(lambda fields: fields.pop(field))
    assert (error.code, error.values["field"]) == ("DECREE-001", field)


def test_two_clauses_of_one_name_are_refused():
    assert refusal(lambda fields: fields["deciding"].append(fields["deciding"][0])).code == "DECREE-001"


@pytest.mark.parametrize("text", ["", "- a", "a: [", "considering: 1", "{code: regent, version: 1, valid_from: besok}"])
def test_what_is_no_template_is_refused(text):
    with pytest.raises(UserError, match="DECREE-001"):
        template_from_text(text, "lain.yaml")


def test_a_folder_is_read_without_the_legal_list(tmp_path):
    (tmp_path / "legal_list.yaml").write_text("bukan naskah", encoding="utf-8")
    (tmp_path / FILE).write_text((FOLDER / FILE).read_text(encoding="utf-8"), encoding="utf-8")
    assert [template.code for template in templates_in(tmp_path)] == ["regent"]


def test_an_office_writes_a_clause_anew_or_leaves_it_out():
    template = template_of("regent", newest_version("regent", dt.date(2027, 1, 1)))
    anew = with_texts(template, {"partners": "", "tasks.b": "", "reporting": "Melapor kepada {issuer_title}."})
    texts = editable_texts(anew)
    assert "partners" not in texts
    assert texts["reporting"] == "Melapor kepada {issuer_title}."
    assert len(anew.deciding[1].items) == len(template.deciding[1].items) - 1
    assert "tasks.a" in editable_texts(template)


def test_a_clause_that_is_not_there_is_refused():
    with pytest.raises(UserError, match="DECREE-005"):
        with_texts(template_of("regent", "1"), {"sanksi": "…"})


def test_a_new_text_with_an_unknown_placeholder_is_refused():
    with pytest.raises(UserError, match="DECREE-002"):
        with_texts(template_of("regent", "1"), {"force": "Berlaku {kapan}."})


def test_a_version_that_is_not_there_is_refused_and_says_which_are():
    with pytest.raises(UserError, match="DECREE-006") as error:
        template_of("regent", "99")
    assert error.value.values["known"] == ["1"]


def test_the_newest_version_by_a_date_is_the_first_one_before_its_day():
    assert newest_version("agency", dt.date(2000, 1, 1)) == "1"


def test_filled_values_are_only_text():
    assert fill("{reason}, {lain} dan {0}", {"reason": "{subject} \\1", "lain": "a\nb"}) == "{subject} \\1, a b dan {0}"
