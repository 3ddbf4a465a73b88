"""How much one person may open, as decided; and that a refusal about persons is written down."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse

from ngopeni.accounts.actions import reveal as reveal_numbers
from ngopeni.accounts.actions.reveal import LIMITS
from ngopeni.accounts.models import AuditEvent
from ngopeni.conftest import REGENCY
from ngopeni.kernel.error import UserError
from ngopeni.quality.views import exports
from ngopeni.verification.actions import looking, visits

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def test_the_limits_are_those_decided_upon():
    assert LIMITS == ((HOUR, 40), (DAY, 200))
    assert (looking.MOST, looking.SPAN) == (120, HOUR)
    assert visits.FRESH_SECONDS == 3600
    assert (exports.FILES_A_DAY, exports.ROWS_A_DAY) == (20, 50_000)
    assert settings.AXES_FAILURE_LIMIT == 5
    assert settings.AXES_COOLOFF_TIME.total_seconds() == 900
    assert settings.IDLE_SECONDS == 30 * 60


@pytest.mark.parametrize("username", ["ketua", "mitra", "camat"])
def test_the_act_itself_refuses_who_may_not_open_numbers(published, people, username):
    village = people["operator"].village_code
    with pytest.raises(UserError) as refused:
        reveal_numbers(
            user=people[username], subject="row:x:1", village_code=village, fields=["nik"], purpose="service", note=""
        )
    assert refused.value.code == "ACCOUNTS-011"
    assert not AuditEvent.objects.filter(action="people.reveal").exists()


def test_a_refusal_about_persons_is_written_down_with_its_reason(published, people, client_as):
    other = f"{REGENCY}.99.2001"
    assert client_as("kades").get(reverse("residents", args=[other])).status_code == 403
    event = AuditEvent.objects.get(action="accounts.refused")
    assert (event.actor, event.village_code, event.details["why"]) == ("kades", other, "ACCOUNTS-014")
    assert client_as("ketua").get(reverse("counter")).status_code == 403
    assert AuditEvent.objects.filter(action="accounts.refused", actor="ketua").count() == 1
