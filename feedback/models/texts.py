"""Words that customers read, in each language of a survey: {"en": "Thank you", "fr": "Merci"}."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from crm.languages import LANGUAGES, base


def validate_texts(texts: Any) -> None:
    """A known language code to a text that says something; a language without a text is left out."""
    if not isinstance(texts, dict):
        raise ValidationError(_("Texts are given by language, as {“en”: “…”}."))
    for language, text in texts.items():
        validate_language(language)
        if not isinstance(text, str) or not text.strip():
            raise ValidationError(_("A text in one of the languages is empty: write it or leave the language out."))


def validate_language(language: Any) -> None:
    if language not in LANGUAGES:
        raise ValidationError(_("“%(language)s” is not a language: give a code such as “de”.") % {"language": language})


def validate_languages(languages: Any) -> None:
    """A list of known languages, each once, at least one."""
    if not isinstance(languages, list) or not languages or len(set(map(str, languages))) != len(languages):
        raise ValidationError(_("Choose at least one language, each once."))
    for language in languages:
        validate_language(language)


def text_in(texts: dict[str, str], language: str = "", otherwise: str = "") -> str:
    """The text in a language (empty: the reader's), else in the language `otherwise`, else in any; "" without texts."""
    wanted = base(language or get_language() or "")
    return texts.get(wanted) or texts.get(otherwise) or next(iter(texts.values()), "")


class TextsField(models.JSONField):
    """Texts by language; `validate_texts` says what they look like."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", dict)
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    default_validators = [validate_texts]
