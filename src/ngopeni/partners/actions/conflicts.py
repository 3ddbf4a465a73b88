"""Stated conflicts of interest: who must not be paired with whom, and until when."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from ngopeni.accounts.actions import record
from ngopeni.accounts.models import User
from ngopeni.accounts.place_names import place_names
from ngopeni.kernel.error import UserError
from ngopeni.partners.actions.history import Trace, note_change
from ngopeni.partners.actions.refusals import refuse_bare
from ngopeni.partners.kind import Against
from ngopeni.partners.models import Conflict, Institution

# Parts of a dotted code.
PARTS = {Against.DISTRICT: 3, Against.VILLAGE: 4}


@transaction.atomic
def state_conflict(
    *,
    institution: Institution,
    against_kind: Against,
    against_code: str,
    reason: str,
    since: dt.date,
    regency_code: str,
    by: User,
) -> Conflict:
    """State that an institution must not be paired with a village, those of a district, or another institution.

    Raises
    ------
    UserError
        PARTNERS-019 without a reason, PARTNERS-050 for something unknown, PARTNERS-051 when it is stated already,
        PARTNERS-053 for a day to come, PARTNERS-063.
    """
    refuse_bare(reason)
    if not _is_known(institution, against_kind, against_code, regency_code):
        raise UserError("PARTNERS-050", value=against_code)
    if since > timezone.localdate():
        raise UserError("PARTNERS-053")
    same = {"institution": institution, "against_kind": str(against_kind), "against_code": against_code}
    if Conflict.objects.filter(**same, ended_at=None).exists():
        raise UserError("PARTNERS-051")
    made = Conflict.objects.create(**same, reason=reason.strip(), since=since, stated_by=by.username)
    trace = Trace(by.username, reason=reason.strip())
    note_change(institution, f"conflict:{against_code}", "", "started", trace)
    subject = f"institution:{institution.code}"
    record("partners.state_conflict", by=by.username, subject=subject, against=against_code, reason=reason.strip())
    return made


def _is_known(institution: Institution, against_kind: Against, code: str, regency_code: str) -> bool:
    if against_kind is Against.INSTITUTION:
        return Institution.objects.filter(code=code).exclude(pk=institution.pk).exists()
    return code in place_names(regency_code) and len(code.split(".")) == PARTS[against_kind]


@transaction.atomic
def end_conflict(*, conflict: Conflict, reason: str, by: User) -> None:
    """End a conflict; it stays on record.

    Raises
    ------
    UserError
        PARTNERS-019 without a reason, PARTNERS-052 when it was ended before, PARTNERS-063.
    """
    refuse_bare(reason)
    locked = Conflict.objects.select_for_update().select_related("institution").get(pk=conflict.pk)
    if locked.ended_at is not None:
        raise UserError("PARTNERS-052")
    locked.ended_at, locked.ended_by, locked.end_reason = timezone.now(), by.username, reason.strip()
    locked.save()
    trace = Trace(by.username, reason=reason.strip())
    note_change(locked.institution, f"conflict:{locked.against_code}", "started", "ended", trace)
    subject = f"institution:{locked.institution.code}"
    record("partners.end_conflict", by=by.username, subject=subject, against=locked.against_code, reason=reason.strip())
