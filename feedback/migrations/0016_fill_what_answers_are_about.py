"""Answers know what their invitations were about."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery


def fill(apps: Any, schema_editor: Any) -> None:
    answers = apps.get_model("feedback", "Answer").objects
    asked = apps.get_model("feedback", "Invitation").objects.filter(pk=OuterRef("invitation"))
    about = Q(invitation__sale__isnull=False) | Q(invitation__opportunity__isnull=False)
    answers.filter(about, anonymous=False, link=None).update(
        sale=Subquery(asked.values("sale")[:1]), opportunity=Subquery(asked.values("opportunity")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("feedback", "0015_what_answers_are_about")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
