"""The pages of waves, as each person finds them."""

from __future__ import annotations

import pytest

from ngopeni.assignment import actions
from ngopeni.assignment.matching.criteria import WEIGHTS, shipped_criteria
from ngopeni.assignment.models import Remark, Ruling, Wave, WaveProposal
from ngopeni.assignment.tests.waves import approve_zones, bring_institutions, open_a_wave
from ngopeni.kernel.wording import write_number
from ngopeni.partners.models import Capacity, Institution


@pytest.fixture
def wave(published, people) -> Wave:
    bring_institutions()
    return open_a_wave(published, people)


@pytest.fixture
def proposal(wave, people) -> WaveProposal:
    return actions.propose(wave=wave, criteria=shipped_criteria(), by=people["analis"])


def weights(**changed: int) -> dict[str, object]:
    """What the form of weights holds when nothing was changed."""
    criteria = shipped_criteria()
    told = {f"weight_{name}": criteria.weights[name] for name in WEIGHTS}
    told |= {f"most_{kind}": most for kind, most in criteria.rules.partners_max.items() if kind != "agency"}
    told |= {"far_km": criteria.far_km, "days_per_village": criteria.days_per_village, "hard_percent": 33}
    return told | {"money_per_village_idr": criteria.money_per_village_idr, "spread": "on"} | changed


def test_the_whole_way_from_zones_to_teams_by_pages(published, people, client_as):
    approve_zones(published, people)
    bring_institutions()
    analyst, head = client_as("analis"), client_as("ketua")
    assert "Belum ada gelombang" in analyst.get("/gelombang/").text
    opened = analyst.post(
        "/gelombang/baru/",
        {"zone_version": analyst.get("/gelombang/baru/").context["form"].fields["zone_version"].queryset[0].pk}
        | {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "size": ""},
    )
    assert opened.headers["Location"] == "/gelombang/1/"
    page = analyst.get("/gelombang/1/").text
    assert "Satu perangkat daerah satu desa?" in page
    made = analyst.post("/gelombang/1/hitung/")
    assert made.headers["Location"] == "/gelombang/1/usulan/1/"
    assert "Terbukti terbaik" in analyst.get("/gelombang/1/usulan/1/").text
    assert "Setujui usulan ini" not in analyst.get("/gelombang/1/usulan/1/").text
    assert "Setujui usulan ini" in head.get("/gelombang/1/usulan/1/").text
    before = head.get("/gelombang/1/usulan/1/setujui/").text
    assert "rancangan evaluasi dibekukan" in before
    assert "sedikitnya lima huruf" in head.post("/gelombang/1/usulan/1/setujui/", {"reason": ""}).text
    done = head.post("/gelombang/1/usulan/1/setujui/", {"reason": "Disepakati dalam rapat."})
    assert done.headers["Location"] == "/gelombang/1/"
    page = client_as("mitra").get("/gelombang/1/").text
    assert "Siapa mendampingi desa mana" in page
    assert "cocok dengan isinya" in client_as("mitra").get("/gelombang/1/rancangan-evaluasi/").text


def test_every_reason_on_a_villages_page_adds_up(proposal, client_as):
    client = client_as("mitra")
    for village in proposal.wave.villages.all()[:5]:
        page = client.get(f"/gelombang/1/usulan/1/desa/{village.village_code}/")
        for pair in page.context["pairs"]:
            assert sum(term["points"] for term in pair["terms"]) == pair["points"]
            for term in pair["terms"]:
                assert term["says"] in page.text
        assert any(pair["other"] and pair["other"]["says"] in page.text for pair in page.context["pairs"])
        chosen = [row for row in page.context["candidates"] if row["institution"].code == page.context["lead_code"]]
        assert len(chosen) == 1


def test_a_pin_is_recorded_from_the_page_with_its_reason_and_withdrawn(wave, proposal, client_as):
    client = client_as("analis")
    village = wave.villages.first()
    institution = Institution.objects.filter(kind="agency", capacities__leads_max__gte=1).first()
    told = {"village_code": village.village_code, "institution": institution.code, "ruling": "pin", "reason": ""}
    refused = client.post("/gelombang/1/ketentuan/", told)
    assert "sedikitnya lima huruf" in refused.text
    assert not Ruling.objects.exists()
    client.post("/gelombang/1/ketentuan/", {**told, "reason": "Permintaan kepala desa."})
    assert "Permintaan kepala desa." in client.get("/gelombang/1/").text
    stale = client.get("/gelombang/1/usulan/1/").text
    assert "Hitung ulang sebelum menyetujui" in stale
    client.post(f"/gelombang/1/ketentuan/{Ruling.objects.get().pk}/cabut/")
    assert Ruling.objects.get().withdrawn_at is not None


def test_what_if_tells_what_differs_and_cannot_be_approved(wave, proposal, client_as):
    client = client_as("analis")
    lead = next(each for each in proposal.pairs if each["role"] == "lead")
    told = {
        "village_code": lead["village_code"],
        "institution": lead["institution_code"],
        "ruling": "ban",
        "keep": "on",
    }
    made = client.post("/gelombang/1/usulan/1/coba/", {**weights(), **told, "without": []})
    assert made.status_code == 302, made.context["form"].errors
    page = client.get(made.headers["Location"])
    assert "Bagaimana jika" in page.text
    gone = [row for row in page.context["changes"] if not row["is_new"]]
    assert (lead["village_code"], lead["institution_code"]) in {
        (row["village_code"], row["institution_code"]) for row in gone
    }
    assert "Setujui usulan ini" not in client_as("ketua").get(made.headers["Location"]).text
    half = client.post("/gelombang/1/usulan/1/coba/", {**weights(), "village_code": lead["village_code"]})
    assert "Pilih desa dan lembaganya" in half.text


