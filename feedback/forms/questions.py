"""The form of one question of a draft: its text in each language, its choices, when it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from feedback.editing import next_place
from feedback.forms.languages import Group, add_fields, group, line, texts_typed
from feedback.forms.surveys import DraftForm
from feedback.models import Question, SurveyVersion
from feedback.models.conditions import MOST_CHOICES, NPS_GROUPS, answers_of, check_choices, check_condition
from feedback.models.surveys import ScoreKind
from feedback.models.texts import text_in
from feedback.questionnaire import as_typed

LONGEST_QUESTION, LONGEST_CHOICE = 300, 120
LOWEST, HIGHEST, WIDEST = 0, 10, 10
# Rows for choices of a question that has none, and how many are added at once.
ROWS, MORE = 4, 3
ENDS = {"lowest_means": _("The lowest means"), "highest_means": _("The highest means")}
GROUP_LABELS = {
    "promoters": _("Promoters (9–10)"),
    "passives": _("Passives (7–8)"),
    "detractors": _("Detractors (0–6)"),
}


@dataclass(frozen=True)
class Row:
    """A choice: its hidden key and a field for each language."""

    number: int
    key: forms.BoundField
    fields: list[forms.BoundField]
    first: bool
    last: bool


class QuestionForm(DraftForm):
    """Fills `question`, which may be new. `rows` is how many choices the page has room for."""

    required = forms.BooleanField(label=_("Must be answered"), required=False)
    depends_on = forms.ChoiceField(label=_("Shown"), required=False)

    def __init__(self, *args: Any, version: SurveyVersion, question: Question, rows: int = 0, **options: Any) -> None:
        super().__init__(*args, version=version, **options)
        self.question, self.languages = question, list(version.languages)
        self.initial.setdefault("required", question.required)
        add_fields(self, "text", "", self.languages, question.texts, line(LONGEST_QUESTION))
        self.fields[f"text_{version.default_language}"].required = True
        self._add_scale()
        self._add_choices(rows)
        self._add_condition()
        style(self)

    @property
    def has_choices(self) -> bool:
        return self.question.kind in Question.WITH_CHOICES

    @property
    def has_ends(self) -> bool:
        return self.question.kind in (Question.Kind.SCORE, Question.Kind.SCALE)

    def _add_scale(self) -> None:
        if self.question.kind == Question.Kind.SCALE:
            for name, label, value in (("lowest", _("From"), 1), ("highest", _("To"), 5)):
                held = getattr(self.question, name)
                self.fields[name] = forms.IntegerField(label=label, min_value=LOWEST, max_value=HIGHEST)
                self.initial.setdefault(name, value if held is None else held)
        if self.has_ends:
            for name in ENDS:
                add_fields(self, name, "", self.languages, getattr(self.question, name), line(60))

    def _add_choices(self, rows: int) -> None:
        self.rows = 0
        if not self.has_choices:
            return
        self.fields["rows"] = forms.IntegerField(
            required=False, min_value=1, max_value=MOST_CHOICES, widget=forms.HiddenInput
        )
        stored: list[dict[str, Any]] = self.question.choices
        typed = str(self.data.get("rows", "")) if self.is_bound else ""
        wanted = int(typed) if typed.isdecimal() else rows or max(ROWS, len(stored) + 1)
        self.rows = min(wanted, MOST_CHOICES)
        self.initial["rows"] = self.rows
        for number in range(self.rows):
            choice: dict[str, Any] = stored[number] if number < len(stored) else {"key": "", "texts": {}}
            self.fields[f"choice_{number}_key"] = forms.SlugField(
                required=False, max_length=20, widget=forms.HiddenInput
            )
            self.initial.setdefault(f"choice_{number}_key", choice["key"])
            label = gettext("Choice %(number)s") % {"number": number + 1}
            add_fields(self, f"choice_{number}", label, self.languages, choice["texts"], line(LONGEST_CHOICE))

    def _add_condition(self) -> None:
        """What may decide: the earlier questions that have answers to choose from."""
        earlier = self.version.questions.order_by("order")
        if self.question.pk:
            earlier = earlier.filter(order__lt=self.question.order)
        self.deciding = [each for each in earlier if answers_of(each)]
        choices = [("", _("always")), *((str(each.pk), self._decides(each)) for each in self.deciding)]
        self.fields["depends_on"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("depends_on", str(self.question.depends_on_id or ""))
        for each in self.deciding:
            name = f"shown_for_{each.pk}"
            self.fields[name] = forms.MultipleChoiceField(
                label=_("for these answers"),
                required=False,
                choices=self._answers(each),
                widget=forms.CheckboxSelectMultiple,
            )
            held = self.question.shown_for if self.question.depends_on_id == each.pk else []
            self.initial.setdefault(name, self._ticked(each, held))

    def _decides(self, question: Question) -> str:
        text = text_in(question.texts, "", self.version.default_language)
        return gettext("after an answer to “%(question)s”") % {"question": text}

    def _is_nps(self, question: Question) -> bool:
        return question.kind == Question.Kind.SCORE and self.version.survey.kind == ScoreKind.NPS

    def _answers(self, question: Question) -> list[tuple[str, Any]]:
        if question.kind in Question.WITH_CHOICES:
            return [
                (choice["key"], text_in(choice["texts"], "", self.version.default_language))
                for choice in question.choices
            ]
        if question.kind == Question.Kind.YES_NO:
            return [("yes", _("Yes")), ("no", _("No"))]
        groups = list(GROUP_LABELS.items()) if self._is_nps(question) else []
        return [*groups, *((str(each), str(each)) for each in answers_of(question))]

    def _ticked(self, question: Question, held: list[Any]) -> list[str]:
        """Groups that are held whole, and what is held besides."""
        values = [as_typed(each) for each in held]
        if not self._is_nps(question):
            return values
        whole = [name for name, scores in NPS_GROUPS.items() if set(scores) <= set(held)]
        within = {str(score) for name in whole for score in NPS_GROUPS[name]}
        return [*whole, *(value for value in values if value not in within)]

    def _chosen(self, question: Question, ticked: list[str]) -> list[Any]:
        """What was ticked as values, in the order of the answers."""
        wanted = set(ticked)
        for name in wanted & set(NPS_GROUPS):
            wanted |= {str(score) for score in NPS_GROUPS[name]}
        return [each for each in answers_of(question) if as_typed(each) in wanted]

    def texts(self) -> Group:
        return group(self, "text", _("Question"), self.languages)

    def ends(self) -> list[Group]:
        if not self.has_ends:
            return []
        return [group(self, name, label, self.languages) for name, label in ENDS.items()]

    def choice_rows(self) -> list[Row]:
        return [
            Row(
                number,
                self[f"choice_{number}_key"],
                [self[f"choice_{number}_{language}"] for language in self.languages],
                number == 0,
                number == self.rows - 1,
            )
            for number in range(self.rows)
        ]

    def conditions(self) -> list[tuple[Question, forms.BoundField]]:
        return [(each, self[f"shown_for_{each.pk}"]) for each in self.deciding]

    def typed(self, data: Any) -> dict[str, Any]:
        """What was typed so far, to be shown again unchecked."""
        return {name: field.widget.value_from_datadict(data, {}, name) for name, field in self.fields.items()}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        question = self.question
        question.texts = texts_typed(data, "text", self.languages, question.texts)
        question.required = bool(data.get("required"))
        if question.kind == Question.Kind.SCALE:
            self._take_scale(data)
        if self.has_ends:
            for name in ENDS:
                setattr(question, name, texts_typed(data, name, self.languages, getattr(question, name)))
        if self.has_choices:
            self._take_choices(data)
        self._take_condition(data)
        self._keep_what_hangs_on_it()
        return data

    def _keep_what_hangs_on_it(self) -> None:
        """Refuses to take away an answer for which another question is shown."""
        if self.errors or not self.question.pk:
            return
        answers = answers_of(self.question)
        for each in self.question.dependents.all():
            if any(value not in answers for value in each.shown_for):
                sentence = _(
                    "“%(question)s” is shown for an answer that is missing now: put it back, or change that first."
                )
                raise ValidationError(sentence % {"question": each})

    def _take_scale(self, data: dict[str, Any]) -> None:
        question = self.question
        question.lowest, question.highest = data.get("lowest"), data.get("highest")
        if question.lowest is not None and question.highest is not None and question.highest <= question.lowest:
            self.add_error("highest", _("The highest number is above the lowest."))

    def _take_choices(self, data: dict[str, Any]) -> None:
        """Rows without a word are left out; a new choice gets a key that no choice of the question ever had."""
        stored = {choice["key"]: choice["texts"] for choice in self.question.choices}
        fresh = new_choice_keys(self.question)
        found = []
        for number in range(self.rows):
            key = data.get(f"choice_{number}_key") or ""
            texts = texts_typed(data, f"choice_{number}", self.languages, {})
            if texts:
                kept = {
                    language: text for language, text in stored.get(key, {}).items() if language not in self.languages
                }
                found.append({"key": key if key in stored else next(fresh), "texts": kept | texts})
        self.question.choices = found
        self._report(check_choices, {"choices": "choice_0_" + self.languages[0]})

    def _take_condition(self, data: dict[str, Any]) -> None:
        question = self.question
        chosen = next((each for each in self.deciding if str(each.pk) == data.get("depends_on")), None)
        question.depends_on = chosen
        question.shown_for = self._chosen(chosen, data.get(f"shown_for_{chosen.pk}") or []) if chosen else []
        question.version = self.version
        question.order = question.order or next_place(self.version)
        self._report(check_condition, {"shown_for": f"shown_for_{chosen.pk}" if chosen else "depends_on"})

    def _report(self, check: Any, fields: Mapping[str, str]) -> None:
        try:
            check(self.question)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                self.add_error(fields.get(name, name), sentences)

    def save(self) -> Question:
        self.question.save()
        self.version.save()
        return self.question


def new_choice_keys(question: Question) -> Any:
    """Keys that no choice of the question had in any version: c1, c2 …"""
    if question.key:
        past = Question.objects.filter(version__survey=question.version.survey_id, key=question.key)
        known = {choice["key"] for choices in past.values_list("choices", flat=True) for choice in choices}
    else:
        known = set()
    numbers = iter(range(1, len(known) + MOST_CHOICES + 1))
    return (key for key in (f"c{number}" for number in numbers) if key not in known)
