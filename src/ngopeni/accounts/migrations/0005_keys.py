"""Since when password and telephone are both new, and who has vouched for their holder since."""

from django.db import migrations, models

SET_UP = "accounts.set_up_second_factor"


def carry_over(apps, schema_editor):
    """A pact recorded after the telephone was set up vouches for its holder; one recorded before waits to be confirmed."""
    events = apps.get_model("accounts", "AuditEvent").objects.filter(action=SET_UP).order_by("number")
    set_up = dict(events.values_list("actor", "at"))
    for user in apps.get_model("accounts", "User").objects.filter(username__in=set_up):
        user.keys_new_at = set_up[user.username]
        pact = user.pacts.filter(withdrawn_at=None, recorded_at__gte=user.keys_new_at).order_by("-recorded_at").first()
        if pact is not None:
            user.vouched_at, user.vouched_by = pact.recorded_at, pact.recorded_by
        user.save(update_fields=["keys_new_at", "vouched_at", "vouched_by"])


class Migration(migrations.Migration):

    dependencies = [("accounts", "0004_close_the_log")]

    operations = [
        migrations.AddField("user", "keys_new_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("user", "keys_by", models.CharField(blank=True, default="", max_length=150), preserve_default=False),
        migrations.AddField("user", "vouched_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "user", "vouched_by", models.CharField(blank=True, default="", max_length=150), preserve_default=False
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
