"""The counter as village officials use it."""

from __future__ import annotations

import datetime as dt
import json
import logging

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent, Grant, IntegrityPact
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.verification.actions import looking
from ngopeni.verification.models import CounterVisit, Proposal
from ngopeni.verification.tests.people import residents
from ngopeni.verification.views import kept


@pytest.fixture
def village(people, peopled) -> str:
    """The operator's village."""
    return people["operator"].village_code


@pytest.fixture
def here(peopled, village) -> list[dict]:
    return residents(snapshot_at(peopled), village)


@pytest.fixture
def operator(client_as, peopled):
    return client_as("operator")


def ask(client, village: str, text: str, **narrow: str):
    """What a search leads to: the page of results, or the answer of the only one with a NIK."""
    sent = client.post(reverse("village_counter", args=[village]), {"query": text, **narrow})
    return client.get(sent.url) if sent.status_code == 302 else sent


def page(answer) -> str:
    return answer.content.decode()


def answer_page(client, village: str, row: dict):
    return client.get(reverse("counter_answer", args=[village, row["source_id"], row["row_number"]]))


@pytest.mark.parametrize("who", ["operator", "kades"])
def test_a_nik_leads_to_the_answer(client_as, village, here, who):
    client = client_as(who)
    assert client.get(reverse("counter")).url == reverse("village_counter", args=[village])
    found = ask(client, village, here[0]["nik"])
    assert found.url == reverse("counter_answer", args=[village, here[0]["source_id"], here[0]["row_number"]])
    told = page(client.get(found.url))
    assert here[0]["full_name"] in told
    assert here[0]["nik"] not in told
    assert here[0]["nik"][:4] + "•" * 12 in told
    assert "Tercatat di" in told
    assert "Daftar penerima bukan bukti pembayaran" in told
    assert "UU 27/2022" in told


def test_spaces_dots_and_dashes_in_a_nik_are_let_pass(operator, village, here):
    nik = here[0]["nik"]
    for written in (f" {nik[:4]} {nik[4:]} ", f"{nik[:6]}.{nik[6:12]}.{nik[12:]}", f"{nik[:6]}-{nik[6:]}"):
        assert ask(operator, village, written).status_code == 302


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("33190123", "yang tertulis 8 angka"),
        ("0000000000000000", "Angka itu pengisi"),
        ("9999999999999999", "Angka itu pengisi"),
        ("1234567890123456", "Angka itu pengisi"),
        ("Siti 3319", "jangan keduanya"),
        ("Si", "sedikitnya 3 huruf"),
        ("", "sedikitnya 3 huruf"),
        ("a" * 101, "paling panjang 100"),
    ],
)
def test_what_cannot_be_searched_is_refused_with_a_sentence(operator, village, typed, says):
    refused = ask(operator, village, typed)
    assert says in page(refused)
    assert not typed or not any(map(str.isdigit, typed)) or typed not in page(refused)
    assert not AuditEvent.objects.filter(action="counter.search").exists()


def test_a_name_finds_those_of_the_village(operator, village, here):
    row = here[0]
    found = page(ask(operator, village, row["full_name"].lower()))
    assert row["full_name"] in found
    assert reverse("counter_answer", args=[village, row["source_id"], row["row_number"]]) in found
    assert row["nik"] not in found


def test_somebody_of_another_village_is_not_told(operator, peopled, village):
    elsewhere = residents(snapshot_at(peopled), but=village)[0]
    found = page(ask(operator, village, elsewhere["nik"]))
    assert "Tidak tercatat di desa ini" in found
    assert elsewhere["full_name"] not in found
    assert elsewhere["village_code"] not in found
    # Neither by the address of the row, whichever village is named in it.
    assert answer_page(operator, village, elsewhere).status_code == 404
    assert answer_page(operator, elsewhere["village_code"], elsewhere).status_code == 403
    assert ask(operator, elsewhere["village_code"], elsewhere["nik"]).status_code == 403
    posted = {"source_id": elsewhere["source_id"], "row_number": elsewhere["row_number"], "purpose": "status"}
    assert operator.post(reverse("serve_resident", args=[village]), posted).status_code == 404
    assert CounterVisit.objects.count() == 0


