import feedback.models.texts
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0017_reminders_put_off'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sentence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=5, validators=[feedback.models.texts.validate_language], verbose_name='language')),
                ('key', models.SlugField(max_length=20, verbose_name='key')),
                ('text', models.CharField(max_length=300, verbose_name='text')),
            ],
            options={
                'verbose_name': 'sentence in another language',
                'verbose_name_plural': 'sentences in other languages',
                'ordering': ['language', 'key'],
                'constraints': [models.UniqueConstraint(fields=('language', 'key'), name='sentence_once_per_language'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='sentence_says_something')],
            },
        ),
    ]
