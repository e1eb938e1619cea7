"""The orders of lists as plain indexes: pages are read by ranges without empty values, in both directions.

They take the place of those of 0005, which served one direction on one database.
"""

import importlib

from django.db import migrations, models

before = importlib.import_module("crm.migrations.0005_list_order")


class Migration(migrations.Migration):

    dependencies = [
        ('crm', '0010_cart_events'),
    ]

    operations = [
        migrations.RunPython(before.drop, before.create),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['city', 'id'], name='account_by_city_idx'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['last_name', 'id'], name='contact_by_name_idx'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['job_title', 'id'], name='contact_by_job_idx'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['opened_on', 'id'], name='opportunity_by_opened_idx'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['expected_close_on', 'id'], name='opportunity_by_expected_idx'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['stage_since', 'id'], name='opportunity_by_age_idx'),
        ),
    ]