def test_addresses_that_name_nothing_are_told_so(operator, village, here):
    for number in (99_999_999, 10**30):
        assert answer_page(operator, village, {**here[0], "row_number": number}).status_code == 404
    assert operator.get(reverse("slip", args=[village, 2026, 10**30])).status_code == 404
    assert operator.get(reverse("proposal", args=[village, 10**30, 1])).status_code == 404


def pages_of(village: str, row: dict) -> list[str]:
    at = [village, row["source_id"], row["row_number"]]
    return [
        reverse("village_counter", args=[village]),
        reverse("counter_answer", args=at),
        reverse("proposals", args=[village]),
        reverse("propose", args=at),
        reverse("propose_new", args=[village]),
    ]


def test_a_grant_that_ends_closes_the_counter_at_once(operator, people, village, here):
    assert all(operator.get(each).status_code == 200 for each in pages_of(village, here[0]))
    Grant.objects.filter(user=people["operator"]).update(ended_at=timezone.now(), ended_by="uji")
    assert [operator.get(each).status_code for each in pages_of(village, here[0])] == [403] * 5
    assert ask(operator, village, here[0]["nik"]).status_code == 403


def test_without_a_pact_the_counter_is_closed_and_says_why(operator, people, village, here):
    IntegrityPact.objects.filter(user=people["operator"]).update(withdrawn_at=timezone.now())
    refused = operator.get(reverse("village_counter", args=[village]))
    assert refused.status_code == 403
    assert "pakta integritas" in page(refused)


@pytest.mark.parametrize("who", ["analis", "dinsos", "anggota", "camat", "pengelola", "mitra"])
def test_roles_that_serve_no_counter_do_not_enter(client_as, peopled, village, here, who):
    client = client_as(who)
    for each in pages_of(village, here[0]):
        assert client.get(each).status_code == 403
        assert client.post(each, {"query": here[0]["nik"]}).status_code == 403


# What was searched for --------------------------------------------------------------------------------------------


def results_of(client, village: str, text: str) -> str:
    """The address of the results of a search."""
    return client.post(reverse("village_counter", args=[village]), {"query": text}).url


def test_results_are_read_again_at_their_address_and_count_once(operator, village, here, monkeypatch):
    monkeypatch.setattr(looking, "MOST", 1)
    row = here[0]
    address = results_of(operator, village, row["full_name"])
    for _ in range(3):
        answer = operator.get(address)
        assert row["full_name"] in page(answer)
        assert "no-store" in answer["Cache-Control"]
    told = [event.details for event in AuditEvent.objects.filter(action="counter.search").order_by("number")]
    assert ["is_again" in each for each in told] == [False, True, True]
    assert "dalam satu jam" in page(ask(operator, village, row["full_name"]))


def test_the_answer_leads_back_to_the_results_it_came_from(operator, village, here):
    row = here[0]
    address = results_of(operator, village, row["full_name"])
    link = reverse("counter_answer", args=[village, row["source_id"], row["row_number"]])
    token = address.partition("?")[2]
    assert f"{link}?{token}" in page(operator.get(address))
    assert address in page(operator.get(f"{link}?{token}"))
    for other in (link, f"{link}?cari=lain"):
        assert "Kembali ke hasil pencarian" not in page(operator.get(other))


