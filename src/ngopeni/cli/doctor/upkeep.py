"""What an administrator looks after: secrets, backups, the clock, the way in."""

from __future__ import annotations

import datetime as dt
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from ngopeni.cli.doctor.diagnosis import Diagnosis, fine, problem, warning
from ngopeni.kernel.workspace import FOR_OWNER

LOCAL = {"127.0.0.1", "localhost", "[::1]", "::1"}
OLD_BACKUP = dt.timedelta(days=7)
# Clocks are set by a few minutes now and then.
SLACK = dt.timedelta(minutes=10)
# Earlier than this the program was not there: the machine has lost its clock.
FIRST_DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def check_secrets(home: Path) -> list[Diagnosis]:
    """Whether each secret is there, whole, and closed to others."""
    wanted = [home / "secrets", *sorted((home / "keys").glob("[!.]*"))]
    return [_check_secret(path, path.relative_to(home).as_posix()) for path in wanted]


def _check_secret(path: Path, name: str) -> Diagnosis:
    if not path.is_file():
        return problem("secrets", "DOCTOR-061", name=name)
    found = path.stat()
    if stat.S_IMODE(found.st_mode) & FOR_OWNER:
        return problem("secrets", "DOCTOR-062", name=name, mode=f"{stat.S_IMODE(found.st_mode):04o}")
    if found.st_size < 32:
        return problem("secrets", "DOCTOR-063", name=name)
    return fine("secrets", "DOCTOR-060", name=name)


def check_backup(home: Path, now: dt.datetime) -> Diagnosis:
    """How old the last backup is, as the backup itself has noted by touching ``last-backup``."""
    mark = home / "last-backup"
    if not mark.exists():
        return warning("backup", "DOCTOR-072", mark=str(mark))
    made_at = dt.datetime.fromtimestamp(mark.stat().st_mtime, dt.UTC)
    values = {"date": made_at.astimezone().date(), "days": (now - made_at).days}
    return (
        fine("backup", "DOCTOR-070", **values)
        if now - made_at <= OLD_BACKUP
        else warning("backup", "DOCTOR-071", **values)
    )


def check_clock(now: dt.datetime, known: Iterable[dt.datetime | None]) -> Diagnosis:
    """Whether the clock has not gone back behind what is already written.

    Parameters
    ----------
    now : datetime
        By the machine's clock.
    known : iterable of datetime
        Moments that have certainly passed.
    """
    latest = max([FIRST_DAY, *(each for each in known if each is not None)])
    values = {"now": _written(now), "latest": _written(latest)}
    return problem("clock", "DOCTOR-081", **values) if now + SLACK < latest else fine("clock", "DOCTOR-080", **values)


def _written(moment: dt.datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H.%M")


def check_way_in(environment: Mapping[str, str]) -> list[Diagnosis]:
    """Whether passwords would travel in the clear, and faults be shown to visitors.

    Parameters
    ----------
    environment : mapping
        ``NGOPENI_HOSTS``, ``NGOPENI_HTTPS`` and ``NGOPENI_DEBUG``, as the server reads them.
    """
    hosts = [each.strip() for each in environment.get("NGOPENI_HOSTS", "").split(",") if each.strip()]
    away = [each for each in hosts if each not in LOCAL]
    found = []
    if not away:
        found.append(fine("https", "DOCTOR-090"))
    elif environment.get("NGOPENI_HTTPS") != "True":
        found.append(problem("https", "DOCTOR-091", hosts=away))
    elif any(each == "*" or each.startswith(".") for each in away):
        found.append(warning("https", "DOCTOR-093", hosts=away))
    else:
        found.append(fine("https", "DOCTOR-092", hosts=away))
    if environment.get("NGOPENI_DEBUG") == "True":
        found.append(problem("debug", "DOCTOR-094"))
    return found
