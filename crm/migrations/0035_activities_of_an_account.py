"""What was done with a customer, and when. Built beside all work, as that of migration 0033."""

from django.db import migrations, models

from crm.migrating import AddIndexConcurrently


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("crm", "0034_one_index_of_an_opportunity"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="activity",
            index=models.Index(fields=["account", "done_on"], name="activity_account_idx"),
        ),
    ]
