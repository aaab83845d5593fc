"""The search's table, and beside it the index that each database keeps by its own means.

On SQLite, a migration that makes the table anew must make the triggers anew too.
"""

from django.db import migrations, models

TABLE, FTS = "home_searchtext", "home_searchtext_fts"

SQLITE = [
    f"""CREATE VIRTUAL TABLE {FTS} USING fts5(
        doors, words, content='{TABLE}', content_rowid='id', columnsize=0, prefix='3',
        tokenize="unicode61 remove_diacritics 0")""",
    f"""CREATE TRIGGER {TABLE}_added AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO {FTS}(rowid, doors, words) VALUES (new.id, new.doors, new.words); END""",
    f"""CREATE TRIGGER {TABLE}_gone AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO {FTS}({FTS}, rowid, doors, words) VALUES ('delete', old.id, old.doors, old.words); END""",
    f"""CREATE TRIGGER {TABLE}_changed AFTER UPDATE OF doors, words ON {TABLE} BEGIN
        INSERT INTO {FTS}({FTS}, rowid, doors, words) VALUES ('delete', old.id, old.doors, old.words);
        INSERT INTO {FTS}(rowid, doors, words) VALUES (new.id, new.doors, new.words); END""",
]
SQLITE_BACK = [f"DROP TRIGGER {TABLE}_{what}" for what in ("added", "gone", "changed")] + [
    f"DROP TABLE {FTS}"
]

POSTGRESQL = [
    f"""ALTER TABLE {TABLE} ADD COLUMN found tsvector GENERATED ALWAYS AS (
        to_tsvector('simple'::regconfig, words) || array_to_tsvector(string_to_array(doors, ' '))) STORED""",
    f"CREATE INDEX {TABLE}_found ON {TABLE} USING gin (found)",
]
POSTGRESQL_BACK = [f"ALTER TABLE {TABLE} DROP COLUMN found"]


def run(sqlite, postgresql):
    def statements(apps, schema_editor):
        for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
            schema_editor.execute(statement)

    return statements


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=30)),
                ("record_id", models.UUIDField()),
                ("doors", models.TextField()),
                ("words", models.TextField()),
                ("is_name", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="searchtext",
            constraint=models.UniqueConstraint(fields=("kind", "record_id"), name="a_record_is_found_once"),
        ),
        migrations.RunPython(run(SQLITE, POSTGRESQL), run(SQLITE_BACK, POSTGRESQL_BACK)),
    ]
