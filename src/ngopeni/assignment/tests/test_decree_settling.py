"""A decree holds while people change: rights are settled under it, and follow the days of a hand-over."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from ngopeni.accounts.actions import end_grant
from ngopeni.accounts.models import AuditEvent, Grant, User
from ngopeni.accounts.tests.invented import add_person
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import is_outdated
from ngopeni.assignment.actions.decree_settling import unsettled, unsettled_decrees
from ngopeni.assignment.decree.told import told_from_fields
from ngopeni.assignment.decree_states import State
from ngopeni.assignment.models import Assignment, Decree
from ngopeni.assignment.tests.decree_cases import make_small, member_of
from ngopeni.assignment.views.decree_words import path_of
from ngopeni.assignment.views.next_words import outdated_sentences
from ngopeni.conftest import PASSWORD, REGENCY
from ngopeni.kernel.error import UserError
from ngopeni.partners.actions import set_capacity, set_head

DAY = dt.timedelta(days=1)
REASON = "Terdapat mutasi pegawai."


def held(username: str, today: dt.date | None = None) -> list[tuple[str, dt.date, dt.date]]:
    """The grants that a decree gave somebody and that hold on a day: where, from when, until when."""
    day = today or timezone.localdate()
    listed = Grant.objects.filter(user__username=username, paper__startswith="Keputusan")
    return sorted((each.scope_code, each.starts_on, each.ends_on) for each in listed if each.is_in_force(day))


def places(username: str, today: dt.date | None = None) -> list[str]:
    return [code for code, _, _ in held(username, today)]


def newest(decree: Decree) -> Decree:
    return Decree.objects.get(pk=decree.pk)


def second_head(small) -> User:
    """Another head of the social agency's rank, with no grant."""
    person = add_person("kadinbaru", "agency_head", village_code=small.codes(1)[0], password=PASSWORD)
    Grant.objects.filter(user=person).delete()
    return User.objects.get(pk=person.pk)


def test_an_account_given_later_opens_nothing_until_somebody_else_settles_it(small):
    decree = small.team(None, member_of("satu"))
    late = member_of("terlambat")
    assert unsettled(decree).is_empty
    actions.link_account(member=decree.members.get(user=None), user=late, by=small.analyst)
    assert places("terlambat") == []
    assert [each.pk for each in unsettled_decrees()] == [decree.pk]
    before = held("satu")
    effect = actions.settle(decree=decree, by=small.legal)
    assert places("terlambat") == sorted(small.codes())
    assert held("satu") == before
    assert (len(effect.given), len(effect.kept), effect.ended) == (2, 2, [])
    assert {each["username"] for each in newest(decree).grants} == {"satu", "terlambat"}
    assert unsettled(newest(decree)).is_empty
    assert newest(decree).facts == decree.facts
    assert AuditEvent.objects.filter(action="assignment.settle_rights", subject=f"decree:{decree.pk}").count() == 1


def test_an_account_taken_away_loses_what_it_had_and_revoking_ends_what_was_settled(small):
    decree = small.team(member_of("satu"), None)
    actions.link_account(member=decree.members.get(user=None), user=member_of("dua"), by=small.analyst)
    actions.settle(decree=decree, by=small.legal)
    actions.link_account(member=decree.members.get(user__username="satu"), user=None, by=small.analyst)
    actions.settle(decree=newest(decree), by=small.legal)
    assert (places("satu"), places("dua")) == ([], sorted(small.codes()))
    assert "tidak lagi ditugaskan" in Grant.objects.filter(user__username="satu").latest("pk").end_reason
    follower = actions.revoke_decree(base=newest(decree), reason=REASON, by=small.analyst)
    small.in_force(follower, "400/9/2026")
    assert places("dua") == []


def test_who_linked_an_account_does_not_settle_it_and_nobody_without_the_right_does(small):
    decree = small.team(None)
    hand = add_person("hukumdua", "legal", village_code=small.codes(1)[0], password=PASSWORD)
    actions.link_account(member=decree.members.get(), user=member_of("satu"), by=hand)
    with pytest.raises(UserError, match="DECREE-046"):
        actions.settle(decree=decree, by=User.objects.get(pk=hand.pk))
    with pytest.raises(UserError, match="ACCOUNTS-011"):
        actions.settle(decree=decree, by=small.analyst)
    assert places("satu") == []


