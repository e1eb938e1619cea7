"""Texts side by side: a field for each language of a version, read as texts by language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy

from crm.languages import FROM_THE_RIGHT, LANGUAGES

Maker = Callable[[], forms.CharField]


@dataclass(frozen=True)
class Group:
    """What is written in each language: what it is, and a bound field for each."""

    label: Any
    help: Any
    fields: list[forms.BoundField]


def field_name(name: str, language: str) -> str:
    return f"{name}_{language}"


def add_fields(
    form: Any,
    name: str,
    label: Any,
    languages: Iterable[str],
    texts: dict[str, str],
    make: Maker,
) -> None:
    """A field for each language, with the text that is there; without a label, a legend above says what it is."""
    for language in languages:
        field = make()
        named = LANGUAGES[language]
        field.label = format_lazy("{label} ({language})", label=label, language=named) if label else named
        field.widget.attrs["lang"] = language
        if language in FROM_THE_RIGHT:
            field.widget.attrs["dir"] = "rtl"
        form.fields[field_name(name, language)] = field
        form.initial.setdefault(field_name(name, language), texts.get(language, ""))


def texts_typed(data: dict[str, Any], name: str, languages: Iterable[str], before: dict[str, str]) -> dict[str, str]:
    """Texts by language from cleaned fields; what is written in languages that are not shown stays."""
    shown = list(languages)
    found = {language: text for language, text in before.items() if language not in shown}
    found |= {language: data.get(field_name(name, language)) or "" for language in shown}
    return {language: text for language, text in found.items() if text}


def group(form: Any, name: str, label: Any, languages: Iterable[str], help_text: Any = "") -> Group:
    return Group(label, help_text, [form[field_name(name, language)] for language in languages])


def line(most: int, **attributes: Any) -> Maker:
    """Makes a field for one line of at most so many letters."""
    return lambda: forms.CharField(
        required=False, max_length=most, widget=forms.TextInput(attrs={"class": "form-control", **attributes})
    )


def paragraphs(most: int, rows: int = 3) -> Maker:
    return lambda: forms.CharField(
        required=False, max_length=most, widget=forms.Textarea(attrs={"class": "form-control", "rows": rows})
    )
