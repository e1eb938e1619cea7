"""What the versions of a survey differ in, in sentences."""

from typing import Any

from django.utils.translation import gettext as _

from crm.languages import LANGUAGES
from feedback.models import Question, SurveyVersion
from feedback.models.texts import text_in

TEXTS = ("introduction", "thanks", "mail_subject", "mail_text")


def differences(earlier: SurveyVersion, later: SurveyVersion) -> list[str]:
    """What `later` asks otherwise than `earlier`; both with their questions prefetched. Empty where nothing differs."""
    return [*differences_of_texts(earlier, later), *differences_of_questions(earlier, later)]


def differences_of_texts(earlier: SurveyVersion, later: SurveyVersion) -> list[str]:
    told = []
    if set(earlier.languages) != set(later.languages):
        words = {"before": listed(earlier.languages), "after": listed(later.languages)}
        told.append(_("Languages: %(before)s → %(after)s") % words)
    if earlier.default_language != later.default_language:
        told.append(_("Default language: %(language)s") % {"language": LANGUAGES[later.default_language]})
    labels = [
        str(SurveyVersion._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in TEXTS
        if getattr(earlier, name) != getattr(later, name)
    ]
    if labels:
        told.append(_("Changed: %(what)s") % {"what": ", ".join(labels)})
    return told


def listed(languages: list[str]) -> str:
    return ", ".join(str(LANGUAGES[language]) for language in languages)


def differences_of_questions(earlier: SurveyVersion, later: SurveyVersion) -> list[str]:
    before = {each.key: each for each in in_order(earlier)}
    after = {each.key: each for each in in_order(later)}
    told = [_("Added: “%(question)s”") % {"question": each} for key, each in after.items() if key not in before]
    told += [_("Removed: “%(question)s”") % {"question": each} for key, each in before.items() if key not in after]
    kept = [key for key in after if key in before]
    if kept != [key for key in before if key in after]:
        told.append(_("The questions are in another order."))
    for key in kept:
        told += differences_of(before[key], after[key])
    return told


def in_order(version: SurveyVersion) -> list[Question]:
    return sorted(version.questions.all(), key=lambda question: question.order)


def differences_of(before: Question, after: Question) -> list[str]:
    told = []
    for language in sorted({*before.texts, *after.texts}):
        old, new = before.texts.get(language, ""), after.texts.get(language, "")
        if old != new:
            told.append(_("Reworded: “%(before)s” → “%(after)s”") % {"before": old, "after": new})
    if before.choices != after.choices:
        told.append(_("“%(question)s”: other choices") % {"question": after} + added_and_removed(before, after))
    if condition(before) != condition(after):
        told.append(_("“%(question)s”: shown after other answers") % {"question": after})
    if before.required != after.required:
        sentence = _("“%(question)s” must be answered") if after.required else _("“%(question)s” may be left out")
        told.append(sentence % {"question": after})
    if (before.lowest, before.highest) != (after.lowest, after.highest):
        told.append(_("“%(question)s”: another scale") % {"question": after})
    if ends(before) != ends(after):
        told.append(_("“%(question)s”: other words at the ends of the scale") % {"question": after})
    return told


def added_and_removed(before: Question, after: Question) -> str:
    """Which choices came and went, as " (+ Advice, − Price)"; empty where only words or the order changed."""
    old, new = ({each["key"]: text_in(each["texts"]) for each in question.choices} for question in (before, after))
    marks = [f"+ {text}" for key, text in new.items() if key not in old]
    marks += [f"− {text}" for key, text in old.items() if key not in new]
    return f" ({', '.join(marks)})" if marks else ""


def condition(question: Question) -> Any:
    decides = question.depends_on
    return (decides.key, question.shown_for) if decides is not None else None


def ends(question: Question) -> Any:
    return question.lowest_means, question.highest_means
