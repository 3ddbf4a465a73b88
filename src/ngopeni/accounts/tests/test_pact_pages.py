from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from ngopeni.accounts.models import AuditEvent, IntegrityPact, User
from ngopeni.accounts.rights import Permission


@pytest.fixture
def legal(published, client_as):
    return client_as("hukum")


def text(answer) -> str:
    return answer.content.decode()


def pact(**changes):
    today = timezone.localdate()
    return {"number": "PI 7/2026", "signed_on": str(today), "ends_on": str(today + dt.timedelta(days=300))} | changes


def test_those_without_a_pact_come_first_and_only_names_need_one(legal, people):
    IntegrityPact.objects.filter(user=people["operator"]).delete()
    page = text(legal.get(reverse("pacts")))
    assert page.index("Operator<span") < page.index("Analis<span")
    assert "Bupati" not in page.split("<tbody>")[1]
    assert text(legal.get(reverse("pacts"), {"keadaan": "belum"})).count('scope="row"') == 1


def test_a_recorded_pact_opens_names_and_a_withdrawn_one_closes_them(legal, people):
    operator = people["operator"]
    IntegrityPact.objects.filter(user=operator).delete()

    def opens() -> bool:
        return User.objects.get(pk=operator.pk).can(Permission.READ_PEOPLE, operator.village_code)

    assert not opens()
    assert legal.post(reverse("record_pact", args=[operator.pk]), pact()).status_code == 302
    assert opens()
    path = reverse("withdraw_pact", args=[operator.pacts.get().pk])
    assert "PI 7/2026" in text(legal.get(path))
    assert legal.post(path, {"reason": "melanggar janji"}).status_code == 302
    assert not opens()
    assert legal.post(path, {"reason": "melanggar janji"}).status_code == 302
    actions = list(AuditEvent.objects.filter(actor="hukum").values_list("action", flat=True))
    assert actions == ["accounts.withdraw_pact", "accounts.record_pact"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": " "}, "Tulis nomornya"),
        ({"signed_on": "2999-01-01", "ends_on": "2999-02-01"}, "masih akan datang"),
        ({"ends_on": "2020-01-01"}, "tidak dapat dipakai"),
    ],
)
def test_what_cannot_be_recorded_is_said(legal, people, changes, said):
    answer = legal.post(reverse("record_pact", args=[people["operator"].pk]), pact(**changes))
    assert answer.status_code == 422
    assert said in text(answer)


def test_nobody_records_the_own_pact_or_one_that_opens_nothing(published, people, client_as):
    dinsos = client_as("dinsos")
    assert dinsos.post(reverse("record_pact", args=[people["dinsos"].pk]), pact()).status_code == 422
    assert dinsos.post(reverse("record_pact", args=[people["bupati"].pk]), pact()).status_code == 422
    assert "dicatat orang lain" in text(dinsos.get(reverse("pacts")))


def test_the_text_to_sign_leaves_the_signer_blank(published, client_as):
    page = text(client_as("operator").get(reverse("pact_text")))
    assert "Pakta Integritas Penggunaan Data Warga" in page
    assert "NIP atau nomor pegawai" in page
    assert "Kabupaten" in page
    assert "Operator" not in page.split("<article")[1].split("</article>")[0]
