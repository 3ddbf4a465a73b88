"""Rights follow from a decree in force, change with it and end with it, in one transaction."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from ngopeni.accounts.actions import end_grant
from ngopeni.accounts.event_words import event_sentence
from ngopeni.accounts.models import AuditEvent, Grant, User
from ngopeni.accounts.rights import Permission
from ngopeni.accounts.tests.invented import add_person, sign_in
from ngopeni.assignment import actions
from ngopeni.assignment.actions import decree_force
from ngopeni.assignment.decree_states import State
from ngopeni.assignment.models import Assignment, Decree
from ngopeni.assignment.tests.decree_cases import assign, make_small, member_of
from ngopeni.cli.commands.worker import _keep_up
from ngopeni.conftest import PASSWORD
from ngopeni.kernel.error import UserError
from ngopeni.partners.actions import set_head

REASON = "Terdapat mutasi pegawai."


def scopes(username: str) -> list[str]:
    """Where somebody's grants hold today, of those that a decree gave."""
    person = User.objects.get(username=username)
    held = [each for each in person.grants.all() if each.is_in_force(timezone.localdate())]
    return sorted(each.scope_code for each in held if each.paper.startswith("Keputusan"))


def state(decree: Decree) -> str:
    return Decree.objects.get(pk=decree.pk).state


def test_every_member_with_an_account_gets_every_village_of_the_agency(small):
    decree = small.team(member_of("satu"), None, member_of("dua"))
    assert scopes("satu") == scopes("dua") == sorted(small.codes())
    grant = Grant.objects.filter(user__username="satu").first()
    day = timezone.localdate()
    assert (grant.starts_on, grant.ends_on, grant.given_by) == (day, decree.ends_on, "hukum")
    assert grant.paper.startswith("Keputusan Kepala Dinas Sosial Kabupaten Kudus Nomor 400/2/2026 tanggal ")
    assert len(decree.grants) == 4
    assert {each["village_code"] for each in decree.grants} == set(small.codes())
    assert {each["username"] for each in decree.grants} == {"satu", "dua"}


def test_the_regents_decree_opens_the_villages_to_who_stands_for_an_institution(small):
    decree = small.regents()
    assert scopes("kadin") == sorted(small.codes())
    assert scopes("mitra") == small.codes(1)
    assert len(decree.grants) == 3
    # Three years of assistance; no right lasts so long.
    assert {each.ends_on for each in Grant.objects.filter(paper__startswith="Keputusan")} == {
        timezone.localdate() + dt.timedelta(days=2 * 366)
    }


@pytest.mark.parametrize("hand", ["drafted", "named", "changed", "dropped"])
def test_who_drafted_a_decree_or_had_a_hand_in_its_team_does_not_put_it_in_force(small, hand):
    small.regents()
    decree = small.draft(member_of("satu"), member_of("dua"))
    told = {"name": "Anggota Rekaan", "position": "Staf", "role": "Anggota"}
    if hand == "drafted":
        Decree.objects.filter(pk=decree.pk).update(drafted_by=small.legal)
    elif hand == "named":
        actions.name_member(decree=decree, by=small.legal, **told)
    elif hand == "changed":
        changed = actions.change_member(member=decree.members.first(), by=small.legal, **told)
        # Whoever writes the line after them does not wash it off.
        actions.change_member(member=changed, by=small.analyst, **told)
    else:
        actions.drop_member(member=decree.members.first(), by=small.legal)
    before = Grant.objects.count()
    decree = small.signed(Decree.objects.get(pk=decree.pk), "400/2/2026")
    with pytest.raises(UserError, match="DECREE-038"):
        actions.put_in_force(decree=decree, by=small.legal)
    assert (state(decree), Grant.objects.count()) == (State.SIGNED, before)
    other = add_person("hukum2", "legal", village_code=small.codes()[0], password=PASSWORD)
    actions.put_in_force(decree=decree, by=User.objects.get(pk=other.pk))
    assert state(decree) == State.IN_FORCE


def test_a_grant_does_not_begin_before_the_decree(small):
    small.regents()
    today = timezone.localdate()
    later = today + dt.timedelta(days=10)
    draft = actions.draft_agency_decree(
        wave=small.wave, institution=small.social, starts_on=later, ends_on=later + dt.timedelta(30), by=small.analyst
    )
    small.name(draft, "Anggota", member_of("satu"))
    small.in_force(draft, "400/2/2026")
    assert scopes("satu") == []
    assert {each.starts_on for each in Grant.objects.filter(user__username="satu")} == {later}