def test_other_weights_are_refused_where_they_are_no_numbers_and_kept_where_they_are(wave, proposal, client_as):
    client = client_as("analis")
    assert "Tulis bilangan bulat" in client.post("/gelombang/1/bobot/", {**weights(), "weight_near": "banyak"}).text
    made = client.post("/gelombang/1/bobot/", weights(weight_near=0))
    assert made.headers["Location"] == "/gelombang/1/usulan/2/"
    assert WaveProposal.objects.get(number=2).problem["criteria"]["weights"]["near"] == 0
    told = client.get("/gelombang/1/usulan/2/").text
    assert "Bobot atau aturannya bukan bawaan" in told
    assert "Bobot atau aturannya bukan bawaan" in client_as("ketua").get("/gelombang/1/usulan/2/setujui/").text
    assert "bukan bawaan" not in client.get("/gelombang/1/usulan/1/").text
    assert client.get("/gelombang/1/bobot/?bawaan=1").context["form"].initial["weight_near"] != 0
    again = client.post("/gelombang/1/hitung/")
    assert WaveProposal.objects.get(number=3).problem["criteria"]["weights"]["near"] == 0, again


def test_what_cannot_be_says_so_with_the_rule_in_the_way(wave, client_as):
    Capacity.objects.filter(institution__kind="agency").update(leads_max=0)
    Capacity.objects.filter(institution=Institution.objects.filter(kind="agency").first()).update(leads_max=1)
    answer = client_as("analis").post("/gelombang/1/hitung/")
    assert answer.status_code == 422
    assert "Kapasitas:" in answer.text
    assert not WaveProposal.objects.exists()


def test_whoever_may_discuss_is_heard_and_a_nik_is_not_kept(wave, proposal, client_as):
    client = client_as("camat")
    client.post("/gelombang/1/bahas/", {"text": "Jalan ke sana rusak.", "proposal": "1"})
    assert "Jalan ke sana rusak." in client.get("/gelombang/1/usulan/1/").text
    refused = client.post("/gelombang/1/bahas/", {"text": "Tanya 3319010101900001."})
    assert refused.status_code == 422
    assert "3319010101900001" in refused.text, "what was written is not lost"
    assert Remark.objects.count() == 1


def test_the_page_shows_plan_and_simple_ways_side_by_side(proposal, client_as):
    page = client_as("bupati").get("/gelombang/1/usulan/1/").text
    assert write_number(proposal.totals["objective"]) in page
    assert write_number(proposal.totals["greedy_objective"]) in page


def test_a_proposal_goes_out_as_excel_with_every_reason(proposal, client_as, tmp_path):
    from python_calamine import CalamineWorkbook

    answer = client_as("analis").get("/gelombang/1/usulan/1/unduh/")
    (tmp_path / "usulan.xlsx").write_bytes(answer.content)
    rows = CalamineWorkbook.from_path(tmp_path / "usulan.xlsx").get_sheet_by_name("Data").to_python()
    assert len(rows) == 1 + len(proposal.pairs)
    assert any("orang-hari" in str(cell) for row in rows for cell in row)


def test_who_assists_a_village_is_changed_from_the_page_and_pairs_are_released_for_the_next_wave(
    proposal, people, client_as
):
    actions.approve_proposal(proposal=proposal, reason="Disepakati dalam rapat.", by=people["ketua"])
    wave, head = proposal.wave, client_as("ketua")
    old = wave.assignments.filter(role="join").first()
    address = f"/gelombang/1/desa/{old.village_code}/ganti/"
    assert address in head.get("/gelombang/1/").text
    assert address not in client_as("analis").get("/gelombang/1/").text
    told = {"leaving": old.pk, "coming": "", "on": "2026-03-01", "reason": "Perusahaan tutup."}
    assert "sedikitnya lima huruf" in head.post(address, {**told, "reason": ""}).text
    assert head.post(address, told).headers["Location"] == "/gelombang/1/"
    old.refresh_from_db()
    assert old.end_reason == "Perusahaan tutup."
    kept = wave.assignments.filter(ended_on=None).first()
    form = client_as("analis").get("/gelombang/baru/").context["form"]
    released = f"{kept.village_code} {kept.institution.code}"
    assert released in dict(form.fields["released"].choices)
    assert f"{old.village_code} {old.institution.code}" not in dict(form.fields["released"].choices)
    version = form.fields["zone_version"].queryset[0].pk
    sent = {"zone_version": version, "starts_on": "2027-01-01", "ends_on": "2027-12-31", "released": [released]}
    opened = client_as("analis").post("/gelombang/baru/", sent)
    assert opened.headers["Location"] == "/gelombang/2/"
    following = Wave.objects.get(number=2)
    assert following.released == [[kept.village_code, kept.institution.code]]
    assert actions.problem_of(following, shipped_criteria()).previous == frozenset(
        set(wave.assignments.filter(ended_on=None).values_list("village_code", "institution__code"))
        - {(kept.village_code, kept.institution.code)}
    )
