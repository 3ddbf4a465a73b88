"""The pages of decrees and teams: what they say before a step, to whom, and the papers that they hand out."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from ngopeni.accounts.models import Grant
from ngopeni.assignment import actions
from ngopeni.assignment.decree_states import State
from ngopeni.assignment.models import Assignment, Decree, Wave
from ngopeni.assignment.tests.decree_cases import make_small, member_of
from ngopeni.kernel.wording import write_date

REASON = "Terdapat mutasi pegawai."
MEMBER = {"name": "Sekar Ayuningtyas", "position": "Penyuluh Sosial", "role": "Ketua"}


@pytest.fixture
def small(published, people):
    """The small wave in a workspace whose pages have something to show."""
    return make_small(published, people)


def page(client, name: str, *args) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    # As it is read: one line for a paragraph.
    return re.sub(r"\s+", " ", answer.content.decode())


# Drafting -------------------------------------------------------------------------------------------------------------


def test_a_wave_tells_whose_decrees_are_missing_and_they_are_drafted_there(small, client_as):
    client, address = client_as("analis"), reverse("draft_decree", args=[1])
    assert "2 dari 2 perangkat daerah yang memimpin belum mempunyai keputusan" in page(client, "draft_decree", 1)
    assert client.post(address, {"jenis": "daerah"}).url == f"/keputusan/{Decree.objects.get().pk}/"
    today = timezone.localdate()
    form = {"jenis": "perangkat", "institution": small.social.pk, "starts_on": today, "ends_on": today}
    assert client.post(address, form).status_code == 302
    again = page(client, "draft_decree", 1)
    assert "1 dari 2 perangkat daerah yang memimpin belum mempunyai keputusan" in again
    assert "Keputusan Bupati Kudus" in again
    refused = client.post(address, {"jenis": "daerah"})
    assert refused.status_code == 422
    assert "Sudah ada keputusan yang belum berakhir" in refused.content.decode()


def test_a_period_that_is_too_long_is_refused_at_the_form_with_the_last_day_that_would_do(small, client_as):
    today = timezone.localdate()
    form = {"jenis": "perangkat", "institution": small.social.pk, "starts_on": today}
    form["ends_on"] = today + dt.timedelta(days=1000)
    answer = client_as("analis").post(reverse("draft_decree", args=[1]), form)
    assert answer.status_code == 422
    assert "paling lama dua tahun" in answer.content.decode()


def test_a_team_is_named_changed_and_dropped_on_its_page(small, client_as, people):
    decree, client = small.draft(), client_as("kadin")
    person = member_of("satu", pact=False)
    assert client.post(reverse("name_member", args=[decree.pk]), {**MEMBER, "user": person.pk}).status_code == 302
    member = decree.members.get()
    shown = page(client, "decree", decree.pk)
    assert "Sekar Ayuningtyas" in shown
    assert "pakta belum ada" in shown
    form = {**MEMBER, "role": "Sekretaris", "user": ""}
    assert client.post(reverse("change_member", args=[decree.pk, member.pk]), form).status_code == 302
    assert "tanpa akun" in page(client, "decree", decree.pk)
    drop = reverse("drop_member", args=[decree.pk, member.pk])
    assert "Sekar Ayuningtyas (Penyuluh Sosial) tidak lagi ada" in client.get(drop).content.decode()
    assert decree.members.count() == 1
    assert client.post(drop).status_code == 302
    assert decree.members.count() == 0


def test_an_account_of_another_role_is_refused_at_the_form(small, client_as, people):
    decree = small.draft()
    form = {**MEMBER, "user": people["operator"].pk}
    answer = client_as("analis").post(reverse("name_member", args=[decree.pk]), form)
    assert answer.status_code == 422
    assert "Pilih akun anggota tim atau kepala perangkat daerah." in answer.content.decode()


def test_an_agencys_head_is_refused_the_team_of_another_in_words(small, client_as):
    other = small.draft(institution=small.health)
    for method in (client_as("kadin").get, client_as("kadin").post):
        answer = method(reverse("name_member", args=[other.pk]), MEMBER)
        assert answer.status_code == 403
        assert "Tim Dinas Kesehatan diusulkan oleh kepalanya sendiri" in answer.content.decode()


def test_how_far_accounts_are_ready_is_shown_to_those_who_name_teams_alone(small, client_as):
    decree = small.draft(member_of("satu", pact=False))
    assert "pakta belum ada" in page(client_as("hukum"), "decree", decree.pk)
    for username in ("ketua", "dinsos", "camat"):
        shown = page(client_as(username), "decree", decree.pk)
        assert "Anggota Rekaan 0" in shown
        assert "pakta belum ada" not in shown, username


def test_a_clause_is_written_and_brought_back_on_the_page_of_texts(small, client_as):
    decree, client = small.draft(member_of("satu")), client_as("hukum")
    address = reverse("decree_texts", args=[decree.pk])
    shown = page(client, "decree_texts", decree.pk)
    assert "belum diverifikasi" in shown
    assert "Tim bertanggung jawab kepada {issuer_title}." in shown
    assert "Naskah Keputusan Kepala Dinas Sosial versi 1" in shown
    assert ">Tanggung jawab dan laporan</h2>" in shown
    assert "jabatan yang menetapkan, tanpa nama daerah" in shown
    assert client.post(address, {"code": "reporting", "text": "Tim melapor setiap bulan."}).url.endswith("#reporting")
    assert "ditulis ulang" in page(client, "decree_texts", decree.pk)
    refused = client.post(address, {"code": "period", "text": "Masa tugas satu tahun."})
    assert refused.status_code == 422
    assert "Klausul “Masa tugas” pada keputusan kepala perangkat daerah wajib memuat isian {ends_on}" in (
        refused.content.decode()
    )
    assert "Masa tugas satu tahun.</textarea>" in refused.content.decode()
    assert client.post(address, {"code": "reporting", "text": "", "aksi": "semula"}).status_code == 302
    assert Decree.objects.get(pk=decree.pk).texts == {}


# Steps ----------------------------------------------------------------------------------------------------------------


def test_every_step_says_what_will_follow_with_names_and_counts_before_it_is_taken(small, client_as):
    small.regents()
    decree = small.draft(member_of("satu"), member_of("dua", pact=False), None)
    analyst, legal = client_as("analis"), client_as("hukum")
    assert "susunannya tidak berubah lagi" in page(analyst, "submit_decree", decree.pk)
    assert Decree.objects.get(pk=decree.pk).state == State.DRAFTED
    assert analyst.post(reverse("submit_decree", args=[decree.pk])).status_code == 302
    signing = page(legal, "sign_decree", decree.pk)
    until = "2 orang memperoleh hak di 2 desa/kelurahan sampai"
    for said in (until, "Dua dan Satu", "1 belum menandatangani pakta integritas", "1 anggota tidak dikaitkan"):
        assert said in signing, said
    form = {"number": "400/2/2026", "signed_on": timezone.localdate(), "signed_by": "Ratih Kusumawardhani"}
    unticked = legal.post(reverse("sign_decree", args=[decree.pk]), form)
    assert unticked.status_code == 422
    assert "Periksa dasar hukumnya, lalu centang." in unticked.content.decode()
    form["laws_checked"] = "on"
    scan = SimpleUploadedFile("sk.pdf", b"%PDF-1.7 rekaan")
    assert legal.post(reverse("sign_decree", args=[decree.pk]), {**form, "scan": scan}).status_code == 302
    before = Grant.objects.count()
    assert until in page(legal, "put_decree_in_force", decree.pk)
    assert until in page(legal, "decree", decree.pk)
    assert Grant.objects.count() == before
    assert legal.post(reverse("put_decree_in_force", args=[decree.pk])).status_code == 302
    assert Grant.objects.count() == before + 4
    shown = page(legal, "decree", decree.pk)
    assert "Nomor 400/2/2026" in shown
    assert "Ratih Kusumawardhani" in shown
    assert legal.get(reverse("decree_scan", args=[decree.pk])).content == b"%PDF-1.7 rekaan"
    assert client_as("mitra").get(reverse("decree_scan", args=[decree.pk])).status_code == 403


def test_a_step_that_does_not_come_next_leads_back_with_a_word(small, client_as):
    decree = small.draft()
    answer = client_as("hukum").get(reverse("put_decree_in_force", args=[decree.pk]), follow=True)
    assert answer.redirect_chain == [(f"/keputusan/{decree.pk}/", 302)]
    assert "Langkah ini tidak dapat diambil" in answer.content.decode()


def test_an_amendment_and_a_revocation_are_begun_with_a_reason_and_say_what_they_end(small, client_as):
    base = small.team(member_of("satu"), member_of("dua"))
    client = client_as("analis")
    assert client.post(reverse("amend_decree", args=[base.pk]), {"reason": "ya"}).status_code == 422
    made = client.post(reverse("amend_decree", args=[base.pk]), {"reason": REASON})
    follower = Decree.objects.get(base=base)
    assert made.url == f"/keputusan/{follower.pk}/"
    shown = page(client, "decree", follower.pk)
    assert "Perubahan Keputusan Kepala Dinas Sosial" in shown
    assert "Tidak ada yang berubah dibandingkan dengan keputusan yang berlaku" in shown
    actions.drop_member(member=follower.members.get(user__username="dua"), by=small.analyst)
    small.name(follower, "Anggota Baru", member_of("tiga"))
    small.signed(follower, "400/3/2026")
    told = page(client_as("hukum"), "put_decree_in_force", follower.pk)
    assert "1 orang memperoleh hak di 2 desa/kelurahan" in told
    assert "1 orang kehilangan 2 hak saat itu juga: Dua." in told
    assert "1 orang tetap memegang haknya tanpa berubah." in told
    actions.put_in_force(decree=follower, by=small.legal)
    assert "2 orang kehilangan 4 hak saat itu juga: Satu dan Tiga." in page(client, "revoke_decree", base.pk)
    regents = Decree.objects.get(institution=None)
    told = page(client, "revoke_decree", regents.pk)
    assert "2 orang kehilangan 3 hak saat itu juga: Kadin dan Mitra." in told
    assert "1 keputusan kepala perangkat daerah di gelombang ini tidak ikut dicabut." in told


def test_the_way_into_force_is_drawn_with_where_a_decree_stands(small, client_as):
    decree, client = small.draft(member_of("satu")), client_as("ketua")
    assert '<li class="here" aria-current="step">rancangan</li>' in page(client, "decree", decree.pk)
    actions.discard_decree(decree=decree, note=REASON, by=small.analyst)
    assert '<li class="here" aria-current="step">dibuang</li>' in page(client, "decree", decree.pk)
    base = small.team(member_of("dua"))
    small.in_force(actions.revoke_decree(base=base, reason="Tim dibubarkan.", by=small.analyst), "400/5/2026")
    assert '<li class="here" aria-current="step">dicabut</li>' in page(client, "decree", base.pk)


def test_the_list_is_filtered_and_warns_of_what_ends_soon(small, client_as):
    base = small.team(member_of("satu"))
    small.draft(institution=small.health)
    client = client_as("ketua")
    assert "3 dari 3 keputusan." in page(client, "decrees")
    assert "Segera berakhir" not in page(client, "decrees")
    Decree.objects.filter(pk=base.pk).update(ends_on=timezone.localdate() + dt.timedelta(days=6))
    shown = page(client, "decrees")
    assert "6 hari lagi" in shown
    for query, count in (("keadaan=drafted", 1), ("keadaan=in_force", 2), ("jenis=daerah", 1), ("jenis=perangkat", 2)):
        listed = client.get(f"{reverse('decrees')}?{query}").content.decode()
        assert f"{count} dari 3 keputusan." in listed, query


# Documents ------------------------------------------------------------------------------------------------------------


def files(client, decree: Decree) -> tuple[bytes, str]:
    """The PDF, and the words of the Word file."""
    pdf = client.get(reverse("decree_pdf", args=[decree.pk]))
    docx = client.get(reverse("decree_docx", args=[decree.pk]))
    assert pdf.status_code == docx.status_code == 200
    assert "private" in pdf["Cache-Control"]
    assert pdf.content.startswith(b"%PDF-")
    with zipfile.ZipFile(io.BytesIO(docx.content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return pdf.content, re.sub(r"<[^>]+>", "", " ".join(parts))


def test_papers_are_handed_out_in_every_state_and_a_draft_says_that_it_is_one(small, client_as):
    small.regents()
    decree = small.draft(member_of("satu"))
    for _ in range(2):
        assert "Rancangan, naskah Keputusan Kepala Dinas Sosial versi 1" in files(client_as("camat"), decree)[1]
        if decree.state == State.DRAFTED:
            decree = actions.submit(decree=decree, workspace=small.workspace, by=small.analyst)
    signing = small.signing("400/2/2026", signed_by="Ratih Kusumawardhani")
    decree = actions.sign(decree=decree, workspace=small.workspace, signing=signing, by=small.legal)
    client = client_as("mitra")
    for state in (State.SIGNED, State.IN_FORCE, State.AMENDED, State.REVOKED, State.EXPIRED):
        Decree.objects.filter(pk=decree.pk).update(state=state)
        pdf, words = files(client, decree)
        assert "Rancangan, naskah" not in words
        assert "NOMOR 400/2/2026" in words
        assert "Ratih Kusumawardhani" in words
        # What was signed is what is printed, to the byte.
        assert hashlib.sha256(pdf).hexdigest() == decree.document_sha256
    Decree.objects.filter(pk=decree.pk).update(state=State.DISCARDED)
    files(client_as("camat"), decree)


def test_the_paper_of_an_amendment_contains_what_changed_and_nothing_else(small, client_as):
    base = small.team(member_of("satu"), member_of("dua"))
    follower = actions.amend_decree(base=base, reason=REASON, by=small.analyst)
    actions.drop_member(member=follower.members.get(user__username="dua"), by=small.analyst)
    words = files(client_as("ketua"), follower)[1]
    assert "Anggota Rekaan 1" in words
    assert "Anggota Rekaan 0" not in words
    assert "Nomor 400/2/2026" in words


def test_the_paper_of_a_revocation_names_what_it_ends(small, client_as):
    base = small.team(member_of("satu"))
    draft = actions.revoke_decree(base=base, reason="Tim dibubarkan.", by=small.analyst)
    words = files(client_as("ketua"), draft)[1]
    assert "Mencabut" in words
    assert "Nomor 400/2/2026" in words


# A village's team -----------------------------------------------------------------------------------------------------


def test_a_village_shows_its_team_its_decrees_and_what_is_missing(small, client_as):
    code = small.codes()[0]
    client = client_as("mitra")
    before = page(client, "village_team", code)
    assert "Dinas Sosial belum menetapkan timnya." in before
    assert "Keputusan kepala daerah belum berlaku." in before
    small.team(member_of("satu"))
    after = page(client, "village_team", code)
    for said in (
        "Dinas Sosial",
        "Universitas Rekaan",
        "Anggota Rekaan 0",
        "400/2/2026",
        "400/1/2026",
        "Belum ada: SMK",
    ):
        assert said in after, said
    assert "belum menetapkan timnya" not in after


def test_a_village_that_changed_hands_keeps_who_was_there(small, client_as):
    small.team(member_of("satu"))
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Assignment.objects.filter(institution=small.campus).update(
        starts_on=yesterday, ended_on=yesterday, end_reason="Masa KKN selesai."
    )
    shown = page(client_as("kades"), "village_team", small.codes()[0])
    assert "Pendamping sebelumnya" in shown
    assert "Masa KKN selesai." in shown


def test_a_village_nobody_assists_says_so_and_one_that_is_none_is_not_there(small, client_as):
    client = client_as("bupati")
    assert "sedang tidak didampingi" in page(client, "village_team", "33.19.09.2001")
    assert client.get(reverse("village_team", args=["33.19.99.9999"])).status_code == 404


def test_the_short_form_tells_the_team_on_another_page(small):
    base, code = small.team(member_of("satu"), None), small.codes()[0]
    team = actions.village_team_short(code, timezone.localdate(), "id")
    assert (team["lead"].institution_name, team["decree"], team["member_count"]) == ("Dinas Sosial", base, 2)
    shown = render_to_string("assignment/village_team_short.html", {"team": team})
    assert "Universitas Rekaan" in shown
    assert "400/2/2026" in shown
    empty = actions.village_team_short("33.19.09.2001", timezone.localdate(), "id")
    assert "Sedang tidak didampingi." in render_to_string("assignment/village_team_short.html", {"team": empty})


# Who reads and who acts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.DRAFTED, State.IN_REVIEW, State.DISCARDED])
def test_what_is_not_signed_is_read_by_those_alone_who_work_on_it(small, client_as, state):
    signed = small.regents()
    draft = small.draft(member_of("satu"))
    Decree.objects.filter(pk=draft.pk).update(state=state)
    for username in ("mitra", "operator", "anggota", "kades", "bupati", "pemeriksa", "pengelola"):
        client = client_as(username)
        for name in ("decree", "decree_pdf", "decree_docx"):
            refused = client.get(reverse(name, args=[draft.pk]))
            assert refused.status_code == 403, (username, name)
            assert "Keputusan ini masih rancangan" in refused.content.decode()
            assert client.get(reverse(name, args=[signed.pk])).status_code == 200, (username, name)
        listed = page(client, "decrees")
        assert "1 dari 1 keputusan." in listed
        assert f"/keputusan/{draft.pk}/" not in listed
    for username in ("analis", "hukum", "kadin", "ketua", "dinsos", "camat"):
        client = client_as(username)
        assert client.get(reverse("decree", args=[draft.pk])).status_code == 200, username
        assert f"/keputusan/{draft.pk}/" in page(client, "decrees")


def test_an_amendment_in_the_making_is_not_named_to_others_on_the_page_of_its_base(small, client_as):
    base = small.team(member_of("satu"))
    draft = actions.amend_decree(base=base, reason=REASON, by=small.analyst)
    assert f"/keputusan/{draft.pk}/" in page(client_as("ketua"), "decree", base.pk)
    assert f"/keputusan/{draft.pk}/" not in page(client_as("mitra"), "decree", base.pk)


def test_who_proposed_a_decree_reads_beforehand_that_somebody_else_puts_it_in_force(small, client_as):
    small.regents()
    draft = small.draft(member_of("satu"))
    actions.name_member(decree=draft, by=small.legal, **MEMBER)
    signed = small.signed(Decree.objects.get(pk=draft.pk), "400/2/2026")
    client, address = client_as("hukum"), reverse("put_decree_in_force", args=[signed.pk])
    told = "Yang memberlakukan keputusan harus orang lain, bukan yang merancangnya atau mengusulkan anggotanya."
    shown = page(client, "decree", signed.pk)
    assert told in shown
    assert address not in shown
    for method in (client.get, client.post):
        assert told in method(address, follow=True).content.decode()
    assert Decree.objects.get(pk=signed.pk).state == State.SIGNED


def test_a_term_that_begins_before_the_signature_is_said_when_drafting_and_signing(small, client_as):
    early = timezone.localdate() - dt.timedelta(days=20)
    said = f"Masa tugas mulai {write_date(early)}, sebelum tanggal keputusan"
    draft, legal = small.draft(member_of("satu")), client_as("hukum")
    assert "sebelum tanggal keputusan" not in page(legal, "decree", draft.pk)
    assert "sebelum tanggal keputusan" not in page(legal, "draft_decree", 1)
    Wave.objects.update(starts_on=early)
    Decree.objects.filter(pk=draft.pk).update(starts_on=early)
    assert said in page(legal, "draft_decree", 1)
    assert said in page(legal, "decree", draft.pk)
    actions.submit(decree=draft, workspace=small.workspace, by=small.analyst)
    assert said in page(legal, "sign_decree", draft.pk)


def test_who_names_a_team_reads_who_submits_it_and_in_review_who_still_writes(small, client_as):
    draft = small.draft(member_of("satu"))
    submits = "Rancangan ini diajukan oleh sekretariat TKPK atau Bagian Hukum."
    assert submits in page(client_as("kadin"), "decree", draft.pk)
    assert submits not in page(client_as("analis"), "decree", draft.pk)
    actions.submit(decree=draft, workspace=small.workspace, by=small.analyst)
    told = "naskah dan dasar hukum hanya dapat diubah Bagian Hukum"
    shown = {username: page(client_as(username), "decree", draft.pk) for username in ("analis", "hukum")}
    assert all(told in each for each in shown.values())
    assert ["Ubah naskah" in shown[username] for username in ("analis", "hukum")] == [False, True]
