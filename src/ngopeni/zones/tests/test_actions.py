"""Drafting, approving, objecting: what people decide, and what stays of it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import AuditEvent
from ngopeni.jobs.models import Job
from ngopeni.kernel.error import UserError
from ngopeni.kernel.snapshot import snapshot_at, snapshot_dates
from ngopeni.zones import actions
from ngopeni.zones.models import Objection, ZoneRule, ZoneVersion
from ngopeni.zones.rule import Direction, Method
from ngopeni.zones.rule_file import shipped_rules
from ngopeni.zones.tests.cases import a_part, a_rule
from ngopeni.zones.tests.twin import exact

DEFAULT = next(rule for rule in shipped_rules() if rule.code == "idm-terendah")
REASON = "Disepakati dalam rapat TKPK."


def approve(workspace, **words) -> None:
    actions.approve(workspace=workspace, **words)


def discard(workspace, **words) -> None:
    actions.discard(**words)


@pytest.fixture
def draft(published, people):
    """Makes a draft by our default on the newest date."""

    def make(rule=DEFAULT, as_of=None) -> ZoneVersion:
        shot = snapshot_at(published, as_of)
        return actions.draft_version(
            rule=rule, folder=shot.folder, as_of=shot.as_of, edition=shot.edition, by=people["analis"]
        )

    return make


@pytest.fixture
def approved(published, draft, people) -> ZoneVersion:
    version = draft()
    actions.approve(workspace=published, version=version, reason=REASON, by=people["ketua"])
    return version


def events(action: str) -> list[tuple[str, str]]:
    """Who did it, and to what, oldest first."""
    return list(AuditEvent.objects.filter(action=action).order_by("id").values_list("actor", "subject"))


def test_a_changed_rule_is_a_new_revision_and_the_old_one_stays(people):
    rule = a_rule(a_part(Method.TOP_N, 1, 1))
    for _ in range(2):
        saved = actions.write_rule(rule=rule, by=people["analis"])
    assert (saved.revision, saved.rule) == (2, rule)
    assert ZoneRule.objects.count() == 2
    assert events("zones.write_rule") == [("analis", "rule:uji:1"), ("analis", "rule:uji:2")]


def test_a_draft_holds_every_village_with_its_reasons_and_changes_nothing_yet(published, draft):
    version = draft()
    villages = snapshot_at(published).table("village")
    assert {row["village_code"] for row in version.zones} == {row["village_code"] for row in villages}
    assert {row["version_number"] for row in version.zones} == {1} == {version.number}
    assert version.state == "draft"
    assert sum(version.counts().values()) == len(villages)
    desa = [row for row in villages if row["village_type"] == "desa"]
    assert version.counts()["unassessed"] == len(villages) - len(desa)
    assert actions.approved_version() is None
    assert events("zones.draft") == [("analis", "version:1")]


def test_a_draft_needs_somebody_to_assess(draft):
    nobody = a_rule(a_part(Method.TOP_N, 1, 1, "indicator:Tidak ada", direction=Direction.HIGH_IS_WORSE))
    with pytest.raises(UserError) as caught:
        draft(nobody)
    assert caught.value.code == "ZONES-014"
    assert not ZoneVersion.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", " ya "])
@pytest.mark.parametrize("decide", [approve, discard])
def test_a_decision_needs_a_reason(published, draft, people, decide, reason):
    version = draft()
    with pytest.raises(UserError) as caught:
        decide(published, version=version, reason=reason, by=people["ketua"])
    assert caught.value.code == "ZONES-012"
    version.refresh_from_db()
    assert (version.state, version.decided_by) == ("draft", None)


def test_an_approval_names_who_and_why_and_asks_for_a_build(approved):
    assert (approved.state, approved.decided_by.username, approved.reason) == ("approved", "ketua", REASON)
    assert approved.decided_at is not None
    assert Job.objects.get().name == "build"
    assert events("zones.approve") == [("ketua", "version:1")]
    assert AuditEvent.objects.get(action="zones.approve").details["reason"] == REASON


@pytest.mark.parametrize("first", [approve, discard])
@pytest.mark.parametrize("second", [approve, discard])
def test_what_is_decided_is_not_decided_again_not_even_from_an_old_page(published, draft, people, first, second):
    version = draft()
    stale = ZoneVersion.objects.get(pk=version.pk)
    first(published, version=version, reason=REASON, by=people["ketua"])
    before = ZoneVersion.objects.values().get()
    with pytest.raises(UserError) as caught:
        second(published, version=stale, reason="Berubah pikiran.", by=people["analis"])
    assert caught.value.code == "ZONES-011"
    assert ZoneVersion.objects.values().get() == before
    assert len(events("zones.approve")) + len(events("zones.discard")) == 1


def test_a_discarded_draft_is_never_in_force(published, draft, people):
    actions.discard(version=draft(), reason=REASON, by=people["analis"])
    assert actions.approved_version() is None
    assert actions.zone_version_rows() == []
    assert events("zones.discard") == [("analis", "version:1")]


def test_the_next_edition_holds_the_rows_that_were_approved(published, approved, rebuild):
    before = snapshot_at(published)
    assert {row["zone"] for row in before.table("zone")} == {"unassessed"}
    after = rebuild()
    assert after.edition != before.edition
    for name, kept in (("zone", approved.zones), ("zone_reason", approved.reasons)):
        found = [{key: str(value) for key, value in row.items()} for row in after.table(name)]
        assert found == [{key: str(value) for key, value in row.items()} for row in kept]
    assert {row["version_number"] for row in after.table("zone")} == {1}


def test_a_version_holds_from_its_date_on_and_the_newest_number_wins(published, draft, people, rebuild):
    first = draft(as_of=snapshot_dates(published)[0])
    second = draft(a_rule(a_part(Method.TOP_N, 3, 3)))
    for version in (first, second):
        actions.approve(workspace=published, version=version, reason=REASON, by=people["ketua"])
    rebuild()
    numbers = {
        as_of: {row["version_number"] for row in snapshot_at(published, as_of).table("zone")}
        for as_of in _dates(published)
    }
    assert list(numbers.values()) == [{1}, {2}]
    assert [actions.approved_version(as_of).number for as_of in _dates(published)] == [1, 2]


def _dates(workspace):
    from ngopeni.kernel.snapshot import snapshot_dates

    return snapshot_dates(workspace)


def object_to(version, people, village_code, text="Jalan desa sudah diperbaiki."):
    return actions.raise_objection(version=version, village_code=village_code, text=text, by=people["operator"])


def test_an_objection_needs_words_and_a_village_of_the_version(approved, people):
    code = approved.zones[0]["village_code"]
    with pytest.raises(UserError) as caught:
        object_to(approved, people, code, text="  ")
    assert caught.value.code == "ZONES-012"
    with pytest.raises(AssertionError, match="no village"):
        object_to(approved, people, "99.99.99.9999")
    assert not Objection.objects.exists()


def test_an_objection_is_answered_once(approved, people):
    objection = object_to(approved, people, approved.zones[0]["village_code"])
    answers = {"is_accepted": False, "corrected_zone": "", "by": people["analis"]}
    with pytest.raises(UserError) as caught:
        actions.answer_objection(objection=objection, answer="", **answers)
    assert caught.value.code == "ZONES-012"
    answered = actions.answer_objection(objection=objection, answer="Angkanya benar.", **answers)
    assert (answered.outcome, answered.answer, answered.answered_by) == (
        "rejected",
        "Angkanya benar.",
        people["analis"],
    )
    with pytest.raises(UserError) as caught:
        actions.answer_objection(
            objection=objection, answer="Diubah.", **answers | {"is_accepted": True, "corrected_zone": "green"}
        )
    assert caught.value.code == "ZONES-013"
    assert Objection.objects.get().answer == "Angkanya benar."
    assert events("zones.object") == [("operator", f"village:{approved.zones[0]['village_code']}")]
    assert events("zones.answer") == [("analis", f"objection:{objection.pk}")]


@pytest.mark.parametrize("zone", ["", "unassessed", "ungu"])
def test_an_accepted_objection_names_the_zone_that_the_village_gets(approved, people, zone):
    objection = object_to(approved, people, approved.zones[0]["village_code"])
    with pytest.raises(UserError) as caught:
        actions.answer_objection(
            objection=objection, is_accepted=True, answer="Benar.", corrected_zone=zone, by=people["analis"]
        )
    assert caught.value.code == "ZONES-003"
    assert Objection.objects.get().outcome == "open"


def test_an_accepted_correction_stands_in_the_next_draft_with_its_reason_and_a_rejected_one_does_not(
    approved, draft, people
):
    red = [row["village_code"] for row in approved.zones if row["zone"] == "red"]
    for code, is_accepted in ((red[0], True), (red[1], False)):
        actions.answer_objection(
            objection=object_to(approved, people, code),
            is_accepted=is_accepted,
            answer=f"Berita acara {code}.",
            corrected_zone="yellow",
            by=people["analis"],
        )
    assert approved.zone_of(red[0])["zone"] == "red", "what was approved stays as it was"
    next_one = draft()
    corrected, kept = next_one.zone_of(red[0]), next_one.zone_of(red[1])
    assert (corrected["zone"], corrected["computed_zone"]) == ("yellow", "red")
    assert corrected["correction_reason"] == f"Berita acara {red[0]}."
    assert (kept["zone"], kept["computed_zone"], kept["correction_reason"]) == ("red", "red", None)
    for name in ("score", "score_rank", "ranked_count"):
        assert corrected[name] == approved.zone_of(red[0])[name]


def test_of_two_accepted_corrections_the_later_answer_holds(approved, people):
    code = approved.zones[0]["village_code"]
    for zone in ("green", "yellow"):
        actions.answer_objection(
            objection=object_to(approved, people, code),
            is_accepted=True,
            answer=f"Menjadi {zone}.",
            corrected_zone=zone,
            by=people["analis"],
        )
    assert actions.corrections() == [{"village_code": code, "zone": "yellow", "reason": "Menjadi yellow."}]


def test_a_version_keeps_scores_to_the_last_digit(approved):
    # Through JSON and the database, the figures are still those that are printed.
    values = {row["village_code"]: row["value"] for row in approved.inputs if row["input_code"] == "idm_score"}
    scores = {row["village_code"]: row["score"] for row in ZoneVersion.objects.get().zones if row["score"] is not None}
    assert len(scores) > 100
    assert scores == values
    assert all(exact(score) * 10_000 % 1 == 0 for score in scores.values())


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["update", "delete"])
def test_the_database_itself_refuses_to_change_the_audit_log(how):
    event = record("uji", by="uji", subject="uji")
    found = AuditEvent.objects.filter(pk=event.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        found.update(actor="lain") if how == "update" else found._raw_delete(using="default")
    assert AuditEvent.objects.get(pk=event.pk).actor == "uji"


def test_a_draft_whose_figures_have_changed_since_is_not_approved(published, draft, people):
    version = draft()
    version.inputs = [{**row, "value": row["value"] + 1} for row in version.inputs]
    version.save()
    with pytest.raises(UserError) as caught:
        actions.approve(workspace=published, version=version, reason=REASON, by=people["ketua"])
    assert caught.value.code == "ZONES-015"
    version.refresh_from_db()
    assert version.state == "draft"


def test_of_two_versions_of_one_date_the_one_decided_last_is_in_force(published, draft, people, rebuild):
    first, second = draft(), draft(a_rule(a_part(Method.TOP_N, 3, 3)))
    for version in (second, first):
        actions.approve(workspace=published, version=version, reason=REASON, by=people["ketua"])
    assert actions.approved_version() == first
    assert {row["version_number"] for row in rebuild().table("zone")} == {first.number}
    assert actions.approved_version(first.as_of, before=first) == second


def test_a_later_decision_on_an_older_date_leaves_the_newer_date_alone(published, draft, people, rebuild):
    newer, older = draft(), draft(as_of=snapshot_dates(published)[0])
    for version in (newer, older):
        actions.approve(workspace=published, version=version, reason=REASON, by=people["ketua"])
    assert {row["version_number"] for row in rebuild().table("zone")} == {newer.number}


def test_a_new_rule_never_takes_the_name_of_another(people):
    rule = a_rule(a_part(Method.TOP_N, 1, 1))
    actions.write_rule(rule=rule, by=people["analis"], is_revision=False)
    with pytest.raises(UserError) as caught:
        actions.write_rule(rule=rule, by=people["analis"], is_revision=False)
    assert caught.value.code == "ZONES-016"
    assert ZoneRule.objects.count() == 1


def test_the_same_objection_is_not_taken_twice_while_it_waits(approved, people):
    code = approved.zones[0]["village_code"]
    object_to(approved, people, code)
    with pytest.raises(UserError) as caught:
        object_to(approved, people, code)
    assert caught.value.code == "ZONES-017"
    assert Objection.objects.count() == 1
