"""The surveys of the demo company: two are answered, each in two versions, one waits, one is being written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from crm.access import Role
from crm.models import User
from feedback.models import (
    Answer,
    AnswerValue,
    FeedbackSettings,
    Question,
    Survey,
    SurveyLink,
    SurveyRule,
    SurveyVersion,
)
from feedback.models.conditions import is_shown
from feedback.starting_points import BY_SLUG, begin, write
from kpis.demo.selling import BATCH
from kpis.demo.words import LANGUAGES
from kpis.demo.world import YEARS, World

# When the first versions were published, and the second ones: in days before today.
FIRST, SECOND = 365 * YEARS + 30, 200
ANSWERED_TOO = 0.7
PRIVACY = {
    "en": "Your answers help us serve you better. Ask us at any time what we keep, or to erase it.",
    "fr": "Vos réponses nous aident à mieux vous servir. Demandez-nous à tout moment ce que nous gardons, "
    "ou de l’effacer.",
}


@dataclass(frozen=True)
class Asked:
    """A survey in two versions: customers were shown the second from a day on."""

    first: SurveyVersion
    second: SurveyVersion
    second_from: date

    def on(self, day: date) -> SurveyVersion:
        return self.second if day >= self.second_from else self.first


def make_surveys(world: World) -> tuple[Asked, Asked]:
    """After a project (NPS) and after a purchase (CSAT); besides, one that is live and one that is a draft."""
    project, purchase, yearly, lost = world.words.surveys
    FeedbackSettings(privacy_notice=PRIVACY).save()
    made = (in_two_versions(world, project, 0, "win"), in_two_versions(world, purchase, 1, "purchase"))
    publish(world, started(yearly, "yearly"), 20)
    started(lost, "loss")
    make_links(world, made[1].second.survey)
    make_rules(world, *made)
    return made


def make_links(world: World, survey: Survey) -> None:
    """Nobody has answered through them yet: a QR code on the counter, a form within the site."""
    places = (SurveyLink.Place.COUNTER, SurveyLink.Place.EMBEDDED)
    for place, label in zip(places, world.words.survey_links, strict=True):
        SurveyLink.objects.create(survey=survey, label=label, place=place)


def make_rules(world: World, project: Asked, purchase: Asked) -> None:
    """From today on: after a project with a reminder; after a purchase a share of the customers, not active yet."""
    SurveyRule.objects.create(
        name=project.first.survey.name, survey=project.first.survey, event=SurveyRule.Event.WON,
        starts_on=world.today, delay_days=14, remind_after_days=7,
    )  # fmt: skip
    SurveyRule.objects.create(
        name=purchase.first.survey.name, survey=purchase.first.survey, event=SurveyRule.Event.SALE,
        starts_on=world.today, delay_days=5, share=15, active=False,
    )  # fmt: skip


def started(name: str, slug: str) -> SurveyVersion:
    point = BY_SLUG[slug]
    return begin(Survey.objects.create(name=name, kind=point.kind), point)


def publish(world: World, version: SurveyVersion, days_ago: int) -> None:
    version.publish(User.objects.filter(role=Role.ADMIN).order_by("pk").first())
    at = datetime.combine(world.today - timedelta(days=days_ago), time(9), world.zone)
    SurveyVersion.objects.filter(pk=version.pk).update(published_at=at)


def in_two_versions(world: World, name: str, number: int, slug: str) -> Asked:
    """First a score and a free text, then the questions of a starting point; the score stays the same question."""
    point = BY_SLUG[slug]
    survey = Survey.objects.create(name=name, kind=point.kind)
    first = SurveyVersion.objects.create(survey=survey, number=1, default_language=world.words.language)
    for order, (kind, place) in enumerate(((Question.Kind.SCORE, number), (Question.Kind.TEXT, 2)), 1):
        texts = {language: words.questions[place] for language, words in LANGUAGES.items()}
        required = kind == Question.Kind.SCORE
        Question.objects.create(version=first, order=order, kind=kind, texts=texts, required=required)
    publish(world, first, FIRST)
    second = survey.edit()
    second.questions.all().delete()
    write(second, point)
    publish(world, second, SECOND)
    return Asked(first, second, world.today - timedelta(days=SECOND))


def make_values(answers: list[Answer]) -> None:
    """What was answered to each question: the score, the comment where there is one, and mostly the others.

    Chance of its own: the other figures of the company do not depend on how many questions are asked.
    """
    chance = Random(len(answers))
    questions: dict[int | None, list[Question]] = {}
    for question in Question.objects.select_related("depends_on").order_by("version", "order"):
        questions.setdefault(question.version_id, []).append(question)
    values = []
    for each in answers:
        given = given_to(each, questions[each.version_id], chance)
        asked = {question.key: question for question in questions[each.version_id]}
        values += [AnswerValue(answer=each, question=asked[key], value=value) for key, value in given.items()]
    AnswerValue.objects.bulk_create(values, batch_size=BATCH)


def given_to(answer: Answer, questions: Iterable[Question], chance: Random) -> dict[str, Any]:
    given: dict[str, Any] = {}
    comment = answer.comment
    for question in questions:
        if not is_shown(question, given):
            continue
        if question.kind == Question.Kind.SCORE:
            given[question.key] = answer.score
        elif question.kind == Question.Kind.TEXT:
            if comment:
                given[question.key], comment = comment, ""
        elif chance.random() < ANSWERED_TOO:
            given[question.key] = any_answer(question, chance)
    return given


def any_answer(question: Question, chance: Random) -> Any:
    if question.kind == Question.Kind.YES_NO:
        return chance.random() < 0.5
    keys = [choice["key"] for choice in question.choices]
    if question.kind == Question.Kind.MULTIPLE:
        return sorted(chance.sample(keys, chance.randrange(1, 3)))
    return chance.choice(keys)
