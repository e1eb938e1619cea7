"""A customer answers: what is half finished is kept, what is finished is recorded once.

A page asks a source, which is an invitation or an anonymous link; both are answered the same way.
"""

import re
from datetime import datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from crm.models import Company
from feedback.closing_the_loop import answered
from feedback.models import (
    Answer,
    AnswerDraft,
    AnswerValue,
    Invitation,
    SentSitting,
    Survey,
    SurveyLink,
    SurveyVersion,
)
from feedback.models.surveys import new_token
from feedback.questionnaire import Questionnaire, comment_of, score_of

SITTING = re.compile(r"[\w-]{43}", re.ASCII)


class NotAnswerableError(Exception):
    """Answered already, withdrawn or expired meanwhile."""


def moment(survey: Survey) -> datetime:
    """Now; of an anonymous survey only the company's day, since the minute would tell who answered what."""
    company = Company.current()
    return datetime.combine(company.today(), time(), company.zone) if survey.anonymous else timezone.now()


def record(form: Questionnaire, at: datetime, **source: Any) -> Answer:
    """Writes the answers of a complete form, and does what follows from them."""
    survey = form.version.survey
    made: Answer = Answer.objects.create(
        survey=survey,
        version=form.version,
        score=score_of(form.values, form.questions),
        comment=comment_of(form.values, form.questions),
        language=form.language,
        answered_at=None if survey.anonymous else at,
        answered_on=Company.current().local_date(at),
        **source,
    )
    asked = {each.key: each for each in form.questions}
    AnswerValue.objects.bulk_create(
        AnswerValue(answer=made, question=asked[key], value=value) for key, value in form.values.items()
    )
    answered(made)
    return made


class ByInvitation:
    """Answering what a person was sent."""

    link = None

    def __init__(self, invitation: Invitation) -> None:
        self.invitation, self.survey = invitation, invitation.survey
        self.version = invitation.version or self.survey.current_version()

    def is_open(self) -> bool:
        return self.version is not None and self.invitation.may_be_answered()

    def languages(self) -> list[str]:
        """Those that the person reads, the best first."""
        people = (self.invitation.contact, self.invitation.account)
        return [self.invitation.language, *(each.language for each in people if each is not None)]

    def draft(self) -> AnswerDraft | None:
        return AnswerDraft.objects.filter(invitation=self.invitation).first()

    @transaction.atomic
    def keep(self, form: Questionnaire) -> None:
        """Keeps what is answered so far; of an anonymous survey nothing, since a draft tells whose it is."""
        waiting = Invitation.objects.select_for_update(of=("self",)).filter(pk=self.invitation.pk)
        if not any(each.may_be_answered() for each in waiting):
            raise NotAnswerableError
        waiting.filter(opened_at=None).update(state=Invitation.State.OPENED, opened_at=moment(self.survey))
        if not self.survey.anonymous:
            values = {"version": form.version, "language": form.language, "values": form.so_far()}
            AnswerDraft.objects.update_or_create(invitation=self.invitation, defaults=values)

    @transaction.atomic
    def submit(self, form: Questionnaire) -> Answer:
        """Records the answer, once however often it is sent. Raises NotAnswerableError."""
        locked = Invitation.objects.select_for_update(of=("self",)).get(pk=self.invitation.pk)
        if not locked.may_be_answered():
            raise NotAnswerableError
        at = moment(self.survey)
        made = record(form, at, invitation=locked)
        locked.opened_at = locked.opened_at or at
        locked.mark_answered(at)
        AnswerDraft.objects.filter(invitation=locked).delete()
        return made


class ByLink:
    """Answering as whoever comes by. `sitting` is the token of one customer's form: with it what was begun is found
    again, and what is sent twice counts once."""

    invitation = None

    def __init__(self, link: SurveyLink, version: SurveyVersion | None, sitting: str) -> None:
        self.link, self.survey, self.version = link, link.survey, version
        self.sitting = sitting if SITTING.fullmatch(sitting) else new_token()

    def is_open(self) -> bool:
        return self.version is not None and self.link.is_open()

    def languages(self) -> list[str]:
        return [self.link.language]

    def draft(self) -> AnswerDraft | None:
        return AnswerDraft.objects.filter(link=self.link, token=self.sitting).first()

    def keep(self, form: Questionnaire) -> None:
        """Keeps what is answered so far. Raises NotAnswerableError where another link has the sitting."""
        values = {"version": form.version, "language": form.language, "values": form.so_far()}
        try:
            with transaction.atomic():
                AnswerDraft.objects.update_or_create(link=self.link, token=self.sitting, defaults=values)
        except IntegrityError as error:
            raise NotAnswerableError from error

    @transaction.atomic
    def submit(self, form: Questionnaire) -> Answer | None:
        """Records the answer; None where it was recorded before. Raises NotAnswerableError after a withdrawal."""
        locked = SurveyLink.objects.select_for_update(of=("self",)).select_related("survey").get(pk=self.link.pk)
        if not locked.is_open():
            raise NotAnswerableError
        if not SentSitting.is_first(self.sitting, Company.current().today()):
            return None
        made = record(form, moment(self.survey), link=locked)
        AnswerDraft.objects.filter(link=locked, token=self.sitting).delete()
        return made


Source = ByInvitation | ByLink
