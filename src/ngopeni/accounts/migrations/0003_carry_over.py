"""What was there before: operators keep their village as a grant, and the log gets its chain."""

import datetime as dt

from django.db import migrations
from django.utils import timezone

from ngopeni.accounts.chain import SEALED, START, seal


def carry(apps, schema_editor):
    users, grants = apps.get_model("accounts", "User"), apps.get_model("accounts", "Grant")
    users.objects.filter(role_code="reader").update(role_code="regent")
    today = timezone.localdate()
    for user in users.objects.exclude(village_code=""):
        grants.objects.create(
            user=user,
            scope_code=user.village_code,
            starts_on=today,
            ends_on=today + dt.timedelta(days=366),
            paper="Hak sebelum pencatatan surat; perlu ditinjau",
            given_by="ngopeni",
        )
    _seal_log(apps)


def _seal_log(apps):
    from ngopeni.accounts.actions.log import audit_key

    events, head = apps.get_model("accounts", "AuditEvent"), apps.get_model("accounts", "AuditHead")
    number, before, key = 0, START, audit_key()
    for event in events.objects.order_by("at", "id").iterator():
        number += 1
        event.number = number
        before = seal(key, before, {name: getattr(event, name) for name in SEALED})
        events.objects.filter(pk=event.pk).update(number=number, seal=before)
    head.objects.create(pk=1, number=number, seal=before)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_rights_and_chain")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
