"""The form of a version that customers fill in: its fields, what is shown when, what is valid, what was answered.

The page, the preview and the embedded form are made of this one and of `feedback/_questionnaire.html`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from crm.languages import SPOKEN, first_of, yes_and_no
from feedback.models import Question, SurveyVersion
from feedback.models.conditions import is_shown
from feedback.models.sentences import Sentences
from feedback.models.texts import text_in

LONGEST_TEXT = 5000
YES, NO = "yes", "no"
Kind = Question.Kind


@dataclass(frozen=True)
class Asked:
    """A question as the template shows it; `options` are value, label and whether it is chosen.

    `condition` is, for the script, the key of the question that decides and the answers for which this is shown.
    """

    question: Question
    text: str
    bound: forms.BoundField
    options: list[tuple[str, str, bool]]
    shown: bool
    condition: tuple[str, str] | None
    lowest_means: str = ""
    highest_means: str = ""
    error_own: str = ""

    @property
    def is_scale(self) -> bool:
        return self.question.kind in (Kind.SCORE, Kind.SCALE)


class Questionnaire(forms.Form):
    """The questions of a version in a language.

    `answered` are values known before, by the key of the question (of a draft, or a score chosen in an e-mail). Values
    are what `AnswerValue.value` holds: a whole number, the key of a choice, a list of keys, a text, true or false.

    Without a script a question may become due by the very answers that are sent. `unseen` then names it, and the form
    is to be shown again: record answers only when `is_complete()`.
    """

    # The keys of the questions that were on the page, so that what was never shown is not missed.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        version: SurveyVersion,
        language: str,
        data: Any = None,
        answered: dict[str, Any] | None = None,
        says: Sentences | None = None,
    ) -> None:
        self.version, self.language = version, self._spoken(version, language)
        self.says = says or Sentences(self.language)
        self.questions: list[Question] = list(version.questions.select_related("depends_on").order_by("order"))
        self._know_each_other()
        known = {each.key: each for each in self.questions}
        self.answered = {key: value for key, value in (answered or {}).items() if key in known}
        self.values: dict[str, Any] = {}
        self.unseen: list[str] = []
        super().__init__(data, initial={key: as_typed(value) for key, value in self.answered.items()})
        for each in self.questions:
            self.fields[each.key] = self._field(each)

    @staticmethod
    def _spoken(version: SurveyVersion, language: str) -> str:
        """The language if the survey has it, else the survey's default one."""
        return first_of(version.languages, language, otherwise=version.default_language)

    def _know_each_other(self) -> None:
        """A question on which others hang is one object, read once; all know their version."""
        by_id = {each.pk: each for each in self.questions}
        for each in self.questions:
            each.version = self.version
            if each.depends_on_id is not None:
                each.depends_on = by_id[each.depends_on_id]

    def _text(self, texts: dict[str, str]) -> str:
        return text_in(texts, self.language, self.version.default_language)

    def _options(self, question: Question) -> list[tuple[str, str]]:
        if question.kind == Kind.YES_NO:
            yes, no = (None if self.language in SPOKEN else yes_and_no(self.language)) or (_("Yes"), _("No"))
            return [(YES, yes), (NO, no)]
        if question.kind in Question.WITH_CHOICES:
            return [(choice["key"], self._text(choice["texts"])) for choice in question.choices]
        ends = question.scale()
        return [(str(number), str(number)) for number in range(ends[0], ends[1] + 1)] if ends else []

    def _field(self, question: Question) -> forms.Field:
        label, wrong = self._text(question.texts), {"invalid_choice": str(self.says["choose_shown"])}
        if question.kind == Kind.TEXT:
            return forms.CharField(
                label=label, required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
            )
        if question.kind == Kind.MULTIPLE:
            return forms.MultipleChoiceField(
                label=label, required=False, choices=self._options(question), error_messages=wrong
            )
        return forms.ChoiceField(label=label, required=False, choices=self._options(question), error_messages=wrong)

    def clean(self) -> dict[str, Any]:
        """Keeps what was answered to questions that are shown; what is required and was seen must be answered."""
        given = super().clean() or {}
        seen = set(given.get("seen", "").split())
        for each in self.questions:
            if not is_shown(each, self.values):
                self.errors.pop(each.key, None)
                continue
            if each.key not in seen:
                self.unseen.append(each.key)
            value = value_of(each, given.get(each.key))
            if value is not None:
                self.values[each.key] = value
            elif each.required and each.key in seen and each.key not in self.errors:
                self.add_error(each.key, str(self.says["please_answer"]))
        return given

    def is_complete(self) -> bool:
        """Whether everything shown was seen and is answered as it must be: then `values` may be recorded."""
        return self.is_valid() and not self.unseen

    def so_far(self) -> dict[str, Any]:
        """What is known now, for what is shown: the values sent where there are some, else those known before."""
        if not self.is_bound:
            return self.answered
        self.is_valid()  # cleans what was sent, once
        return self.values

    def asked(self) -> list[Asked]:
        """Every question in order, for the template; those that are not due are there, hidden."""
        so_far = self.so_far()
        return [self._asked(each, so_far) for each in self.questions]

    def _asked(self, question: Question, so_far: dict[str, Any]) -> Asked:
        bound = self[question.key]
        held = bound.value()
        chosen = {str(each) for each in (held if isinstance(held, list | tuple) else [held])}
        decides, wanted = question.depends_on, [as_typed(each) for each in question.shown_for]
        return Asked(
            question,
            str(bound.label),
            bound,
            [(value, label, value in chosen) for value, label in self._options(question)],
            is_shown(question, so_far),
            (decides.key, " ".join(wanted)) if decides else None,
            self._text(question.lowest_means),
            self._text(question.highest_means),
            self._error_own(bound),
        )

    def _error_own(self, bound: forms.BoundField) -> str:
        """The mark of an error that is not in the survey's language."""
        theirs = {self.says.written.get(key) for key in ("choose_shown", "please_answer")}
        return "" if bound.errors and bound.errors[0] in theirs else str(self.says.otherwise)

    def seen_now(self) -> str:
        """What the hidden field `seen` holds when the form is shown."""
        so_far = self.so_far()
        return " ".join(each.key for each in self.questions if is_shown(each, so_far))

    def introduction(self) -> str:
        return self._text(self.version.introduction)

    def thanks(self) -> str:
        return self._text(self.version.thanks)


def as_typed(value: Any) -> Any:
    """A stored value as the form's fields hold it."""
    if isinstance(value, bool):
        return YES if value else NO
    return str(value) if isinstance(value, int) else value


def value_of(question: Question, typed: Any) -> Any:
    """A cleaned field as it is stored; None where nothing was answered."""
    if typed in (None, "", []):
        return None
    if question.kind == Kind.YES_NO:
        return typed == YES
    return int(typed) if question.kind in (Kind.SCORE, Kind.SCALE) else typed


def score_of(values: dict[str, Any], questions: Iterable[Question]) -> int | None:
    """The score among the values of an answer."""
    return next((values.get(each.key) for each in questions if each.kind == Kind.SCORE), None)


def comment_of(values: dict[str, Any], questions: Iterable[Question]) -> str:
    """What the customer wrote, in the order asked, a blank line between two texts."""
    written = [values.get(each.key, "") for each in questions if each.kind == Kind.TEXT]
    return "\n\n".join(text for text in written if text)
