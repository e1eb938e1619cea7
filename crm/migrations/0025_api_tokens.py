
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crm', '0022_imports'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiReplay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, verbose_name='key')),
                ('fingerprint', models.CharField(editable=False, max_length=64)),
                ('status', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='status')),
                ('body', models.TextField(blank=True, editable=False, verbose_name='answer')),
                ('headers', models.JSONField(default=dict, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made at')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'answer kept for a repeated request',
                'verbose_name_plural': 'answers kept for repeated requests',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['user', 'created_at'], name='api_replay_age_idx')],
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='api_replay_once')],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('scope', models.CharField(choices=[('kpi', 'Figures only'), ('read', 'Read everything'), ('write', 'Read and write')], default='read', max_length=5, verbose_name='what it may do')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('beginning', models.CharField(editable=False, max_length=10, verbose_name='begins with')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made at')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('last_used_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last used at')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='revoked at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'API token',
                'verbose_name_plural': 'API tokens',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='api_token_has_name'), models.CheckConstraint(condition=models.Q(('scope__in', ['kpi', 'read', 'write'])), name='api_token_scope')],
            },
        ),
    ]
