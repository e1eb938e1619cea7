from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crm', '0025_api_tokens'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['updated_at'], name='account_updated_idx'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['updated_at'], name='activity_updated_idx'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['updated_at'], name='contact_updated_idx'),
        ),
        migrations.AddIndex(
            model_name='opportunity',
            index=models.Index(fields=['updated_at'], name='opportunity_updated_idx'),
        ),
    ]
