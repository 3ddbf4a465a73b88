"""The table of moves: every move that it has and every one that it has not, by everybody."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent, User
from ngopeni.accounts.rights import Permission
from ngopeni.assignment import actions
from ngopeni.assignment.decree_states import MOVES, State, move, moves_from, path
from ngopeni.assignment.models import Decree, DecreeStep
from ngopeni.assignment.tests.decree_cases import member_of
from ngopeni.conftest import ROLES
from ngopeni.kernel.error import UserError

NOTE = "Perlu diperbaiki."
CODES = ("submit", "return", "discard", "sign", "put_in_force", "withdraw")


def attempt(small, code: str, decree: Decree, by: User) -> Decree:
    """Make one move as a page would."""
    words = {"decree": decree, "by": by}
    if code == "submit":
        actions.submit(workspace=small.workspace, **words)
    elif code == "return":
        actions.return_to_draft(note=NOTE, **words)
    elif code == "discard":
        actions.discard_decree(note=NOTE, **words)
    elif code == "sign":
        actions.sign(workspace=small.workspace, signing=small.signing(), **words)
    elif code == "withdraw":
        actions.withdraw_decree(note=NOTE, **words)
    else:
        actions.put_in_force(**words)
    return Decree.objects.get(pk=decree.pk)


@pytest.fixture
def standing(small):
    """A decree of the regent, put where a test wants it."""
    decree = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    facts = small.signed(decree, "400/1/2026").facts

    def at(state: State) -> Decree:
        number = "" if state in path()[:2] else "400/1/2026"
        written = {} if state is State.DRAFTED else facts
        Decree.objects.filter(pk=decree.pk).update(state=state, number=number, facts=written)
        return Decree.objects.get(pk=decree.pk)

    return at


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("code", CODES)
def test_a_move_is_made_from_where_the_table_says_and_from_nowhere_else(small, standing, state, code):
    decree, found = standing(state), move(code, state)
    by = small.legal
    if found is None:
        with pytest.raises(UserError, match="DECREE-026"):
            attempt(small, code, decree, by)
        assert Decree.objects.get(pk=decree.pk).state == state
    else:
        assert attempt(small, code, decree, by).state == found.target
        step = DecreeStep.objects.latest("pk")
        assert (step.from_state, step.to_state, step.taken_by) == (state, found.target, "hukum")


@pytest.mark.parametrize("username", ROLES)
def test_a_move_is_made_by_those_whose_right_the_table_names_and_by_nobody_else(small, standing, username):
    for found in [each for each in MOVES if each.permission is not None]:
        decree, by = standing(found.source), User.objects.get(username=username)
        if found.permission in by.role.permissions:
            assert attempt(small, found.code, decree, by).state == found.target, found.code
            continue
        with pytest.raises(UserError, match="ACCOUNTS-011"):
            attempt(small, found.code, decree, by)
        assert Decree.objects.get(pk=decree.pk).state == found.source, found.code


def test_what_follows_from_another_decree_or_the_calendar_is_no_persons_move():
    assert {each.code for each in MOVES if each.permission is None} == {"amend", "revoke", "expire"}
    assert [each.code for each in moves_from(State.IN_FORCE)] == []
    assert path() == [State.DRAFTED, State.IN_REVIEW, State.SIGNED, State.IN_FORCE]
    assert {each.permission for each in MOVES if each.permission} == {
        Permission.DRAFT_DECREES,
        Permission.SIGN_DECREES,
    }


def test_what_was_submitted_says_the_same_when_the_names_have_changed(small):
    decree = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    before = Decree.objects.get(pk=decree.pk).facts
    small.wave.assignments.update(village_name="Desa Lain")
    signed = actions.sign(decree=decree, workspace=small.workspace, signing=small.signing(), by=small.legal)
    assert signed.facts["facts"]["pairs"] == before["facts"]["pairs"]
    assert signed.facts["facts"]["pairs"][0]["agency_name"] == "Dinas Sosial"
    assert signed.facts["facts"]["pairs"][0]["village"]["name"] != "Desa Lain"
    assert signed.facts["facts"]["head"]["number"] == "400/1/2026"
    assert signed.facts["facts"]["head"]["regency"]["regent_name"] == "Wiratama Adiguna"


def test_a_returned_decree_is_written_anew_from_what_stands_then(small):
    decree = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    returned = actions.return_to_draft(decree=decree, note=NOTE, by=small.legal)
    assert (returned.state, returned.facts) == (State.DRAFTED, {})
    small.wave.assignments.filter(institution=small.health).update(institution_name="Dinas Kesehatan Baru")
    again = actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    assert "Dinas Kesehatan Baru" in [pair["agency_name"] for pair in again.facts["facts"]["pairs"]]


def test_a_team_without_anybody_is_not_submitted(small):
    decree = small.draft()
    with pytest.raises(UserError, match="DECREE-027"):
        actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": " "}, "DECREE-028"),
        ({"number": "9" * 61}, "DECREE-028"),
        ({"signed_by": ""}, "DECREE-028"),
        ({"signed_by": "Wiratama 3319011203800001"}, "DECREE-028"),
        ({"signed_on": timezone.localdate() + timezone.timedelta(days=2)}, "DECREE-029"),
        ({"scan": SimpleUploadedFile("gambar.svg", b"<svg>")}, "DECREE-032"),
    ],
)
def test_a_signature_is_refused_that_says_too_little_or_what_it_must_not(small, changes, code):
    decree = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    with pytest.raises(UserError, match=code):
        signing = small.signing(**changes)
        actions.sign(decree=decree, workspace=small.workspace, signing=signing, by=small.legal)
    assert Decree.objects.get(pk=decree.pk).state == State.IN_REVIEW


def test_a_number_is_given_once_by_one_signer(small):
    small.regents("400/1/2026")
    first = small.draft(member_of("satu"))
    small.signed(first, "400/1/2026")
    second = small.draft(member_of("dua"), institution=small.health)
    small.signed(second, "400/1/2026")
    actions.put_in_force(decree=second, by=small.legal)
    amending = actions.amend_decree(base=Decree.objects.get(pk=second.pk), reason=NOTE, by=small.analyst)
    small.name(amending, "Anggota Baru")
    actions.submit(decree=amending, workspace=small.workspace, by=small.analyst)
    with pytest.raises(UserError, match="DECREE-031"):
        actions.sign(decree=amending, workspace=small.workspace, signing=small.signing(), by=small.legal)


def test_the_scan_is_kept_privately_under_its_hash_and_the_log_names_it(small):
    decree = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    signing = small.signing(scan=SimpleUploadedFile("sk.pdf", b"%PDF-1.7 rekaan"))
    signed = actions.sign(decree=decree, workspace=small.workspace, signing=signing, by=small.legal)
    assert signed.scan_name == "sk.pdf"
    assert signed.scan_path == f"decrees/{signed.scan_sha256}.pdf"
    kept = small.workspace.uploads / signed.scan_path
    assert kept.read_bytes() == b"%PDF-1.7 rekaan"
    event = AuditEvent.objects.get(action="assignment.sign_decree")
    assert event.details["scan"] == signed.scan_sha256
    assert event.details["document"] == signed.document_sha256


def test_an_agencys_decree_waits_for_the_number_of_the_regents(small):
    decree = small.draft(member_of("satu"))
    actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    sign = {"decree": decree, "workspace": small.workspace, "signing": small.signing("400/2/2026")}
    with pytest.raises(UserError, match="DECREE-033"):
        actions.sign(**sign, by=small.legal)
    regents = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    small.signed(regents, "400/1/2026")
    signed = actions.sign(**sign, by=small.legal)
    assert signed.facts["facts"]["mandate"]["number"] == "400/1/2026"
    with pytest.raises(UserError, match="DECREE-035"):
        actions.put_in_force(decree=signed, by=small.legal)
    actions.put_in_force(decree=regents, by=small.legal)
    actions.put_in_force(decree=signed, by=small.legal)
