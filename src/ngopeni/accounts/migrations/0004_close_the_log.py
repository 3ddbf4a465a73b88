"""The log is append-only again, and nobody has a village but by a grant."""

from importlib import import_module

from django.db import migrations, models

POSTGRESQL = """
CREATE TRIGGER accounts_audit_append_only BEFORE UPDATE OR DELETE ON accounts_auditevent
FOR EACH ROW EXECUTE FUNCTION accounts_audit_refuse();
CREATE TRIGGER accounts_audit_no_truncate BEFORE TRUNCATE ON accounts_auditevent
FOR EACH STATEMENT EXECUTE FUNCTION accounts_audit_refuse();
"""


def close_log(apps, schema_editor):
    """Let the database itself refuse to change or delete what was logged."""
    sqlite = import_module("ngopeni.accounts.migrations.0001_initial").SQLITE
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(sqlite.format(verb=verb))
        else:
            cursor.execute(POSTGRESQL)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_carry_over")]

    operations = [
        migrations.RemoveField(model_name="user", name="village_code"),
        migrations.AlterField(
            model_name="auditevent", name="number", field=models.BigIntegerField(unique=True)
        ),
        migrations.RunPython(close_log, migrations.RunPython.noop),
    ]
