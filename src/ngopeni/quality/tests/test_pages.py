"""The board and the rows behind it: the same numbers, for whoever may see them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent, Grant, IntegrityPact
from ngopeni.conftest import REGENCY
from ngopeni.kernel.snapshot import snapshot_at
from ngopeni.quality.models import Waiver

REASON = "Kartu keluarga sudah dilihat."


def places_on(page) -> list[str]:
    """What the boxes of a page of rows stand for."""
    return re.findall(r'name="place" value="([^"]+)"', page.content.decode())


def keys_of(workspace) -> set[str]:
    """Every key of a person or household in the snapshot."""
    sql = "SELECT record_key, household_key, family_key, nik, no_kk FROM person"
    rows = snapshot_at(workspace).query(sql, "person")
    return {str(value) for row in rows for value in row.values() if value and len(str(value)) > 6}


def test_the_numbers_of_a_village_are_the_rows_reached_from_them(village, client_as):
    client = client_as("dinsos")
    rows = client.get(reverse("quality_village", args=[village])).context["rows"]
    assert len(rows) > 5
    for row in rows:
        reached, number = 0, 1
        while True:
            page = client.get(reverse("findings", args=[row["rule_code"], village]), {"halaman": number})
            reached += len(page.context["rows"])
            if not page.context["page"].has_next():
                break
            number += 1
        assert reached == row["finding_count"], row["rule_code"]


def test_the_numbers_of_a_rule_add_up_to_the_board(peopled, client_as):
    client = client_as("analis")
    board = {row["rule_code"]: row for row in client.get(reverse("quality")).context["rows"]}
    sums = client.get(reverse("quality")).context["totals"]
    assert sum(row["finding_count"] for row in board.values()) == sum(each["finding_count"] for each in sums)
    counts = {row["rule_code"]: row["n"] for row in _found(peopled)}
    assert {code: row["finding_count"] for code, row in board.items()} == counts
    for code in list(board)[:4]:
        told = client.get(reverse("quality_rule", args=[code])).context
        assert told["whole"]["finding_count"] == counts[code]
        assert sum(row["finding_count"] for row in told["sources"]) == counts[code]


def _found(workspace) -> list[dict]:
    return snapshot_at(workspace).query("SELECT rule_code, COUNT(*) AS n FROM finding GROUP BY rule_code", "finding")


def test_the_board_is_filtered_by_severity_level_and_list(peopled, client_as):
    client = client_as("analis")
    told = client.get(reverse("quality"), {"berat": "error", "jenis": "person", "daftar": "bdt2015"}).context
    listed = [*told["rows"], *told["sound"]]
    assert listed
    assert {(row["severity"], row["level"]) for row in listed} == {("error", "person")}
    assert client.get(reverse("quality"), {"daftar": "tidak-ada"}).context["rows"] == []


def test_a_line_says_what_it_begins_and_ends_with(peopled, client_as):
    client = client_as("analis")
    rows = [row for row in client.get(reverse("quality")).context["rows"] if row["ends"]]
    assert rows
    assert all([each["as_of"].year for each in row["ends"]] == [2022, 2024] for row in rows)
    assert all("<svg" in row["line"] and row["ends"][-1]["percent"] == row["percent"] for row in rows)
    page = client.get(reverse("quality_rule", args=[rows[0]["rule_code"]])).content.decode()
    assert "% per 31 Desember 2022" in page
    assert "% per 31 Desember 2024" in page


def test_the_cards_say_how_much_was_judged_by_how_many_rules_and_when(peopled, client_as):
    told = client_as("analis").get(reverse("quality"))
    persons = snapshot_at(peopled).query("SELECT COUNT(*) AS n FROM person WHERE is_member", "person")[0]["n"]
    assert told.context["judged_persons"] == persons
    assert sum(each["rule_count"] for each in told.context["totals"]) > 50
    assert "Keadaan per 31 Desember 2024. Sumber: BDT 2015 (31 Desember 2024)." in " ".join(
        told.content.decode().split()
    )


def test_a_base_that_is_not_everybody_is_said_in_words(peopled, client_as):
    client = client_as("analis")
    narrow = "dari orang yang NIK-nya ditemukan di berkas padanan Dukcapil"
    assert narrow in client.get(reverse("quality")).content.decode()
    page = " ".join(client.get(reverse("quality_rule", args=["QUALITY-175"])).content.decode().split())
    assert re.search(rf"[0-9.]+ dari [0-9.]+ {narrow[5:]}", page)


def test_rows_without_a_village_are_not_counted_as_one(peopled, client_as):
    told = client_as("analis").get(reverse("quality_villages")).context
    villages = len(snapshot_at(peopled).table("village"))
    assert told["found_count"] == told["all_count"] == villages
    assert len(told["villages"].paginator.object_list) == villages + 1


@pytest.mark.parametrize("username", ["camat", "kades", "operator", "anggota", "kadin"])
def test_whoever_has_a_grant_of_a_place_sees_its_numbers_alone(peopled, village, people, client_as, username):
    client = client_as(username)
    scope = people[username].scope_codes[0]
    rows = client.get(reverse("quality_villages")).context["villages"].object_list
    assert rows
    assert all(row["village_code"].startswith(scope) for row in rows)
    elsewhere = next(
        row["village_code"]
        for row in snapshot_at(peopled).table("village")
        if not row["village_code"].startswith(scope)
    )
    assert client.get(reverse("quality_village", args=[elsewhere])).status_code == 403
    board = client.get(reverse("quality")).context
    assert board["covered"] == len(rows)


def test_a_link_to_rows_stands_only_where_they_are_open(village, client_as):
    code = "QUALITY-114"
    link = reverse("findings", args=[code, village])
    assert link not in client_as("ketua").get(reverse("quality_village", args=[village])).content.decode()
    assert client_as("ketua").get(link).status_code == 403
    assert client_as("operator").get(link).status_code == 200


def test_rows_hide_numbers_and_keep_every_key_to_themselves(peopled, village, client_as):
    keys, client = keys_of(peopled), client_as("dinsos")
    for row in client.get(reverse("quality_village", args=[village])).context["rows"]:
        text = client.get(reverse("findings", args=[row["rule_code"], village])).content.decode()
        assert not re.search(r"[0-9]{16}", text), row["rule_code"]
        words = set(re.findall(r'[^\s"<>]+', text))
        assert not keys.intersection(words), row["rule_code"]


def test_reading_rows_is_written_down_and_not_kept_by_the_browser(village, client_as):
    page = client_as("operator").get(reverse("findings", args=["QUALITY-114", village]))
    assert "no-store" in page["Cache-Control"]
    event = AuditEvent.objects.filter(action="quality.read_findings").first()
    assert (event.actor, event.subject, event.village_code) == ("operator", "rule:QUALITY-114", village)
    assert event.details["rows"] == len(page.context["rows"])


def test_rows_are_refused_without_pact_and_when_the_grant_is_over(village, people, client_as):
    address = reverse("findings", args=["QUALITY-114", village])
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    client = client_as("operator")
    IntegrityPact.objects.filter(user=people["operator"]).update(ends_on=yesterday)
    assert client.get(address).status_code == 403
    Grant.objects.filter(user=people["operator"]).update(starts_on=yesterday, ends_on=yesterday)
    assert client.get(address).status_code == 403
    assert client.get(reverse("quality")).status_code == 403


def test_what_is_found_about_health_and_school_needs_the_right_to_read_it(village, client_as):
    address = reverse("findings", args=["QUALITY-160", village])
    assert client_as("analis").get(address).status_code == 403
    assert client_as("dinsos").get(address).status_code == 200
    assert client_as("analis").get(reverse("quality_rule", args=["QUALITY-160"])).status_code == 200


def test_rows_without_a_village_are_for_the_whole_regency_alone(peopled, client_as):
    address = reverse("findings", args=["QUALITY-301", REGENCY])
    page = client_as("analis").get(address)
    found = next(row["n"] for row in _found(peopled) if row["rule_code"] == "QUALITY-301")
    assert page.context["counts"]["found"] == found > 0
    assert client_as("operator").get(address).status_code == 403


def test_the_other_one_of_a_pair_is_not_named_across_the_border(peopled, people, client_as):
    sql = (
        "SELECT finding.village_code FROM finding JOIN person AS other ON other_key = other.record_key "
        "WHERE rule_code = 'QUALITY-114' AND other.village_code <> finding.village_code AND other.full_name IS NOT NULL"
    )
    pairs = snapshot_at(peopled).query(sql, "finding", "person")
    assert pairs, "the invented regency has doubles across villages"
    village = pairs[0]["village_code"]
    Grant.objects.filter(user=people["operator"]).update(scope_code=village)
    address = reverse("findings", args=["QUALITY-114", village])
    own = [row["other"] for row in client_as("operator").get(address).context["rows"]]
    assert {"is_open": False, "text": "desa lain"} in own
    assert all(row["other"]["is_open"] for row in client_as("dinsos").get(address).context["rows"])


@pytest.mark.parametrize("address", ["/mutu/QUALITY-999/", "/mutu/desa/33.19.99.2001/", "/mutu/QUALITY-101/desa/x/"])
def test_what_is_not_there_is_not_there(peopled, client_as, address):
    assert client_as("analis").get(address).status_code in {403, 404}


def test_before_the_first_list_the_pages_say_what_will_be_here(published, client_as):
    client = client_as("analis")
    assert "Belum ada daftar kesejahteraan" in client.get(reverse("quality")).content.decode()
    assert "Belum ada pengecualian" in client.get(reverse("waivers")).content.decode()


def waive(client, village: str, places: list[str], **told):
    return client.post(reverse("waive", args=["QUALITY-114", village]), {"place": places, **told})


def test_ticked_rows_are_shown_first_and_waived_when_a_reason_is_given(village, client_as):
    client = client_as("dinsos")
    places = places_on(client.get(reverse("findings", args=["QUALITY-114", village])))[:2]
    shown = waive(client, village, places)
    assert shown.status_code == 200
    assert not Waiver.objects.exists()
    assert len(shown.context["rows"]) == 2
    until = str(timezone.localdate() + dt.timedelta(days=30))
    refused = waive(client, village, places, reason="", expires_on=until)
    assert refused.status_code == 422
    assert "Alasan wajib ditulis" in refused.content.decode()
    assert waive(client, village, places, reason=REASON, expires_on="besok").status_code == 422
    assert waive(client, village, places, reason=REASON, expires_on=until).status_code == 302
    assert Waiver.objects.count() == 2
    row = next(
        row
        for row in client.get(reverse("quality_village", args=[village])).context["rows"]
        if row["rule_code"] == "QUALITY-114"
    )
    assert (row["waived_count"], row["left_count"]) == (2, row["finding_count"] - 2)
    for status, count in (("dikecualikan", 2), ("sisa", row["left_count"]), ("semua", row["finding_count"])):
        page = client.get(reverse("findings", args=["QUALITY-114", village]), {"keadaan": status})
        assert page.context["page"].paginator.count == count


def test_names_lead_to_their_page_and_one_source_is_said_once(village, client_as):
    client = client_as("dinsos")
    page = client.get(reverse("findings", args=["QUALITY-114", village]))
    row, text = page.context["rows"][0], page.content.decode()
    address = reverse("person", args=[row["source_id"], row["row_number"]])
    assert re.search(rf'<a href="{address}">\s*{re.escape(row["who"])}', text)
    assert client.get(address).status_code == 200
    assert text.count("101 kolom") == 1


def test_what_is_waived_of_a_pair_names_the_other_one(village, client_as):
    client = client_as("dinsos")
    rows = client.get(reverse("findings", args=["QUALITY-114", village])).context["rows"]
    row = next(row for row in rows if row["other"] and row["other"]["is_open"])
    text = waive(client, village, [row["place"]]).content.decode()
    assert f"Pasangannya: {row['other']['text']}" in text
    assert f"baris {row['other']['row_number']}" in text


def test_nothing_ticked_and_rows_of_elsewhere_waive_nothing(peopled, village, client_as):
    client = client_as("analis")
    assert waive(client, village, []).status_code == 302
    sql = "SELECT * FROM finding WHERE rule_code = 'QUALITY-114' AND village_code <> $village"
    foreign = snapshot_at(peopled).query(sql, "finding", village=village)[0]
    place = f"{foreign['source_id']}:{foreign['row_number']}"
    until = str(timezone.localdate())
    assert waive(client, village, [place], reason=REASON, expires_on=until).status_code == 422
    assert not Waiver.objects.exists()


@pytest.mark.parametrize("username", ["operator", "kades", "ketua", "pemeriksa", "camat"])
def test_waiving_is_refused_without_the_right(village, client_as, username):
    until = str(timezone.localdate())
    assert waive(client_as(username), village, ["a:1"], reason=REASON, expires_on=until).status_code == 403


def test_the_list_of_waivers_says_what_became_of_each_and_lets_it_be_withdrawn(village, client_as):
    client = client_as("dinsos")
    places = places_on(client.get(reverse("findings", args=["QUALITY-114", village])))[:1]
    waive(client, village, places, reason=REASON, expires_on=str(timezone.localdate()))
    page = client.get(reverse("waivers"))
    assert REASON in page.content.decode()
    assert [row["state"] for row in page.context["page"]] == ["berlaku"]
    assert client.get(reverse("waivers"), {"q": "tidak ada"}).context["page"].paginator.count == 0
    address = reverse("withdraw_waiver", args=[Waiver.objects.get().pk])
    assert client_as("operator").post(address, {"reason": REASON}).status_code == 403
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Ternyata memang ganda."}).status_code == 302
    gone = client.get(reverse("waivers"), {"keadaan": "dicabut"})
    assert [row["state"] for row in gone.context["page"]] == ["dicabut"]


def test_waivers_of_other_villages_are_not_listed(village, people, client_as):
    client = client_as("dinsos")
    places = places_on(client.get(reverse("findings", args=["QUALITY-114", village])))[:1]
    waive(client, village, places, reason=REASON, expires_on=str(timezone.localdate()))
    assert client_as("operator").get(reverse("waivers")).context["all_count"] == 1
    Grant.objects.filter(user=people["operator"]).update(scope_code="33.19.09.2001")
    assert client_as("operator").get(reverse("waivers")).context["all_count"] == 0