def test_an_account_is_linked_by_those_who_name_this_team_and_once(small):
    decree = small.team(None, member_of("satu"))
    member = decree.members.get(user=None)
    for by, user, code in (
        (small.people["anggota"], member_of("dua"), "DECREE-021"),
        (second_head(small), member_of("tiga"), "DECREE-021"),
        (small.analyst, User.objects.get(username="satu"), "DECREE-025"),
        (small.analyst, small.people["mitra"], "DECREE-024"),
    ):
        with pytest.raises(UserError, match=code):
            actions.link_account(member=member, user=user, by=by)
    draft = small.draft(None, institution=small.health)
    with pytest.raises(UserError, match="DECREE-045"):
        actions.link_account(member=draft.members.get(), user=member_of("empat"), by=small.analyst)


def test_an_amendment_on_its_way_takes_a_linked_account_over(small):
    decree = small.team(None, member_of("satu"))
    draft = actions.amend_decree(base=decree, reason=REASON, by=small.analyst)
    small.name(draft, "Anggota Tambahan")
    actions.link_account(member=decree.members.get(user=None), user=member_of("dua"), by=small.analyst)
    actions.settle(decree=newest(decree), by=small.legal)
    before = held("dua")
    small.in_force(draft, "400/9/2026")
    assert held("dua") == before
    with pytest.raises(UserError, match="DECREE-045"):
        actions.settle(decree=newest(decree), by=small.legal)


def test_a_new_head_takes_the_place_of_the_old_one_when_rights_are_settled(small):
    decree = small.regents()
    set_head(institution=small.social, head=second_head(small), by=small.analyst)
    assert places("kadin") == sorted(small.codes())
    actions.settle(decree=newest(decree), by=small.legal)
    assert (places("kadin"), places("kadinbaru")) == ([], sorted(small.codes()))
    set_head(institution=small.social, head=small.people["kadin"], by=small.analyst)
    actions.settle(decree=newest(decree), by=small.legal)
    assert (places("kadin"), places("kadinbaru")) == (sorted(small.codes()), [])


@pytest.mark.parametrize(("days_left", "is_due"), [(61, False), (60, True), (0, True), (-1, True)])
def test_a_grant_shorter_than_its_decree_is_given_anew_when_it_runs_out(small, days_left, is_due):
    decree, today = small.regents(), timezone.localdate()
    ends_on = today + days_left * DAY
    longest = dt.timedelta(days=2 * 366)
    Grant.objects.filter(paper__startswith="Keputusan").update(starts_on=ends_on - longest, ends_on=ends_on)
    Decree.objects.filter(pk=decree.pk).update(starts_on=ends_on - longest)
    small.wave.assignments.update(starts_on=ends_on - longest)
    assert unsettled(newest(decree)).is_empty != is_due
    if is_due:
        actions.settle(decree=newest(decree), by=small.legal)
        assert [(first, last) for _, first, last in held("mitra")] == [(today, today + longest)]
        assert unsettled(newest(decree)).is_empty


def test_who_lost_a_right_by_hand_does_not_get_it_back_by_settling(small):
    decree = small.team(member_of("satu"), None)
    for grant in Grant.objects.filter(user__username="satu", paper__startswith="Keputusan"):
        end_grant(grant=grant, reason="Diperiksa Inspektorat.", by="pengelola")
    actions.link_account(member=decree.members.get(user=None), user=member_of("dua"), by=small.analyst)
    actions.settle(decree=newest(decree), by=small.legal)
    assert (places("satu"), places("dua")) == ([], sorted(small.codes()))


def let_health_lead_two(small, on: dt.date | None = None) -> None:
    """The health agency can take a second village."""
    year = (on or timezone.localdate()).year
    change = {"regency_code": REGENCY, "by": small.analyst}
    set_capacity(institution=small.health, year=year, values={"leads_max": 2}, **change)


def hand_over(small, days: int) -> None:
    """The second village goes from the social to the health agency in so many days."""
    actions.hand_over(
        wave=small.wave,
        village_code=small.codes()[1],
        leaving=Assignment.objects.get(village_code=small.codes()[1], institution=small.social),
        coming=small.health,
        on=timezone.localdate() + days * DAY,
        reason="Beban dinas dibagi ulang.",
        by=small.people["ketua"],
    )


