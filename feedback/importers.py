"""Past answers to surveys, loaded from a file."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from crm.importers.fields import DATE, REFERENCE, SENTENCES, TEXT, WHOLE, Field
from crm.importers.kinds import register
from crm.importers.kinds.attribution import ACCOUNT_FIELD, ATTRIBUTION, EXTERNAL_ID
from crm.importers.kinds.base import Kind, Row, as_date
from crm.importers.kinds.lookups import CONTACT, singly
from crm.importers.problems import RowProblem
from crm.importers.references import Reference
from crm.models import Sale
from feedback.models import Answer, Survey
from feedback.models.surveys import SCALES, ScoreKind
from feedback.scores import read_score

KIND_WORDS = {**{kind.value: kind.value for kind in ScoreKind}, "satisfaction": "csat", "effort": "ces"}


def create_survey(text: str) -> Any:
    """A survey known from a file: its kind is in its name ("NPS 2024"), else answers have no standard score."""
    plain = text.casefold()
    kind = next((kind for word, kind in KIND_WORDS.items() if word in plain), ScoreKind.OWN)
    return Survey.objects.create(name=text, kind=kind)


SURVEY = Reference(Survey, singly(create_survey), listed=True)
SALE = Reference(Sale, by="external_id", also=("external_id", "number"), related=("account",))


class Answers(Kind):
    """One row is one answer: the survey, the score, the day, the comment."""

    id = "answers"
    model = Answer
    repeats = True
    key = ("answered_on", "survey", "score", "account", "contact", "comment")
    related = ("survey", "account", "contact", "sale")
    fields = (
        Field("survey", REFERENCE, ("enquête", "questionnaire", "survey name"), reference=SURVEY, required=True),
        Field("external_id", headers=(
            *EXTERNAL_ID, "review id", "response id", "answer id", "n° réponse", "numéro de réponse", "id réponse",
        ), most=100),
        # A text: what it tells depends on the scale of its survey.
        Field("score", TEXT, ("review score", "note", "rating", "nps", "csat", "ces", "score")),
        Field("answered_on", DATE, (
            "date", "answered at", "response date", "review answer timestamp", "submitted at", "répondu le",
            "date de réponse", "timestamp", "horodateur", "submit date utc", "responded at utc", "responded at",
            "completed at", "date submitted", "date created",
        ), required=True),
        Field("comment", headers=(
            "review comment message", "comments", "commentaire", "verbatim", "feedback", "remarque",
        ), most=20_000),
        Field("language", headers=("langue",), most=5),
        Field("account", REFERENCE, ACCOUNT_FIELD.headers, reference=ACCOUNT_FIELD.reference, lenient=True),
        Field("contact", REFERENCE, ("contact name", "contact id", "email"), reference=CONTACT, lenient=True),
        Field("sale", REFERENCE, (
            "sale id", "order id", "order number", "invoice", "vente", "commande", "numéro de commande", "n° commande",
            "facture",
        ), reference=SALE, lenient=True),
        *ATTRIBUTION,
    )  # fmt: skip

    def clean(self, row: Row) -> None:
        values = row.values
        if isinstance(values["answered_on"], datetime):
            values["answered_at"] = values["answered_on"]
        as_date(values, "answered_on")
        values["comment"] = values.get("comment") or ""
        values["kind"] = values["survey"].kind
        if isinstance(values.get("score"), str):
            values["score"] = score_of(values["score"], values["kind"])
        lowest, highest = SCALES.get(values["kind"], (-32768, 32767))
        if values.get("score") is not None and not lowest <= values["score"] <= highest:
            words = {"survey": values["survey"], "lowest": lowest, "highest": highest}
            sentence = _("The score of “%(survey)s” is from %(lowest)s to %(highest)s.") % words
            raise RowProblem("score", values["score"], sentence)

    def prepare(self, record: Any) -> Any:
        if record.sale and record.account_id is None:
            # The account as it was looked up with the sale: by its key it would be asked for once for each answer.
            record.account = record.sale.account
        record.attribute()
        return record


def score_of(text: str, kind: str) -> int:
    try:
        return read_score(text, kind)
    except ValueError as error:
        raise RowProblem("score", text, SENTENCES[WHOLE]() % {"value": text}) from error


register(Answers)
