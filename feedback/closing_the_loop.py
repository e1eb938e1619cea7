"""Unhappy customers are called back: a follow-up for whoever looks after them, their manager when nobody does.

`answered(answer)` is called wherever a customer submits an answer (the public pages, the API); past answers from files
open nothing. `escalate_overdue()` is called by each run of `manage.py run_due`.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from crm.access import Role
from crm.models import Activity, ActivityType, Company, Team, User
from feedback.models import Answer, FeedbackSettings

CALL = "call"
LONGEST_SUBJECT = 200


@transaction.atomic
def answered(answer: Answer) -> Activity | None:
    """Plans the follow-up of an unhappy customer's answer, once; None where there is nothing to follow up.

    An anonymous answer names nobody to call: what was done about it is written on its page.
    """
    locked = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if locked.follow_up_id is not None or not locked.is_unhappy() or locked.account_id is None:
        return locked.follow_up
    owner = whose(locked)
    due = max(locked.answered_on, today()) + timedelta(days=FeedbackSettings.current().follow_up_days)
    planned = Activity.plan(due_on=due, owner=owner, subject=subject(locked, owner), **about(locked))
    keep(answer, locked, follow_up=planned)
    return planned


def about(answer: Answer) -> dict[str, Any]:
    """What an activity takes from the answer."""
    return {
        "type": call_type(),
        "account": answer.account,
        "contact": answer.contact,
        "opportunity": answer.opportunity,
        "notes": answer.comment,
    }


def subject(answer: Answer, owner: User | None) -> str:
    """In the language of whoever is to call."""
    with translation.override((owner.language if owner else "") or Company.current().language):
        words = {"score": answer.score, "survey": answer.survey}
        return (_("Unhappy customer: %(score)s in “%(survey)s”") % words)[:LONGEST_SUBJECT]


def call_type() -> ActivityType:
    """A call, else the first type in use; where a company has no types yet, a call is the first.

    A customer's answer must never fail for what the company has not set up.
    """
    known = ActivityType.objects.filter(active=True)
    found = known.filter(code=CALL).first() or known.first() or ActivityType.objects.first()
    if found is not None:
        return found
    with translation.override(Company.current().language):
        return ActivityType.objects.create(code=CALL, name=_("Call"), is_high_value=True, icon="phone")


def whose(answer: Answer) -> User | None:
    """Who calls back: the account's owner, else whom the answer is attributed to, else their manager or an
    administrator. Where reps do not see who gave a low score, the manager calls."""
    responsible = [answer.account.owner if answer.account else None, answer.owner]
    owners: list[User] = [each for each in responsible if each is not None]
    shown = FeedbackSettings.current().reps_see_low_scores
    for each in owners:
        if each.may_sign_in() and (shown or each.role != Role.REP):
            return each
    for each in owners:
        if (found := manager_of(each.team, each)) is not None:
            return found
    return manager_of(answer.team, None) or administrator()


def administrator() -> User | None:
    found: User | None = User.objects.staying_administrators().order_by("pk").first()
    return found


def manager_of(team: Team | None, person: User | None) -> User | None:
    """Who manages a team, or the nearest team above that has a manager other than the person."""
    known = Company.current().teams
    current = known.get(team.pk) if team else None
    while current is not None:
        others = sorted(current.managed_by - ({person.pk} if person else set()))
        for each in User.objects.filter(pk__in=others).order_by("pk"):
            if each.may_sign_in():
                return each
        current = known.get(current.parent_id) if current.parent_id else None
    return None


@transaction.atomic
def close(answer: Answer, by: User, what: str) -> None:
    """What was done, in words; the follow-up is done with it, also where none was planned."""
    locked = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    activity = locked.follow_up
    if activity is None:
        activity = Activity.log(owner=by, subject=subject(locked, by), **{**about(locked), "notes": what})
    elif activity.state != Activity.State.DONE:
        activity.notes = "\n\n".join(text for text in (activity.notes, what) if text)
        activity.done(seconds=activity.duration_seconds)
    keep(answer, locked, follow_up=activity, closed_with=what)


def escalate_overdue() -> int:
    """Tells the managers of follow-ups that are overdue by the days of the settings; how many were told.

    A manager is told once for each answer: by an activity of their own, due today.
    """
    latest = today() - timedelta(days=FeedbackSettings.current().escalation_days)
    waiting = Answer.objects.filter(
        escalated_at=None, follow_up__state=Activity.State.PLANNED, follow_up__due_on__lt=latest
    )
    return sum(escalate(pk) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def escalate(pk: int) -> bool:
    """Whether a manager was told now; another run may have done so meanwhile."""
    answer = Answer.objects.select_for_update(of=("self",)).get(pk=pk)
    late = answer.follow_up
    if answer.escalated_at is not None or late is None or late.state != Activity.State.PLANNED:
        return False
    manager = manager_of((late.owner.team if late.owner else None) or answer.team, late.owner) or administrator()
    if manager is not None:
        with translation.override(manager.language or Company.current().language):
            words = {"who": late.owner or _("nobody"), "what": late}
            told = (_("Overdue with %(who)s: %(what)s") % words)[:LONGEST_SUBJECT]
        Activity.plan(due_on=today(), owner=manager, subject=told, **{**about(answer), "notes": ""})
    keep(answer, answer, escalated_at=timezone.now(), escalated_to=manager)
    return manager is not None


def keep(answer: Answer, locked: Answer, **values: Any) -> None:
    """Stores these columns alone, and shows them on the caller's copy too."""
    for each in (answer, locked):
        for name, value in values.items():
            setattr(each, name, value)
    locked.save(update_fields=[*values])


def today() -> Any:
    return Company.current().today()


def complaints_closed(since: date, until: date) -> QuerySet[Answer]:
    """Answers of unhappy customers whose follow-up was done in these days: whom to ask whether it helped."""
    done = Answer.objects.unhappy().filter(follow_up__state=Activity.State.DONE)
    return done.filter(follow_up__done_on__range=(since, until)).select_related("follow_up")


def asked_again(answer: Answer) -> Answer | None:
    """The latest answer that a customer gave after their complaint was closed."""
    later = Answer.objects.filter(invitation__follows=answer, score__isnull=False)
    found: Answer | None = later.order_by("-answered_on", "-pk").first()
    return found
