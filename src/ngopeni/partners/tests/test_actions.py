"""What people record about institutions: kept, noted in the history and the log, or refused in words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent
from ngopeni.conftest import REGENCY
from ngopeni.kernel.error import UserError
from ngopeni.partners import actions
from ngopeni.partners.kind import Against, AgreementKind
from ngopeni.partners.models import Agreement, Capacity, Conflict, Institution, InstitutionChange

pytestmark = pytest.mark.django_db
NIK = "3319011203800001"
PNG = b"\x89PNG\r\n\x1a\n"
TODAY = dt.date(2026, 3, 1)


def refused(code: str):
    """Whatever happens inside is refused by that code."""
    return pytest.raises(UserError, match=f"^{code}:")


def history(institution: Institution) -> list[tuple[str, str, str]]:
    """What changed, oldest first."""
    return list(institution.changes.order_by("id").values_list("field", "old", "new"))


def logged(action: str) -> list[tuple[str, str]]:
    return list(AuditEvent.objects.filter(action=action).order_by("id").values_list("actor", "subject"))


# Institutions ---------------------------------------------------------------------------------------------------------


def test_an_agency_begins_with_the_mandates_of_its_subject_and_a_code_of_its_name(add):
    made = add("Dinas Sosial, P3A", subject="social_affairs")
    assert made.code == "dinas-sosial-p3a"
    assert {each.need_code: each.level for each in made.mandates.all()} == {
        "disability": "main",
        "work": "supporting",
        "out_of_school": "supporting",
        "house": "supporting",
    }
    work = made.mandates.get(need_code="work")
    assert work.programme_code == "1.06.05.2.02.0004"
    assert work.valid_from == dt.date(2021, 1, 1)
    assert history(made)[0] == ("added", "", "Dinas Sosial, P3A")
    assert logged("partners.add") == [("analis", "institution:dinas-sosial-p3a")]


def test_codes_of_one_name_are_numbered_and_names_of_pages_kept_free(add):
    assert add("Baru").code == "baru-2"
    assert add("Toko Jaya", "company").code == "toko-jaya"
    assert add("Toko, Jaya", "company").code == "toko-jaya-2"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "PARTNERS-001"),
        ({"kind": "bank"}, "PARTNERS-002"),
        ({"name": "x" * 201}, "PARTNERS-003"),
        ({"address": f"Rumah {NIK}"}, "PARTNERS-004"),
        ({"code": "Dinas Sosial"}, "PARTNERS-006"),
        ({"code": "impor"}, "PARTNERS-006"),
        ({"kind": "company", "subject": "health"}, "PARTNERS-007"),
        ({"subject": "perbankan"}, "PARTNERS-007"),
        ({"district_code": "33.16.01"}, "PARTNERS-008"),
        ({"latitude": 111.4, "longitude": -6.9}, "PARTNERS-009"),
        ({"contact_phone": "tanya resepsionis"}, "PARTNERS-010"),
        ({"contact_email": "sekretariat"}, "PARTNERS-011"),
        ({"latitude": -6.9, "longitude": None}, "PARTNERS-013"),
        ({"code": "dinas-sosial"}, "PARTNERS-015"),
        ({"name": "DINAS SOSIAL"}, "PARTNERS-016"),
        ({"parent": "tidak-ada"}, "PARTNERS-017"),
    ],
)
def test_it_refuses_an_institution_that_cannot_be(add, social, values, code):
    before = Institution.objects.count()
    with refused(code):
        add(**{"name": "Dinas Lain", **values})
    assert Institution.objects.count() == before


def test_a_change_is_noted_field_by_field_and_nothing_else(add, social, people):
    values = {"name": "Dinas Sosial P3A", "contact_phone": "0296 531", "latitude": -6.97, "longitude": 111.42}
    changed = actions.change_institution(
        institution=social, values={**values, "kind": "agency"}, regency_code=REGENCY, by=people["analis"]
    )
    assert changed == ["name", "latitude", "longitude", "contact_phone"]
    assert history(social)[-4:] == [
        ("name", "Dinas Sosial", "Dinas Sosial P3A"),
        ("latitude", "", "-6.97"),
        ("longitude", "", "111.42"),
        ("contact_phone", "", "0296 531"),
    ]
    event = AuditEvent.objects.get(action="partners.change")
    assert event.details == {"parts": changed}
    assert "0296" not in f"{event.subject} {event.details}"


def test_a_change_that_changes_nothing_leaves_no_trace(social, people):
    before = (InstitutionChange.objects.count(), AuditEvent.objects.count())
    values = {"name": "Dinas Sosial", "district_code": "33.19.01"}
    change = {"institution": social, "regency_code": REGENCY, "by": people["analis"]}
    assert actions.change_institution(values=values, **change) == []
    assert (InstitutionChange.objects.count(), AuditEvent.objects.count()) == before


def test_a_district_that_the_register_no_longer_has_may_stay_and_be_left(social, people):
    Institution.objects.filter(pk=social.pk).update(district_code="33.19.99")
    change = {"institution": social, "regency_code": REGENCY, "by": people["analis"]}
    actions.change_institution(values={"district_code": "33.19.99", "address": "Jalan Baru"}, **change)
    actions.change_institution(values={"district_code": "33.19.02"}, **change)
    with refused("PARTNERS-008"):
        actions.change_institution(values={"district_code": "33.19.99"}, **change)


def test_a_section_belongs_to_what_stands_by_itself_and_no_ring_is_made(add, social, people):
    section = add("Bagian Data", parent="dinas-sosial")
    assert section.parent == social
    change = {"regency_code": REGENCY, "by": people["analis"]}
    with refused("PARTNERS-017"):
        add("Seksi Kecil", parent=section.code)
    with refused("PARTNERS-017"):
        actions.change_institution(institution=social, values={"parent": social.code}, **change)
    other = add("Setda")
    with refused("PARTNERS-018"):
        actions.change_institution(institution=social, values={"parent": other.code}, **change)
    actions.change_institution(institution=section, values={"parent": other.code}, **change)
    assert history(section)[-1] == ("parent", "dinas-sosial", "setda")


def test_one_person_stands_for_one_institution(add, social, people):
    by = people["analis"]
    actions.set_head(institution=social, head=people["kadin"], by=by)
    assert list(people["kadin"].led_institutions.all()) == [social]
    with refused("PARTNERS-062"):
        actions.set_head(institution=add("Dinas Lain"), head=people["kadin"], by=by)
    people["anggota"].is_active = False
    with refused("PARTNERS-062"):
        actions.set_head(institution=social, head=people["anggota"], by=by)
    actions.set_head(institution=social, head=None, by=by)
    assert history(social)[-1] == ("head", "kadin", "")
    assert len(logged("partners.set_head")) == 2


def test_who_assists_no_longer_keeps_everything_is_not_changed_and_can_come_back(social, people):
    by = people["analis"]
    with refused("PARTNERS-019"):
        actions.retire(institution=social, reason="ya", by=by)
    with refused("PARTNERS-063"):
        actions.retire(institution=social, reason=f"Dilebur, lihat {NIK}", by=by)
    actions.retire(institution=social, reason="Dilebur ke dinas lain.", by=by)
    assert (social.is_active, social.left_reason) == (False, "Dilebur ke dinas lain.")
    assert social.mandates.count() == 4
    with refused("PARTNERS-060"):
        actions.retire(institution=social, reason="Sekali lagi.", by=by)
    with refused("PARTNERS-061"):
        actions.set_capacity(institution=social, year=2026, values={"leads_max": 1}, regency_code=REGENCY, by=by)
    with refused("PARTNERS-061"):
        actions.set_mandates(institution=social, mandates=[], by=by)
    actions.reinstate(institution=social, reason="Ternyata tetap ada.", by=by)
    assert (social.is_active, social.left_reason) == (True, "")
    assert history(social)[-2:] == [("is_active", "active", "retired"), ("is_active", "retired", "active")]


# Mandates and capacities ----------------------------------------------------------------------------------------------


def test_mandates_are_replaced_and_the_history_keeps_what_stood_there(social, people):
    kept = {"need_code": "disability", "level": "main", "programme_code": "1.06.04.02.01.0003"}
    new = {"need_code": "toilet", "level": "supporting"}
    changed = actions.set_mandates(institution=social, mandates=[kept, new], by=people["analis"], reason="Perbup baru")
    assert set(changed) == {"work", "out_of_school", "house", "toilet"}
    assert {each.need_code for each in social.mandates.all()} == {"disability", "toilet"}
    # Both spellings of a code are one.
    assert social.mandates.get(need_code="disability").programme_code == "1.06.04.2.01.0003"
    told = history(social)
    assert ("mandate:work", "supporting 1.06.05.2.02.0004", "") in told
    assert ("mandate:toilet", "", "supporting") in told
    assert logged("partners.set_mandates") == [("analis", "institution:dinas-sosial")]


def test_a_capacity_tells_nothing_from_nought(social, people):
    change = {"institution": social, "regency_code": REGENCY, "by": people["analis"]}
    assert actions.set_capacity(year=2026, values={"leads_max": 0, "joins_max": None, "note": ""}, **change) == [
        "leads_max"
    ]
    kept = Capacity.objects.get()
    assert (kept.leads_max, kept.joins_max) == (0, None)
    assert history(social)[-1] == ("leads_max:2026", "", "0")
    actions.set_capacity(year=2026, values={"money_idr": 12_500_000_000}, **change)
    assert Capacity.objects.get().leads_max == 0
    assert [each.details["capacity_year"] for each in AuditEvent.objects.filter(action="partners.set_capacity")] == [
        "2026",
        "2026",
    ]


@pytest.mark.parametrize(
    ("year", "values", "code"),
    [
        (2026, {"leads_max": -1}, "PARTNERS-005"),
        (2026, {"money_idr": 10**15 + 1}, "PARTNERS-005"),
        (1945, {"leads_max": 1}, "PARTNERS-012"),
        (2026, {"expertise": f"Hubungi {NIK}"}, "PARTNERS-004"),
    ],
)
def test_it_refuses_a_capacity_that_cannot_be(social, people, year, values, code):
    with refused(code):
        actions.set_capacity(institution=social, year=year, values=values, regency_code=REGENCY, by=people["analis"])
    assert not Capacity.objects.exists()


def test_what_a_person_says_is_simulated_no_longer(social, people):
    Capacity.objects.create(institution=social, year=2026, leads_max=1, is_simulated=True)
    actions.set_capacity(
        institution=social, year=2026, values={"leads_max": 2}, regency_code=REGENCY, by=people["analis"]
    )
    assert not Capacity.objects.get().is_simulated


# Agreements -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def sign(workspace, social, people):
    """Records an agreement, with what is said otherwise."""

    def make(**changes) -> Agreement:
        told = {"kind": AgreementKind.MOU, "number": "12/2026", "title": "KKN", "signed_on": TODAY, "ends_on": None}
        told = {**told, "file": None, **changes}
        return actions.record_agreement(workspace=workspace, institution=social, **told, by=people["analis"])

    return make


def test_the_scan_of_an_agreement_is_kept_under_its_hash_and_read_by_its_owner_alone(sign, workspace):
    made = sign(file=SimpleUploadedFile("../../MoU tanda tangan.png", PNG + b"isi"))
    path = actions.agreement_path(workspace, made)
    assert path.read_bytes() == PNG + b"isi"
    assert path.name == f"{made.file_sha256}.png"
    assert path.parent == workspace.uploads / "agreements"
    assert path.stat().st_mode & 0o077 == 0
    assert made.file_name == "MoU tanda tangan.png"
    assert logged("partners.record_agreement") == [("analis", "institution:dinas-sosial")]


def test_without_a_file_or_when_it_is_gone_there_is_none_to_read(sign, workspace):
    assert actions.agreement_path(workspace, sign()) is None
    made = sign(file=SimpleUploadedFile("a.png", PNG))
    actions.agreement_path(workspace, made).unlink()
    assert actions.agreement_path(workspace, made) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": " "}, "PARTNERS-040"),
        ({"title": ""}, "PARTNERS-040"),
        ({"ends_on": dt.date(2026, 2, 1)}, "PARTNERS-041"),
        ({"file": SimpleUploadedFile("surat.pdf", b"<html>")}, "PARTNERS-042"),
        ({"file": SimpleUploadedFile("surat.pdf", b"%PDF-" + b"0" * (10 * 2**20))}, "PARTNERS-042"),
        ({"title": f"Atas nama {NIK}"}, "PARTNERS-063"),
    ],
)
def test_it_refuses_an_agreement_that_cannot_be(sign, workspace, changes, code):
    with refused(code):
        sign(**changes)
    assert not Agreement.objects.exists()
    assert not list(workspace.uploads.rglob("*.pdf"))


# Conflicts ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def state(social, people):
    """States a conflict, with what is said otherwise."""

    def make(**changes) -> Conflict:
        told = {"against_kind": Against.DISTRICT, "against_code": "33.19.01", "reason": "Kepala dinasnya warga sana."}
        told = {**told, "since": timezone.localdate(), **changes}
        return actions.state_conflict(institution=social, **told, regency_code=REGENCY, by=people["analis"])

    return make


def test_a_conflict_holds_until_it_is_ended_and_stays_on_record(state, social, people):
    made = state()
    with refused("PARTNERS-051"):
        state()
    assert [each["conflicts"] for each in actions.roster(2026)] == [
        [{"against_kind": "district", "against_code": "33.19.01", "reason": "Kepala dinasnya warga sana."}]
    ]
    actions.end_conflict(conflict=made, reason="Sudah pindah tugas.", by=people["analis"])
    assert actions.roster(2026)[0]["conflicts"] == []
    with refused("PARTNERS-052"):
        actions.end_conflict(conflict=made, reason="Sudah pindah tugas.", by=people["analis"])
    state()
    assert Conflict.objects.count() == 2
    assert logged("partners.end_conflict") == [("analis", "institution:dinas-sosial")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": "ya"}, "PARTNERS-019"),
        ({"reason": f"Milik {NIK}"}, "PARTNERS-063"),
        ({"against_code": "33.16.01"}, "PARTNERS-050"),
        ({"against_code": "33.19.01.2001"}, "PARTNERS-050"),
        ({"against_kind": Against.INSTITUTION, "against_code": "dinas-sosial"}, "PARTNERS-050"),
        ({"since": timezone.localdate() + dt.timedelta(days=1)}, "PARTNERS-053"),
    ],
)
def test_it_refuses_a_conflict_that_cannot_be(state, changes, code):
    with refused(code):
        state(**changes)
    assert not Conflict.objects.exists()


# Rows for others ------------------------------------------------------------------------------------------------------


def test_the_roster_takes_the_newest_capacity_up_to_the_year(add, social, people):
    add("Bengkel", "company", parent="")
    for year, leads in ((2024, 1), (2025, 2), (2027, 9)):
        values = {"leads_max": leads}
        actions.set_capacity(institution=social, year=year, values=values, regency_code=REGENCY, by=people["analis"])
    told = {each["code"]: each for each in actions.roster(2026)}
    assert list(told) == ["bengkel", "dinas-sosial"]
    assert (told["dinas-sosial"]["leads_max"], told["dinas-sosial"]["capacity_year"]) == (2, 2025)
    assert (told["bengkel"]["leads_max"], told["bengkel"]["capacity_year"]) == (None, None)
    assert told["dinas-sosial"]["mandates"] == [
        {"need_code": "house", "level": "supporting"},
        {"need_code": "work", "level": "supporting"},
        {"need_code": "out_of_school", "level": "supporting"},
        {"need_code": "disability", "level": "main"},
    ]
    assert actions.roster(2023)[1]["leads_max"] is None
    assert actions.roster(2027)[1]["leads_max"] == 9


def test_the_rows_for_the_build_hold_no_contact(add, social, people):
    values = {"contact_name": "Sutinah", "contact_phone": "0812 3456", "contact_email": "s@contoh.go.id"}
    actions.change_institution(institution=social, values=values, regency_code=REGENCY, by=people["analis"])
    (row,) = actions.institution_rows()
    assert row["institution_code"] == "dinas-sosial"
    assert not {"Sutinah", "0812 3456", "s@contoh.go.id"} & set(map(str, row.values()))
