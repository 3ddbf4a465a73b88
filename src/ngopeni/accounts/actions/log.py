"""The audit log: one chain of sealed events."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.chain import SEALED, START, Break, Fault, faults, seal
from ngopeni.accounts.event_words import actions_of
from ngopeni.accounts.models import AuditEvent, AuditHead, User
from ngopeni.kernel.durable import read_json, write_json
from ngopeni.kernel.error import UserError
from ngopeni.kernel.free_text import holds_person_number
from ngopeni.kernel.workspace import Workspace

# What was last written, noted outside the database: a log cut off at its end no longer reaches it.
NOTE = "audit/head.json"
# What people put in their own words.
WRITTEN_FREELY = ("reason", "note", "paper", "number")


def record(action: str, *, by: str, subject: str, village_code: str = "", **details: Any) -> AuditEvent:
    """Write one event of the audit log, in the transaction of the act itself.

    What was read of residents also says by which paper: that of the grant that opened it.

    Parameters
    ----------
    action : str
        Such as ``zones.approve``.
    by : str
        Username, or the name of the command.
    subject : str
        What it was done to, as a key.
    village_code : str
        Where, when it was about one village.
    **details
        Plain values; never personal data.

    Raises
    ------
    UserError
        ACCOUNTS-052 when somebody wrote the number of an identity card into a text that would stay here.
    """
    if any(holds_person_number(str(details.get(name) or "")) for name in WRITTEN_FREELY):
        raise UserError("ACCOUNTS-052")
    actor = User.objects.filter(username=by).first()
    if actor is not None and village_code and action in actions_of("personal"):
        details |= {"paper": actor.standing.paper_for(village_code)}
    with transaction.atomic():
        AuditHead.objects.get_or_create(pk=1, defaults={"seal": START})
        head = AuditHead.objects.select_for_update().get(pk=1)
        told = {
            "number": head.number + 1,
            "at": timezone.now(),
            "actor": by,
            "role_code": actor.role_code if actor else "",
            "action": action,
            "subject": subject,
            "village_code": village_code,
            # As the database will give it back.
            "details": json.loads(json.dumps(details, cls=DjangoJSONEncoder)),
        }
        event = AuditEvent.objects.create(**told, seal=seal(audit_key(), head.seal, told))
        head.number, head.seal = event.number, event.seal
        head.save()
        number, sealed = event.number, event.seal
        transaction.on_commit(lambda: _note(number, sealed))
    return event


def audit_key() -> bytes:
    """The key of the seals; outside a workspace nothing is kept, and nothing needs one."""
    workspace = Workspace(settings.NGOPENI_HOME)
    return workspace.key("audit") if workspace.is_made else b"outside-a-workspace"


def check_log() -> list[Fault]:
    """Every place where the log is not what was written.

    Returns
    -------
    list of Fault
        Empty for a sound log.
    """
    heads = [(head.number, head.seal) for head in AuditHead.objects.filter(number__gt=0)]
    noted = _noted(Workspace(settings.NGOPENI_HOME).home / NOTE)
    if noted is None:
        unnoted = [Fault(Break.UNNOTED, number) for number, _seal in heads]
        return [*faults(audit_key(), _events(), heads), *unnoted]
    unnoted = [Fault(Break.UNNOTED, noted["lost_at"])] if noted.get("lost_at") else []
    return [*faults(audit_key(), _events(), [*heads, (noted["number"], noted["seal"])]), *unnoted]


def _events() -> Iterator[dict[str, Any]]:
    yield from AuditEvent.objects.order_by("number").values(*SEALED, "seal").iterator(chunk_size=5000)


def _noted(path: Path) -> dict[str, Any] | None:
    return read_json(path) if path.exists() else None


def _note(number: int, sealed: str) -> None:
    """Remember the end of the log; never an older end than is remembered already.

    A note that the log no longer bears out is left as it is: it alone shows that an end was cut off. Where a log that
    has events has lost its note, the new one says so.
    """
    workspace = Workspace(settings.NGOPENI_HOME)
    if not workspace.is_made:
        return
    path = workspace.home / NOTE
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.with_name("lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        noted = _noted(path)
        if noted is None:
            write_json(path, {"number": number, "seal": sealed, **({"lost_at": number - 1} if number > 1 else {})})
        elif noted["number"] < number and _is_held(noted):
            write_json(path, {**noted, "number": number, "seal": sealed})


def write_note(number: int, sealed: str) -> None:
    """Remember this end, whatever was remembered before."""
    workspace = Workspace(settings.NGOPENI_HOME)
    if workspace.is_made:
        write_json(workspace.home / NOTE, {"number": number, "seal": sealed})


def _is_held(noted: dict[str, Any]) -> bool:
    return AuditEvent.objects.filter(number=noted["number"], seal=noted["seal"]).exists()
