from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from ngopeni.accounts.actions import add_user, record
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