def test_rights_change_on_the_day_of_a_hand_over_and_not_on_that_of_the_amendment(small):
    let_health_lead_two(small, on=timezone.localdate() + 10 * DAY)
    set_head(institution=small.health, head=second_head(small), by=small.analyst)
    regents = small.regents()
    team = small.team(member_of("satu"))
    hand_over(small, days=10)
    village, today = small.codes()[1], timezone.localdate()
    small.in_force(actions.amend_decree(base=newest(regents), reason=REASON, by=small.analyst), "400/8/2026")
    small.in_force(actions.amend_decree(base=newest(team), reason=REASON, by=small.analyst), "400/9/2026")
    last, first = today + 9 * DAY, today + 10 * DAY
    for leaves in ("kadin", "satu"):
        assert village in places(leaves, today)
        assert village in places(leaves, last)
        assert village not in places(leaves, first)
        assert small.codes()[0] in places(leaves, first)
    assert village not in places("kadinbaru", last)
    assert village in places("kadinbaru", first)
    assert unsettled_decrees() == []
    # A second amendment before that day changes nothing about it.
    again = actions.amend_decree(base=newest(team), reason=REASON, by=small.analyst)
    small.name(again, "Anggota Tambahan")
    small.in_force(again, "400/10/2026")
    assert village in places("satu", last)
    assert village not in places("satu", first)


def test_a_draft_submitted_before_a_hand_over_is_not_signed(small):
    draft = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    actions.submit(decree=draft, workspace=small.workspace, by=small.analyst)
    small.campus.assignments.update(ended_on=timezone.localdate(), end_reason="Selesai.")
    with pytest.raises(UserError, match="DECREE-044"):
        actions.sign(decree=draft, workspace=small.workspace, signing=small.signing(), by=small.legal)
    actions.return_to_draft(decree=draft, note=REASON, by=small.legal)
    small.in_force(draft, "400/1/2026")
    assert places("mitra") == []


def test_an_agencys_decree_under_a_revoked_one_comes_to_nothing_and_is_drafted_again(small):
    regents = small.regents("400/1/2026")
    submitted, signed = small.draft(member_of("satu")), small.draft(member_of("dua"), institution=small.health)
    actions.submit(decree=submitted, workspace=small.workspace, by=small.analyst)
    small.signed(signed, "400/3/2026")
    small.in_force(actions.revoke_decree(base=regents, reason=REASON, by=small.analyst), "400/4/2026")
    small.in_force(actions.draft_regent_decree(wave=small.wave, by=small.analyst), "400/5/2026")
    with pytest.raises(UserError, match=r"DECREE-043.*400/1/2026.*400/5/2026"):
        actions.sign(decree=submitted, workspace=small.workspace, signing=small.signing("400/6/2026"), by=small.legal)
    with pytest.raises(UserError, match="DECREE-043"):
        actions.put_in_force(decree=signed, by=small.legal)
    actions.return_to_draft(decree=submitted, note=REASON, by=small.legal)
    assert small.in_force(submitted, "400/6/2026").facts["facts"]["mandate"]["number"] == "400/5/2026"
    actions.withdraw_decree(decree=signed, note=REASON, by=small.legal)
    assert newest(signed).state == State.WITHDRAWN
    small.in_force(small.draft(User.objects.get(username="dua"), institution=small.health), "400/3/2026")
    assert places("dua") == [small.villages[2].village_code]


@pytest.fixture
def small_published(published, people):
    """A small wave where the first page has figures."""
    return make_small(published, people)


def test_the_pages_say_what_is_to_be_settled_and_to_whom(small_published, client_as):
    small = small_published
    decree, client = small.team(None), client_as("hukum")
    actions.link_account(member=decree.members.get(), user=member_of("satu"), by=small.analyst)
    assert "Hak akses 1 keputusan perlu disesuaikan." in client.get("/").content.decode()
    assert "Hak akses perlu disesuaikan" in client.get("/keputusan/").content.decode()
    page = client.get(f"/keputusan/{decree.pk}/").content.decode()
    assert f"/keputusan/{decree.pk}/sesuaikan/" in page
    asked = client.get(f"/keputusan/{decree.pk}/sesuaikan/").content.decode()
    assert "1 orang memperoleh hak di 2 desa/kelurahan" in asked
    assert client.post(f"/keputusan/{decree.pk}/sesuaikan/").status_code == 302
    assert places("satu") == sorted(small.codes())
    assert f"/keputusan/{decree.pk}/sesuaikan/" not in client.get(f"/keputusan/{decree.pk}/").content.decode()
    assert "Hak akses" not in client.get("/keputusan/").content.decode()


def test_the_head_of_the_agency_links_an_account_on_the_page(small, client_as):
    decree, client = small.team(None), client_as("kadin")
    late = member_of("terlambat")
    address = f"/keputusan/{decree.pk}/anggota/{decree.members.get().pk}/akun/"
    assert address in client.get(f"/keputusan/{decree.pk}/").content.decode()
    assert "tanpa akun" in client.get(address).content.decode()
    assert client.post(address, {"user": small.people["mitra"].pk}).status_code == 422
    assert client.post(address, {"user": late.pk}).status_code == 302
    assert decree.members.get().user == late
    assert "disesuaikan Bagian Hukum" in client.get(f"/keputusan/{decree.pk}/").content.decode()