def test_a_decree_whose_period_is_over_does_not_come_into_force(small):
    small.regents()
    decree = small.signed(small.draft(member_of("satu")), "400/2/2026")
    Decree.objects.filter(pk=decree.pk).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    with pytest.raises(UserError, match="DECREE-034"):
        actions.put_in_force(decree=decree, by=small.legal)


def test_when_one_grant_cannot_be_given_nothing_happens_and_it_says_who_and_why(small, monkeypatch):
    small.regents()
    decree = small.signed(small.draft(member_of("satu"), member_of("dua")), "400/2/2026")
    before = Grant.objects.count(), AuditEvent.objects.count()
    give = decree_force.give_grant

    def refuse_the_second(*, user, **words):
        # As if whoever puts the decree in force were on the team.
        return give(user=user, **{**words, "by": "dua"})

    monkeypatch.setattr(decree_force, "give_grant", refuse_the_second)
    with pytest.raises(UserError) as refused:
        actions.put_in_force(decree=decree, by=small.legal)
    assert refused.value.code == "DECREE-030"
    for language, words in (("id", "hak untuk Dua tidak dapat diberikan"), ("en", "Dua cannot be given")):
        assert words in refused.value.sentence(language)
        assert UserError("ACCOUNTS-020").sentence(language) in refused.value.sentence(language)
    assert (Grant.objects.count(), AuditEvent.objects.count()) == before
    assert state(decree) == State.SIGNED


def test_a_crash_in_the_middle_leaves_nothing(small, monkeypatch):
    small.regents()
    decree = small.signed(small.draft(member_of("satu"), member_of("dua")), "400/2/2026")
    before = Grant.objects.count(), AuditEvent.objects.count()
    given, give = [], decree_force.give_grant

    def give_and_fail(**words):
        if len(given) == 3:
            raise RuntimeError("daya padam")
        given.append(give(**words))
        return given[-1]

    monkeypatch.setattr(decree_force, "give_grant", give_and_fail)
    with pytest.raises(RuntimeError, match="daya padam"):
        actions.put_in_force(decree=decree, by=small.legal)
    assert len(given) == 3
    assert (Grant.objects.count(), AuditEvent.objects.count()) == before
    assert (state(decree), Decree.objects.get(pk=decree.pk).grants) == (State.SIGNED, [])


def amended(small, base: Decree, number: str = "400/3/2026") -> Decree:
    """In force: two leaves, three joins, one is untouched."""
    draft = actions.amend_decree(base=base, reason=REASON, by=small.analyst)
    actions.drop_member(member=draft.members.get(user__username="dua"), by=small.analyst)
    small.name(draft, "Anggota Baru", member_of("tiga"))
    return small.in_force(draft, number)


def test_an_amendment_ends_who_left_gives_who_joined_and_leaves_the_others_untouched(small):
    base = small.team(member_of("satu"), member_of("dua"))
    kept = list(Grant.objects.filter(user__username="satu").values())
    follower = amended(small, base)
    assert list(Grant.objects.filter(user__username="satu").values()) == kept
    assert (scopes("dua"), scopes("tiga")) == ([], sorted(small.codes()))
    reasons = set(Grant.objects.filter(user__username="dua").values_list("end_reason", flat=True))
    assert len(reasons) == 1
    assert "menurut Keputusan Kepala Dinas Sosial Kabupaten Kudus Nomor 400/3/2026" in reasons.pop()
    assert (state(base), follower.state) == (State.AMENDED, State.IN_FORCE)
    assert {each["grant"] for each in follower.grants} == set(
        Grant.objects.filter(user__username__in=("satu", "tiga")).values_list("pk", flat=True)
    )


def test_a_second_amendment_goes_on_from_the_first(small):
    base = small.team(member_of("satu"), member_of("dua"))
    first = amended(small, base)
    draft = actions.amend_decree(base=Decree.objects.get(pk=base.pk), reason=REASON, by=small.analyst)
    assert set(draft.members.values_list("user__username", flat=True)) == {"satu", "tiga"}
    actions.drop_member(member=draft.members.get(user__username="satu"), by=small.analyst)
    second = small.in_force(draft, "400/4/2026")
    assert (state(base), state(first), second.state) == (State.AMENDED, State.AMENDED, State.IN_FORCE)
    assert (scopes("satu"), scopes("tiga")) == ([], sorted(small.codes()))
    assert second.facts["amendment"]["earlier"][0]["number"] == "400/3/2026"


