"""An answer from elsewhere: what a body must hold, and what it becomes."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from crm.api.refusals import RefusalError
from crm.languages import LANGUAGES
from crm.models import Account, Company, Contact, Sale
from crm.models.names import normalise
from feedback import closing_the_loop
from feedback.models import Answer, Survey
from feedback.models.surveys import SCALES

WORDS = (
    "survey", "score", "answered_on", "answered_at", "comment", "language", "account", "contact", "sale", "external_id",
)  # fmt: skip
PEOPLE = ("external_id", "email__iexact", "normalised_name")
MOST_LETTERS = 20_000
MOST_OF_ID = 100
# Who was unhappy longer ago is not called back because an old survey is brought over.
RECENT_DAYS = 30


@transaction.atomic
def record(viewer: Any, body: Any) -> tuple[Answer, bool]:
    """The answer and whether it is new: sent again with its external id it is the one recorded before."""
    values = read(viewer, body)
    # Whoever sends the same answer at the same moment waits here.
    Survey.objects.select_for_update().get(pk=values["survey"].pk)
    if values["external_id"]:
        known = Answer.objects.filter(survey=values["survey"], external_id=values["external_id"]).first()
        if known is not None:
            return known, False
    answer = Answer.objects.create(**values)
    if answer.answered_on >= Company.current().today() - timedelta(days=RECENT_DAYS):
        closing_the_loop.answered(answer)
    return answer, True


def read(viewer: Any, body: Any) -> dict[str, Any]:
    """The columns of an answer; RefusalError with what would have been right."""
    if not isinstance(body, Mapping):
        raise RefusalError("bad_answer", _("An answer is a JSON object."), WORDS)
    for name in body:
        if name not in WORDS:
            sentence = _("“%(name)s” is no word of an answer: write one of %(names)s.")
            raise RefusalError("unknown_word", sentence % {"name": name, "names": ", ".join(WORDS)}, WORDS)
    survey = survey_in(body)
    at = moment_in(body)
    found: dict[str, Any] = {
        "survey": survey,
        "score": score_in(body, survey),
        "answered_at": at,
        "answered_on": Company.current().local_date(at) if at else day_in(body),
        "comment": text_in(body, "comment", MOST_LETTERS),
        "language": language_in(body),
        "external_id": text_in(body, "external_id", MOST_OF_ID),
        "account": record_in(Account.objects.visible_to(viewer), body, "account", PEOPLE),
        "contact": record_in(Contact.objects.visible_to(viewer), body, "contact", PEOPLE),
        "sale": record_in(Sale.objects.visible_to(viewer), body, "sale", ("external_id", "number")),
    }
    if found["answered_on"] > Company.current().today():
        raise RefusalError("bad_date", _("The answer lies in the future: give the day on which it was given."))
    if found["contact"] is not None and found["account"] is None:
        found["account"] = found["contact"].account
    return found


def survey_in(body: Mapping[str, Any]) -> Survey:
    """By id or by name, accents and case ignored."""
    given = body.get("survey")
    if isinstance(given, int) and not isinstance(given, bool):
        found = Survey.objects.filter(pk=given).first()
    else:
        found = Survey.objects.filter(normalised_name=normalise(str(given or ""))).first()
    if found is None:
        sentence = _("There is no survey “%(text)s”: give the name or the id of one.") % {"text": given or ""}
        raise RefusalError("unknown_survey", sentence, Survey.objects.values_list("name", flat=True)[:50])
    return found


def score_in(body: Mapping[str, Any], survey: Survey) -> int | None:
    given = body.get("score")
    if given is None:
        return None
    lowest, highest = SCALES.get(survey.kind, (-32768, 32767))  # type: ignore[call-overload]
    if isinstance(given, bool) or not isinstance(given, int) or not lowest <= given <= highest:
        words = {"survey": survey, "lowest": lowest, "highest": highest}
        sentence = _("The score of “%(survey)s” is a whole number from %(lowest)s to %(highest)s.") % words
        raise RefusalError("bad_score", sentence, range(lowest, highest + 1) if survey.kind in SCALES else ())
    return given


def day_in(body: Mapping[str, Any]) -> date:
    given = body.get("answered_on")
    try:
        return date.fromisoformat(given) if given else Company.current().today()  # type: ignore[arg-type]
    except (ValueError, TypeError) as error:
        sentence = _("“%(text)s” is not a date: write it as 2026-03-31.") % {"text": given}
        raise RefusalError("bad_date", sentence) from error


def moment_in(body: Mapping[str, Any]) -> datetime | None:
    """With its offset; without one it is meant in the company's zone."""
    given = body.get("answered_at")
    if not given:
        return None
    try:
        found = parse_datetime(given)
    except (ValueError, TypeError):
        found = None
    if found is None:
        sentence = _("“%(text)s” is not a moment: write it as 2026-03-31T14:30:00Z.") % {"text": given}
        raise RefusalError("bad_date", sentence)
    return found if found.tzinfo else found.replace(tzinfo=Company.current().zone)


def text_in(body: Mapping[str, Any], name: str, most: int) -> str:
    given = body.get(name) or ""
    if not isinstance(given, str) or len(given) > most:
        sentence = _("“%(name)s” is a text of at most %(most)s letters.") % {"name": name, "most": most}
        raise RefusalError("bad_answer", sentence)
    return given.strip().replace("\x00", "")


def language_in(body: Mapping[str, Any]) -> str:
    given = body.get("language") or ""
    if given and given not in LANGUAGES:
        sentence = _("“%(language)s” is not a language: give a code such as “de”.") % {"language": given}
        raise RefusalError("bad_language", sentence, LANGUAGES)
    return str(given)


def record_in(rows: Any, body: Mapping[str, Any], name: str, lookups: Iterable[str]) -> Any:
    """By id, or by the first of the lookups that finds any, where it is one record; None where none is named."""
    given = body.get(name)
    if given in (None, ""):
        return None
    if isinstance(given, int) and not isinstance(given, bool):
        found = list(rows.filter(pk=given)[:2])
    else:
        text, found = str(given).strip(), []
        for lookup in lookups:
            wanted = normalise(text) if lookup == "normalised_name" else text
            found = found or list(rows.filter(**{lookup: wanted})[:2])
    if len(found) != 1:
        words = {"name": name, "text": given}
        several = _("“%(text)s” is the name of several records (%(name)s): give the id or the external id.") % words
        unknown = _("“%(text)s” is not known (%(name)s): give an id, an external id, an address or a name.") % words
        raise RefusalError("ambiguous" if found else "unknown_record", several if found else unknown)
    return found[0]