def test_a_token_stands_for_nothing_in_another_village_of_another_person_or_when_it_is_old(
    client_as, people, peopled, operator, village, here, monkeypatch
):
    address = results_of(operator, village, here[0]["full_name"])
    token = address.partition("?")[2]
    elsewhere = next(row for row in snapshot_at(peopled).table("village") if row["village_code"] != village)
    today = timezone.localdate()
    Grant.objects.create(
        user=people["operator"],
        scope_code=elsewhere["village_code"],
        starts_on=today,
        ends_on=today,
        paper="SK 2 (uji)",
    )
    form = reverse("village_counter", args=[elsewhere["village_code"]])
    for client, start in ((operator, form), (client_as("kades"), reverse("village_counter", args=[village]))):
        led = client.get(f"{start}?{token}")
        assert led.url == start
        shown = page(client.get(start))
        assert "tidak tersimpan lagi" in shown
        assert here[0]["full_name"] not in shown
    later = timezone.now() + dt.timedelta(seconds=kept.SPAN_SECONDS + 1)
    monkeypatch.setattr(kept, "_now", later.timestamp)
    assert operator.get(address).url == reverse("village_counter", args=[village])
    # What is old is taken out of the session, not only passed over.
    assert operator.session[kept.KEY] == {}


def test_a_session_holds_few_searches_and_of_a_nik_its_hash_alone(operator, village, here):
    for row in here[:4]:
        results_of(operator, village, row["full_name"])
    for number in ("3319051203800007", here[0]["nik"], here[0]["nik"][:9]):
        results_of(operator, village, number)
    assert len(operator.session[kept.KEY]) == kept.MOST
    written = str(dict(operator.session))
    for number in ("3319051203800007", here[0]["nik"], here[0]["nik"][:9]):
        assert number not in written
    assert "hashed_nik" in written


def test_nothing_is_kept_by_the_browser_and_the_log_holds_no_value(operator, village, here, caplog):
    row = here[0]
    caplog.set_level(logging.DEBUG)
    before = AuditEvent.objects.count()
    answers = [
        ask(operator, village, row["nik"]),
        ask(operator, village, row["full_name"]),
        ask(operator, village, "3319999999999999"),
        ask(operator, village, row["nik"][:9]),
        answer_page(operator, village, row),
    ]
    new = {"full_name": "Wagimin Rekaan", "nik": "3319051203800007", "rt": "1", "rw": "2", "note": "Belum tercatat."}
    answers.append(operator.post(reverse("propose_new", args=[village]), new))
    answers.append(operator.get(answers[-1].url))
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
    told = [event for event in AuditEvent.objects.order_by("number")][before:]
    assert [event.action for event in told] == [
        "counter.search",
        "counter.search",
        "counter.search",
        "counter.answer",
        "counter.propose",
        "counter.proposal",
    ]
    by_paper = {"paper": "SK 1/2026 (uji)"}
    assert [event.details for event in told[:3]] == [
        {"how": "nik", "found": 1, **by_paper},
        {"how": "name", "found": told[1].details["found"], **by_paper},
        {"how": "nik", "found": 0, **by_paper},
    ]
    written = json.dumps(list(AuditEvent.objects.values()), default=str) + caplog.text
    # The name that was searched for is the one thing that a session may hold, for a quarter of an hour.
    sessions = "".join(str(session.get_decoded()) for session in Session.objects.all())
    written += sessions.replace(row["full_name"], "", 1)
    written += "".join(str(getattr(answer, "url", "")) for answer in answers)
    for value in (row["nik"], row["full_name"], row["record_key"], new["nik"], new["full_name"], "3319999999999999"):
        assert value not in written


def test_a_number_is_kept_as_its_hash_alone(operator, village, here):
    nik = "3319051203800007"
    new = {"full_name": "Wagimin Rekaan", "nik": nik, "rt": "01", "rw": "002", "note": "Belum tercatat."}
    operator.post(reverse("propose_new", args=[village]), new)
    kept = Proposal.objects.get()
    assert (kept.masked_nik, kept.rt, kept.rw) == ("3319••••••••••••", "1", "2")
    assert len(kept.nik_hash) == 64
    assert nik not in str(Proposal.objects.values())


def test_searching_without_end_is_refused(operator, people, village, here, monkeypatch):
    monkeypatch.setattr(looking, "MOST", 2)
    for _ in range(2):
        assert ask(operator, village, here[0]["nik"]).status_code == 302
    refused = ask(operator, village, here[0]["nik"])
    assert "dalam satu jam" in page(refused)
    assert AuditEvent.objects.filter(action="counter.search_refused").count() == 1


