"""What of a finding is closed: numbers to everybody, what tells of health, school or a child to most."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from ngopeni.quality.finding_rows import mask
from ngopeni.quality.models import Waiver
from ngopeni.quality.rules import all_rules
from ngopeni.quality.views.viewer import is_specific

# Decided by hand: pregnancy and disability, schooling, and whatever says something of a child.
CLOSED = {
    "QUALITY-154",
    "QUALITY-155",
    "QUALITY-156",
    "QUALITY-157",
    "QUALITY-160",
    "QUALITY-161",
    "QUALITY-165",
    "QUALITY-166",
    "QUALITY-167",
    "QUALITY-168",
    "QUALITY-207",
}
SOME = ("QUALITY-160", "QUALITY-166", "QUALITY-168", "QUALITY-207")


def test_numbers_and_birth_dates_are_masked():
    row = {"nik": "3319011203800001", "no_kk": "3319010101100001", "birth_date": dt.date(1980, 3, 12), "age": 44}
    assert mask(row) == {"nik": "3319" + 12 * "•", "no_kk": "3319" + 12 * "•", "birth_date": "1980", "age": 44}


def test_the_rules_whose_rows_are_closed_are_those_decided_upon():
    assert {code for code, rule in all_rules().items() if is_specific(rule)} == CLOSED


@pytest.mark.parametrize("code", SOME)
def test_their_rows_open_for_those_who_read_specific_data_alone(village, client_as, code):
    page, file = (reverse(name, args=[code, village]) for name in ("findings", "export_findings"))
    purpose = {"purpose": "correction", "note": "Surat 7"}
    for username, status in (("analis", 403), ("dinsos", 200)):
        client = client_as(username)
        assert client.get(page).status_code == status
        assert client.get(file).status_code == status
        if status == 403:
            assert client.post(file, purpose).status_code == 403
            assert client.post(reverse("waive", args=[code, village]), {"place": "0" * 12 + ":1"}).status_code == 403


def test_a_waiver_of_such_a_finding_is_withdrawn_by_those_who_may_read_it(village, client_as, people):
    today = timezone.localdate()
    waiver = Waiver.objects.create(
        rule_code="QUALITY-160",
        subject_key="bdt2015:uji-1",
        fingerprint="abcde",
        village_code=village,
        profile="bdt2015",
        source_id="0" * 12,
        reason="Untuk uji saja.",
        expires_on=today,
        decided_by=people["dinsos"],
        decided_on=today,
    )
    address = reverse("withdraw_waiver", args=[waiver.pk])
    assert client_as("analis").get(address).status_code == 403
    assert client_as("analis").post(address, {"reason": "Keliru dikecualikan."}).status_code == 403
    assert client_as("dinsos").get(address).status_code == 200


def test_a_note_with_somebodys_number_is_refused(village, client_as):
    client = client_as("dinsos")
    address = reverse("export_findings", args=["QUALITY-101", village])
    for note in ("atas NIK 3319011203800001", "331901-120380-0001", "3319.0112.0380.0001"):
        assert client.post(address, {"purpose": "correction", "note": note}).status_code == 422
