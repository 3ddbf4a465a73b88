"""A member who is on the team for a part of the decree's period: named, printed, granted, amended."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from ngopeni.accounts.actions import end_grant
from ngopeni.accounts.models import Grant
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import told_of
from ngopeni.assignment.models import Decree
from ngopeni.assignment.tests.decree_cases import YEAR, make_small, member_of
from ngopeni.kernel.error import UserError
from ngopeni.kernel.wording import write_date

REASON = "Masa tugas anggota disesuaikan."
MEMBER = {"name": "Anggota Rekaan", "position": "Pekerja Sosial", "role": "Anggota"}
DAY = dt.timedelta(days=1)
MONTH = 30 * DAY


def today() -> dt.date:
    return timezone.localdate()


def set_period(small, decree: Decree, username: str, starts_on: dt.date | None, ends_on: dt.date | None) -> None:
    """Change nothing about somebody but the period."""
    member = decree.members.get(user__username=username)
    told = {name: getattr(member, name) for name in ("name", "position", "role", "note", "user")}
    actions.change_member(member=member, starts_on=starts_on, ends_on=ends_on, by=small.analyst, **told)


def team_with(small, **periods: tuple[dt.date | None, dt.date | None]) -> Decree:
    """In force: each of these on the team, from when to when."""
    small.regents()
    draft = small.draft(*(member_of(username) for username in periods))
    for username, period in periods.items():
        set_period(small, draft, username, *period)
    return small.in_force(draft, "400/2/2026")


def grants(username: str) -> list[tuple[dt.date, dt.date]]:
    """Of the grants that were not ended, the days; one for each village."""
    listed = Grant.objects.filter(user__username=username, ended_at=None, paper__startswith="Keputusan")
    return sorted(listed.values_list("starts_on", "ends_on"))


def amended(small, base: Decree, **periods: tuple[dt.date | None, dt.date | None]) -> Decree:
    """In force: an amendment of periods alone."""
    draft = actions.amend_decree(base=base, reason=REASON, by=small.analyst)
    for username, period in periods.items():
        set_period(small, draft, username, *period)
    return small.in_force(draft, "400/3/2026")


# Named ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(-1, None), (366, None), (None, 366), (None, -1), (31, 30)],
    ids=["before", "begins after", "ends after", "ends before", "out of order"],
)
def test_a_period_outside_that_of_the_decree_or_out_of_order_is_refused(small, starts, ends):
    draft = small.draft()
    days = {
        "starts_on": None if starts is None else today() + starts * DAY,
        "ends_on": None if ends is None else today() + ends * DAY,
    }
    with pytest.raises(UserError, match="DECREE-037") as refused:
        actions.name_member(decree=draft, by=small.analyst, **MEMBER, **days)
    assert write_date(draft.ends_on) in refused.value.sentence("id")
    assert not draft.members.exists()
    member = small.name(draft, "Anggota Rekaan")
    with pytest.raises(UserError, match="DECREE-037"):
        actions.change_member(member=member, by=small.analyst, **MEMBER, **days)


def test_a_period_of_one_day_is_kept_and_one_like_the_decrees_is_the_decrees(small):
    draft = small.draft()
    days = {"starts_on": today() + DAY, "ends_on": today() + DAY}
    member = actions.name_member(decree=draft, by=small.analyst, **MEMBER, **days)
    assert (member.starts_on, member.ends_on) == (today() + DAY, today() + DAY)
    days = {"starts_on": draft.starts_on, "ends_on": draft.ends_on}
    changed = actions.change_member(member=member, by=small.analyst, **MEMBER, **days)
    assert (changed.starts_on, changed.ends_on) == (None, None)
    assert (changed.first_day, changed.last_day) == (draft.starts_on, draft.ends_on)


def test_a_period_stays_in_what_the_decree_says_when_it_is_kept_and_read_again(small):
    draft = small.draft(member_of("satu"), member_of("dua"))
    set_period(small, draft, "satu", None, today() + MONTH)
    frozen = actions.submit(decree=draft, workspace=small.workspace, by=small.analyst)
    told = told_of(Decree.objects.get(pk=frozen.pk), small.workspace)
    assert [(each.starts_on, each.ends_on) for each in told.facts.members] == [(None, today() + MONTH), (None, None)]


# Granted --------------------------------------------------------------------------------------------------------------


def test_grants_run_from_the_members_first_day_to_the_last(small):
    base = team_with(
        small, satu=(None, today() + MONTH), dua=(today() + MONTH, None), tiga=(None, None), empat=(today(), today())
    )
    assert grants("satu") == [(today(), today() + MONTH)] * 2
    assert grants("dua") == [(today() + MONTH, base.ends_on)] * 2
    assert grants("tiga") == [(today(), base.ends_on)] * 2
    assert grants("empat") == [(today(), today())] * 2


def test_a_member_whose_period_was_over_before_the_decree_came_into_force_gets_nothing(small):
    small.regents()
    draft = small.draft(member_of("satu"), member_of("dua"))
    Decree.objects.filter(pk=draft.pk).update(starts_on=today() - MONTH)
    draft.refresh_from_db()
    set_period(small, draft, "satu", None, today() - DAY)
    set_period(small, draft, "dua", today() - DAY, None)
    decree = small.in_force(draft, "400/2/2026")
    assert (grants("satu"), grants("dua")) == ([], [(today(), decree.ends_on)] * 2)


# Amended --------------------------------------------------------------------------------------------------------------


def test_an_amendment_of_periods_alone_replaces_the_grants_of_those_and_touches_no_other(small):
    base = team_with(small, satu=(None, None), dua=(None, None), tiga=(today() + MONTH, None))
    others = list(Grant.objects.filter(user__username__in=("dua", "tiga")).values())
    follower = amended(small, base, satu=(today() + MONTH, today() + 2 * MONTH))
    assert grants("satu") == [(today() + MONTH, today() + 2 * MONTH)] * 2
    assert list(Grant.objects.filter(user__username__in=("dua", "tiga")).values()) == others
    old = Grant.objects.filter(user__username="satu").exclude(ended_at=None)
    reasons = set(old.values_list("end_reason", flat=True))
    assert (old.count(), len(reasons)) == (2, 1)
    assert reasons.pop().startswith(
        "masa tugas diubah dengan Keputusan Kepala Dinas Sosial Kabupaten Kudus Nomor 400/3"
    )
    held = Grant.objects.filter(ended_at=None, user__username__in=("satu", "dua", "tiga"))
    assert {each["grant"] for each in follower.grants} == set(held.values_list("pk", flat=True))


def test_a_period_can_be_given_back_to_that_of_the_decree(small):
    base = team_with(small, satu=(None, today() + MONTH))
    amended(small, base, satu=(None, None))
    assert grants("satu") == [(today(), base.ends_on)] * 2


def test_a_period_that_an_amendment_lets_end_before_today_ends_the_grants(small):
    small.regents()
    draft = small.draft(member_of("satu"), member_of("dua"))
    Decree.objects.filter(pk=draft.pk).update(starts_on=today() - MONTH)
    base = small.in_force(draft, "400/2/2026")
    amended(small, base, satu=(None, today() - DAY))
    assert (grants("satu"), len(grants("dua"))) == ([], 2)
    ended = Grant.objects.filter(user__username="satu").first()
    assert ended.end_reason.startswith("tidak lagi ditugaskan menurut Keputusan")


def test_a_later_amendment_gives_nothing_to_whose_period_is_over_and_gives_to_whom_it_prolongs(small):
    base = team_with(small, satu=(None, today() + DAY), dua=(None, today() + DAY), tiga=(None, None))
    # As if the month had gone by.
    for each in Grant.objects.filter(user__username__in=("satu", "dua")):
        Grant.objects.filter(pk=each.pk).update(starts_on=today() - MONTH, ends_on=today() - DAY)
    Decree.objects.filter(pk=base.pk).update(starts_on=today() - MONTH)
    base.members.filter(user__username__in=("satu", "dua")).update(ends_on=today() - DAY)
    amended(small, Decree.objects.get(pk=base.pk), dua=(None, None))
    assert grants("satu") == [(today() - MONTH, today() - DAY)] * 2
    assert grants("dua") == [(today() - MONTH, today() - DAY)] * 2 + [(today(), base.ends_on)] * 2


def test_another_period_gives_nobody_back_what_was_taken_by_hand(small):
    base = team_with(small, satu=(None, None))
    taken = Grant.objects.filter(user__username="satu").first()
    end_grant(grant=taken, reason="Cuti panjang.", by="pengelola")
    amended(small, base, satu=(None, today() + MONTH))
    assert grants("satu") == [(today(), today() + MONTH)]
    assert Grant.objects.get(pk=taken.pk).end_reason == "Cuti panjang."


def test_grants_that_last_less_than_the_regents_decree_are_not_replaced_by_its_amendment(small):
    base = small.regents()
    # Given some time ago, so that one given today would last longer.
    for each in Grant.objects.filter(paper__startswith="Keputusan"):
        each.starts_on, each.ends_on = each.starts_on - MONTH, each.ends_on - MONTH
        each.save()
    Decree.objects.filter(pk=base.pk).update(starts_on=today() - MONTH)
    kept = list(Grant.objects.filter(user__username="kadin").values())
    small.campus.assignments.update(ended_on=today() - dt.timedelta(days=1), end_reason="Masa KKN selesai.")
    draft = actions.amend_decree(base=Decree.objects.get(pk=base.pk), reason=REASON, by=small.analyst)
    small.in_force(draft, "400/9/2026")
    assert list(Grant.objects.filter(user__username="kadin").values()) == kept
    assert grants("mitra") == []


# Shown ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def pages(published, people):
    """The small wave in a workspace whose pages have something to show."""
    return make_small(published, people)


def page(client, name: str, *args) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_period_is_written_refused_and_changed_at_the_form(pages, client_as):
    decree, client = pages.draft(), client_as("analis")
    address = reverse("name_member", args=[decree.pk])
    assert "Kosongkan bila sama dengan masa keputusan." in client.get(address).content.decode()
    refused = client.post(address, {**MEMBER, "ends_on": today() + 2 * YEAR})
    assert refused.status_code == 422
    assert "Masa tugas anggota harus di dalam masa keputusannya" in refused.content.decode()
    unreadable = client.post(address, {**MEMBER, "ends_on": "besok"})
    assert unreadable.status_code == 422
    assert not decree.members.exists()
    assert client.post(address, {**MEMBER, "ends_on": today() + MONTH}).status_code == 302
    member = decree.members.get()
    assert (member.starts_on, member.ends_on) == (None, today() + MONTH)
    change = reverse("change_member", args=[decree.pk, member.pk])
    assert f'value="{today() + MONTH}"' in client.get(change).content.decode()
    assert client.post(change, MEMBER).status_code == 302
    assert decree.members.get().ends_on is None


def test_only_a_period_of_ones_own_is_shown_and_so_it_is_on_the_villages_page(pages, client_as):
    base = team_with(pages, satu=(None, today() + MONTH), dua=(None, None))
    shown = f"Masa tugas {write_date(base.starts_on)} – {write_date(today() + MONTH)}"
    client = client_as("mitra")
    for told in (page(client, "decree", base.pk), page(client, "village_team", pages.codes()[0])):
        assert told.count(shown) == told.count("Masa tugas ") == 1


def test_before_a_decree_holds_it_is_told_whose_rights_last_how_long(pages, client_as):
    pages.regents()
    draft = pages.draft(member_of("satu"), member_of("dua"), member_of("tiga"))
    set_period(pages, draft, "satu", today() + DAY, today() + MONTH)
    told = page(client_as("hukum"), "decree", pages.signed(draft, "400/2/2026").pk)
    assert f"2 orang memperoleh hak di 2 desa/kelurahan sampai {write_date(draft.ends_on)}: Dua dan Tiga.<" in told
    short = f"1 orang memperoleh hak di 2 desa/kelurahan sampai {write_date(today() + MONTH)}: Satu."
    assert f"{short} Haknya mulai {write_date(today() + DAY)}." in told


def test_before_an_amendment_holds_a_changed_period_is_counted_as_such_and_not_as_a_loss(pages, client_as):
    base = team_with(pages, satu=(None, None), dua=(None, None))
    draft = actions.amend_decree(base=base, reason=REASON, by=pages.analyst)
    set_period(pages, draft, "satu", None, today() + MONTH)
    told = page(client_as("hukum"), "decree", pages.signed(draft, "400/3/2026").pk)
    assert f"1 orang berganti masa haknya, kini sampai {write_date(today() + MONTH)}: Satu." in told
    assert "1 orang tetap memegang haknya tanpa berubah." in told
    assert "kehilangan" not in told
    assert "memperoleh hak di" not in told
