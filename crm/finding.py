"""A form field that finds a record while typing, and by its exact name where there is no script."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from crm.search import Finder, Found, kind_of

TEXT = "_text"


class FoundInput(forms.Widget):
    """A text to type in and the hidden key of the record that was chosen for it."""

    template_name = "crm/forms/finder.html"

    def __init__(self, kinds: tuple[str, ...], attrs: dict[str, Any] | None = None, creates: bool = False) -> None:
        super().__init__(attrs)
        self.kinds = kinds
        self.creates = creates

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return (data.get(name) or "").strip(), (data.get(name + TEXT) or "").strip()

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and name + TEXT not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        key, text = value if isinstance(value, tuple) else shown_value(value)
        context["finder"] = {
            "name": name,
            "key": key,
            "text": text,
            "kinds": ",".join(self.kinds),
            "creates": self.creates,
            "invalid": "aria-invalid" in context["widget"]["attrs"],
            "described_by": context["widget"]["attrs"].get("aria-describedby", ""),
        }
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """By the templates of the pages: the renderer of forms does not know them."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return id_


class HiddenFound(forms.HiddenInput):
    """What a field held when its form was drawn: the key and the text of the record, in one hidden input."""

    def format_value(self, value: Any) -> str:
        key, text = value if isinstance(value, tuple) else shown_value(value)
        return f"{key} {text}".strip()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        key, _space, text = (data.get(name) or "").partition(" ")
        return key, text


def shown_value(value: Any) -> tuple[str, str]:
    """Key and text of an initial value: a record, or nothing."""
    return (f"{kind_of(value)}:{value.pk}", str(value)) if isinstance(value, Model) else ("", "")


@dataclass(frozen=True)
class NewRecord:
    """A record that is not there yet: its kind and the name that was typed."""

    kind: str
    name: str


class FoundField(forms.Field):
    """Cleans to a record that the viewer may see. Set `viewer` before use: without it nothing is found.

    What was typed wins over the hidden key, so that editing the text after a choice never saves the old choice.
    """

    hidden_widget = HiddenFound
    default_error_messages = {
        "unknown": _("Nothing that you may see is called “%(text)s”: choose from the list, or correct the name."),
        "several": _("Several records are called “%(text)s”: choose one from the list."),
        "exists": _("“%(text)s” exists already: choose it from the list."),
    }

    def __init__(self, *, kinds: tuple[str, ...], **options: Any) -> None:
        options.setdefault("widget", FoundInput(kinds))
        super().__init__(**options)
        self.kinds = kinds
        self.viewer: Any = None
        # A form that can make a missing record says here which kind it was told to make.
        self.creating = ""

    def clean(self, value: Any) -> Any:
        key, text = value or ("", "")
        if not key and not text:
            super().validate(None)
            return None
        finder = Finder(self.viewer, self.kinds)
        if self.creating and text and not key:
            return self._new(finder, text)
        chosen = finder.get(key) if key else None
        if chosen and text in ("", chosen.label):
            return chosen.record
        return self._only(finder.called(text), text or key)

    def _new(self, finder: Finder, text: str) -> "NewRecord":
        if any(each.kind == self.creating for each in finder.called(text)):
            raise ValidationError(self.error_messages["exists"], code="exists", params={"text": text})
        return NewRecord(self.creating, text)

    def _only(self, found: list[Found], text: str) -> Any:
        if len(found) == 1:
            return found[0].record
        code = "several" if found else "unknown"
        raise ValidationError(self.error_messages[code], code=code, params={"text": text})

    def has_changed(self, initial: Any, data: Any) -> bool:
        seen = initial if isinstance(initial, tuple) else shown_value(initial)
        return seen != (data or ("", ""))


class ViewerForm(forms.Form):
    """A form that offers only what its viewer may see."""

    def __init__(self, *args: Any, viewer: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer
        give_viewer(self, viewer)


def give_viewer(form: Any, viewer: Any) -> None:
    for field in form.fields.values():
        if isinstance(field, FoundField):
            field.viewer = viewer
    style(form)


def style(form: Any) -> None:
    """The classes that the style sheet knows, and a dash where nothing is chosen."""
    for field in form.fields.values():
        widget = field.widget
        if isinstance(field, forms.ModelChoiceField) and field.empty_label == BLANK_CHOICE_DASH[0][1]:
            field.empty_label = "–"
        if isinstance(widget, (forms.HiddenInput, forms.RadioSelect, forms.CheckboxInput, FoundInput)):
            continue
        widget.attrs.setdefault("class", "form-select" if isinstance(widget, forms.Select) else "form-control")


class DateInput(forms.DateInput):
    """The browser's own calendar; its value is always written year first."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)
