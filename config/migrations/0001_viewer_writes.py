from django.db import migrations, models


def not_logged(apps, schema_editor):
    """Only PostgreSQL has such tables, and replicas."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE config_viewerwrite SET UNLOGGED")


class Migration(migrations.Migration):
    initial = True
    beside_the_old_version = "the table is new and empty, so that it is made another kind of table at once"

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ViewerWrite",
            fields=[
                ("user_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("position", models.BigIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(not_logged, migrations.RunPython.noop),
    ]
