"""What customers are asked and answer, bound to the models that record it."""

from typing import Any

from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from feedback.models import Answer, Invitation
from kpis.catalogue.facts import ATTRIBUTION, OF_ACCOUNT, scoped
from kpis.engine.measures import Fact

OF_SURVEY = {"survey": "survey_id"}


def of_lines(column: str) -> Case:
    """A column of the lines of the sale that was asked about, else of those of the opportunity."""
    return Case(When(sale__isnull=False, then=F(f"sale__{column}")), default=F(f"opportunity__{column}"))


ABOUT_LINES: dict[str, Any] = {
    "line_dimensions": {"product": "about_product", "category": "about_category"},
    "lines": {
        "about_product": of_lines("lines__product_id"),
        "about_category": of_lines("lines__product__category_id"),
    },
}

INVITATION = Fact(
    "invitation",
    _("surveys sent"),
    lambda viewer, scope: scoped(Invitation.objects.all(), viewer, scope),
    date="sent_on",
    dimensions={**ATTRIBUTION, **OF_SURVEY, **OF_ACCOUNT},
    **ABOUT_LINES,
)
ANSWER = Fact(
    "answer",
    _("answers"),
    lambda viewer, scope: scoped(Answer.objects.all(), viewer, scope),
    date="answered_on",
    dimensions={**ATTRIBUTION, **OF_SURVEY, **OF_ACCOUNT},
    **ABOUT_LINES,
)
