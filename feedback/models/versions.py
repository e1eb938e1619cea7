"""Versions of a survey with their questions: once published, a version never changes."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.access import ScopedQuerySet
from crm.languages import LANGUAGES, spoken_by_jauge
from feedback.models.surveys import SCALES, Survey
from feedback.models.texts import TextsField, text_in, validate_language, validate_languages


def every_language() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def first_language() -> str:
    return every_language()[0]


def refuse_frozen() -> None:
    raise ValidationError(_("This version was published: edit the survey, which makes the next version."))


class VersionQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """Whoever is signed in may read what customers are asked."""
        return Q()

    def published(self) -> "VersionQuerySet":
        return self.filter(published_at__isnull=False)


class SurveyVersion(models.Model):
    """What customers read and are asked; written as a draft, then published and from then on the same for ever."""

    survey = models.ForeignKey(Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    languages = models.JSONField(_("languages"), default=every_language, validators=[validate_languages])
    default_language = models.CharField(
        _("default language"), max_length=5, default=first_language, validators=[validate_language]
    )
    introduction = TextsField(_("introduction"))
    thanks = TextsField(_("thank-you"))
    mail_subject = TextsField(_("subject of the e-mail"))
    mail_text = TextsField(_("text of the e-mail"))
    # Counts the saves of the draft, so that of two who write it none overwrites the other unseen.
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a survey")
        verbose_name_plural = _("versions of surveys")
        ordering = ["survey", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="survey_version_number_once"),
            models.UniqueConstraint(fields=["survey"], condition=Q(published_at=None), name="survey_one_draft"),
            models.CheckConstraint(condition=Q(number__gte=1), name="survey_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.number}"

    def clean(self) -> None:
        super().clean()
        if isinstance(self.languages, list) and self.default_language not in self.languages:
            raise ValidationError({"default_language": _("Choose one of the survey’s languages.")})

    def frame_language(self, language: str) -> str:
        """In which language Jauge's own sentences stand around texts in a language of the survey."""
        return spoken_by_jauge(language, self.default_language, *self.languages)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def is_frozen(self) -> bool:
        """Whether what is stored was published, whatever this copy in memory says."""
        return SurveyVersion.objects.published().filter(pk=self.pk).exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            if self.is_frozen():
                refuse_frozen()
            self.revision += 1
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if self.is_frozen():
            refuse_frozen()
        return super().delete(*args, **kwargs)

    @transaction.atomic
    def publish(self, by: Any) -> None:
        """From now on customers are asked this; raises ValidationError with what is missing, a sentence each."""
        SurveyVersion.objects.select_for_update().get(pk=self.pk)
        if missing := self.missing():
            raise ValidationError(missing)
        self.published_at, self.published_by = timezone.now(), by if getattr(by, "pk", None) else None
        self.save()

    def missing(self) -> list[str]:
        """What has to be done before it can be published, in sentences."""
        questions = list(self.questions.order_by("order"))
        told = [] if questions else [str(_("Add at least one question."))]
        scores = [each for each in questions if each.kind == Question.Kind.SCORE]
        if self.survey.kind in SCALES and not scores:
            told.append(
                _("Add the question that asks for the score: %(kind)s.") % {"kind": self.survey.get_kind_display()}
            )
        told += [
            str(_("“%(question)s” is shown for answers that cannot be given: choose again.") % {"question": each})
            for each in questions
            if not each.is_reachable()
        ]
        for language in self.languages:
            for each in questions:
                if not each.is_complete_in(language):
                    words = {
                        "question": text_in(each.texts, "", self.default_language) or each.order,
                        "language": LANGUAGES[language],
                    }
                    told.append(_("“%(question)s” lacks a text in the language “%(language)s”.") % words)
        return told

    @transaction.atomic
    def copy(self, survey: Survey) -> "SurveyVersion":
        """The next version of the same survey, or the first of another one, as a draft with the same questions."""
        last = survey.versions.aggregate(last=models.Max("number"))["last"] or 0
        made = SurveyVersion.objects.create(
            survey=survey, number=last + 1, languages=self.languages, default_language=self.default_language,
            introduction=self.introduction, thanks=self.thanks, mail_subject=self.mail_subject,
            mail_text=self.mail_text,
        )  # fmt: skip
        copied: dict[int, Question] = {}
        for each in self.questions.order_by("order"):
            source = each.pk
            each.pk, each.version, each._state.adding = None, made, True
            each.depends_on = copied.get(each.depends_on_id) if each.depends_on_id else None
            each.save()
            copied[source] = each
        return made


class QuestionQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return Q()

    def refuse_frozen(self) -> None:
        if self.filter(version__published_at__isnull=False).exists():
            refuse_frozen()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        questions = list(objs)
        if SurveyVersion.objects.published().filter(pk__in={each.version_id for each in questions}).exists():
            refuse_frozen()
        return super().bulk_create(questions, *args, **kwargs)

    def update(self, **values: Any) -> int:
        self.refuse_frozen()
        return super().update(**values)

    def delete(self) -> Any:
        self.refuse_frozen()
        return super().delete()


class Question(models.Model):
    """One question of a version.

    `key` stays the same from version to version; so do the keys of its choices, so that the same answer in two
    languages or two versions is one: `choices` is [{"key": "c1", "texts": {"en": "Price", "fr": "Prix"}}].

    With `depends_on` it is shown only if that earlier question's answer is among `shown_for`: whole numbers of a score
    or a scale, keys of choices (of several choices one is enough), true or false.
    """

    class Kind(models.TextChoices):
        SCORE = "score", _("Score")
        CHOICE = "choice", _("One choice")
        MULTIPLE = "multiple", _("Several choices")
        SCALE = "scale", _("Scale")
        TEXT = "text", _("Text")
        YES_NO = "yes_no", _("Yes or no")

    WITH_CHOICES = (Kind.CHOICE, Kind.MULTIPLE)

    version = models.ForeignKey(
        SurveyVersion, verbose_name=_("version"), on_delete=models.CASCADE, related_name="questions"
    )
    key = models.SlugField(_("key"), max_length=20, db_index=False)
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    texts = TextsField(_("text"), blank=False)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    lowest = models.SmallIntegerField(_("lowest"), null=True, blank=True)
    highest = models.SmallIntegerField(_("highest"), null=True, blank=True)
    lowest_means = TextsField(_("what the lowest means"))
    highest_means = TextsField(_("what the highest means"))
    required = models.BooleanField(_("required"), default=False)
    depends_on = models.ForeignKey(
        "self",
        verbose_name=_("shown after"),
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="dependents",
    )
    shown_for = models.JSONField(_("shown for"), default=list, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="question_order_once"),
            models.UniqueConstraint(fields=["version", "key"], name="question_key_once"),
            models.UniqueConstraint(fields=["version"], condition=Q(kind="score"), name="question_one_score"),
            models.CheckConstraint(
                condition=Q(kind="scale", lowest__isnull=False, highest__gt=F("lowest"))
                | (~Q(kind="scale") & Q(lowest=None, highest=None)),
                name="question_scale_has_ends",
            ),
            models.CheckConstraint(
                condition=Q(depends_on=None) | ~Q(depends_on=F("id")), name="question_not_after_itself"
            ),
        ]

    def __str__(self) -> str:
        return text_in(self.texts)

    def clean(self) -> None:
        """Raises ValidationError where the choices or the condition make no sense."""
        super().clean()
        from feedback.models.conditions import check_choices, check_condition

        check_choices(self)
        check_condition(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if SurveyVersion(pk=self.version_id).is_frozen():
            refuse_frozen()
        self.key = self.key or self.next_key()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if SurveyVersion(pk=self.version_id).is_frozen():
            refuse_frozen()
        return super().delete(*args, **kwargs)

    def next_key(self) -> str:
        """A key that no question of any version of the survey ever had; the score's is always "score"."""
        if self.kind == self.Kind.SCORE:
            return "score"
        known = set(Question.objects.filter(version__survey=self.version.survey_id).values_list("key", flat=True))
        return next(key for key in (f"q{number}" for number in range(1, len(known) + 2)) if key not in known)

    def scale(self) -> tuple[int, int] | None:
        """The lowest and the highest whole number that may be answered; None where no number is."""
        if self.kind == self.Kind.SCALE:
            return self.lowest, self.highest  # type: ignore[return-value]
        return SCALES.get(self.version.survey.kind) if self.kind == self.Kind.SCORE else None  # type: ignore[call-overload]

    def is_reachable(self) -> bool:
        """Whether its condition can be met."""
        from feedback.models.conditions import check_condition

        try:
            check_condition(self)
        except ValidationError:
            return False
        return True

    def is_complete_in(self, language: str) -> bool:
        """Whether the question and its choices have a text in the language."""
        return language in self.texts and all(language in choice["texts"] for choice in self.choices)
