"""What customers are asked and answer, bound to the models that record it."""

from django.utils.translation import gettext_lazy as _

from feedback.models import Answer, Invitation
from kpis.catalogue.facts import ATTRIBUTION, OF_ACCOUNT, scoped
from kpis.engine.measures import Fact

OF_SURVEY = {"survey": "survey_id"}

INVITATION = Fact(
    "invitation",
    _("surveys sent"),
    lambda viewer, scope: scoped(Invitation.objects.all(), viewer, scope),
    date="sent_on",
    dimensions={**ATTRIBUTION, **OF_SURVEY, **OF_ACCOUNT},
)
ANSWER = Fact(
    "answer",
    _("answers"),
    lambda viewer, scope: scoped(Answer.objects.all(), viewer, scope),
    date="answered_on",
    dimensions={**ATTRIBUTION, **OF_SURVEY, **OF_ACCOUNT},
)
