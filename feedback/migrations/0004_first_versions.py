"""What stood in the survey becomes its first version, which whoever was asked was shown."""

from django.db import migrations
from django.utils import timezone

STATES = {"answered": {"answered_on__isnull": False}, "sent": {"answered_on": None, "sent_on__isnull": False}}


def by_language(english, french=""):
    return {code: text for code, text in (("en", english), ("fr", french)) if text and text.strip()}


def first_versions(apps, schema_editor):
    Survey, Question = apps.get_model("feedback", "Survey"), apps.get_model("feedback", "Question")
    for survey in Survey.objects.all():
        questions = list(Question.objects.filter(survey=survey).order_by("order"))
        if not questions:
            continue
        languages = ["en", "fr"] if all(each.text_fr for each in questions) else ["en"]
        version = survey.versions.create(
            number=1, languages=languages, default_language="en", introduction=by_language(survey.introduction),
            published_at=timezone.now(),
        )
        others = 0
        for each in questions:
            if each.kind == "score" and not any(other.key == "score" for other in questions):
                each.key = "score"
            else:
                others += 1
                each.key = f"q{others}"
                # There is one score; a second one was a question on a scale.
                each.kind = "scale" if each.kind == "score" else each.kind
            each.version, each.texts = version, by_language(each.text, each.text_fr)
            if each.kind == "scale":
                each.lowest, each.highest = 0, 10
            named = with_keys(each)
            each.save()
            rename_values(apps, each, named)
        survey.invitations.filter(sent_on__isnull=False).update(version=version)
        survey.answers.filter(invitation__isnull=False).update(version=version)
    Invitation = apps.get_model("feedback", "Invitation")
    # Before its date of sending was kept an answer may have come to what was never marked as sent.
    for state, condition in STATES.items():
        Invitation.objects.filter(**condition).update(state=state)
    Invitation.objects.filter(state="planned").update(sent_at=None)


def with_keys(question):
    """Gives the choices keys; returns the key by the word that stood there."""
    named = {str(word): f"c{number}" for number, word in enumerate(question.choices, 1)}
    question.choices = [{"key": key, "texts": {"en": word}} for word, key in named.items()]
    return named


def rename_values(apps, question, named):
    if question.kind not in ("choice", "multiple"):
        return
    for value in apps.get_model("feedback", "AnswerValue").objects.filter(question=question):
        given = value.value if isinstance(value.value, list) else [value.value]
        keys = [named.get(str(each), str(each)) for each in given]
        value.value = keys if question.kind == "multiple" else keys[0]
        value.save()


class Migration(migrations.Migration):

    dependencies = [("feedback", "0003_versions_of_surveys")]

    operations = [migrations.RunPython(first_versions, migrations.RunPython.noop)]
