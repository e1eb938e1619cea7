"""Comments are searched whatever their accents and case."""

from typing import Any

from django.db import migrations, models

from crm.models.names import normalise

BATCH = 2000


def fill(apps: Any, schema_editor: Any) -> None:
    answers = apps.get_model("feedback", "Answer").objects
    changed = []
    for each in answers.exclude(comment="").only("pk", "comment").iterator(chunk_size=BATCH):
        each.normalised_comment = normalise(each.comment)
        changed.append(each)
        if len(changed) == BATCH:
            answers.bulk_update(changed, ["normalised_comment"])
            changed = []
    answers.bulk_update(changed, ["normalised_comment"])


class Migration(migrations.Migration):
    dependencies = [("feedback", "0012_sending")]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="normalised_comment",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