def test_an_amendment_gives_nobody_back_what_was_taken_by_hand(small):
    base = small.team(member_of("satu"), member_of("dua"))
    taken = Grant.objects.filter(user__username="satu").first()
    end_grant(grant=taken, reason="Cuti panjang.", by="pengelola")
    amended(small, base)
    assert taken.scope_code not in scopes("satu")


def test_an_amendment_of_the_regents_changes_changed_pairs_alone(small):
    base = small.regents()
    set_head(institution=small.health, head=None, by=small.analyst)
    kept = list(Grant.objects.filter(user__username="mitra").values())
    moved = Assignment.objects.get(village_code=small.codes()[1], institution=small.social)
    moved.ended_on, moved.end_reason = timezone.localdate() - dt.timedelta(days=1), "Diserahkan."
    moved.save()
    assign(small.wave, small.villages[1], small.health)
    small.in_force(actions.amend_decree(base=base, reason=REASON, by=small.analyst), "400/9/2026")
    assert list(Grant.objects.filter(user__username="mitra").values()) == kept
    assert scopes("kadin") == small.codes(1)


def test_a_revocation_ends_every_grant_and_the_assignments_stay(small):
    base = small.team(member_of("satu"), member_of("dua"))
    follower = amended(small, base)
    rows = list(Assignment.objects.values())
    base = Decree.objects.get(pk=base.pk)
    draft = actions.revoke_decree(base=base, reason="Tim dibubarkan.", by=small.analyst)
    assert scopes("satu") == sorted(small.codes()), "a draft ends nothing"
    revoking = small.in_force(draft, "400/5/2026")
    assert (scopes("satu"), scopes("tiga")) == ([], [])
    reason = Grant.objects.filter(user__username="tiga").first().end_reason
    office = "Keputusan Kepala Dinas Sosial Kabupaten Kudus Nomor"
    assert reason.startswith(f"{office} 400/2/2026 dicabut dengan {office} 400/5/2026 tanggal ")
    assert {state(base), state(follower)} == {State.REVOKED}
    assert revoking.state == State.IN_FORCE
    assert list(Assignment.objects.values()) == rows
    assert scopes("kadin") == sorted(small.codes()), "what the regent's decree gave stays"


def test_what_would_revoke_a_decree_that_has_run_out_does_nothing(small):
    base = small.team(member_of("satu"))
    draft = actions.revoke_decree(base=base, reason="Tim dibubarkan.", by=small.analyst)
    small.signed(draft, "400/5/2026")
    actions.expire_due(today=base.ends_on + dt.timedelta(days=1))
    with pytest.raises(UserError, match="DECREE-036"):
        actions.put_in_force(decree=draft, by=small.legal)
    assert small.draft().state == State.DRAFTED


def test_what_has_run_out_is_noted_once_and_not_a_day_too_early(small):
    base = small.team(member_of("satu"))
    assert actions.expire_due(today=base.ends_on) == 0
    assert actions.expire_due(today=base.ends_on + dt.timedelta(days=1)) == 1
    assert actions.expire_due(today=base.ends_on + dt.timedelta(days=1)) == 0
    assert state(base) == State.EXPIRED
    event = AuditEvent.objects.get(action="assignment.expire_decree")
    assert (event.actor, event.details["number"]) == ("jadwal", "400/2/2026")


def test_the_worker_looks_at_the_calendar_once_a_day(small):
    base, today = small.team(member_of("satu")), timezone.localdate()
    yesterday = today - dt.timedelta(days=1)
    Decree.objects.filter(pk=base.pk).update(ends_on=yesterday)
    assert _keep_up(today) == today
    assert state(base) == State.IN_FORCE, "today it has looked already"
    assert _keep_up(yesterday) == today
    assert state(base) == State.EXPIRED


@pytest.mark.parametrize(("days", "within"), [(7, 7), (8, 30), (30, 30), (31, 60), (60, 60), (61, None), (-1, None)])
def test_what_ends_soon_is_told_before(small, days, within):
    base = small.team(member_of("satu"))
    rows = actions.reminders(base.ends_on - dt.timedelta(days=days))
    assert [(row["decree"].pk, row["within"], row["days"]) for row in rows] == (
        [(base.pk, within, days)] * bool(within)
    )


