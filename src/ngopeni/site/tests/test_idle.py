"""Who goes away from a shared computer is signed out there."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import timezone

from ngopeni.site.idle import BEGAN, KEY


def seen(client, ago: dt.timedelta) -> None:
    """Pretend that the last page was asked for so long ago."""
    session = client.session
    session[KEY] = int((timezone.now() - ago).timestamp())
    session.save()


def test_who_works_on_stays_signed_in(published, client_as):
    client = client_as("bupati")
    assert client.get("/").status_code == 200
    seen(client, dt.timedelta(seconds=settings.IDLE_SECONDS - 60))
    assert client.get("/").status_code == 200
    assert timezone.now().timestamp() - client.session[KEY] < 60


def test_who_did_nothing_for_long_signs_in_anew_and_reads_why(published, client_as):
    client = client_as("bupati")
    client.get("/")
    seen(client, dt.timedelta(seconds=settings.IDLE_SECONDS + 60))
    answer = client.get("/desa/")
    assert (answer.status_code, answer.url) == (302, "/masuk/?next=/desa/")
    assert "lama tidak ada kegiatan" in client.get(answer.url).content.decode()
    assert client.get("/desa/").status_code == 302


def test_a_session_ends_on_its_day_however_busy_it_is(published, client_as):
    client = client_as("bupati")
    client.get("/")
    session = client.session
    session[BEGAN] = int((timezone.now() - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)).timestamp())
    session.save()
    assert client.get("/desa/").status_code == 302


def test_a_printed_page_says_who_printed_it(published, client_as):
    page = client_as("bupati").get("/desa/").content.decode()
    assert "Dicetak oleh Bupati" in page
