"""Jauge's own sentences around the questions of a survey, in languages that Jauge does not speak itself.

An administrator writes them once for all surveys; one that is not written stands in a language that Jauge speaks.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm.access import ReferenceQuerySet
from crm.languages import SPOKEN
from feedback.models.texts import validate_language

LONGEST = 300
# What a sentence is filled with: %(name)s is the company's name.
FILLED = re.compile(r"%\(\w+\)s")

ON_PAGES: dict[str, Any] = {
    "language": _("Language"),
    "opinion": _("%(name)s: your opinion"),
    "optional": pgettext_lazy("question", "optional"),
    "at_least_one": pgettext_lazy("question", "at least one"),
    "send": _("Send"),
    "problem": _("Something is missing or cannot be read: see below, then send again."),
    "please_answer": _("Please answer this question."),
    "choose_shown": _("Choose one of the answers shown."),
    "more": _("Thank you. A few words more, then send again."),
    "kept": _("We kept what you had begun: go on where you stopped."),
    "thank_you": pgettext_lazy("after an answer", "Thank you"),
    "answered_already": _("You have answered already, thank you"),
    "recorded": _("Your answer was recorded; this link works once."),
    "next_answer": _("Next answer"),
    "anonymous": _("Your answer is anonymous: it is kept without your name."),
    "privacy": _("Privacy"),
    "no_more": _("I want no more surveys"),
}
IN_MAILS: dict[str, Any] = {
    "subject": _("%(name)s: what do you think of us?"),
    "reminder": _("Reminder: %(subject)s"),
    "hello": _("Hello,"),
    "hello_name": _("Hello %(name)s,"),
    "asked_before": _("We asked you some days ago; perhaps you have a moment now."),
    "score_of": _("%(score)s out of %(highest)s"),
    "click": _("A click opens the survey with your choice; you confirm it there."),
    "answer_survey": _("Answer the survey"),
    "answer_here": _("Answer here:"),
    "link_works": ngettext_lazy("The link works for %(days)s day.", "The link works for %(days)s days.", "days"),
    "leave": _("No more surveys from us"),
}
SENTENCES = ON_PAGES | IN_MAILS
# Has a form for one day and another for several where Jauge speaks the language.
COUNTED = "link_works"


def filled_with(key: str) -> set[str]:
    """What a sentence must keep: {"%(name)s"}."""
    return {"%(days)s"} if key == COUNTED else set(FILLED.findall(str(SENTENCES[key])))


class Sentence(models.Model):
    """One of them in one language, as an administrator wrote it."""

    language = models.CharField(_("language"), max_length=5, validators=[validate_language])
    key = models.SlugField(_("key"), max_length=20)
    text = models.CharField(_("text"), max_length=LONGEST)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("sentence in another language")
        verbose_name_plural = _("sentences in other languages")
        ordering = ["language", "key"]
        constraints = [
            models.UniqueConstraint(fields=["language", "key"], name="sentence_once_per_language"),
            models.CheckConstraint(condition=~Q(text=""), name="sentence_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        check_text(self.key, self.text)


def check_text(key: str, text: str) -> None:
    """Raises ValidationError where what a sentence is filled with got lost, or a stray % would be read as such."""
    wanted = filled_with(key)
    if set(FILLED.findall(text)) != wanted or "%" in FILLED.sub("", text):
        if wanted:
            sentence = _("Write %(words)s where it belongs, letter by letter, and no other %% sign.")
            raise ValidationError(sentence % {"words": " ".join(sorted(wanted))})
        raise ValidationError(_("Nothing is filled in here: leave the %% sign out.") % {})


class Said:
    """A sentence as it is shown; `own` marks the language where it is not that of the texts around it."""

    def __init__(self, text: str, own: Any) -> None:
        self.text, self.own = text, own

    def __str__(self) -> str:
        return self.text


class Sentences:
    """The sentences around texts in a language; where one is not written, in the language that is active.

    `words` fills them in: the company's `name`, the number of `days`.
    """

    def __init__(self, language: str, **words: Any) -> None:
        self.language, self.words = language, words
        rows = Sentence.objects.filter(language=language) if language not in SPOKEN else Sentence.objects.none()
        self.written = dict(rows.values_list("key", "text"))
        spoken = get_language() or ""
        self.otherwise = format_html(' lang="{}" dir="ltr"', spoken) if spoken != language else ""

    def __getitem__(self, key: str) -> Said:
        return self.say(key)

    def say(self, key: str, **more: Any) -> Said:
        words = self.words | more
        if key in self.written:
            return Said(self.written[key] % words, "")
        sentence = SENTENCES[key] if key != COUNTED else SENTENCES[key] % words
        return Said(str(sentence) % words if filled_with(key) and key != COUNTED else str(sentence), self.otherwise)