def test_a_village_remembers_who_assisted_it_under_which_decree(small):
    small.team(member_of("satu"))
    Assignment.objects.filter(institution=small.campus).update(
        ended_on=timezone.localdate(), end_reason="Masa KKN selesai."
    )
    rows = actions.village_history(small.codes()[0])
    told = [(row["assignment"].institution_name, [each.number for each in row["decrees"]]) for row in rows]
    assert told == [("Dinas Sosial", ["400/1/2026", "400/2/2026"]), ("Universitas Rekaan", ["400/1/2026"])]
    assert rows[1]["until"] == timezone.localdate()


# What a member meets --------------------------------------------------------------------------------------------------


@pytest.fixture
def browser(peopled, people, client_as):
    """A member of the team of a village that has invented residents, with the decree and the small wave."""
    small = make_small(peopled, people)
    person = member_of("satu")
    client = client_as("analis")
    sign_in(client, person)
    return small, client


def test_a_member_reads_the_village_until_the_decree_is_revoked_and_is_told_why(browser):
    small, client = browser
    address = reverse("residents", args=[small.codes()[0]])
    assert client.get(address).status_code == 403
    base = small.team(User.objects.get(username="satu"))
    assert client.get(address).status_code == 200
    event = AuditEvent.objects.filter(action="people.read_village").latest("number")
    assert event.details["paper"].startswith("Keputusan Kepala Dinas Sosial Kabupaten Kudus Nomor 400/2/2026")
    told = event_sentence(event.action, event.subject, event.details, {}, "id")
    assert told.endswith(f"Hak dari {event.details['paper']}.")
    assert client.get(reverse("residents", args=[small.villages[2].village_code])).status_code == 403
    small.in_force(actions.revoke_decree(base=base, reason="Tim dibubarkan.", by=small.analyst), "400/5/2026")
    answer = client.get(address)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Nomor 400/2/2026 dicabut dengan Keputusan Kepala Dinas Sosial Kabupaten Kudus Nomor 400/5/2026" in page


def test_without_a_pact_the_decree_alone_opens_no_name(small):
    member_of("satu", pact=False)
    small.team(User.objects.get(username="satu"))
    person = User.objects.get(username="satu")
    assert person.refusal(Permission.READ_PEOPLE, small.codes()[0]).code == "ACCOUNTS-016"


def test_nobody_whose_account_is_closed_or_of_another_role_is_due_a_grant(small):
    gone, other, stays = member_of("pergi"), member_of("pindah"), member_of("tetap")
    decree = small.draft(gone, other, stays)
    small.regents()
    User.objects.filter(pk=gone.pk).update(is_active=False)
    User.objects.filter(pk=other.pk).update(role_code="auditor")
    small.in_force(decree, "400/2/2026")
    assert set(Grant.objects.filter(user__in=[gone, other, stays]).values_list("user__username", flat=True)) == {
        "tetap"
    }


def test_a_head_of_another_role_is_due_no_grant_by_the_regents_decree(small):
    before = set(Grant.objects.values_list("pk", flat=True))
    User.objects.filter(pk=small.people["kadin"].pk).update(role_code="regent")
    small.regents()
    given = Grant.objects.exclude(pk__in=before)
    assert not given.filter(user=small.people["kadin"]).exists()


def test_an_amended_decree_runs_out_too(small):
    base = small.team(member_of("satu"))
    follower = actions.amend_decree(base=base, reason=REASON, by=small.analyst)
    small.name(follower, "Anggota Baru")
    small.in_force(follower, "400/3/2026")
    base.refresh_from_db()
    assert base.state == State.AMENDED
    actions.expire_due(today=base.ends_on + dt.timedelta(days=1))
    assert set(Decree.objects.filter(pk__in=[base.pk]).values_list("state", flat=True)) == {State.EXPIRED}


def test_agreements_that_end_soon_are_told_of_too(small):
    today = timezone.localdate()
    words = {"kind": "mou", "title": "Uji", "signed_on": today, "recorded_by": "uji"}
    small.campus.agreements.create(number="1/2026", ends_on=today + dt.timedelta(days=20), **words)
    small.campus.agreements.create(number="2/2026", ends_on=today + dt.timedelta(days=200), **words)
    told = [row for row in actions.reminders(today) if row["kind"] == "agreement"]
    assert [(row["name"], row["within"]) for row in told] == [("1/2026", 30)]
