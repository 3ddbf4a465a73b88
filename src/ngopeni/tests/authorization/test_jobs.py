"""Every job, asked for by every role: it begins only while whoever asked still holds the right to it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from ngopeni.accounts.models import Grant, User
from ngopeni.jobs.actions import check_asker, enqueue
from ngopeni.kernel.error import UserError
from ngopeni.site.job_functions import JOBS
from ngopeni.tests.authorization.pages import EVERYBODY

pytestmark = pytest.mark.django_db
# Decided by hand.
MAY_ASK = {
    "intake.look": "analis dinsos",
    "intake.import": "analis dinsos",
    "intake.import_all": "analis dinsos",
    "build": "analis dinsos ketua",
}


def begins(name: str, username: str) -> bool:
    """Whether a job that this person asked for would begin now."""
    job = enqueue(name, by=User.objects.get(username=username))
    try:
        check_asker(job, JOBS[name].rights)
    except UserError:
        return False
    return True


def test_every_job_is_decided_upon():
    assert set(MAY_ASK) == set(JOBS)


@pytest.mark.parametrize("name", MAY_ASK)
def test_a_job_begins_for_those_who_may_ask_for_it_and_for_nobody_else(people, name):
    assert {username for username in EVERYBODY.split() if begins(name, username)} == set(MAY_ASK[name].split())


@pytest.mark.parametrize("name", MAY_ASK)
def test_a_job_asked_for_in_time_does_not_begin_after_it(people, name):
    Grant.objects.update(ended_at=timezone.now(), end_reason="Untuk uji.")
    assert not [username for username in EVERYBODY.split() if begins(name, username)]
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Grant.objects.update(ended_at=None, starts_on=yesterday, ends_on=yesterday)
    assert not [username for username in EVERYBODY.split() if begins(name, username)]


@pytest.mark.parametrize("name", MAY_ASK)
def test_what_the_program_asks_for_itself_begins(name):
    check_asker(enqueue(name, by=None), JOBS[name].rights)
