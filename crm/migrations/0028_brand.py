import crm.models.organisation
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crm', '0027_ingest'),
    ]

    operations = [
        migrations.AddField(
            model_name='company',
            name='brand_colour',
            field=models.CharField(default='#3a4fd0', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'A colour is # and six of 0 to 9 and a to f: #1f5fbf.')], verbose_name='brand colour'),
        ),
        migrations.AddField(
            model_name='company',
            name='logo',
            field=models.FileField(blank=True, editable=False, upload_to=crm.models.organisation.logo_path, verbose_name='logo'),
        ),
        migrations.AddField(
            model_name='company',
            name='logo_height',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='company',
            name='logo_width',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='historicalcompany',
            name='brand_colour',
            field=models.CharField(default='#3a4fd0', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'A colour is # and six of 0 to 9 and a to f: #1f5fbf.')], verbose_name='brand colour'),
        ),
        migrations.AddField(
            model_name='historicalcompany',
            name='logo',
            field=models.TextField(blank=True, editable=False, max_length=100, verbose_name='logo'),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(condition=models.Q(('brand_colour__regex', '^#[0-9a-f]{6}$')), name='company_brand_colour'),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('logo', ''), ('logo_height', None), ('logo_width', None)), models.Q(models.Q(('logo', ''), _negated=True), ('logo_height__isnull', False), ('logo_width__isnull', False)), _connector='OR'), name='company_logo_with_its_size'),
        ),
    ]