def test_a_village_that_no_list_covers_is_never_told_that_nobody_is_listed(client_as, published, people):
    village = people["operator"].village_code
    client = client_as("operator")
    found = page(ask(client, village, "Wagimin"))
    assert "Belum ada daftar kesejahteraan di sistem ini" in found
    assert "tidak ada baris yang cocok" not in found.lower()
    assert "Buat bukti layanan" not in found


def test_the_newest_state_answers_whichever_date_was_looked_at(operator, peopled, village, here):
    operator.get(reverse("home"), {"per": "2022-12-31"})
    told = page(answer_page(operator, village, here[0]))
    assert f"per {dt.date(2024, 12, 31).day} Desember 2024" in told


def test_whoever_serves_several_villages_chooses_and_a_kelurahan_is_called_one(client_as, people, peopled, village):
    towns = [row for row in snapshot_at(peopled).table("village") if row["village_type"] == "kelurahan"]
    today = timezone.localdate()
    Grant.objects.create(
        user=people["operator"], scope_code=towns[0]["village_code"], starts_on=today, ends_on=today, paper="SK 2 (uji)"
    )
    client = client_as("operator")
    chosen = page(client.get(reverse("counter")))
    assert reverse("village_counter", args=[village]) in chosen
    assert reverse("village_counter", args=[towns[0]["village_code"]]) in chosen
    assert "Hanya warga kelurahan ini" in page(client.get(reverse("village_counter", args=[towns[0]["village_code"]])))
    assert "Hanya warga desa ini" in page(client.get(reverse("village_counter", args=[village])))


def test_every_page_with_a_name_is_written_down(operator, village, here):
    at = [village, here[0]["source_id"], here[0]["row_number"]]
    operator.get(reverse("propose", args=at))
    operator.get(reverse("counter_answer", args=at))
    assert AuditEvent.objects.filter(action="counter.answer", village_code=village).count() == 2


# Slips ----------------------------------------------------------------------------------------------------------------


def serve(client, village: str, **posted):
    return client.post(reverse("serve_resident", args=[village]), {"purpose": "status", **posted})


def told_of(text: str) -> str:
    """What stands between the first words of an answer and the rights."""
    start = text.index('<p class="told">')
    return "".join(text[start : text.index("</dl>", start)].split())


def test_the_slip_holds_what_the_page_said(operator, village, here):
    row = here[0]
    said = told_of(page(answer_page(operator, village, row)))
    made = serve(operator, village, source_id=row["source_id"], row_number=row["row_number"])
    visit = CounterVisit.objects.get()
    assert made.url == reverse("slip", args=[village, visit.year, 1])
    shown = page(operator.get(made.url))
    assert told_of(shown) == said
    assert visit.paper_number in shown
    assert "Operator" in shown
    assert "data simulasi" in shown
    assert row["nik"] not in shown
    assert (visit.result, visit.record_key) == ("listed", row["record_key"])
    # The kades of the village reads it too, nobody else; each reading is written down.
    assert AuditEvent.objects.filter(action="counter.slip").count() == 1


def test_a_slip_is_of_its_own_village(client_as, people, village, operator, here):
    made = serve(operator, village, source_id=here[0]["source_id"], row_number=here[0]["row_number"])
    assert client_as("kades").get(made.url).status_code == 200
    for who in ("dinsos", "analis", "camat"):
        assert client_as(who).get(made.url).status_code == 403
    Grant.objects.filter(user=people["kades"]).update(scope_code="33.19.09.2001")
    assert client_as("kades").get(made.url).status_code == 403


def test_a_slip_of_nobody_needs_a_search_that_was_made(operator, client_as, village, here):
    found = ask(operator, village, "3319051203800007")
    searched = found.context["searched"]
    assert serve(operator, village, searched="dibuat-buat").status_code == 422
    assert serve(client_as("kades"), village, searched=searched).status_code == 422
    assert serve(operator, village, searched=searched, purpose="").status_code == 422
    made = serve(operator, village, searched=searched)
    shown = page(operator.get(made.url))
    assert "Tidak tercatat di desa ini" in shown
    assert "Nama (ditulis tangan)" in shown
    assert "kartu keluarga" in shown
    visit = CounterVisit.objects.get()
    assert (visit.result, visit.record_key, visit.number) == ("not_listed", "", 1)


