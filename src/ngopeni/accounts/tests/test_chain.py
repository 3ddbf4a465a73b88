from __future__ import annotations

import json

import pytest
from django.db import connection, transaction

from ngopeni.accounts.actions import acknowledge_faults, check_log, record
from ngopeni.accounts.actions.log import NOTE, audit_key
from ngopeni.accounts.chain import SEALED, Break, seal
from ngopeni.accounts.models import AuditEvent, AuditHead
from ngopeni.kernel.error import UserError

pytestmark = pytest.mark.django_db
TABLE = AuditEvent._meta.db_table


@pytest.fixture
def write(workspace, django_capture_on_commit_callbacks):
    """Writes an event as if its transaction had been committed."""

    def event(number: int) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            record("uji.catat", by="rina", subject=f"x:{number}", village_code="33.19.01.2001", nilai=number, teks="é")

    return event


@pytest.fixture
def log(workspace, write):
    """Ten events, the note of the end beside the database, and a database whose guard somebody has removed."""
    for number in range(1, 11):
        write(number)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER accounts_audit_no_UPDATE")
            cursor.execute("DROP TRIGGER accounts_audit_no_DELETE")
        else:
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
    return workspace


def tamper(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def found() -> list[tuple[Break, int]]:
    return [(fault.kind, fault.number) for fault in check_log()]


def test_a_log_that_nobody_touched_is_sound(log):
    assert found() == []
    assert AuditEvent.objects.count() == 10


@pytest.mark.parametrize(
    "column", ["actor = 'lain'", "action = 'x'", "subject = 'y'", "village_code = ''", "role_code = 'head'"]
)
def test_one_altered_event_is_found(log, column):
    tamper(f"UPDATE {TABLE} SET {column} WHERE number = 4")
    assert found() == [(Break.ALTERED, 4)]


def test_altered_details_and_times_are_found(log):
    tamper(f"UPDATE {TABLE} SET details = %s WHERE number = 4", json.dumps({"nilai": 9, "teks": "é"}))
    tamper(f"UPDATE {TABLE} SET at = (SELECT at FROM {TABLE} WHERE number = 1) WHERE number = 8")
    assert found() == [(Break.ALTERED, 4), (Break.ALTERED, 8)]


def test_one_removed_event_is_found(log):
    tamper(f"DELETE FROM {TABLE} WHERE number = 5")
    assert found() == [(Break.MISSING, 5)]


def test_a_removed_event_whose_gap_was_closed_is_found(log):
    tamper(f"DELETE FROM {TABLE} WHERE number = 5")
    for number in range(6, 11):
        tamper(f"UPDATE {TABLE} SET number = %s WHERE number = %s", number - 1, number)
    assert (Break.ALTERED, 5) in found()


def test_an_end_that_was_cut_off_is_found(log):
    tamper(f"DELETE FROM {TABLE} WHERE number > 7")
    assert found() == [(Break.CUT, 8)]
    tamper(f"DELETE FROM {TABLE}")
    assert found() == [(Break.CUT, 1)]


def test_one_inserted_event_is_found(log):
    last = AuditEvent.objects.get(number=10)
    told = {name: getattr(last, name) for name in SEALED} | {"number": 11, "actor": "hantu"}
    AuditEvent.objects.create(**told, seal=seal(b"a key somebody guessed", last.seal, told))
    assert found() == [(Break.ALTERED, 11)]


def test_a_chain_made_anew_with_the_key_does_not_fit_the_note_beside_the_database(log):
    tamper(f"UPDATE {TABLE} SET actor = 'lain' WHERE number = 10")
    before = AuditEvent.objects.get(number=9).seal
    last = AuditEvent.objects.get(number=10)
    told = {name: getattr(last, name) for name in SEALED}
    tamper(f"UPDATE {TABLE} SET seal = %s WHERE number = 10", seal(audit_key(), before, told))
    assert found() == [(Break.ALTERED, 10)]


def test_the_note_never_runs_ahead_of_what_was_kept(log, write):
    with pytest.raises(RuntimeError), transaction.atomic():
        record("uji.catat", by="rina", subject="x:11")
        raise RuntimeError
    assert json.loads((log.home / NOTE).read_text())["number"] == 10
    assert found() == []
    write(11)
    assert json.loads((log.home / NOTE).read_text())["number"] == 11
    assert found() == []


def test_a_log_cut_off_together_with_its_note_is_found(log):
    tamper(f"DELETE FROM {TABLE} WHERE number > 7")
    (log.home / NOTE).unlink()
    assert found() == [(Break.CUT, 8), (Break.UNNOTED, 10)]


def test_a_log_put_back_from_a_backup_does_not_heal_by_itself(log, write):
    """The note stays what it was until somebody says what happened; events after it do not hide the gap."""
    tamper(f"DELETE FROM {TABLE} WHERE number > 7")
    seventh = AuditEvent.objects.get(number=7)
    AuditHead.objects.update(number=7, seal=seventh.seal)
    for number in range(8, 15):
        write(number)
    assert found() == [(Break.ALTERED, 10)]
    write(99)
    assert found() == [(Break.ALTERED, 10)]


def test_a_fault_that_is_explained_is_acknowledged_in_the_log_itself(log, write, django_capture_on_commit_callbacks):
    tamper(f"DELETE FROM {TABLE} WHERE number > 7")
    AuditHead.objects.update(number=7, seal=AuditEvent.objects.get(number=7).seal)
    with django_capture_on_commit_callbacks(execute=True):
        assert acknowledge_faults(reason="Basis data dipulihkan dari cadangan, BA 3/2026.", by="perintah:root") == 1
    assert found() == []
    assert AuditEvent.objects.get(number=8).details["faults"] == 1
    write(9)
    assert found() == []


def test_a_note_that_was_lost_stays_lost_after_the_next_event(log, write):
    (log.home / NOTE).unlink()
    write(11)
    assert found() == [(Break.UNNOTED, 10)]


def test_a_note_that_is_gone_is_told_even_where_the_log_is_whole(log):
    (log.home / NOTE).unlink()
    assert found() == [(Break.UNNOTED, 10)]


def test_an_event_put_in_the_place_of_another_is_found_though_its_own_seal_was_once_good(log):
    """A sealed row of another history, put back: only the chain to the row before it gives it away."""
    told = {name: getattr(AuditEvent.objects.get(number=6), name) for name in SEALED} | {"subject": "x:lain"}
    other = seal(audit_key(), "f" * 64, told)
    tamper(f"UPDATE {TABLE} SET subject = 'x:lain', seal = %s WHERE number = 6", other)
    assert (Break.ALTERED, 6) in found()
    assert (Break.ALTERED, 7) in found()


def test_a_number_of_a_person_is_not_written_into_the_log(log):
    for name in ("reason", "note", "paper"):
        with pytest.raises(UserError) as refused:
            record("uji.catat", by="rina", subject="x:11", **{name: "atas NIK 331901-120380-0001"})
        assert refused.value.code == "ACCOUNTS-052"
    assert AuditEvent.objects.count() == 10
