"""Whether the decisions can be reached, have the layout of this program, and a log that nobody has touched."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from ngopeni.cli.doctor.diagnosis import Diagnosis, fine, problem, warning

CHECK = "database"


def check_database() -> list[Diagnosis]:
    """Reach it, look at its layout, then at its log; each only where the one before is well."""
    from django.db import DatabaseError, connection

    if _is_lost_file(connection):  # to connect would make an empty one
        return [problem(CHECK, "DOCTOR-101", why="ngopeni.sqlite3 tidak ada")]
    try:
        with connection.cursor() as cursor:
            said = _integrity(cursor) if connection.vendor == "sqlite" else "ok"
        if said != "ok":
            return [problem(CHECK, "DOCTOR-103", why=said)]
        waiting = _waiting_migrations()
        if waiting:
            return [problem(CHECK, "DOCTOR-102", count=len(waiting), example=waiting[0])]
        return [fine(CHECK, "DOCTOR-100", kind=connection.vendor), *_place(connection.vendor), _check_log()]
    except DatabaseError as error:
        return [problem(CHECK, "DOCTOR-101", why=str(error).strip().splitlines()[0] if str(error).strip() else "–")]


def _is_lost_file(connection: Any) -> bool:
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return False
    return not Path(str(connection.settings_dict["NAME"])).is_file()


def _integrity(cursor: Any) -> str:
    cursor.execute("PRAGMA quick_check(1)")
    return str(cursor.fetchone()[0])


def _waiting_migrations() -> list[str]:
    """Changes of the layout that the database has not seen yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _is_backwards in plan]


def _place(vendor: str) -> list[Diagnosis]:
    """A database elsewhere lies on a disk that cannot be looked at from here."""
    return [] if vendor == "sqlite" else [warning("encryption", "DOCTOR-014", kind=vendor)]


def _check_log() -> Diagnosis:
    from django.conf import settings

    from ngopeni.accounts.actions import check_log
    from ngopeni.accounts.models import AuditEvent

    count = AuditEvent.objects.count()
    if count and not (Path(settings.NGOPENI_HOME) / "keys" / "audit").is_file():
        # To look would make a new key, under which every seal is wrong.
        return problem("audit", "DOCTOR-112", count=count)
    faults = check_log()
    if faults:
        return problem("audit", "DOCTOR-111", count=len(faults), number=faults[0].number)
    return fine("audit", "DOCTOR-110", count=count)


def newest_event() -> dt.datetime | None:
    """When something was last written in the log; None where it cannot be read."""
    from django.db import DatabaseError

    from ngopeni.accounts.models import AuditEvent

    try:
        return AuditEvent.objects.order_by("-at").values_list("at", flat=True).first()
    except DatabaseError:
        return None
