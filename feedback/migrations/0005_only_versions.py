from django.db import migrations, models
import django.db.models.deletion
import feedback.models.texts


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0004_first_versions'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='question',
            options={'ordering': ['version', 'order'], 'verbose_name': 'question', 'verbose_name_plural': 'questions'},
        ),
        migrations.RemoveField(
            model_name='historicalsurvey',
            name='introduction',
        ),
        migrations.RemoveField(
            model_name='question',
            name='survey',
        ),
        migrations.RemoveField(
            model_name='question',
            name='text',
        ),
        migrations.RemoveField(
            model_name='question',
            name='text_fr',
        ),
        migrations.RemoveField(
            model_name='survey',
            name='introduction',
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(condition=models.Q(('state__in', ('planned', 'sending'))), fields=['due_at'], name='invitation_to_send_idx'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('anonymous', False), ('link', None)), models.Q(('account', None), ('contact', None), ('invitation', None)), _connector='OR'), name='answer_anonymous_names_nobody'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('occasion', ''), _negated=True), fields=('contact', 'occasion'), name='invitation_once_per_contact'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('occasion', ''), _negated=True), models.Q(('email', ''), _negated=True)), fields=('email', 'occasion'), name='invitation_once_per_address'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('planned', 'sending')), _negated=True), models.Q(('sent_at', None), ('sent_on', None)), _connector='OR'), name='invitation_planned_is_not_sent'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('sent', 'opened')), _negated=True), ('sent_on__isnull', False), _connector='OR'), name='invitation_sent_has_date'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_on__isnull', False), ('state', 'answered')), models.Q(models.Q(('state', 'answered'), _negated=True), ('answered_on', None)), _connector='OR'), name='invitation_answered_has_date'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('version', 'order'), name='question_order_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='question_key_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'score')), fields=('version',), name='question_one_score'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('highest__gt', models.F('lowest')), ('kind', 'scale'), ('lowest__isnull', False)), models.Q(models.Q(('kind', 'scale'), _negated=True), ('highest', None), ('lowest', None)), _connector='OR'), name='question_scale_has_ends'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('depends_on', None), models.Q(('depends_on', models.F('id')), _negated=True), _connector='OR'), name='question_not_after_itself'),
        ),
        migrations.AlterField(
            model_name='question',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='feedback.surveyversion', verbose_name='version'),
        ),
        migrations.AlterField(
            model_name='question',
            name='key',
            field=models.SlugField(db_index=False, max_length=20, verbose_name='key'),
        ),
    ]
