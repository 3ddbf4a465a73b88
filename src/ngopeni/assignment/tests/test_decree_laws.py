"""The laws that a decree names: verified, left out, corrected, added; and what a signature asks of them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ngopeni.accounts.models import AuditEvent
from ngopeni.assignment import actions
from ngopeni.assignment.actions.decree_facts import regency_of, told_of
from ngopeni.assignment.decree.facts import Law
from ngopeni.assignment.decree.legal_list import laws_for
from ngopeni.assignment.decree_states import State
from ngopeni.assignment.models import Decree
from ngopeni.assignment.tests.decree_cases import Small, make_small, member_of
from ngopeni.conftest import REGENCY
from ngopeni.kernel.error import UserError

OWN = "Peraturan Bupati Kudus Nomor 1 Tahun 2026 tentang Pendampingan Desa"
FIRST = laws_for(regency_of(REGENCY))[0]


@pytest.fixture
def small(published, people) -> Small:
    """The small wave in a workspace whose pages have something to show."""
    return make_small(published, people)


def laws(small, decree: Decree) -> dict[str, Law]:
    """The list as the decree would print it."""
    found = Decree.objects.get(pk=decree.pk)
    return {law.code: law for law in told_of(found, small.workspace).head.laws}


def printed(small, decree: Decree) -> str:
    return str(told_of(Decree.objects.get(pk=decree.pk), small.workspace).paper().blocks)


def write(small, decree: Decree, by=None, **changes) -> None:
    told = {"code": FIRST.code, "text": FIRST.text, "is_verified": False, "is_left_out": False, **changes}
    actions.write_law(decree=decree, workspace=small.workspace, by=by or small.analyst, **told)


def verify_all(small, decree: Decree, by=None) -> None:
    for code, law in laws(small, decree).items():
        write(small, decree, by, code=code, text=law.text, is_verified=True)


def test_a_decree_begins_with_the_shipped_laws_and_keeps_its_own(small):
    decree, other = small.draft(member_of("satu")), small.draft(institution=small.health)
    assert tuple(laws(small, decree).values()) == laws_for(regency_of(REGENCY))
    write(small, decree, text="Undang-Undang  yang benar;", is_verified=True)
    made = actions.add_law(
        decree=decree, workspace=small.workspace, text=OWN, section="memperhatikan", by=small.analyst
    )
    told = laws(small, decree)
    assert told[FIRST.code] == Law(FIRST.code, "Undang-Undang yang benar", FIRST.section, is_verified=True)
    assert told[made.code] == Law("own-1", OWN, "memperhatikan", is_verified=False)
    assert tuple(laws(small, other).values()) == laws_for(regency_of(REGENCY))
    assert f"{OWN} (belum diverifikasi);" in printed(small, decree)
    assert "Undang-Undang yang benar;" in printed(small, decree)
    assert AuditEvent.objects.filter(action="assignment.write_law", subject=f"decree:{decree.pk}").count() == 2


def test_what_is_left_out_is_not_printed_and_can_come_back(small):
    decree = small.draft(member_of("satu"))
    assert FIRST.text in printed(small, decree)
    write(small, decree, is_left_out=True)
    assert FIRST.text not in printed(small, decree)
    write(small, decree)
    assert FIRST.text in printed(small, decree)


def test_in_review_the_legal_section_alone_changes_the_list_and_after_the_signature_nobody(small):
    decree = small.draft(member_of("satu"))
    actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    with pytest.raises(UserError, match="DECREE-018"):
        write(small, decree, is_verified=True)
    write(small, decree, small.legal, is_verified=True)
    assert laws(small, decree)[FIRST.code].is_verified
    small.regents()
    actions.sign(decree=decree, workspace=small.workspace, signing=small.signing("400/2/2026"), by=small.legal)
    with pytest.raises(UserError, match="DECREE-018"):
        write(small, decree, small.legal)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "tidak-ada"}, "DECREE-040"),
        ({"text": " ; "}, "DECREE-041"),
        ({"text": "x" * 501}, "DECREE-041"),
        ({"text": "UU 3319011203800001"}, "DECREE-041"),
    ],
)
def test_a_law_that_is_not_there_or_says_nothing_is_refused(small, changes, code):
    decree = small.draft()
    with pytest.raises(UserError, match=code):
        write(small, decree, **changes)
    with pytest.raises(UserError, match="DECREE-040"):
        actions.add_law(decree=decree, workspace=small.workspace, text=OWN, section="menimbang", by=small.analyst)
    assert Decree.objects.get(pk=decree.pk).laws == []


def test_a_signature_waits_until_somebody_says_that_unverified_laws_were_checked(small):
    decree = actions.draft_regent_decree(wave=small.wave, by=small.analyst)
    actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    sign = {"decree": decree, "workspace": small.workspace, "by": small.legal}
    count = sum(not law.is_verified for law in laws(small, decree).values())
    with pytest.raises(UserError, match="DECREE-039") as refused:
        actions.sign(**sign, signing=small.signing(laws_checked=False))
    assert refused.value.values == {"count": count}
    verify_all(small, decree, small.legal)
    assert actions.sign(**sign, signing=small.signing(laws_checked=False)).state == State.SIGNED


def test_an_amendment_goes_on_from_the_list_of_what_it_amends(small):
    small.regents()
    draft = small.draft(member_of("satu"))
    write(small, draft, is_left_out=True)
    base = small.in_force(draft, "400/2/2026")
    follower = actions.amend_decree(base=base, reason="Terdapat mutasi pegawai.", by=small.analyst)
    assert laws(small, follower)[FIRST.code].is_left_out
    write(small, follower)
    assert not laws(small, follower)[FIRST.code].is_left_out
    assert laws(small, base)[FIRST.code].is_left_out


def test_the_list_is_written_on_the_page_of_texts(small, client_as):
    decree, client = small.draft(member_of("satu")), client_as("analis")
    address = reverse("decree_texts", args=[decree.pk])
    form = {"aksi": "peraturan", "code": FIRST.code, "text": FIRST.text, "is_verified": "on", "is_left_out": "on"}
    assert client.post(address, form).url == f"{address}#dasar-{FIRST.code}"
    assert f"<s>{FIRST.text}</s>" in client.get(address).content.decode()
    added = client.post(address, {"aksi": "peraturan-baru", "section": "mengingat", "text": OWN})
    assert added.url == f"{address}#dasar-own-1"
    refused = client.post(address, {"aksi": "peraturan", "code": FIRST.code, "text": "NIK 3319011203800001"})
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "tanpa NIK atau nomor KK" in shown
    assert "NIK 3319011203800001</textarea>" in shown


def test_the_page_of_signing_says_how_many_laws_are_unverified_and_which(small, client_as):
    decree = small.draft(member_of("satu"))
    unverified = [law for law in laws(small, decree).values() if not law.is_verified]
    actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    client, address = client_as("hukum"), reverse("sign_decree", args=[decree.pk])
    shown = client.get(address).content.decode()
    assert f"{len(unverified)} peraturan dalam dasar hukumnya belum diverifikasi" in shown
    assert all(law.text in shown for law in unverified)
    assert "Dasar hukum sudah diperiksa" in shown
    verify_all(small, decree, small.legal)
    shown = client.get(address).content.decode()
    assert "belum diverifikasi" not in shown
    assert "Dasar hukum sudah diperiksa" not in shown
