"""Finding names, subjects of activities and the cards of a board among a million.

On PostgreSQL normalised names are compared letter by letter, whatever the database's language: then one index gives
both what begins with a text and its order. (SQLite does so anyway.) Subjects are normalised as names are.
"""

import crm.models.names
from django.db import migrations, models

from crm.models.names import normalise

NAMES = {"crm_account": 200, "crm_contact": 210, "crm_opportunity": 200}
BATCH = 2000
SUBJECTS = "crm_activity_normalised_subject_trigram"


def compare_by_letter(apps, schema_editor):
    collate(schema_editor, 'COLLATE "C"')


def compare_by_language(apps, schema_editor):
    collate(schema_editor, 'COLLATE "default"')


def collate(schema_editor, collation):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, length in NAMES.items():
        schema_editor.execute(f"ALTER TABLE {table} ALTER normalised_name TYPE varchar({length}) {collation}")
        # What was known of the column is gone with its type, and comes by itself only after many changes.
        schema_editor.execute(f"ANALYZE {table} (normalised_name)")


def normalise_subjects(apps, schema_editor):
    """Plain letters by the database alone, the others here: the great majority of millions need no accents removed."""
    connection = schema_editor.connection
    if connection.vendor == "sqlite":
        connection.connection.create_function("normalised", 1, normalise)
        schema_editor.execute("UPDATE crm_activity SET normalised_subject = normalised(subject) WHERE subject <> ''")
        return
    plain = "octet_length(subject) = char_length(subject)"
    schema_editor.execute(
        "UPDATE crm_activity SET normalised_subject = lower(btrim(regexp_replace(subject, '\\s+', ' ', 'g'))) "
        f"WHERE subject <> '' AND {plain}"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT subject FROM crm_activity WHERE NOT {plain}")
        others = [subject for (subject,) in cursor.fetchall()]
        for start in range(0, len(others), BATCH):
            some = others[start : start + BATCH]
            cursor.execute(
                "UPDATE crm_activity SET normalised_subject = pairs.plain "
                "FROM unnest(%s::text[], %s::text[]) AS pairs (subject, plain) WHERE crm_activity.subject = pairs.subject",
                [some, [normalise(subject)[:200] for subject in some]],
            )


def index_subjects(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX {SUBJECTS} ON crm_activity USING gin (normalised_subject gin_trgm_ops)")
        schema_editor.execute("ANALYZE crm_activity (normalised_subject)")


def drop_index_of_subjects(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {SUBJECTS}")


class Migration(migrations.Migration):

    dependencies = [
        ('crm', '0014_lists_of_activities_and_sales'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='opportunity',
            name='opportunity_board_idx',
        ),
        migrations.AddField(
            model_name='activity',
            name='normalised_subject',
            field=crm.models.names.NormalisedField(blank=True, default='', editable=False, max_length=200, of='subject'),
        ),
        migrations.AlterField(
            model_name='account',
            name='normalised_name',
            field=models.CharField(editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name='contact',
            name='normalised_name',
            field=models.CharField(editable=False, max_length=210),
        ),
        migrations.AlterField(
            model_name='historicalaccount',
            name='normalised_name',
            field=models.CharField(editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name='historicalcontact',
            name='normalised_name',
            field=models.CharField(editable=False, max_length=210),
        ),
        migrations.AlterField(
            model_name='historicalopportunity',
            name='normalised_name',
            field=models.CharField(editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name='opportunity',
            name='normalised_name',
            field=models.CharField(editable=False, max_length=200),
        ),
        migrations.RunPython(compare_by_letter, compare_by_language),
        migrations.RunPython(normalise_subjects, migrations.RunPython.noop),
        migrations.RunPython(index_subjects, drop_index_of_subjects),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['normalised_name', 'id'], name='account_by_normalised_idx'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['normalised_name', 'id'], name='contact_by_normalised_idx'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(condition=models.Q(('outcome', 'open')), fields=['stage', '-id'], include=('amount', 'pipeline', 'owner', 'team'), name='opportunity_board_idx'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(condition=models.Q(('outcome', 'open')), fields=['owner', 'amount', 'id'], name='opportunity_largest_idx'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['team', 'account'], name='opportunity_team_account_idx'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['normalised_name', 'id'], name='opportunity_by_name_idx'),
        ),
    ]
