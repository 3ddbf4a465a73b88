"""The pages: numbers with their base, two rows side by side, one answer after the other, and no key or number."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from ngopeni.accounts.models import AuditEvent, Grant
from ngopeni.kernel.snapshot import snapshot_at, snapshot_dates
from ngopeni.linkage.comparisons import COMPARISONS
from ngopeni.linkage.models import Judgement
from ngopeni.linkage.rows import pair_by_token, pairs_of
from ngopeni.linkage.worklist import sides_of, token_of, worklist

QUEUE = "/sambungan/nilai/"


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def token_on(answer) -> str:
    return re.search(r'name="token" value="([0-9a-f]+)"', answer.content.decode()).group(1)


def answer(client, said: str, page=None):
    """Answer the pair on the page as its buttons do."""
    page = page or client.get(QUEUE)
    return client.post(QUEUE, {"token": token_on(page), "said": said}, follow=True)


def keys_of(workspace) -> set[str]:
    """Every key and number of a person at either date."""
    sql = "SELECT record_key, household_key, nik, no_kk FROM person"
    found = set()
    for date in snapshot_dates(workspace):
        rows = snapshot_at(workspace, date).query(sql, "person")
        found |= {str(value) for row in rows for value in row.values() if value and len(str(value)) > 6}
    return found


def test_the_overview_says_rows_persons_and_doubles_with_their_base_date_and_source(peopled, client_as):
    page = client_as("analis").get(reverse("linkage"))
    snapshot = snapshot_at(peopled)
    sql = "SELECT COUNT(*) AS r, COUNT(DISTINCT person_key) AS p FROM person_link"
    rows, persons = snapshot.query(sql, "person_link")[0].values()
    told = page.context["totals"]
    assert (told["row_count"], told["person_count"]) == (rows, persons)
    doubles = snapshot.query("SELECT SUM(double_count) AS n FROM village_person", "village_person")[0]["n"]
    assert told["double_count"] == doubles
    assert "Sumber: BDT 2015" in text_of(page)
    assert "Keadaan per 31 Desember 2024." in text_of(page)
    assert [row["as_of"] for row in page.context["dates"]] == list(reversed(snapshot_dates(peopled)))


def test_the_table_of_the_civil_registry_adds_up_to_the_rows_of_the_list(peopled, client_as):
    told = client_as("analis").get(reverse("linkage")).context
    assert told["civil_count"] == told["totals"]["row_count"]
    assert (
        sum(row["sum"] for row in told["civil"]) == told["civil_count"] == sum(count for _, count in told["civil_foot"])
    )
    assert 0 < told["ministry_match"] <= told["our_match"] <= told["civil_count"]


def test_whoever_reads_no_names_sees_no_small_count_and_nothing_from_which_it_follows(peopled, client_as):
    client = client_as("ketua")
    exact = {row["village_code"]: row for row in snapshot_at(peopled).table("village_person")}
    small = 0
    for number in range(1, 8):
        for row in client.get(reverse("linkage"), {"halaman": number, "urut": "nama"}).context["villages"]:
            true = exact[row["village_code"]]
            for name in ("row_count", "person_count", "double_count", "elsewhere_count"):
                assert row[name] is None or row[name] == 0 or row[name] >= 5 or true[name] == 0, (row, name)
            if 0 < true["double_count"] < 5:
                small += 1
                assert row["double_count"] is None
                # Either all or none of them are left out of the persons, by a chance that nobody knows.
                assert row["person_count"] in {None, true["row_count"], max(0, true["row_count"] - 5)}
    assert small > 3
    assert "kecil" in text_of(client.get(reverse("linkage")))
    assert "Yang perlu dilihat orang" not in text_of(client.get(reverse("linkage")))


def test_numbers_are_of_the_villages_of_the_grant_alone(peopled, people, client_as):
    told = client_as("operator").get(reverse("linkage")).context
    assert [row["village_code"] for row in told["villages"]] in ([], [people["operator"].village_code])
    assert told["covered"] == 1


def test_before_the_first_list_the_page_says_what_will_be_here(published, client_as):
    client = client_as("analis")
    assert "Belum ada daftar kesejahteraan" in text_of(client.get(reverse("linkage")))
    assert "tidak ada pasangan yang meragukan" in text_of(client.get(QUEUE))
    assert "Tidak ada rantai" in text_of(client.get(reverse("cut_chains")))
    assert "Belum ada penilaian" in text_of(client.get(reverse("judgements")))


def test_every_pair_says_why_a_sentence_for_each_field_and_the_weights_add_up(pairs, client_as):
    client = client_as("analis")
    for pair in pairs.pairs[:8]:
        told = client.get(reverse("review_pair", args=[pair.token])).context
        assert len(told["fields"]) == len(COMPARISONS)
        assert all(each["sentence"].endswith(".") and each["bar"].startswith("<svg") for each in told["fields"])
        parts = sum(pair.row[f"weight_{each.name}"] for each in COMPARISONS) + pair.row["prior_weight"]
        assert parts == pytest.approx(pair.row["match_weight"], abs=1e-6)
        shown = [float(text.replace(",", ".").replace("−", "-")) for text in _weights(told)]
        total = float(told["total"].replace(",", ".").replace("−", "-"))
        # Each of the six numbers is rounded to a tenth.
        assert sum(shown) == pytest.approx(total, abs=0.36)


def _weights(told) -> list[str]:
    return [told["prior"], *(each["weight"] for each in told["fields"])]


def test_the_page_shows_two_rows_and_their_households_and_no_number_and_no_key(peopled, pairs, client_as):
    client, keys = client_as("analis"), keys_of(peopled)
    for pair in pairs.pairs[:12]:
        page = client.get(reverse("review_pair", args=[pair.token]))
        text = page.content.decode()
        assert len(page.context["sides"]) == 2
        assert all(any(each["is_self"] for each in side["members"]) for side in page.context["sides"])
        assert not re.search(r"\b[0-9]{16}\b", text)
        assert not keys.intersection(re.findall(r'[^\s"<>]+', text))
        assert "no-store" in page["Cache-Control"]


def is_same_member(one, other):
    """One name, one sex, and ages that lists of two dates may tell of one person."""
    years = (one["birth_year"], other["birth_year"])
    is_near = None in years or abs(years[0] - years[1]) <= 2
    return one["full_name"] == other["full_name"] and one["sex"] == other["sex"] and is_near


def test_persons_who_are_in_both_households_are_marked(pairs, client_as):
    client = client_as("analis")
    marked = 0
    for pair in pairs.pairs[:20]:
        sides = client.get(reverse("review_pair", args=[pair.token])).context["sides"]
        for side, other in zip(sides, reversed(sides), strict=True):
            others = [each for each in other["members"] if not each["is_self"]]
            for each in side["members"]:
                is_there = any(is_same_member(each, one) for one in others)
                assert each["is_in_both"] or each["is_self"] or not is_there
                marked += each["is_in_both"]
    assert marked


def test_after_an_answer_the_next_pair_comes_and_reading_is_written_down(pairs, client_as):
    client = client_as("analis")
    first = client.get(QUEUE)
    second = answer(client, "same", first)
    assert token_on(second) != token_on(first)
    made = Judgement.objects.get()
    assert (made.verdict, made.by.username, made.sides) == ("same", "analis", pairs.by_token[token_on(first)].sides)
    assert made.seconds is not None
    assert second.context["left_count"] == first.context["left_count"] - 1
    event = AuditEvent.objects.filter(action="linkage.read_pair").first()
    assert event.subject in {f"pair:{token_on(page)}" for page in (first, second)}
    assert event.details["paper"] is not None


def test_a_pair_that_is_put_off_comes_again_after_all_others(peopled, pairs, client_as, people):
    village = pairs.pairs[0].villages[0]
    Grant.objects.filter(user=people["analis"]).update(scope_code=village)
    client = client_as("analis")
    first = client.get(QUEUE)
    seen = [token_on(first)]
    page = answer(client, "skip", first)
    while token_on(page) not in seen:
        seen.append(token_on(page))
        page = answer(client, "skip", page)
    assert len(seen) == first.context["left_count"]
    assert token_on(page) == seen[0]
    assert not Judgement.objects.exists()


def test_the_last_answer_is_taken_back_and_its_pair_is_there_again(pairs, client_as):
    client = client_as("analis")
    first = client.get(QUEUE)
    page = answer(client, "different", first)
    again = client.post(QUEUE, {"token": token_on(page), "said": "undo"}, follow=True)
    assert token_on(again) == token_on(first)
    assert "dibatalkan" in text_of(again)
    assert Judgement.objects.get().withdrawn_at is not None
    page = answer(client, "same", again)
    assert list(Judgement.objects.filter(withdrawn_at=None).values_list("verdict", flat=True)) == ["same"]
    client.post(QUEUE, {"said": "undo"})
    assert "Tidak ada penilaian yang dapat dibatalkan" in text_of(client.post(QUEUE, {"said": "undo"}, follow=True))


def test_an_answer_to_nothing_and_about_nobody_says_so_and_writes_nothing(pairs, client_as):
    client = client_as("analis")
    page = client.get(QUEUE)
    assert "Pilih satu" in text_of(client.post(QUEUE, {"token": token_on(page), "said": "maybe"}, follow=True))
    assert "tidak ada lagi" in text_of(client.post(QUEUE, {"token": "0" * 24, "said": "same"}, follow=True))
    assert not Judgement.objects.exists()


def test_an_answer_is_of_the_date_that_the_page_was_of(peopled, pairs, client_as):
    client = client_as("analis")
    page = client.get(QUEUE)
    earlier = snapshot_dates(peopled)[0]
    client.get(QUEUE, {"per": str(earlier)})
    as_of = snapshot_dates(peopled)[-1]
    client.post(QUEUE, {"token": token_on(page), "said": "same", "as_of": str(as_of)})
    assert Judgement.objects.get().as_of == as_of


def test_the_second_reviewer_of_a_sample_sees_nothing_of_the_first_before_the_own_word(pairs, client_as):
    first, second = client_as("analis"), client_as("dinsos")
    page = first.get(QUEUE)
    token = token_on(page)
    assert pairs.by_token[token].is_sample
    answer(first, "same", page)
    shown = second.get(reverse("review_pair", args=[token]))
    assert shown.context["verdicts"] == []
    listed = second.get(reverse("judgements")).context["page"].object_list
    assert [row["verdict"] for row in listed] == [""]
    assert "tertutup sampai Anda menilai" in text_of(second.get(reverse("judgements")))
    made = Judgement.objects.get()
    assert "Satu orang" not in text_of(second.get(reverse("withdraw_judgement", args=[made.pk])))
    # Nor is it taken back by who has not seen it.
    assert second.post(reverse("withdraw_judgement", args=[made.pk])).status_code == 422
    made.refresh_from_db()
    assert made.withdrawn_at is None
    second.post(QUEUE, {"token": token, "said": "different"})
    shown = second.get(reverse("review_pair", args=[token]))
    assert shown.context["verdicts"] == [("analis", "Satu orang"), ("dinsos", "Dua orang")]


def test_what_people_are_at_odds_about_is_shown_for_talking_over_with_their_agreement(pairs, client_as):
    first, second = client_as("analis"), client_as("dinsos")
    for verdict in ("same", "different", "same"):
        token = token_on(first.get(QUEUE))
        first.post(QUEUE, {"token": token, "said": "same"})
        second.post(QUEUE, {"token": token, "said": verdict})
    told = first.get(reverse("linkage"))
    assert told.context["at_odds_count"] == 1
    assert [(each["names"], each["told"].agreed, each["told"].count) for each in told.context["duos"]] == [
        (("analis", "dinsos"), 2, 3)
    ]
    assert "sama pada 2 dari 3 pasang (66,7%)" in text_of(told)
    listed = first.get(reverse("judgements")).context
    assert listed["state"] == "berselisih"
    assert {row["judgement"].verdict for row in listed["page"].object_list} == {"same", "different"}


def test_the_work_left_is_said_in_words_and_measured_after_twenty_answers(pairs, client_as):
    client = client_as("analis")
    told = client.get(reverse("linkage")).context
    assert re.fullmatch(r"sekitar \d+ pasang, (\d+ menit|.+ jam)", told["work_words"])
    assert "anggapan" in told["measure_words"]
    for _ in range(20):
        answer(client, "same")
    told = client.get(reverse("linkage")).context
    assert "nilai tengah 20 jawaban" in told["measure_words"]


def test_a_judgement_is_taken_back_on_its_page_after_saying_what_will_happen(pairs, client_as):
    client = client_as("analis")
    answer(client, "same")
    made = Judgement.objects.get()
    address = reverse("withdraw_judgement", args=[made.pk])
    assert address in client.get(reverse("judgements")).content.decode()
    assert "tidak dipakai pada terbitan berikutnya" in text_of(client.get(address))
    assert Judgement.objects.get().withdrawn_at is None
    assert client.post(address).status_code == 302
    assert Judgement.objects.get().withdrawn_at is not None
    assert client.post(address).status_code == 422
    listed = client.get(reverse("judgements"), {"keadaan": "dibatalkan"}).context["page"].object_list
    assert [row["state"] for row in listed] == ["dibatalkan"]


def test_cut_chains_are_listed_with_both_names_and_lead_to_the_pair(peopled, pairs, client_as):
    client = client_as("analis")
    cut = [pair for pair in pairs.pairs if pair.is_cut]
    page = client.get(reverse("cut_chains"))
    rows = page.context["rows"]
    assert len(rows) == len(cut) > 2
    assert not any("(tanpa nama)" in side["name"] for row in rows for side in row["sides"])
    assert not keys_of(peopled).intersection(re.findall(r'[^\s"<>]+', page.content.decode()))
    assert AuditEvent.objects.filter(action="linkage.read_cut_chains").first().details["rows"] == len(rows)
    for row in rows[:3]:
        shown = client.get(reverse("review_pair", args=[row["token"]]))
        assert shown.context["chain"]["why"] in text_of(shown)
        assert shown.context["chain"]["why"].startswith("Keduanya mirip")


def test_pairs_of_a_village_that_somebody_may_not_read_are_not_there(pairs, people, client_as):
    across = next(each for each in pairs.pairs if each.villages[0] != each.villages[1])
    Grant.objects.filter(user=people["analis"]).update(scope_code=across.villages[0])
    client = client_as("analis")
    assert client.get(reverse("review_pair", args=[across.token])).status_code == 403
    assert (
        client.post(reverse("review_pair", args=[across.token]), {"token": across.token, "said": "same"}).status_code
        == 403
    )
    assert client.post(QUEUE, {"token": across.token, "said": "same"}).status_code in {302, 403}
    assert not Judgement.objects.exists()
    assert across.token not in client.get(reverse("cut_chains")).content.decode()


def test_a_judgement_of_a_village_that_somebody_may_not_read_is_not_listed_and_not_theirs_to_take_back(
    pairs, people, client_as
):
    client = client_as("analis")
    pair = pairs.pairs[0]
    client.post(QUEUE, {"token": pair.token, "said": "same"})
    made = Judgement.objects.get()
    other = next(each.villages[0] for each in pairs.pairs if each.villages[0] not in pair.villages)
    Grant.objects.filter(user=people["dinsos"]).update(scope_code=other)
    stranger = client_as("dinsos")
    assert stranger.get(reverse("judgements")).context["all_count"] == 0
    assert stranger.post(reverse("withdraw_judgement", args=[made.pk])).status_code == 403


def test_without_a_pact_or_a_second_look_nothing_of_a_pair_is_open(pairs, people, client_as):
    people["analis"].pacts.all().delete()
    client = client_as("analis")
    for name in ("review_pairs", "judgements", "cut_chains"):
        assert client.get(reverse(name)).status_code == 403
    assert client.get(reverse("review_pair", args=[pairs.pairs[0].token])).status_code == 403
    # The numbers stay open, small ones hidden.
    assert client.get(reverse("linkage")).status_code == 200


@pytest.mark.parametrize("address", [f"{QUEUE}{'0' * 24}/", f"{QUEUE}..%2f/", "/sambungan/penilaian/999/batal/"])
def test_what_is_not_there_is_not_there(peopled, client_as, address):
    assert client_as("analis").get(address).status_code == 404


def test_the_sentences_of_a_pair_read_in_english_too(pairs, client_as):
    client = client_as("analis")
    client.cookies["django_language"] = "en"
    told = client.get(QUEUE).context["fields"]
    assert {each["sentence"].split()[0] for each in told} <= {
        "Same",
        "Almost",
        "One",
        "Different",
        "Another",
        "The",
        "More",
    }


# From a count to its rows ---------------------------------------------------------------------------


def doubles_of(workspace):
    """The second rows of a village that has some."""
    sql = (
        "SELECT f.village_code, f.record_key, f.other_key FROM link_finding AS f WHERE rule_code = 'LINKAGE-301' "
        "ORDER BY f.record_key"
    )
    return snapshot_at(workspace).query(sql, "link_finding")


def row_at(workspace, key):
    sql = "SELECT source_id, row_number, full_name, village_code FROM person WHERE record_key = $key"
    return snapshot_at(workspace).query(sql, "person", key=key)[0]


def test_the_rows_behind_the_count_of_a_village_are_listed_and_lead_to_their_reasons(peopled, client_as):
    client, double = client_as("analis"), doubles_of(peopled)[0]
    page = client.get(reverse("village_links", args=[double["village_code"]]))
    known = [each for each in doubles_of(peopled) if each["village_code"] == double["village_code"]]
    assert page.context["page"].paginator.count >= len(known) > 0
    own, other = row_at(peopled, double["record_key"]), row_at(peopled, double["other_key"])
    address = reverse("row_links", args=[own["source_id"], own["row_number"]])
    assert address in page.content.decode()
    page = client.get(address)
    (told,) = [each for each in page.context["pairs"] if each["name"] == other["full_name"]][:1]
    assert told["decision"] == "disambung"
    reasons = client.get(reverse("review_pair", args=[told["token"]]))
    assert reasons.status_code == 200
    assert len(reasons.context["fields"]) == len(COMPARISONS)
    assert not keys_of(peopled).intersection(re.findall(r'[^\s"<>]+', page.content.decode()))
    assert AuditEvent.objects.filter(action="linkage.read_row").count() == 1
    assert AuditEvent.objects.filter(action="linkage.read_village").count() == 1


def test_a_heavy_pair_that_nobody_is_asked_about_can_be_judged_where_it_is_found(peopled, client_as):
    client, asked = client_as("analis"), worklist(snapshot_at(peopled), peopled.key("pairs")).by_token
    for double in doubles_of(peopled):
        own = row_at(peopled, double["record_key"])
        page = client.get(reverse("row_links", args=[own["source_id"], own["row_number"]]))
        heavy = [each["token"] for each in page.context["pairs"] if each["token"] not in asked]
        if heavy:
            break
    client.post(QUEUE, {"token": heavy[0], "said": "different"})
    assert Judgement.objects.get().verdict == "different"


def test_names_and_reasons_of_another_village_stay_closed_to_who_may_not_read_it(peopled, people, client_as):
    across = next(
        each
        for each in doubles_of(peopled)
        if row_at(peopled, each["other_key"])["village_code"] != each["village_code"]
    )
    Grant.objects.filter(user=people["analis"]).update(scope_code=across["village_code"])
    client, own, other = client_as("analis"), *(row_at(peopled, across[key]) for key in ("record_key", "other_key"))
    page = client.get(reverse("row_links", args=[own["source_id"], own["row_number"]]))
    assert page.status_code == 200
    closed = [each for each in page.context["pairs"] if each["place"]["village_code"] == other["village_code"]]
    assert closed
    assert not any(each["name"] or each["token"] for each in closed)
    assert client.get(reverse("row_links", args=[other["source_id"], other["row_number"]])).status_code == 403
    assert client.get(reverse("village_links", args=[other["village_code"]])).status_code == 403


def test_the_weights_on_the_page_add_up_to_its_total(pairs, client_as):
    client = client_as("analis")
    for pair in pairs.pairs[:12]:
        told = client.get(reverse("review_pair", args=[pair.token])).context
        weights = [told["prior"], *(each["weight"] for each in told["fields"])]
        tenths = [round(10 * float(text.replace(",", ".").replace("−", "-"))) for text in (*weights, told["total"])]
        assert sum(tenths[:-1]) == tenths[-1]


def test_of_cut_pairs_only_those_of_readable_villages_are_listed(peopled, pairs, people, client_as):
    cut = [pair for pair in pairs.pairs if pair.is_cut]
    own = cut[0].villages[0]
    Grant.objects.filter(user=people["analis"]).update(scope_code=own)
    rows = client_as("analis").get(reverse("cut_chains")).context["rows"]
    readable = [pair.token for pair in cut if set(pair.villages) == {own}]
    assert sorted(row["token"] for row in rows) == sorted(readable)
    assert len(readable) < len(cut)


def test_a_judgement_across_two_villages_is_seen_by_who_may_read_both(pairs, people, client_as):
    across = next(each for each in pairs.pairs if each.villages[0] != each.villages[1])
    client_as("analis").post(QUEUE, {"token": across.token, "said": "same"})
    made = Judgement.objects.get()
    for village_code in across.villages:
        Grant.objects.filter(user=people["dinsos"]).update(scope_code=village_code)
        people["dinsos"].__dict__.pop("standing", None)
        assert client_as("dinsos").get(reverse("withdraw_judgement", args=[made.pk])).status_code == 403


def test_a_pair_is_looked_for_in_the_snapshot_of_the_date(peopled):
    newest, oldest = (snapshot_at(peopled, date) for date in (snapshot_dates(peopled)[-1], snapshot_dates(peopled)[0]))
    key = peopled.key("pairs")
    for snapshot in (newest, oldest):
        row = snapshot.query("SELECT * FROM match_pair ORDER BY record_key_l, record_key_r LIMIT 1", "match_pair")[0]
        found = pair_by_token(snapshot, key, token_of(sides_of(row), key))
        assert found is not None
        assert found.row["match_weight"] == row["match_weight"]
    assert pair_by_token(newest, key, "none") is None


def test_the_time_of_another_page_is_not_counted(pairs, client_as):
    client = client_as("analis")
    served = token_on(client.get(QUEUE))
    other = next(each for each in pairs.pairs if each.token != served)
    client.post(QUEUE, {"token": other.token, "said": "same"})
    assert Judgement.objects.get().seconds is None


def test_a_row_of_a_date_before_leads_to_nobodys_page_of_today(pairs, client_as):
    former = next(each for each in pairs.pairs if each.row["is_former"])
    sides = client_as("analis").get(reverse("review_pair", args=[former.token])).context["sides"]
    assert sides[0]["person_at"] is not None
    assert sides[1]["person_at"] is None


def test_what_was_said_of_a_key_at_a_date_before_is_not_said_of_the_row_that_has_it_now(peopled):
    snapshot = snapshot_at(peopled)
    former = snapshot.query("SELECT * FROM match_pair WHERE is_former AND record_key_l <> record_key_r", "match_pair")
    for pair in former[:5]:
        told = [row for row, _end in pairs_of(snapshot, pair["record_key_r"], snapshot.as_of)]
        assert all(
            pair["record_key_r"] in {each["record_key_l"], "" if each["is_former"] else each["record_key_r"]}
            for each in told
        )
    assert former


def test_who_is_in_the_civil_registry_under_another_nik_is_told_so(peopled, client_as):
    sql = (
        "SELECT source_id, row_number, is_same_nik FROM civil_link JOIN person USING (record_key, village_code) "
        "WHERE our_result = 'match' ORDER BY is_same_nik, record_key"
    )
    rows = snapshot_at(peopled).query(sql, "civil_link", "person")
    # Without a NIK of its own a row has no other one either.
    first = {row["is_same_nik"]: row for row in reversed(rows)}
    assert set(first) == {True, False, None}
    for is_same, row in first.items():
        page = client_as("analis").get(reverse("row_links", args=[row["source_id"], row["row_number"]]))
        assert ("dengan NIK lain" in text_of(page)) is (is_same is False)
