"""The index of migration 0035 serves what that of the column alone did."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    beside_the_old_version = "an index goes, in an instant, after the one that serves instead was built"

    dependencies = [
        ("crm", "0035_activities_of_an_account"),
    ]

    operations = [
        migrations.AlterField(
            model_name="activity",
            name="account",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="activities",
                to="crm.account",
                verbose_name="account",
            ),
        ),
    ]
