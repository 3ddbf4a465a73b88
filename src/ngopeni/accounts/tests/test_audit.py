from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ngopeni.accounts.actions import add_user, give_grant, record
from ngopeni.accounts.event_words import event_sentence
from ngopeni.accounts.models import AuditEvent
from ngopeni.kernel.error import UserError

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act()


def test_the_database_itself_refuses_to_change_or_remove_what_was_logged():
    event = record("uji.catat", by="rina", subject="x:1", note="a")
    rows = AuditEvent.objects.filter(pk=event.pk)
    refused(lambda: rows.update(actor="lain"))
    refused(rows.delete)
    table = AuditEvent._meta.db_table
    statements = [f"UPDATE {table} SET actor = 'lain'", f"DELETE FROM {table}"]
    if connection.vendor == "postgresql":
        statements.append(f"TRUNCATE {table}")
    for statement in statements:
        with connection.cursor() as cursor:
            refused(lambda cursor=cursor, statement=statement: cursor.execute(statement))
    assert rows.get().actor == "rina"


def test_the_model_refuses_first():
    event = record("uji.catat", by="rina", subject="x:1")
    with pytest.raises(AssertionError, match="never changed"):
        event.save()
    with pytest.raises(AssertionError, match="never deleted"):
        event.delete()


def test_what_is_undone_is_not_logged():
    with pytest.raises(RuntimeError), transaction.atomic():
        record("uji.catat", by="rina", subject="x:1")
        raise RuntimeError
    assert not AuditEvent.objects.exists()


def test_the_log_is_read_newest_first_and_says_who_did_what():
    for number in range(3):
        record("uji.catat", by="rina", subject=f"x:{number}")
    assert [event.subject for event in AuditEvent.objects.all()] == ["x:2", "x:1", "x:0"]
    assert str(AuditEvent.objects.first()).endswith("rina uji.catat x:2")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role_code": "raja"}, "ACCOUNTS-001"),
        ({"username": "ada"}, "ACCOUNTS-002"),
        ({"username": "ADA"}, "ACCOUNTS-002"),
        ({"username": "dua kata"}, "ACCOUNTS-005"),
        ({"username": "x" * 61}, "ACCOUNTS-005"),
        ({"username": "baris\nbaru"}, "ACCOUNTS-005"),
    ],
)
def test_nobody_is_added_who_could_not_be_held_to_account(changes, code):
    who = {"username": "rina", "full_name": "Rina", "role_code": "regent", "password": "x", "by": "uji"}
    add_user(**who | {"username": "ada"})
    with pytest.raises(UserError) as error:
        add_user(**who | changes)
    assert error.value.code == code
    assert AuditEvent.objects.count() == 1


def test_what_was_read_of_residents_names_the_paper_of_the_newest_grant_that_opened_it(people):
    kades = people["kades"]
    own, elsewhere = kades.village_code, "33.19.09.2001"
    record("people.read_village", by="kades", subject="village", village_code=own)
    today = timezone.localdate()
    paper = "Keputusan Kepala Dinas Sosial Nomor 400/2/2026"
    give_grant(user=kades, scope_code=own, starts_on=today, ends_on=today, paper=paper, by="uji")
    record("people.read_person", by="kades", subject="row:x:1", village_code=own)
    record("people.read_person", by="kades", subject="row:x:2", village_code=elsewhere)
    record("zones.object", by="kades", subject="village", village_code=own)
    record("people.read_village", by="perintah:uji", subject="village", village_code=own)
    told = AuditEvent.objects.filter(actor__in=("kades", "perintah:uji")).order_by("number")
    assert [each.details.get("paper") for each in told] == ["SK 1/2026 (uji)", paper, "", None, None]


def test_the_log_page_says_by_which_paper_residents_were_read(people):
    details = {"page": 1, "rows": 9, "paper": "SK 1/2026"}
    told = event_sentence("people.read_village", "village", details, {}, "en")
    assert told == "Read the list of a village's residents, page 1: 9 households. Opened by SK 1/2026."
    given = event_sentence("accounts.give_grant", "rina", {"paper": "SK 1/2026"}, {}, "en")
    assert given.count("SK 1/2026") == 1
