"""The pages of zones: each does one thing, for those who may, and says in words why it does not."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from ngopeni.kernel.snapshot import snapshot_at, snapshot_dates
from ngopeni.zones.forms import form_values
from ngopeni.zones.models import Objection, ZoneRule, ZoneVersion
from ngopeni.zones.rule import Method
from ngopeni.zones.rule_file import rule_to_text, shipped_rules
from ngopeni.zones.tests.cases import a_part, a_rule
from ngopeni.zones.tests.test_village_page import publish

pytestmark = pytest.mark.usefixtures("published")
DEFAULT = next(rule for rule in shipped_rules() if rule.code == "idm-terendah")
FORM = form_values(DEFAULT)


def filled(**changes: str) -> dict[str, str]:
    """The rule page as somebody sends it."""
    return FORM | {"code": "", "title": "Aturan kami", "source": "Rapat", "aksi": "simpan"} | changes


def test_an_analyst_writes_a_rule_and_finds_it(client_as):
    client = client_as("analis")
    answer = client.post(reverse("write_rule"), filled(**{"desa-red": "12,5"}), follow=True)
    assert answer.redirect_chain == [("/zona/aturan/aturan-kami/", 302)]
    assert ZoneRule.objects.get().rule.parts[0].red == 12.5
    assert "12,5% terburuk" in answer.content.decode()
    file = client.get(reverse("rule_file", args=["aturan-kami"]))
    assert b"red: 12.5" in file.content


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Isian “Nama aturan”"),
        ({"title": "???"}, "Isian “Nama aturan”"),
        ({"source": " "}, "Isian “Dasar”"),
        ({"desa-red": "banyak"}, "Isian “Merah” bukan angka"),
        ({"desa-red": "99"}, "berjumlah 129%"),
        ({"desa-use-idm_score": ""}, "belum memilih angka"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_in_words_and_what_was_typed_stays(client_as, changes, words):
    answer = client_as("analis").post(reverse("write_rule"), filled(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="30"' in page
    assert not ZoneRule.objects.exists()


def test_a_rule_named_as_a_page_keeps_out_of_its_way(client_as):
    answer = client_as("analis").post(reverse("write_rule"), filled(title="Baru"), follow=True)
    assert answer.redirect_chain == [("/zona/aturan/aturan-baru/", 302)]
    assert "<h1>Baru</h1>" in answer.content.decode()


def test_a_file_fills_the_form_with_every_figure_it_names(client_as, tmp_path):
    part = a_part(Method.TOP_N, 7, 8, 'indicator:Rumah "tak layak"', "idm_score", normalisation="rank")
    path = tmp_path / "aturan.yaml"
    path.write_text(rule_to_text(a_rule(part)), encoding="utf-8")
    with path.open("rb") as file:
        page = client_as("analis").post(reverse("write_rule"), {"file": file, "aksi": "berkas"}).content.decode()
    assert 'name="desa-use-indicator:Rumah &quot;tak layak&quot;" checked' in page
    assert 'name="desa-use-idm_score" checked' in page
    assert re.search(r'name="desa-red"\s+value="7"', page)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[" * 90_000, b"valid_from: 2024-99-99", b""])
def test_a_file_that_is_no_rule_is_refused_in_words(client_as, tmp_path, content):
    path = tmp_path / "aturan.yaml"
    path.write_bytes(content)
    with path.open("rb") as file:
        answer = client_as("analis").post(reverse("write_rule"), {"file": file, "aksi": "berkas"})
    assert answer.status_code == 422


def test_the_preview_alone_follows_what_is_typed(client_as):
    client = client_as("analis")
    page = client.post(reverse("preview_rule"), filled(title="", source="")).content.decode()
    assert "<svg" in page
    refused = client.post(reverse("preview_rule"), filled(**{"desa-red": "nol"})).content.decode()
    assert "<svg" not in refused
    assert "bukan angka" in refused


def test_a_draft_is_approved_by_the_head_only_and_with_a_reason(client_as):
    analyst, head = client_as("analis"), client_as("ketua")
    assert analyst.post(reverse("draft_version", args=["idm-terendah"])).url == "/zona/penetapan/1/"
    assert analyst.post(reverse("approve_version", args=[1]), {"reason": "Sudah."}).status_code == 403
    refused = head.post(reverse("approve_version", args=[1]), {"reason": ""})
    assert refused.status_code == 422
    assert "Alasan wajib ditulis" in refused.content.decode()
    assert head.post(reverse("approve_version", args=[1]), {"reason": "Disepakati."}).status_code == 302
    assert head.post(reverse("approve_version", args=[1]), {"reason": "Disepakati."}).status_code == 422
    assert ZoneVersion.objects.get().state == "approved"
    assert analyst.post(reverse("discard_version", args=[1]), {"reason": "Keliru."}).status_code == 422


def test_a_draft_set_aside_leaves_the_zones_as_they_are(client_as):
    analyst = client_as("analis")
    analyst.post(reverse("draft_version", args=["idm-terendah"]))
    page = analyst.post(reverse("discard_version", args=[1]), {"reason": "Salah aturan."}, follow=True).content.decode()
    assert "Rancangan dibatalkan" in page
    assert ZoneVersion.objects.get().state == "discarded"


def test_an_operator_objects_for_the_own_village_only_and_is_answered(published, rebuild, people, client_as):
    publish(published, rebuild, people, DEFAULT)
    operator, own = client_as("operator"), people["operator"].village_code
    other = next(row["village_code"] for row in snapshot_at(published).table("village") if row["village_code"] != own)
    assert operator.get(reverse("raise_objection", args=[other])).status_code == 403
    assert operator.post(reverse("raise_objection", args=[own]), {"text": ""}).status_code == 422
    assert operator.post(reverse("raise_objection", args=[own]), {"text": "Keliru <b>."}).status_code == 302
    objection = Objection.objects.get()
    assert operator.get(reverse("answer_objection", args=[objection.pk])).status_code == 403
    analyst = client_as("analis")
    assert "Keliru &lt;b&gt;." in analyst.get(reverse("objections")).content.decode()
    answer = {"outcome": "accepted", "answer": "Benar keliru.", "corrected_zone": "ungu"}
    assert analyst.post(reverse("answer_objection", args=[objection.pk]), answer).status_code == 422
    answered = analyst.post(reverse("answer_objection", args=[objection.pk]), answer | {"corrected_zone": "green"})
    assert answered.status_code == 302
    objection.refresh_from_db()
    assert (objection.outcome, objection.corrected_zone) == ("accepted", "green")


def test_nobody_objects_before_there_is_a_zone(people, client_as):
    own = people["operator"].village_code
    assert client_as("operator").get(reverse("raise_objection", args=[own])).status_code == 404


def test_two_versions_are_compared_with_the_cause_of_each_change(published, rebuild, people, client_as):
    publish(published, rebuild, people, a_rule(a_part(Method.TOP_N, 5, 5)))
    publish(published, rebuild, people, a_rule(a_part(Method.TOP_N, 6, 5)))
    client = client_as("bupati")
    page = client.get(reverse("comparison"), {"lama": "1", "baru": "2"}).content.decode()
    # The sixth becomes red, the eleventh yellow.
    assert "2 desa berubah warna." in page
    assert "2 desa berubah warna" not in client.get(reverse("comparison"), {"lama": "2", "baru": "2"}).content.decode()
    assert client.get(reverse("comparison"), {"lama": "x", "baru": "99"}).status_code == 200


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_opens_for_a_reader_and_writing_ones_do_not(
    published, rebuild, people, client_as, settings, language
):
    publish(published, rebuild, people, DEFAULT)
    client = client_as("bupati")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for name, args in (
        ("zones", []),
        ("rule", ["status-idm"]),
        ("version", [1]),
        ("comparison", []),
        ("objections", []),
    ):
        assert client.get(reverse(name, args=args)).status_code == 200, name
    assert client.get(reverse("rule", args=["tidak-ada"])).status_code == 404
    assert client.get(reverse("version", args=[77])).status_code == 404
    assert client.get(reverse("write_rule")).status_code == 403
    assert client.post(reverse("draft_version", args=["idm-terendah"])).status_code == 403
    assert client.get(reverse("draft_version", args=["idm-terendah"])).status_code in (403, 405)


def test_a_draft_is_of_the_date_on_its_button_whatever_another_window_chose(published, client_as):
    analyst = client_as("analis")
    oldest, newest = snapshot_dates(published)[0], snapshot_dates(published)[-1]
    analyst.get("/", {"per": str(oldest)})
    analyst.post(reverse("draft_version", args=["idm-terendah"]), {"as_of": str(newest)})
    assert ZoneVersion.objects.get().as_of == newest
