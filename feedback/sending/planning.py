"""Planning: invitations are made of what happened, to be sent when they are due."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.models import Company
from feedback.models import FeedbackSettings, Invitation, SurveyRule
from feedback.sending.occasions import Occasion
from feedback.sending.quiet import after_quiet
from feedback.sending.selection import judged

BATCH = 500


def active_rules() -> list[SurveyRule]:
    """Rules in use of surveys in use that are live."""
    rules = SurveyRule.objects.filter(active=True, survey__active=True, survey__versions__published_at__isnull=False)
    return list(rules.select_related("survey", "view", "team", "campaign").distinct().order_by("pk"))


def quiet_hours(rule: SurveyRule | None, company_wide: FeedbackSettings) -> tuple[time, time]:
    """From when until when nothing is sent: the rule's hours, else the company's."""
    if rule is not None and rule.quiet_from is not None and rule.quiet_until is not None:
        return rule.quiet_from, rule.quiet_until
    return company_wide.quiet_from, company_wide.quiet_until


def due_at(rule: SurveyRule, occasion: Occasion, now: datetime) -> datetime:
    """The day so many days after the occasion, but not in the past and not in a quiet hour."""
    zone = Company.current().zone
    day = datetime.combine(occasion.happened_on + timedelta(days=rule.delay_days), time(), zone)
    return after_quiet(max(day, now), *quiet_hours(rule, FeedbackSettings.current()), zone)


@transaction.atomic
def plan(rule: SurveyRule, now: datetime, again: str = "") -> int:
    """Makes the invitations of all who are to be asked and are not yet; returns how many.

    Whoever plans waits for whoever does at the same time, so that nobody is asked by two rules at once.
    """
    FeedbackSettings.current()
    FeedbackSettings.objects.select_for_update().get()
    made = [
        verdict.occasion.invitation(survey=rule.survey, rule=rule, due_at=due_at(rule, verdict.occasion, now))
        for verdict in judged(rule, now, again)
        if verdict.reason is None
    ]
    Invitation.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    return len(made)


def activate(rule: SurveyRule) -> bool:
    """The next run asks whom its page shows; False where the survey has nothing to ask yet."""
    if rule.survey.current_version() is None:
        return False
    rule.active = True
    rule.save()
    return True


def deactivate(rule: SurveyRule) -> int:
    """It asks nobody any more, and what is planned is withdrawn; how many that were."""
    rule.active = False
    rule.save()
    waiting = rule.invitations.filter(state=Invitation.State.PLANNED)
    return int(
        waiting.update(state=Invitation.State.REVOKED, revoked_at=timezone.now(), reason=_("The rule was deactivated."))
    )