@pytest.mark.parametrize(
    ("text", "narrow", "says"),
    [
        ("{first}", {}, "sedikitnya dua kata dari namanya"),
        ("{full}", {}, "Ada yang bernama sama"),
    ],
)
def test_a_search_that_shows_nothing_offers_no_slip_of_nobody(operator, village, here, text, narrow, says):
    row = next(each for each in here if len(each["full_name"].split()) > 1)
    asked = text.format(first=row["full_name"].split()[0][:3], full=row["full_name"])
    found = ask(operator, village, asked, **narrow)
    assert found.context["searched"] == ""
    assert "Buat bukti layanan: tidak tercatat" not in page(found)
    assert says in page(found)


def test_a_slip_of_nobody_beside_like_names_needs_a_tick_that_they_were_gone_through(operator, village, here):
    row = next(each for each in here if len(each["full_name"].split()) == 2 and len(each["full_name"]) > 12)
    found = ask(operator, village, f"{row['full_name']}x")
    assert found.context["rows"]
    assert "bukan salah satu dari nama di atas" in page(found)
    searched = found.context["searched"]
    refused = serve(operator, village, searched=searched)
    assert refused.status_code == 422
    assert "Periksa dulu bersama warga" in page(refused)
    assert serve(operator, village, searched=searched, checked="1").status_code == 302


def test_the_answer_always_says_what_to_bring_and_what_waits(operator, village, here):
    answers = [page(answer_page(operator, village, row)) for row in here[:5]]
    made = serve(operator, village, source_id=here[0]["source_id"], row_number=here[0]["row_number"])
    for text in (*answers, page(operator.get(made.url))):
        assert "Yang perlu dibawa" in text
        assert "kartu keluarga (KK) yang berlaku" in text
        assert "akta kematian" in text
        assert "Tidak ada usulan yang menunggu." in text
    propose(operator, village, here[0])
    assert "Tidak ada usulan yang menunggu." not in page(answer_page(operator, village, here[0]))


def test_a_slip_whose_edition_is_gone_says_so(operator, village, here):
    made = serve(operator, village, source_id=here[0]["source_id"], row_number=here[0]["row_number"])
    CounterVisit.objects.update(edition="0" * 16)
    shown = page(operator.get(made.url))
    assert "tidak disimpan lagi" in shown
    assert here[0]["full_name"] not in shown


# Proposals ------------------------------------------------------------------------------------------------------------


def propose(client, village: str, row: dict, kind: str = "correction", note: str = "Tanggal lahir keliru."):
    at = [village, row["source_id"], row["row_number"]]
    return client.post(reverse("propose", args=at), {"kind": kind, "note": note})


def test_a_second_proposal_of_the_same_kind_leads_to_the_first(operator, village, here):
    first = propose(operator, village, here[0])
    again = propose(operator, village, here[0], note="Sekali lagi.")
    assert again.url == first.url
    assert "yang kedua tidak dibuat" in page(operator.get(again.url))
    assert propose(operator, village, here[0], kind="objection").url != first.url
    assert Proposal.objects.count() == 2
    assert "Usulan yang masih berjalan" in page(answer_page(operator, village, here[0]))


def test_a_proposal_needs_a_kind_and_a_note(operator, village, here):
    assert "Pilih dulu" in page(propose(operator, village, here[0], kind="new"))
    assert "Tulis keterangannya" in page(propose(operator, village, here[0], note=" "))
    for number in ("NIK-nya 3319051203800007.", "KK 331905 120380 0007", "3319.0512.0380.0007"):
        assert "angka sepanjang NIK" in page(propose(operator, village, here[0], note=number))
    assert Proposal.objects.count() == 0
    assert propose(operator, village, here[0], note="Surat 470/12/2026 tanggal 24-11-2026.").status_code == 302


