"""The entries, and the triggers that refuse to change or remove one, on both databases."""

import uuid

from django.db import migrations, models

SQLITE = [
    """CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE ON audit_entry
       BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END""",
    """CREATE TRIGGER audit_entry_never_leaves BEFORE DELETE ON audit_entry
       BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'audit entries are never changed or removed'; END $$""",
    """CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE OR DELETE ON audit_entry
       FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()""",
    """CREATE TRIGGER audit_entry_never_leaves BEFORE TRUNCATE ON audit_entry
       FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()""",
]


def set_triggers(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("sequence", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.UUIDField(default=uuid.uuid4, unique=True, editable=False)),
                ("at", models.DateTimeField()),
                ("action", models.CharField(max_length=100)),
                ("allowed", models.BooleanField(default=True)),
                ("refusal", models.CharField(blank=True, max_length=100)),
                ("person_id", models.UUIDField(null=True)),
                ("membership_id", models.UUIDField(null=True)),
                ("role", models.CharField(blank=True, max_length=120)),
                ("channel", models.CharField(max_length=20)),
                ("group_id", models.UUIDField(null=True)),
                ("about_kind", models.CharField(blank=True, max_length=120)),
                ("about_id", models.CharField(blank=True, max_length=120)),
                ("fields", models.JSONField(default=list)),
                ("unnamed", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["group_id", "-sequence"], name="entries_of_a_group"),
                    models.Index(fields=["about_kind", "about_id"], name="entries_about_a_record"),
                ]
            },
        ),
        # elidable is False: the triggers are what makes the table append-only.
        migrations.RunPython(set_triggers, migrations.RunPython.noop, elidable=False),
    )
