"""Languages that customers read: all whose names Django knows. Jauge itself speaks those of the settings."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.functional import lazy
from django.utils.translation import get_language_info, gettext, override

from crm.models import Company
from crm.models.names import normalise

# Chinese is known by its two ways of writing only; the simplified one is the more usual.
NAMED_BY = {"zh": "zh-hans"}
# By code without a region: regions of a language understand each other's questions.
CODES = sorted({*(code for code, info in LANG_INFO.items() if "name" in info and "-" not in code), *NAMED_BY})
SPOKEN = dict(settings.LANGUAGES)
# How Django's own catalogues call the answers, in some ninety languages.
YES_NO_MAYBE = "yes,no,maybe"


def info(code: str) -> dict[str, Any]:
    found: dict[str, Any] = get_language_info(NAMED_BY.get(code, code))
    return found


def name_of(code: str) -> str:
    """What a language is called in the viewer's."""
    return gettext(info(code)["name"])


_lazy_name = lazy(name_of, str)
LANGUAGES: dict[str, Any] = {code: SPOKEN.get(code) or _lazy_name(code) for code in CODES}
# What each language is called by those who read it.
OWN_NAMES = {code: info(code)["name_local"].capitalize() for code in CODES}
FROM_THE_RIGHT = frozenset(code for code in CODES if info(code)["bidi"])


def named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes with their names in the viewer's language, by name."""
    return sorted(((code, str(LANGUAGES[code])) for code in codes), key=lambda each: normalise(each[1]))


def base(language: str) -> str:
    """“fr” of “fr-BE”."""
    return language.partition("-")[0].casefold()


def first_of(offered: Iterable[str], *wanted: str, otherwise: str = "") -> str:
    """The first wanted language that is offered, whatever its region."""
    known = set(offered)
    return next((code for each in wanted if (code := base(each)) in known), otherwise)


def spoken_by_jauge(*wanted: str) -> str:
    """In which language Jauge's own sentences stand: the first wanted one that it speaks, else the company's."""
    return first_of(SPOKEN, *wanted, otherwise=Company.current().language)


def yes_and_no(code: str) -> tuple[str, str] | None:
    """The two words in a language that Jauge does not speak, which Django knows them in; None where it does not."""
    with override(NAMED_BY.get(code, code)):
        words = gettext(YES_NO_MAYBE)
    yes, no = (each.strip().capitalize() for each in words.split(",")[:2])
    return None if words == YES_NO_MAYBE else (yes, no)
