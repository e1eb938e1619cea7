"""Indexes for finding while typing: parts of names and phones by their trigrams, beginnings of e-mail addresses.

Trigrams are PostgreSQL's. On SQLite the narrow columns are read through, which takes some milliseconds for 100,000 rows.
"""

from django.db import migrations, models

NAMED = ("crm_account", "crm_contact", "crm_opportunity")
WITH_PHONE = ("crm_account", "crm_contact")


def statements():
    columns = [(table, "normalised_name") for table in NAMED] + [(table, "normalised_phone") for table in WITH_PHONE]
    for table, column in columns:
        yield f"{table}_{column}_trigram", f"{table} USING gin ({column} gin_trgm_ops)"
    for table in WITH_PHONE:
        # The expression is what Django writes for "istartswith".
        yield f"{table}_email_start", f"{table} (UPPER(email::text) text_pattern_ops)"


def create(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, rest in statements():
        schema_editor.execute(f"CREATE INDEX {name} ON {rest}")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, _rest in statements():
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("crm", "0001_initial")]

    operations = [
        migrations.AddIndex("opportunity", models.Index(fields=["amount"], name="opportunity_amount_idx")),
        migrations.RunPython(create, drop),
    ]
