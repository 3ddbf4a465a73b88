"""From zones to teams: opening, settling, proposing, approving, going on."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil

import duckdb
import pytest
import yaml
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent, Grant
from ngopeni.assignment import actions
from ngopeni.assignment.actions.attention import flags
from ngopeni.assignment.actions.proposals import LOTS
from ngopeni.assignment.actions.teams import teams_by_village
from ngopeni.assignment.design import FILE, design_hash
from ngopeni.assignment.matching.criteria import shipped_criteria
from ngopeni.assignment.matching.problem import Pin, Problem
from ngopeni.assignment.matching.simple_ways import by_lot
from ngopeni.assignment.models import Assignment, Decree, EvaluationDesign, Wave, WaveProposal
from ngopeni.assignment.tests.waves import PERIOD, approve_zones, bring_institutions, open_a_wave
from ngopeni.assignment.views.frame import kinds_in
from ngopeni.cli.batch import build_now
from ngopeni.conftest import REGENCY
from ngopeni.kernel.edition import current_edition, point_at
from ngopeni.kernel.error import UserError
from ngopeni.kernel.progress import silent
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.partners.actions import retire, roster, set_capacity
from ngopeni.partners.models import Capacity, Conflict, Institution
from ngopeni.zones.models import ZoneVersion

REASON = "Disepakati dalam rapat TKPK."


@pytest.fixture
def wave(published, people) -> Wave:
    bring_institutions()
    return open_a_wave(published, people)


@pytest.fixture
def proposal(wave, people) -> WaveProposal:
    return actions.propose(wave=wave, criteria=shipped_criteria(), by=people["analis"])


@pytest.fixture
def approved(proposal, people) -> Wave:
    return actions.approve_proposal(proposal=proposal, reason=REASON, by=people["ketua"])


def refused(code: str, call, **words) -> None:
    with pytest.raises(UserError) as caught:
        call(**words)
    assert caught.value.code == code
    assert caught.value.sentence("id") != caught.value.sentence("en")


def pairs(proposal: WaveProposal) -> set[tuple[str, str]]:
    return {(each["village_code"], each["institution_code"]) for each in proposal.pairs}


def test_a_first_wave_holds_every_red_village_the_worst_the_hardest(wave):
    version = ZoneVersion.objects.get()
    red = {row["village_code"]: row["score_rank"] for row in version.zones if row["zone"] == "red"}
    assert {each.village_code for each in wave.villages.all()} == set(red)
    hardest = wave.villages.filter(hardness=100).first()
    assert red[hardest.village_code] == min(red.values())
    assert wave.villages.filter(hardness=0).exists()
    assert not wave.villages.filter(stays=True).exists()


def test_a_wave_of_a_size_takes_the_worst(published, people):
    bring_institutions()
    wave = open_a_wave(published, people, size=5)
    zones = ZoneVersion.objects.get().zones
    worst = sorted((row["score_rank"], row["village_code"]) for row in zones if row["zone"] == "red")[:5]
    assert {each.village_code for each in wave.villages.all()} == {code for _, code in worst}


def test_a_wave_is_not_opened_twice_nor_without_approved_zones_nor_for_impossible_dates(published, people):
    approve_zones(published, people)
    version, shot = ZoneVersion.objects.get(), snapshot_at(published)
    words = {"version": version, "snapshot": shot, "by": people["analis"]}
    refused("ASSIGNMENT-033", actions.open_wave, **words, starts_on=PERIOD[1], ends_on=PERIOD[0])
    refused("ASSIGNMENT-033", actions.open_wave, **words, starts_on=PERIOD[0], ends_on=PERIOD[0] + dt.timedelta(1831))
    open_a_wave(published, people)
    refused("ASSIGNMENT-031", actions.open_wave, **words, starts_on=PERIOD[0], ends_on=PERIOD[1])
    Wave.objects.update(state=Wave.State.CANCELLED)
    version.state = ZoneVersion.State.DRAFT
    refused("ASSIGNMENT-032", actions.open_wave, **words, starts_on=PERIOD[0], ends_on=PERIOD[1])


def test_a_proposal_gives_every_village_one_leader_within_everybodys_capacity(proposal):
    led = [each for each in proposal.pairs if each["role"] == "lead"]
    assert len(led) == proposal.wave.villages.count() == len({each["village_code"] for each in led})
    most = {row["code"]: (row["leads_max"] or 0, row["joins_max"] or 0) for row in roster(PERIOD[0].year)}
    for code, (leads, joins) in most.items():
        own = [each["role"] for each in proposal.pairs if each["institution_code"] == code]
        assert own.count("lead") <= leads
        assert own.count("join") <= joins
    assert proposal.totals["is_proven"]
    assert proposal.totals["objective"] >= proposal.totals["greedy_objective"] >= 0


def test_the_drawn_plan_beside_it_is_the_one_in_the_middle(proposal):
    problem = Problem.from_fields(proposal.problem)
    reached = sorted(points for seed in range(LOTS) if (points := by_lot(problem, seed).objective) is not None)
    assert reached[0] < reached[-1]
    assert proposal.totals["lot_objective"] == reached[len(reached) // 2]


def test_a_proposal_keeps_all_that_it_was_made_from(proposal):
    kept = Problem.from_fields(proposal.problem)
    assert kept == actions.problem_of(proposal.wave, shipped_criteria())
    proposal.refresh_from_db()
    assert Problem.from_fields(proposal.problem) == kept


def test_the_problem_is_made_of_what_the_lists_say(wave, people):
    office = Institution.objects.filter(subject="district_office").first()
    joined = Institution.objects.filter(kind="university").order_by("code").first()
    capacity = Capacity.objects.get(institution=joined)
    Capacity.objects.create(institution=joined, year=PERIOD[0].year + 1, joins_max=99, money_idr=1)
    Conflict.objects.create(
        institution=joined,
        against_kind="district",
        against_code="33.19.01",
        reason="Uji.",
        since=PERIOD[0],
        stated_by="x",
    )
    problem = actions.problem_of(wave, shipped_criteria())
    assert problem.institution(office.code).own_district == office.district_code
    told = problem.institution(joined.code)
    assert told.own_district == ""
    assert (told.joins_max, told.money_idr, told.person_days) == (
        capacity.joins_max,
        capacity.money_idr,
        capacity.person_days,
    )
    assert told.conflicts == ("33.19.01",)
    assert told.mandates == dict(joined.mandates.values_list("need_code", "level")) != {}
    assert (told.latitude, told.longitude) == (joined.latitude, joined.longitude)


def test_a_wave_goes_on_only_from_an_approved_one(published, wave, people):
    actions.cancel_wave(wave=wave, reason=REASON, by=people["analis"])
    with pytest.raises(UserError) as caught:
        open_a_wave(published, people, previous=wave)
    assert caught.value.code == "ASSIGNMENT-035"


def test_conflicts_stated_since_and_villages_no_longer_red_are_flagged(published, approved, people):
    led = approved.assignments.filter(role="lead").first()
    Conflict.objects.create(
        institution=led.institution,
        against_kind="village",
        against_code=led.village_code,
        reason="Uji.",
        since=PERIOD[0],
        stated_by="x",
    )
    version = ZoneVersion.objects.get()
    zones = [{**row, "zone": "yellow"} if row["village_code"] == led.village_code else row for row in version.zones]
    version.pk, version.number, version.zones = None, 2, zones
    version.decided_at = timezone.now()
    version.save()
    told = flags(approved, published, "id")
    assert len(told) == 2
    assert any("pertentangan" in each and led.institution_name in each and led.village_name in each for each in told)
    assert any("tidak lagi merah" in each and led.village_name in each for each in told)


def test_a_pin_and_a_ban_are_kept_and_can_be_taken_back(wave, proposal, people):
    lead = next(each for each in proposal.pairs if each["role"] == "lead")
    other = next(
        each["institution_code"]
        for each in proposal.pairs
        if each["role"] == "lead" and each["institution_code"] != lead["institution_code"]
    )
    words = {"wave": wave, "village_code": lead["village_code"], "by": people["analis"], "reason": REASON}
    banned = actions.rule_pair(**words, institution=Institution.objects.get(code=lead["institution_code"]), is_ban=True)
    actions.rule_pair(**words, institution=Institution.objects.get(code=other), is_ban=False)
    ruled = actions.propose(wave=wave, criteria=shipped_criteria(), by=people["analis"])
    assert (lead["village_code"], other) in pairs(ruled)
    assert (lead["village_code"], lead["institution_code"]) not in pairs(ruled)
    assert ruled.totals["objective"] <= proposal.totals["objective"]
    actions.withdraw_ruling(ruling=banned, by=people["analis"])
    assert not wave.rulings.filter(is_ban=True, withdrawn_at=None).exists()
    assert wave.rulings.filter(is_ban=True).exists()
    assert not [pin for pin in actions.problem_of(wave, shipped_criteria()).pins if pin.is_ban]
    acts = AuditEvent.objects.filter(subject=f"wave:{wave.number}").values_list("action", flat=True)
    assert {"assignment.ban_pair", "assignment.pin_pair", "assignment.withdraw_ruling"} <= set(acts)


def test_a_word_on_a_pair_needs_a_reason_a_village_of_the_wave_and_stands_once(wave, people):
    institution = Institution.objects.filter(kind="agency").first()
    code = wave.villages.first().village_code
    words = {"wave": wave, "institution": institution, "is_ban": True, "by": people["analis"]}
    refused("ASSIGNMENT-021", actions.rule_pair, **words, village_code=code, reason=" a ")
    refused("ASSIGNMENT-022", actions.rule_pair, **words, village_code=code, reason="Menurut 3319010101900001.")
    refused("ASSIGNMENT-041", actions.rule_pair, **words, village_code="33.19.99.2001", reason=REASON)
    actions.rule_pair(**words, village_code=code, reason=REASON)
    refused("ASSIGNMENT-042", actions.rule_pair, **words, village_code=code, reason=REASON)


def test_what_cannot_be_names_the_rules_in_the_way_and_saves_nothing(wave, people):
    agencies = Institution.objects.filter(kind="agency").order_by("code")
    Capacity.objects.filter(institution__in=agencies).update(leads_max=0)
    Capacity.objects.filter(institution__in=list(agencies[:3])).update(leads_max=1)
    with pytest.raises(UserError) as caught:
        actions.propose(wave=wave, criteria=shipped_criteria(), by=people["analis"])
    assert caught.value.code == "ASSIGNMENT-010"
    assert "Kapasitas" in caught.value.sentence()
    assert not WaveProposal.objects.exists()


def test_made_again_after_a_change_it_moves_only_the_teams_that_must(wave, proposal, people):
    led = [each["institution_code"] for each in proposal.pairs if each["role"] == "lead"]
    gone = next(code for code in led if led.count(code) == 1)
    Institution.objects.filter(code=gone).update(is_active=False)
    anew = actions.propose(wave=wave, criteria=shipped_criteria(), by=people["analis"], keeps=proposal)
    lost = {pair for pair in pairs(proposal) if pair[1] == gone}
    assert pairs(proposal) - lost <= pairs(anew)
    assert anew.totals["kept_count"] == len(pairs(proposal)) - len(lost)


def test_what_is_only_tried_cannot_be_approved_and_settles_nothing(wave, proposal, people):
    village, institution = sorted(pairs(proposal))[0]
    tried = actions.propose(
        wave=wave,
        criteria=shipped_criteria(),
        by=people["analis"],
        is_what_if=True,
        extra=[Pin(village, institution, True, "uji")],
    )
    assert (village, institution) not in pairs(tried)
    refused("ASSIGNMENT-051", actions.approve_proposal, proposal=tried, reason=REASON, by=people["ketua"])
    assert not wave.rulings.exists()


def test_a_proposal_is_not_approved_when_the_lists_have_moved_on(proposal, people):
    Capacity.objects.filter(institution__kind="agency").update(person_days=1)
    refused("ASSIGNMENT-052", actions.approve_proposal, proposal=proposal, reason=REASON, by=people["ketua"])
    proposal.wave.refresh_from_db()
    assert proposal.wave.state == Wave.State.OPEN
    assert not Assignment.objects.exists()


def test_an_approved_wave_holds_its_teams_and_nothing_in_it_changes_any_more(approved, proposal, people):
    worth = {(each["village_code"], each["institution_code"]): each["points"] for each in proposal.pairs}
    held = approved.assignments.values_list("village_code", "institution__code", "points")
    assert {(village, code): points for village, code, points in held} == worth
    institution = Institution.objects.first()
    code = approved.villages.first().village_code
    words = {"wave": approved, "by": people["analis"]}
    refused("ASSIGNMENT-036", actions.propose, **words, criteria=shipped_criteria())
    refused("ASSIGNMENT-036", actions.say, **words, text="Terlambat.")
    refused("ASSIGNMENT-036", actions.cancel_wave, **words, reason=REASON)
    refused(
        "ASSIGNMENT-036",
        actions.rule_pair,
        **words,
        village_code=code,
        institution=institution,
        is_ban=True,
        reason=REASON,
    )
    refused("ASSIGNMENT-036", actions.approve_proposal, proposal=proposal, reason=REASON, by=people["ketua"])


def test_the_design_is_frozen_with_the_approval_and_shows_when_it_was_touched(approved):
    design = EvaluationDesign.objects.get(wave=approved)
    assisted = set(approved.villages.values_list("village_code", flat=True))
    assert set(design.content["assisted"]) == assisted
    compared = [each["village_code"] for each in design.content["comparison"]]
    assert compared
    assert not assisted & set(compared)
    zones = {row["village_code"]: row["zone"] for row in approved.zone_version.zones}
    assert set(compared) == {code for code, zone in zones.items() if zone in ("red", "yellow")} - assisted
    assert design.content["baseline"]["edition"] == approved.zone_version.edition
    assert design_hash(design.content) == design.sha256
    assert design.content["baseline"]["as_of"] == approved.zone_version.as_of.isoformat()
    assert [each["code"] for each in design.content["outcomes"]] == [
        each["code"] for each in yaml.safe_load(FILE.read_text(encoding="utf-8"))["outcomes"]
    ]
    for name in design.content:
        assert design_hash({**design.content, name: "lain"}) != design.sha256, name


def test_the_snapshot_carries_teams_and_design(published, approved):
    build_now(published, silent)
    shot = snapshot_at(published)
    rows = shot.table("assignment")
    assert {(row["village_code"], row["institution_code"]) for row in rows} == set(
        approved.assignments.values_list("village_code", "institution__code")
    )
    assert {row["ends_on"] for row in rows} == {PERIOD[1]}
    Wave.objects.filter(pk=approved.pk).update(closed_on=dt.date(2026, 8, 31))
    build_now(published, silent)
    assert {row["ends_on"] for row in snapshot_at(published).table("assignment")} == {dt.date(2026, 8, 31)}
    assert {row["side"] for row in shot.table("evaluation_design")} == {"assisted", "comparison"}


def test_the_next_wave_goes_on_from_this_one(published, approved, people):
    codes = sorted(approved.villages.values_list("village_code", flat=True))
    graduated = codes[0]
    released = approved.assignments.exclude(village_code=graduated).filter(role="lead").first()
    following = open_a_wave(
        published,
        people,
        previous=approved,
        left={graduated: "Naik kelas (uji)."},
        released=[(released.village_code, released.institution.code)],
        starts_on=dt.date(2027, 1, 1),
        ends_on=dt.date(2027, 12, 31),
    )
    assert set(following.villages.values_list("village_code", flat=True)) == set(codes) - {graduated}
    problem = actions.problem_of(following, shipped_criteria())
    held = set(approved.assignments.values_list("village_code", "institution__code"))
    assert problem.previous == held - {(released.village_code, released.institution.code)}
    plan = actions.propose(wave=following, criteria=shipped_criteria(), by=people["analis"])
    here = {pair for pair in problem.previous if pair[0] != graduated}
    assert here <= pairs(plan), "pairs stay unless released"
    actions.approve_proposal(proposal=plan, reason=REASON, by=people["ketua"])
    approved.refresh_from_db()
    assert approved.closed_on is None, "it had ended by itself"
    assert not approved.assignments.exclude(ended_on=None).exists()
    design = EvaluationDesign.objects.get(wave=following).content
    assert graduated not in {each["village_code"] for each in design["comparison"]}
    assert design["left_out"] == [graduated]


def test_a_wave_that_begins_early_closes_the_one_before_and_what_its_decrees_opened(published, approved, people):
    member = people["anggota"]
    grant = Grant.objects.create(
        user=member,
        scope_code="33.19.01.2001",
        starts_on=PERIOD[0],
        ends_on=dt.date(2099, 12, 31),
        paper="x",
        given_by="y",
    )
    noted = {"grant": grant.pk, "username": member.username, "village_code": grant.scope_code}
    Decree.objects.create(
        wave=approved,
        starts_on=PERIOD[0],
        ends_on=PERIOD[1],
        drafted_by=people["hukum"],
        grants=[noted],
        state="in_force",
    )
    Wave.objects.filter(pk=approved.pk).update(ends_on=dt.date(2099, 12, 31))
    approved.assignments.update(ends_on=dt.date(2099, 12, 31))
    approved.refresh_from_db()
    begins = dt.date(2099, 3, 1)
    following = open_a_wave(published, people, previous=approved, starts_on=begins, ends_on=dt.date(2099, 12, 1))
    plan = actions.propose(wave=following, criteria=shipped_criteria(), by=people["analis"])
    actions.approve_proposal(proposal=plan, reason=REASON, by=people["ketua"])
    approved.refresh_from_db()
    grant.refresh_from_db()
    assert approved.closed_on == grant.ends_on == dt.date(2099, 2, 28)
    assert {each.until for each in approved.assignments.select_related("wave")} == {dt.date(2099, 2, 28)}
    assert AuditEvent.objects.filter(action="accounts.shorten_grant", subject=member.username).exists()


def test_assignments_stay_and_are_flagged_when_the_lists_move_on(published, approved, people):
    assert flags(approved, published, "id") == []
    before = list(approved.assignments.order_by("pk").values())
    led = approved.assignments.filter(role="lead").first()
    Institution.objects.filter(pk=led.institution_id).update(is_active=False)
    joined = approved.assignments.filter(role="join").exclude(institution=led.institution).first()
    Capacity.objects.filter(institution=joined.institution).update(joins_max=0)
    renamed, recoded = approved.villages.all()[:2]
    approved.assignments.filter(village_code=renamed.village_code).update(village_name="Nama Lama")
    approved.assignments.filter(village_code=recoded.village_code).update(village_code="33.19.99.2001")
    told = " ".join(flags(approved, published, "id"))
    assert f"{led.institution_name} tidak lagi aktif" in told
    assert f"{joined.institution_name} mendampingi" in told
    assert "Nama Lama sekarang tercatat sebagai" in told
    assert "33.19.99.2001" in told
    unchanged = list(approved.assignments.order_by("pk").values())
    assert [row["institution_id"] for row in unchanged] == [row["institution_id"] for row in before]


def test_a_new_edition_with_other_codes_leaves_assignments_as_they_are_and_flags_them(published, approved):
    build_now(published, silent)
    before = list(approved.assignments.order_by("pk").values())
    recoded = approved.villages.first()
    edition = current_edition(published)
    # The next register of areas gives the village another code: an edition as it would then be published.
    later = published.editions / "kode-baru"
    shutil.copytree(published.editions / edition, later)
    for path in later.glob("*/village.parquet"):
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT * REPLACE (replace(village_code, '{recoded.village_code}', '33.19.99.2999') AS "
                f"village_code) FROM '{published.editions / edition / path.parent.name / path.name}') TO '{path}'"
            )
    point_at(published, "kode-baru")
    told = flags(approved, published, "id")
    assert [each for each in told if recoded.village_code in each and "tidak ada lagi" in each] == told
    assert list(approved.assignments.order_by("pk").values()) == before


def test_institutions_brought_in_anew_leave_assignments_as_they_are_and_flag_them(published, approved, people):
    before = list(approved.assignments.order_by("pk").values())
    led = approved.assignments.filter(role="join").first()
    set_capacity(
        institution=led.institution,
        year=PERIOD[0].year,
        values={"joins_max": 0},
        regency_code=REGENCY,
        by=people["analis"],
    )
    retire(
        institution=approved.assignments.filter(role="lead").first().institution, reason="Bubar.", by=people["analis"]
    )
    told = " ".join(flags(approved, published, "id"))
    assert "kapasitasnya sekarang 0" in told
    assert "tidak lagi aktif" in told
    assert list(approved.assignments.order_by("pk").values()) == before


def test_a_village_changes_hands_and_its_history_stays(published, approved, people):
    old = approved.assignments.filter(role="lead").first()
    loads = {code: approved.assignments.filter(institution__code=code).count() for code in _agencies()}
    other = Institution.objects.get(code=next(code for code, most in _agencies().items() if loads[code] < most))
    words = {"wave": approved, "village_code": old.village_code, "reason": REASON, "by": people["ketua"]}
    day = dt.date(2026, 6, 1)
    refused("ASSIGNMENT-063", actions.hand_over, **words, leaving=None, coming=None, on=day)
    refused("ASSIGNMENT-064", actions.hand_over, **words, leaving=old, coming=None, on=day)
    refused("ASSIGNMENT-062", actions.hand_over, **words, leaving=old, coming=other, on=dt.date(2027, 6, 1))
    full = Institution.objects.get(code=next(code for code, most in _agencies().items() if loads[code] == most))
    refused("ASSIGNMENT-066", actions.hand_over, **words, leaving=old, coming=full, on=day)
    refused("ASSIGNMENT-068", actions.hand_over, **words, leaving=old, coming=other, on=PERIOD[0])
    elsewhere = approved.assignments.filter(role="lead").exclude(village_code=old.village_code).first()
    refused("ASSIGNMENT-069", actions.hand_over, **words, leaving=elsewhere, coming=other, on=day)
    design = approved.design.sha256
    made = actions.hand_over(**words, leaving=old, coming=other, on=day)
    old.refresh_from_db()
    assert (old.ended_on, made.starts_on, made.role) == (dt.date(2026, 5, 31), day, "lead")
    team = next(each for each in teams_by_village(approved, kinds_in("id")) if each["lead"] == made)
    assert team["village"].village_code == old.village_code
    assert old.is_in_force(dt.date(2026, 5, 31))
    assert not old.is_in_force(day)
    assert approved.design.sha256 == design
    later = day + dt.timedelta(days=30)
    refused("ASSIGNMENT-065", actions.hand_over, **words, leaving=made, coming=old.institution, on=later)
    refused("ASSIGNMENT-068", actions.hand_over, **words, leaving=made, coming=old.institution, on=dt.date(2026, 3, 1))
    refused("ASSIGNMENT-069", actions.hand_over, **words, leaving=old, coming=other, on=later)
    on_days = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    led = list(approved.assignments.filter(village_code=old.village_code, role="lead").select_related("wave"))
    assert all(sum(each.is_in_force(on) for each in led) == 1 for on in on_days)


def test_nobody_comes_who_is_kept_apart_from_the_team_by_anybodys_word(approved, people):
    joined = approved.assignments.filter(role="join", kind="university").first()
    team = approved.assignments.filter(village_code=joined.village_code)
    other = Institution.objects.filter(kind=joined.kind, is_active=True).exclude(assignments__in=team).first()
    set_capacity(institution=other, year=2026, values={"joins_max": 90}, regency_code=REGENCY, by=people["analis"])
    Conflict.objects.create(
        institution=team.get(role="lead").institution,
        against_kind="institution",
        against_code=other.code,
        reason="Uji.",
        since=PERIOD[0],
        stated_by="uji",
    )
    words = {"wave": approved, "village_code": joined.village_code, "reason": REASON, "by": people["ketua"]}
    refused("ASSIGNMENT-067", actions.hand_over, **words, leaving=joined, coming=other, on=dt.date(2026, 6, 1))


def test_a_pin_on_an_institution_that_has_left_is_named_instead_of_breaking(wave, people):
    institution = Institution.objects.filter(kind="agency", capacities__leads_max__gte=1).first()
    code = wave.villages.first().village_code
    actions.rule_pair(
        wave=wave, village_code=code, institution=institution, is_ban=False, reason=REASON, by=people["analis"]
    )
    retire(institution=institution, reason="Bubar.", by=people["analis"])
    with pytest.raises(UserError) as caught:
        actions.propose(wave=wave, criteria=shipped_criteria(), by=people["analis"])
    assert institution.code in caught.value.sentence()
    refused(
        "ASSIGNMENT-022",
        actions.propose,
        wave=wave,
        criteria=shipped_criteria(),
        by=people["analis"],
        note="NIK 3319010101900001",
    )


def _agencies() -> dict[str, int]:
    """Villages that each agency can lead."""
    return {
        row["code"]: row["leads_max"] for row in roster(PERIOD[0].year) if row["kind"] == "agency" and row["leads_max"]
    }


def test_a_wave_can_be_given_up_with_a_reason(wave, people):
    actions.cancel_wave(wave=wave, reason=REASON, by=people["analis"])
    wave.refresh_from_db()
    assert (wave.state, wave.reason) == (Wave.State.CANCELLED, REASON)
    assert wave.decided_at <= timezone.now()


def test_needs_that_not_everybody_may_see_are_not_in_a_wave(peopled, people):
    from ngopeni.measures.small_cells import NEED, shown_tables

    bring_institutions()
    shot = snapshot_at(peopled)
    version = ZoneVersion.objects.create(
        number=1,
        rule_code="uji",
        rule_fields={},
        as_of=shot.as_of,
        edition=shot.edition,
        state=ZoneVersion.State.APPROVED,
        made_by=people["analis"],
        zones=[
            {"village_code": row["village_code"], "zone": "red", "score_rank": place, "score": 1.0}
            for place, row in enumerate(shot.table("village")[:20], 1)
        ],
    )
    wave = open_a_wave(peopled, people, size=20)
    assert version == wave.zone_version
    shown = {(row["village_code"], row["need_code"]): row for row in shown_tables(shot, frozenset())[NEED]}
    hidden = 0
    for each in wave.villages.all():
        told = {need["need_code"]: need["need_count"] for need in each.needs}
        for (village, need), row in shown.items():
            if village == each.village_code and (row["need_count"] is None or not row["denominator_count"]):
                hidden += 1
                assert need not in told
            elif village == each.village_code:
                assert told[need] == row["need_count"]
    assert hidden, "the case is there"


def test_other_weights_make_another_proposal_that_says_by_which(wave, people):
    criteria = dataclasses.replace(shipped_criteria(), weights={**shipped_criteria().weights, "near": 0})
    made = actions.propose(wave=wave, criteria=criteria, by=people["analis"], note="tanpa jarak")
    assert Problem.from_fields(made.problem).criteria.weights["near"] == 0
    assert made.totals["terms"].get("near", 0) == 0
