"""The institutions of the demonstration: enough of them, well placed, the same for the same seed, and labelled."""

from __future__ import annotations

import math

import pytest

from ngopeni.areas.register import load_areas
from ngopeni.conftest import REGENCY
from ngopeni.partners.actions import bring_in, roster
from ngopeni.partners.checks import faults
from ngopeni.partners.fields import fields
from ngopeni.partners.models import Institution, InstitutionChange
from ngopeni.simulation.demonstration_institutions import demonstration_institutions

BLORA = load_areas("33.16")
RED_VILLAGES = 48


@pytest.fixture(scope="module", params=["33.16", REGENCY])
def rows(request):
    return demonstration_institutions(load_areas(request.param), seed=1)


@pytest.mark.parametrize("seed", range(1, 9))
def test_blora_can_lead_and_accompany_every_red_village_with_some_to_spare(seed):
    rows = demonstration_institutions(BLORA, seed)

    def can(measure: str, kind: str) -> int:
        return sum(row["capacity"].get(measure) or 0 for row in rows if row["institution"]["kind"] == kind)

    assert can("leads_max", "agency") >= 55
    for kind in ("university", "smk", "company"):
        assert can("joins_max", kind) >= RED_VILLAGES, kind
    assert sum(row["institution"]["parent"] == "mkks-smk" for row in rows) == 16


def test_every_row_could_be_typed_in_and_says_that_its_numbers_are_invented(rows):
    codes = [row["institution"]["code"] for row in rows]
    assert len(set(codes)) == len(codes)
    assert len({row["institution"]["name"] for row in rows}) == len(codes)
    for place, row in enumerate(rows):
        own, capacity = row["institution"], row["capacity"]
        values = {key: value for key, value in {**own, **capacity}.items() if key in fields()}
        assert faults(values, {own["district_code"]}) == []
        assert "peragaan" in capacity["note"]
        assert not own["parent"] or own["parent"] in codes[:place]


def test_an_office_stands_in_its_own_district(rows):
    regency = "33.16" if any(row["institution"]["code"] == "rsud-cepu" for row in rows) else REGENCY
    villages = [each for each in load_areas(regency).villages if each.latitude]
    for row in rows:
        own = row["institution"]
        if own["latitude"] is None:
            assert own["district_code"] == ""
            continue
        here = (own["latitude"], own["longitude"])
        nearest = min(villages, key=lambda each, here=here: math.dist((each.latitude, each.longitude), here))
        assert nearest.district_code == own["district_code"], own["code"]


def test_equal_seeds_give_equal_institutions_and_others_do_not():
    assert demonstration_institutions(BLORA, 1) == demonstration_institutions(BLORA, 1)
    assert demonstration_institutions(BLORA, 1) != demonstration_institutions(BLORA, 2)


@pytest.mark.django_db
def test_they_are_stored_once_all_labelled_with_one_event():
    from ngopeni.accounts.models import AuditEvent

    rows = demonstration_institutions(BLORA, seed=1)
    assert bring_in(rows=rows, year=2026, by="perintah:demo") == len(rows)
    assert bring_in(rows=rows, year=2026, by="perintah:demo") == 0
    kept = roster(2026)
    assert len(kept) == len(rows)
    assert all(each["is_simulated"] for each in kept)
    assert {each["code"]: each["leads_max"] for each in kept} == {
        row["institution"]["code"]: row["capacity"].get("leads_max") for row in rows
    }
    assert Institution.objects.get(code="bagian-kesra").parent.code == "setda"
    assert AuditEvent.objects.filter(action="partners.bring_in").count() == 2
    assert InstitutionChange.objects.filter(field="added").count() == len(rows)
