"""Decrees when waves follow each other and villages change hands: what ends, what stays, what is told of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from ngopeni.accounts.models import Grant
from ngopeni.assignment import actions
from ngopeni.assignment.actions.approval import _close
from ngopeni.assignment.actions.decree_facts import told_of
from ngopeni.assignment.actions.decrees import leading
from ngopeni.assignment.decree_states import State
from ngopeni.assignment.models import Decree, Wave, WaveVillage
from ngopeni.assignment.tests.decree_cases import Small, assign, make_small, member_of
from ngopeni.kernel.error import UserError
from ngopeni.kernel.wording import write_date

REASON = "Terdapat mutasi pegawai."
DAY = dt.timedelta(days=1)
MONTH = 30 * DAY


@pytest.fixture
def small(published, people) -> Small:
    """The small wave in a workspace whose pages have something to show."""
    return make_small(published, people)


def today() -> dt.date:
    return timezone.localdate()


def second_wave(small: Small, starts_on: dt.date) -> Wave:
    """Approved: the health agency takes the first village over, the social agency keeps the second."""
    made = Wave.objects.create(
        number=2,
        zone_version=small.wave.zone_version,
        previous=small.wave,
        starts_on=starts_on,
        ends_on=starts_on + 2 * 365 * DAY,
        state=Wave.State.APPROVED,
        opened_by=small.analyst,
    )
    for village, led_by in zip(small.villages, (small.health, small.social, small.health), strict=True):
        assign(made, village, led_by)
    _close(small.wave, made, small.analyst)
    small.wave.refresh_from_db()
    return made


def held(username: str) -> list[tuple[int, dt.date]]:
    listed = Grant.objects.filter(user__username=username, ended_at=None, paper__startswith="Keputusan")
    return sorted(listed.values_list("pk", "ends_on"))


def again(decree: Decree) -> Decree:
    return Decree.objects.get(pk=decree.pk)


def test_an_amendment_after_the_next_wave_speaks_of_its_own_wave_and_takes_nobodys_rights(small):
    base = small.team(member_of("satu"), member_of("dua"))
    second_wave(small, today() + MONTH)
    last = today() + MONTH - DAY
    before = held("satu")
    assert [day for _pk, day in before] == [last, last]
    draft = actions.amend_decree(base=again(base), reason=REASON, by=small.analyst)
    actions.drop_member(member=draft.members.get(user__username="dua"), by=small.analyst)
    small.name(draft, "Anggota Baru", member_of("tiga"))
    told = told_of(again(draft), small.workspace)
    assert sorted(told.village_codes) == sorted(small.codes())
    words = str(told.paper().blocks)
    assert "wilayah tugas" not in words
    assert "Mengubah masa tugas" not in words
    small.in_force(draft, "400/3/2026")
    assert held("satu") == before
    assert held("dua") == []
    assert [day for _pk, day in held("tiga")] == [last, last]


def test_the_regents_decree_of_a_closed_wave_names_its_own_pairs(small):
    base = small.regents()
    second_wave(small, today() + MONTH)
    before = held("kadin")
    small.campus.assignments.update(ended_on=today(), end_reason="Masa KKN selesai.")
    draft = actions.amend_decree(base=again(base), reason=REASON, by=small.analyst)
    pairs = told_of(draft, small.workspace).facts.pairs
    assert {(pair.village.code, pair.agency_name) for pair in pairs} == {
        (each.village_code, name)
        for each, name in zip(small.villages, ("Dinas Sosial", "Dinas Sosial", "Dinas Kesehatan"), strict=True)
    }
    small.in_force(draft, "400/9/2026")
    assert held("kadin") == before != []


def test_who_leads_in_a_closed_wave_is_counted_as_before(small, client_as):
    second = second_wave(small, today() + MONTH)
    assert list(leading(small.wave)) == [small.health, small.social]
    assert list(leading(second)) == [small.health, small.social]
    shown = client_as("analis").get(reverse("draft_decree", args=[1])).content.decode()
    assert "2 dari 2 perangkat daerah" in shown
    assert write_date(small.wave.closed_on) in shown


def test_a_decree_drafted_after_its_wave_was_closed_lasts_no_longer(small):
    second_wave(small, today() + MONTH)
    assert actions.draft_regent_decree(wave=small.wave, by=small.analyst).ends_on == small.wave.closed_on
    with pytest.raises(UserError, match="DECREE-014"):
        small.draft()


def test_a_decree_runs_out_with_its_wave(small):
    base = small.team(member_of("satu"))
    signed = small.signed(small.draft(member_of("dua"), institution=small.health), "400/7/2026")
    second_wave(small, today() + MONTH)
    closed_on = small.wave.closed_on
    assert actions.expire_due(today=closed_on) == 0
    rows = [(row["decree"].pk, row["ends_on"]) for row in actions.reminders(today())]
    assert (base.pk, closed_on) in rows
    assert actions.expire_due(today=closed_on + DAY) == 2
    assert again(base).state == State.EXPIRED
    Wave.objects.filter(pk=small.wave.pk).update(closed_on=today() - DAY)
    with pytest.raises(UserError, match="DECREE-034"):
        actions.put_in_force(decree=signed, by=small.legal)


def test_the_effective_end_and_its_reason_are_told_on_the_decrees_and_the_villages_page(small, client_as):
    base = small.team(member_of("satu"))
    second_wave(small, today() + MONTH)
    end = f"berakhir {write_date(today() + MONTH - DAY)} karena gelombang 2"
    client = client_as("kades")
    for address in (
        reverse("decree", args=[base.pk]),
        reverse("decrees"),
        reverse("village_team", args=[small.codes()[0]]),
    ):
        assert end in client.get(address).content.decode(), address


def test_a_village_shows_who_comes_later_and_from_when(small, client_as):
    second_wave(small, today() + MONTH)
    shown = client_as("kades").get(reverse("village_team", args=[small.codes()[0]])).content.decode()
    assert "Pendamping berikutnya" in shown
    assert f"mulai {write_date(today() + MONTH)}" in shown
    assert "Dinas Kesehatan" in shown


def test_after_a_revocation_a_village_reads_that_it_was_revoked(small, client_as):
    base, code = small.team(member_of("satu")), small.codes()[0]
    revoking = actions.revoke_decree(base=base, reason="Tim dibubarkan.", by=small.analyst)
    small.in_force(revoking, "400/5/2026")
    shown = client_as("kades").get(reverse("village_team", args=[code])).content.decode()
    assert "Keputusan tim Dinas Sosial Nomor 400/2/2026 sudah dicabut." in shown
    assert "belum menetapkan timnya" not in shown
    assert actions.village_team_short(code, today(), "id")["over"] == base
    regents = Decree.objects.get(institution=None)
    draft = actions.revoke_decree(base=regents, reason="Pendampingan dihentikan.", by=small.analyst)
    small.in_force(draft, "400/6/2026")
    shown = client_as("kades").get(reverse("village_team", args=[code])).content.decode()
    assert "Keputusan kepala daerah Nomor 400/1/2026 sudah dicabut." in shown


def test_the_considerations_claim_no_more_than_is_true_of_a_later_wave(small):
    first = str(told_of(actions.draft_regent_decree(wave=small.wave, by=small.analyst), small.workspace).paper())
    second = second_wave(small, today() + MONTH)
    village = small.villages[0]
    WaveVillage.objects.create(
        wave=second,
        village_code=village.village_code,
        village_name=village.village_name,
        village_type="desa",
        district_code=village.district_code,
        district_name="Jati",
        hardness=1,
        stays=True,
    )
    later = str(told_of(actions.draft_regent_decree(wave=second, by=small.analyst), small.workspace).paper())
    for paper in (first, later):
        assert "3 (tiga) desa ditetapkan sebagai lokasi pendampingan Gelombang" in paper
        assert "lokasi prioritas" not in paper
    goes_on = "melanjutkan pendampingan dari gelombang sebelumnya"
    assert (goes_on in first, goes_on in later) == (False, True)


@pytest.mark.parametrize(("days", "is_said"), [(15, True), (0, False)])
def test_the_annex_says_from_when_a_row_holds_that_was_handed_over_for_later(small, days, is_said):
    base = small.regents()
    Wave.objects.filter(pk=small.wave.pk).update(starts_on=today() - MONTH)
    moved = small.social.assignments.get(village_code=small.codes()[1])
    moved.ended_on, moved.end_reason = today() + (days - 1) * DAY, "Diserahkan."
    moved.save()
    made = assign(small.wave, small.villages[1], small.health)
    made.starts_on = today() + days * DAY
    made.save()
    draft = actions.amend_decree(base=base, reason=REASON, by=small.analyst)
    signed = small.signed(draft, "400/9/2026")
    words = str(told_of(again(signed), small.workspace).paper().blocks)
    assert "Perangkat Daerah berubah" in words
    assert (f"mulai {write_date(today() + days * DAY)}" in words) is is_said
