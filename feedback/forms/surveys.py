"""Forms of a survey: a new one, its name and promises, the texts of its draft."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.languages import LANGUAGES, SPOKEN, named
from feedback.forms.languages import Group, add_fields, group, line, paragraphs, texts_typed
from feedback.models import Survey, SurveyVersion
from feedback.models.surveys import ScoreKind
from feedback.starting_points import BY_SLUG, STARTING_POINTS, begin

EMPTY = "empty"
STALE = _("Someone else changed this survey meanwhile: compare with what is stored now, then save again.")


class NewSurveyForm(forms.ModelForm):
    """A name and what to start from; an empty one says which score it asks for."""

    start = forms.ChoiceField(
        label=_("Start from"),
        choices=[*((each.slug, each.label) for each in STARTING_POINTS), (EMPTY, _("An empty survey"))],
        initial=STARTING_POINTS[0].slug,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label=_("Score of an empty survey"), choices=ScoreKind.choices, required=False)

    class Meta:
        model = Survey
        fields = ["name", "anonymous"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        style(self)

    def starts(self) -> list[dict[str, Any]]:
        """What there is to start from, as cards: value, label, what it is about, whether it is chosen."""
        chosen = self["start"].value()
        cards = [(each.slug, each.label, each.about) for each in STARTING_POINTS]
        cards.append((EMPTY, _("An empty survey"), _("Your own questions, with or without a score.")))
        return [
            {"value": value, "label": label, "about": about, "chosen": value == chosen} for value, label, about in cards
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start = data.get("start")
        if start == EMPTY and not data.get("kind"):
            self.add_error("kind", _("Choose the score that the survey asks for, or none."))
        self.instance.kind = BY_SLUG[start].kind if start in BY_SLUG else data.get("kind") or ""
        return data

    def save(self, commit: bool = True) -> Survey:
        survey: Survey = super().save(commit)
        point = BY_SLUG.get(self.cleaned_data["start"])
        if point is not None:
            begin(survey, point)
        else:
            survey.edit()
        return survey


class AboutForm(forms.ModelForm):
    """The name; the score and the promise of anonymity as long as nobody was asked."""

    class Meta:
        model = Survey
        fields = ["name", "kind", "anonymous"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.is_settled():
            for name in ("kind", "anonymous"):
                self.fields[name].disabled = True
            self.fields["kind"].help_text = _(
                "Customers were asked already: make a copy of the survey to ask otherwise."
            )
        style(self)


class DraftForm(forms.Form):
    """A form of a draft: knows whether someone else saved it since the page was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, version: SurveyVersion, **options: Any) -> None:
        super().__init__(*args, **options)
        self.version = version
        self.initial["revision"] = version.revision

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("revision") not in (None, self.version.revision):
            # Shown again it is about what is stored now: who saves once more has been told.
            shown: Any = self.data.copy()  # type: ignore[attr-defined]
            shown["revision"] = str(self.version.revision)
            self.data = shown
            raise ValidationError(STALE)
        return data


class TextsForm(DraftForm):
    """The languages of a draft, and its texts in each, side by side; one more language at a time may be added."""

    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    added = forms.ChoiceField(
        label=_("Add a language"), required=False, help_text=_("Its texts are written after it is saved.")
    )
    default_language = forms.ChoiceField(
        label=_("Default language"),
        help_text=_("Where the survey has neither the customer’s language nor the company’s."),
    )
    TEXTS = (
        ("introduction", _("Introduction"), paragraphs(2000), _("Above the first question.")),
        ("thanks", _("Thank-you"), paragraphs(2000), _("After the last answer.")),
        ("mail_subject", _("Subject of the e-mail"), line(150), ""),
        (
            "mail_text",
            _("Text of the e-mail"),
            paragraphs(4000, 5),
            _("Above the first question, which is answered with one click."),
        ),
    )

    def __init__(self, *args: Any, version: SurveyVersion, **options: Any) -> None:
        super().__init__(*args, version=version, **options)
        self.initial["languages"] = version.languages
        self.initial["default_language"] = version.default_language
        self.shown = list(dict.fromkeys([*version.languages, *SPOKEN]))
        offered: dict[str, list[tuple[str, str]]] = {
            "languages": [(code, str(LANGUAGES[code])) for code in self.shown],
            "added": [("", "–"), *named(code for code in LANGUAGES if code not in self.shown)],
            "default_language": [(code, str(LANGUAGES[code])) for code in self.shown],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for name, _label, make, _help in self.TEXTS:
            add_fields(self, name, "", self.shown, getattr(version, name), make)
        style(self)
        self.fields["languages"].widget.attrs.pop("class", None)

    def groups(self) -> list[Group]:
        return [group(self, name, label, self.shown, help_text) for name, label, _make, help_text in self.TEXTS]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        languages = data.get("languages")
        if languages and data.get("default_language") not in languages:
            self.add_error("default_language", _("Choose one of the survey’s languages."))
        return data

    def save(self) -> None:
        data, version = self.cleaned_data, self.version
        added = [data["added"]] if data["added"] else []
        version.languages, version.default_language = [*data["languages"], *added], data["default_language"]
        for name, _label, _make, _help in self.TEXTS:
            setattr(version, name, texts_typed(data, name, self.shown, getattr(version, name)))
        version.save()