def legal_two(small) -> User:
    """A second person of the legal section."""
    add_person("hukumdua", "legal", village_code=small.codes(1)[0], password=PASSWORD)
    return User.objects.get(username="hukumdua")


@pytest.mark.parametrize("order", ["linked_into_a_signed_amendment", "linked_before_an_amendment"])
def test_who_linked_an_account_does_not_put_the_amendment_in_force_that_takes_it_over(small, order):
    decree, hand = small.team(None), legal_two(small)
    link = {"member": decree.members.get(), "user": member_of("sekutu"), "by": hand}
    if order == "linked_before_an_amendment":
        actions.link_account(**link)
    draft = actions.amend_decree(base=newest(decree), reason=REASON, by=small.analyst)
    small.name(draft, "Anggota Tambahan")
    small.signed(draft, "400/9/2026")
    if order == "linked_into_a_signed_amendment":
        actions.link_account(**link)
    with pytest.raises(UserError, match="DECREE-038"):
        actions.put_in_force(decree=draft, by=User.objects.get(pk=hand.pk))
    assert places("sekutu") == []
    actions.put_in_force(decree=draft, by=small.legal)
    assert places("sekutu") == sorted(small.codes())
    assert unsettled_decrees() == []


def test_an_account_is_linked_in_a_draft_that_amends_an_amendment(small):
    decree = small.team(None)
    first = actions.amend_decree(base=decree, reason=REASON, by=small.analyst)
    small.name(first, "Anggota Kedua")
    small.in_force(first, "400/9/2026")
    second = actions.amend_decree(base=newest(decree), reason=REASON, by=small.analyst)
    kept = newest(first).members.get(name="Anggota Kedua")
    actions.link_account(member=kept, user=member_of("dua"), by=small.analyst)
    assert second.members.get(key=kept.key).user.username == "dua"


def test_what_a_draft_says_of_an_account_on_purpose_stays_and_nobody_is_on_it_twice(small):
    decree = small.team(member_of("lama"), None)
    draft = actions.amend_decree(base=decree, reason=REASON, by=small.analyst)
    other = draft.members.get(user=None)
    told = {"name": other.name, "position": other.position, "role": other.role, "by": small.analyst}
    actions.change_member(member=other, user=member_of("baru"), **told)
    small.name(draft, "Anggota Tambahan")
    small.signed(draft, "400/9/2026")
    member = decree.members.get(user__username="lama")
    actions.link_account(member=member, user=User.objects.get(username="baru"), by=small.analyst)
    assert [each.user and each.user.username for each in draft.members.order_by("pk")] == [None, "baru", None]
    actions.link_account(member=decree.members.get(key=other.key), user=member_of("lain"), by=small.analyst)
    assert draft.members.get(key=other.key).user.username == "baru"
    actions.put_in_force(decree=draft, by=small.legal)
    assert places("lama") == []


def test_the_log_says_whose_account_was_linked_and_nothing_is_logged_where_nothing_changes(small):
    decree = small.team(member_of("lama"))
    hands = newest(decree).named_by
    actions.link_account(member=decree.members.get(), user=User.objects.get(username="lama"), by=legal_two(small))
    assert not AuditEvent.objects.filter(action="assignment.link_account").exists()
    assert newest(decree).named_by == hands
    actions.link_account(member=decree.members.get(), user=member_of("baru"), by=small.analyst)
    told = AuditEvent.objects.get(action="assignment.link_account").details
    assert (told["account"], told["before"]) == ("baru", "lama")


def test_an_account_that_is_closed_is_not_linked(small):
    decree, closed = small.team(None), member_of("tutup")
    closed.is_active = False
    closed.save()
    with pytest.raises(UserError, match="DECREE-024"):
        actions.link_account(member=decree.members.get(), user=closed, by=small.analyst)


