"""Lists begin with the newest, rows without a date last: an index in just that order gives the first page.

SQLite has no NULLS LAST in an index; there the order is sorted, which takes some milliseconds for 100,000 rows.
"""

from django.db import migrations

ORDERS = (("opportunity_opened_order", "opened_on"), ("opportunity_expected_order", "expected_close_on"))


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, column in ORDERS:
            schema_editor.execute(f"CREATE INDEX {name} ON crm_opportunity ({column} DESC NULLS LAST, id DESC)")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, _column in ORDERS:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("crm", "0004_covering_indexes")]

    operations = [migrations.RunPython(create, drop)]