def test_somebody_new_is_known_again_by_nik_or_by_name_and_neighbourhood(operator, village, here):
    address = reverse("propose_new", args=[village])
    card = {"full_name": "Wagimin Rekaan", "nik": "3319051203800007", "rt": "1", "rw": "2", "note": "Belum tercatat."}
    first = operator.post(address, card)
    assert operator.post(address, {**card, "full_name": "WAGIMIN"}).url == first.url
    without = {**card, "nik": "", "full_name": "Ngatinem"}
    second = operator.post(address, without)
    assert second.url != first.url
    assert operator.post(address, {**without, "full_name": "ngatinem ", "rt": "001"}).url == second.url
    assert "sudah diterima dan masih berjalan" in page(ask(operator, village, card["nik"]))


def test_every_field_that_is_missing_is_named_at_the_top_and_at_the_field(operator, village, here):
    refused = operator.post(reverse("propose_new", args=[village]), {})
    text = page(refused)
    assert refused.status_code == 422
    assert list(refused.context["faults"]) == ["full_name", "rt", "rw", "note"]
    # The summary takes the focus, so that it is read first.
    start = text.index('<div class="notice bad"')
    top = text[start : text.index("</ul>", start)]
    assert {'tabindex="-1"', "autofocus"} < set(top[: top.index(">")].split())
    for field in ("full_name", "rt", "rw", "note"):
        assert f'href="#{field}"' in top
        assert f'id="{field}-error"' in text
    one = {"full_name": "Wagimin", "nik": "33", "rt": "1", "rw": "barat", "note": "Belum tercatat."}
    refused = operator.post(reverse("propose_new", args=[village]), one)
    assert list(refused.context["faults"]) == ["nik", "rw"]
    assert Proposal.objects.count() == 0


def test_whoever_is_listed_is_not_proposed_as_new(operator, village, here):
    card = {"full_name": here[0]["full_name"], "nik": here[0]["nik"], "rt": "1", "rw": "2", "note": "Belum tercatat."}
    refused = operator.post(reverse("propose_new", args=[village]), card)
    assert refused.status_code == 422
    assert "sudah tercatat di desa ini" in page(refused)


def test_the_list_shows_what_waits_without_names(operator, village, here):
    address = reverse("proposals", args=[village])
    assert "Belum ada usulan" in page(operator.get(address))
    propose(operator, village, here[0])
    shown = page(operator.get(address))
    assert Proposal.objects.get().paper_number in shown
    assert here[0]["full_name"] not in shown
    assert "Tidak ada usulan dengan keadaan ini" in page(operator.get(address, {"keadaan": "accepted"}))
    assert Proposal.objects.get().paper_number in page(operator.get(address, {"keadaan": "semua"}))


def test_a_proposal_goes_step_by_step_to_its_end(operator, village, here):
    at = propose(operator, village, here[0]).url
    skipped = operator.post(at, {"state": "accepted", "reason": "Langsung saja."})
    assert skipped.status_code == 422
    assert "Tulis dasarnya" in page(operator.post(at, {"state": "discussed", "reason": ""}))
    for state, reason in (("discussed", "BA 3/2026"), ("forwarded", "Surat 4/2026"), ("accepted", "Tiket 5")):
        assert operator.post(at, {"state": state, "reason": reason}).status_code == 302
    shown = page(operator.get(at))
    assert "Usulan ini sudah selesai" in shown
    assert shown.index("BA 3/2026") < shown.index("Surat 4/2026") < shown.index("Tiket 5")
    # What has ended no longer stands in the way of a new one.
    assert propose(operator, village, here[0]).url != at


def test_a_proposal_of_another_village_is_closed(operator, people, village, here, client_as):
    at = propose(operator, village, here[0]).url
    Grant.objects.filter(user=people["operator"]).update(scope_code="33.19.09.2001")
    client = client_as("operator")
    assert client.get(at).status_code == 403
    assert client.post(at, {"state": "withdrawn", "reason": "Bukan desa saya."}).status_code == 403
    assert Proposal.objects.get().state == "received"
