"""Drafting decrees, naming teams, writing clauses: what is let through and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent, User
from ngopeni.assignment import actions
from ngopeni.assignment.decree_states import State
from ngopeni.assignment.models import Decree, TeamMember, Wave
from ngopeni.assignment.tests.decree_cases import member_of
from ngopeni.kernel.error import UserError

REASON = "Terdapat mutasi pegawai."
MEMBER = {"name": "Anggota Rekaan", "position": "Pekerja Sosial", "role": "Anggota"}
DAY = dt.timedelta(days=1)


def test_a_decree_is_drafted_once_a_wave_is_approved(small):
    Wave.objects.update(state=Wave.State.OPEN)
    with pytest.raises(UserError, match="DECREE-011"):
        actions.draft_regent_decree(wave=small.wave, by=small.analyst)


def test_there_is_one_decree_of_an_issuer_and_a_wave_that_is_not_over(small):
    first = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    small.draft()
    with pytest.raises(UserError, match="DECREE-012"):
        actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    with pytest.raises(UserError, match="DECREE-012"):
        small.draft()
    actions.discard_decree(decree=first, note=REASON, by=small.analyst)
    assert actions.draft_regent_decree(wave=small.wave, by=small.analyst).pk != first.pk


def test_only_who_leads_in_the_wave_names_a_team(small):
    with pytest.raises(UserError, match="DECREE-013"):
        small.draft(institution=small.campus)


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [(-1, 100, "DECREE-014"), (0, 4000, "DECREE-014"), (10, 9, "DECREE-014"), (0, 2 * 366 + 1, "DECREE-015")],
)
def test_a_teams_period_lies_in_that_of_its_wave_and_lasts_no_longer_than_a_grant(small, starts, ends, code):
    today = timezone.localdate()
    draft = {"wave": small.wave, "institution": small.social, "by": small.analyst}
    with pytest.raises(UserError, match=code):
        actions.draft_agency_decree(starts_on=today + starts * DAY, ends_on=today + ends * DAY, **draft)
    longest = actions.draft_agency_decree(starts_on=today, ends_on=today + 2 * 366 * DAY, **draft)
    assert longest.state == State.DRAFTED


def test_only_a_decree_that_holds_is_amended_and_by_one_draft_at_a_time(small):
    draft = small.draft(member_of("satu"))
    with pytest.raises(UserError, match="DECREE-016"):
        actions.amend_decree(base=draft, reason=REASON, by=small.analyst)
    small.regents()
    base = small.in_force(draft, "400/2/2026")
    follower = actions.amend_decree(base=base, reason=REASON, by=small.analyst)
    assert list(follower.members.values_list("key", "name")) == list(base.members.values_list("key", "name"))
    for act in (actions.amend_decree, actions.revoke_decree):
        with pytest.raises(UserError, match="DECREE-017"):
            act(base=base, reason=REASON, by=small.analyst)
        with pytest.raises(UserError, match="DECREE-016"):
            act(base=follower, reason=REASON, by=small.analyst)
    actions.discard_decree(decree=follower, note=REASON, by=small.analyst)
    assert actions.revoke_decree(base=base, reason=REASON, by=small.analyst).purpose == "revoke"


def test_an_amendment_that_changes_nothing_is_not_submitted(small):
    base = small.team(member_of("satu"))
    follower = actions.amend_decree(base=base, reason=REASON, by=small.analyst)
    with pytest.raises(UserError, match="DECREE-007"):
        actions.submit(decree=follower, workspace=small.workspace, by=small.analyst)


@pytest.mark.parametrize("reason", ["", "ya", "NIK 3319011203800001 pindah"])
def test_a_reason_says_something_and_no_number(small, reason):
    base = small.team(member_of("satu"))
    with pytest.raises(UserError, match=r"ASSIGNMENT-02[12]"):
        actions.revoke_decree(base=base, reason=reason, by=small.analyst)


# Teams ----------------------------------------------------------------------------------------------------------------


def test_an_agencys_head_names_the_own_team_and_no_other(small):
    own, other = small.draft(), small.draft(institution=small.health)
    head = User.objects.get(username="kadin")
    member = actions.name_member(decree=own, by=head, **MEMBER)
    with pytest.raises(UserError, match="DECREE-021"):
        actions.name_member(decree=other, by=head, **MEMBER)
    theirs = actions.name_member(decree=other, by=small.legal, **MEMBER)
    with pytest.raises(UserError, match="DECREE-021"):
        actions.change_member(member=theirs, by=head, **MEMBER)
    with pytest.raises(UserError, match="DECREE-021"):
        actions.drop_member(member=theirs, by=head)
    actions.drop_member(member=member, by=head)
    assert list(TeamMember.objects.all()) == [theirs]


@pytest.mark.parametrize("username", ["bupati", "mitra", "kades", "pemeriksa", "anggota", "pengelola"])
def test_whoever_may_not_name_teams_names_none(small, username):
    with pytest.raises(UserError, match="DECREE-021"):
        actions.name_member(decree=small.draft(), by=User.objects.get(username=username), **MEMBER)


@pytest.mark.parametrize("username", ["analis", "operator", "hukum", "mitra", "dinsos"])
def test_an_account_whose_role_has_no_place_in_a_team_is_refused(small, username):
    decree, user = small.draft(), User.objects.get(username=username)
    with pytest.raises(UserError, match="DECREE-024"):
        actions.name_member(decree=decree, user=user, by=small.analyst, **MEMBER)
    assert not decree.members.exists()


def test_a_closed_account_is_refused_and_nobody_stands_twice_in_a_team(small):
    decree, person, closed = small.draft(), member_of("satu"), member_of("dua")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    closed.refresh_from_db()
    with pytest.raises(UserError, match="DECREE-024"):
        actions.name_member(decree=decree, user=closed, by=small.analyst, **MEMBER)
    made = actions.name_member(decree=decree, user=person, by=small.analyst, **MEMBER)
    with pytest.raises(UserError, match="DECREE-025"):
        actions.name_member(decree=decree, user=person, by=small.analyst, **MEMBER)
    changed = actions.change_member(member=made, user=person, by=small.analyst, **{**MEMBER, "role": "Ketua"})
    assert (changed.role, changed.key) == ("Ketua", made.key)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "  "}, "DECREE-022"),
        ({"role": ""}, "DECREE-022"),
        ({"name": "Bagas 331901 120380 0001"}, "DECREE-023"),
        ({"note": "NIP 19800312 200501 1 001"}, "DECREE-023"),
    ],
)
def test_a_member_has_name_position_and_place_and_no_number(small, changes, code):
    with pytest.raises(UserError, match=code):
        actions.name_member(decree=small.draft(), by=small.analyst, **{**MEMBER, **changes})


def test_a_team_is_named_while_it_is_a_draft_only(small):
    decree = small.draft(member_of("satu"))
    actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    with pytest.raises(UserError, match="DECREE-020"):
        actions.name_member(decree=decree, by=small.analyst, **MEMBER)
    regents = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    with pytest.raises(UserError, match="DECREE-020"):
        actions.name_member(decree=regents, by=small.analyst, **MEMBER)


def test_the_log_says_who_named_whom_without_the_name(small):
    made = small.name(small.draft(), "Sekar Ayuningtyas")
    event = AuditEvent.objects.get(action="assignment.name_member")
    assert (event.actor, event.details) == ("analis", {"member": made.key})
    assert "Sekar" not in f"{event.subject} {event.details}"


# Words ----------------------------------------------------------------------------------------------------------------


def test_a_clause_is_written_anew_left_out_and_brought_back(small):
    decree = small.draft(member_of("satu"))

    def write(text: str | None, by: User = small.analyst) -> dict[str, str]:
        actions.write_text(decree=decree, code="reporting", text=text, by=by)
        return Decree.objects.get(pk=decree.pk).texts

    assert write("Tim  melapor\nsetiap bulan.") == {"reporting": "Tim melapor setiap bulan."}
    assert write("") == {"reporting": ""}
    assert write(None) == {}
    write("Tim melapor setiap bulan.")
    actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    with pytest.raises(UserError, match="DECREE-018"):
        write("Tim melapor setiap minggu.")
    write("Tim melapor setiap triwulan.", small.legal)
    kept = Decree.objects.get(pk=decree.pk)
    assert kept.facts["facts"]["head"]["texts"] == kept.texts == {"reporting": "Tim melapor setiap triwulan."}
    small.signing()
    Decree.objects.filter(pk=decree.pk).update(state=State.SIGNED)
    with pytest.raises(UserError, match="DECREE-018"):
        write("Terlambat.", small.legal)


@pytest.mark.parametrize(
    ("code", "text", "refused"),
    [
        ("no_such", "Isi.", "DECREE-005"),
        ("reporting", "Tim melapor kepada {bupati}.", "DECREE-002"),
        ("period", "Masa tugas Tim satu tahun.", "DECREE-003"),
        ("period", "", "DECREE-003"),
        ("reporting", "x" * 4001, "DECREE-019"),
        ("reporting", "NIK 3319011203800001.", "DECREE-019"),
    ],
)
def test_a_clause_that_would_not_fit_is_refused(small, code, text, refused):
    decree = small.draft()
    with pytest.raises(UserError, match=refused):
        actions.write_text(decree=decree, code=code, text=text, by=small.analyst)
    assert Decree.objects.get(pk=decree.pk).texts == {}


@pytest.mark.parametrize("name", ["Sri \U0001f600", "Sri \x01", "\ua9b1\ua9bf", "\u65af"])
def test_a_name_that_cannot_be_printed_is_refused_while_it_can_still_be_mended(small, name):
    decree = small.draft()
    TeamMember.objects.create(decree=decree, key="aneh", name=name, position="Staf", role="Anggota")
    with pytest.raises(UserError, match="KERNEL-011"):
        actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    assert Decree.objects.get(pk=decree.pk).state == State.DRAFTED