def test_a_team_gains_nothing_in_a_village_that_its_agency_let_go_and_loses_it_when_settled(small):
    let_health_lead_two(small)
    regents, team = small.regents(), small.team(member_of("satu"), None)
    yesterday = timezone.localdate() - DAY
    small.wave.assignments.filter(institution=small.social, village_code=small.codes()[1]).update(ended_on=yesterday)
    Assignment.objects.filter(institution=small.health).update(village_code=small.codes()[1])
    actions.link_account(member=team.members.get(user=None), user=member_of("dua"), by=small.analyst)
    # As long as the regent's decree names the agency, so does its own.
    assert len(unsettled(newest(team)).given) == 2
    small.in_force(actions.amend_decree(base=newest(regents), reason=REASON, by=small.analyst), "400/8/2026")
    actions.settle(decree=newest(team), by=small.legal)
    assert places("satu") == places("dua") == small.codes(1)


def test_under_a_revoked_ground_nothing_is_given_and_what_is_let_go_still_ends(small):
    regents, team = small.regents(), small.team(member_of("satu"), None)
    small.in_force(actions.revoke_decree(base=regents, reason=REASON, by=small.analyst), "400/8/2026")
    actions.link_account(member=team.members.get(user=None), user=member_of("dua"), by=small.analyst)
    assert unsettled(newest(team)).is_empty
    said = outdated_sentences(newest(team), told_from_fields(team.facts), "id")
    assert [each for each in said if each.endswith("Cabut keputusan ini, lalu rancang yang baru.")] == said != []
    with pytest.raises(UserError, match="DECREE-047"):
        actions.settle(decree=newest(team), by=small.legal)
    actions.link_account(member=team.members.get(user__username="satu"), user=None, by=small.analyst)
    actions.settle(decree=newest(team), by=small.legal)
    assert places("satu") == places("dua") == []


def test_what_was_ended_by_hand_stays_ended_when_somebody_leaves_and_comes_back(small):
    team = small.team(member_of("satu"))
    for grant in Grant.objects.filter(user__username="satu", paper__startswith="Keputusan"):
        end_grant(grant=grant, reason="Diperiksa Inspektorat.", by="pengelola")
    actions.link_account(member=team.members.get(), user=member_of("dua"), by=small.analyst)
    actions.settle(decree=newest(team), by=small.legal)
    actions.link_account(member=team.members.get(), user=User.objects.get(username="satu"), by=small.analyst)
    actions.settle(decree=newest(team), by=small.legal)
    assert places("satu") == places("dua") == []


def test_the_team_of_who_takes_a_village_over_begins_on_its_day_and_ends_with_its_decree(small):
    let_health_lead_two(small, on=timezone.localdate() + 10 * DAY)
    small.regents()
    hand_over(small, days=10)
    draft = small.draft(member_of("dua"), institution=small.health)
    small.in_force(draft, "400/9/2026")
    village, first = small.codes()[1], timezone.localdate() + 10 * DAY
    assert village not in places("dua", first - DAY)
    assert village in places("dua", first)
    # Who never was named by a decree has nothing until then either.
    assert places("kadin") == sorted(small.codes())


def test_a_change_of_leader_or_partner_makes_a_draft_outdated(small):
    draft = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    told = told_from_fields(actions.submit(decree=draft, workspace=small.workspace, by=small.analyst).facts)
    assert not is_outdated(newest(draft), told)
    for institution in (small.social, small.campus):
        rows = small.wave.assignments.filter(institution=institution)
        rows.update(institution_name="Lembaga Lain")
        assert is_outdated(newest(draft), told), institution
        rows.update(institution_name=institution.name)
    assert not is_outdated(newest(draft), told)


def test_a_number_used_again_is_not_the_same_ground(small):
    regents = small.signed(actions.draft_regent_decree(wave=small.wave, by=small.analyst), "400/1/2026")
    team = small.draft(member_of("satu"))
    actions.submit(decree=team, workspace=small.workspace, by=small.analyst)
    actions.withdraw_decree(decree=regents, note=REASON, by=small.legal)
    again = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    actions.submit(decree=again, workspace=small.workspace, by=small.analyst)
    signing = small.signing("400/1/2026", signed_on=timezone.localdate() - 3 * DAY)
    actions.sign(decree=again, workspace=small.workspace, signing=signing, by=small.legal)
    with pytest.raises(UserError, match="DECREE-043"):
        actions.sign(decree=team, workspace=small.workspace, signing=small.signing("400/6/2026"), by=small.legal)


def test_the_way_of_a_withdrawn_decree_does_not_pass_through_force(small):
    decree = small.signed(actions.draft_regent_decree(wave=small.wave, by=small.analyst), "400/1/2026")
    actions.withdraw_decree(decree=decree, note=REASON, by=small.legal)
    words = [each["word"] for each in path_of(newest(decree))]
    assert words == ["rancangan", "diperiksa Bagian Hukum", "ditandatangani", "dibatalkan sebelum berlaku"]
