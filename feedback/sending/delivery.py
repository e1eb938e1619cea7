"""Sending what is due: each mail at most once, at the speed of the settings, whatever is cut off when.

A mail is claimed in the database (planned → being sent) before the mail server sees it, and marked as sent after the
server has taken it. A worker that is killed in between leaves one invitation "being sent"; the next run marks it as
"perhaps sent" and does not send it again: whether the server took it, only the server's log can tell.
See docs/decisions/0015.
"""

import threading
import time
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.models import Company
from feedback.models import Invitation, SendingRun, SurveyVersion
from feedback.sending.courier import Courier, Fate, Result, UnreachableError
from feedback.sending.mail import Writer, language_for, message_id_of
from feedback.sending.occasions import still_holds
from feedback.sending.planning import quiet_hours
from feedback.sending.quiet import after_quiet
from feedback.sending.undelivered import mark_bounced

State = Invitation.State
BATCH = 100
# In one run; the next one goes on.
REMINDERS = 1000
# How long one waits after the first, second … failed attempt; after the last one it has failed.
BACK_OFF_MINUTES = (5, 15, 60, 240, 720, 1440)


class Pace:
    """Lets pass so many a minute, evenly; `stop` wakes whoever waits."""

    def __init__(self, per_minute: int, stop: threading.Event) -> None:
        self.gap, self.stop, self.next = 60 / per_minute, stop, time.monotonic()

    def wait(self) -> None:
        self.stop.wait(max(0.0, self.next - time.monotonic()))
        self.next = max(self.next, time.monotonic()) + self.gap


class Sender:
    """Sends what is due within a run; `stop` ends it after the mail that is under way."""

    def __init__(self, run: SendingRun, stop: threading.Event | None = None) -> None:
        self.run, self.stop = run, stop or threading.Event()
        self.writer, self.courier = Writer(), Courier()
        self.pace = Pace(self.writer.settings.mails_per_minute, self.stop)
        self._versions: dict[int, SurveyVersion | None] = {}

    def send_due(self) -> None:
        """Raises UnreachableError, NoAddressError and TakenOverError; what was not sent stays planned."""
        try:
            while not self.stop.is_set() and (rows := list(due(timezone.now())[:BATCH])):
                for each in rows:
                    if self.stop.is_set():
                        return
                    self.run.beat()
                    self.handle(each)
        finally:
            self.courier.close()

    def handle(self, invitation: Invitation) -> None:
        """Sends one, or says why it is not sent (any more), or not now."""
        now = timezone.now()
        later = after_quiet(now, *quiet_hours(invitation.rule, self.writer.settings), self.writer.company.zone)
        invitation.email = address_of(invitation)
        version, against = self.version_of(invitation), reason_against(invitation)
        if against or version is None or not invitation.survey.active:
            self.withdraw(invitation, against or _("The survey is not in use."))
        elif later > now:
            planned(invitation).update(due_at=later)
        else:
            self.pace.wait()
            if not self.stop.is_set():
                self.send(invitation, version)

    def version_of(self, invitation: Invitation) -> SurveyVersion | None:
        key = invitation.survey_id
        if key not in self._versions:
            self._versions[key] = invitation.survey.current_version()
        return self._versions[key]

    def withdraw(self, invitation: Invitation, reason: str) -> None:
        self.run.withdrawn += planned(invitation).update(
            state=State.REVOKED, revoked_at=timezone.now(), reason=str(reason)[:300]
        )

    def send(self, invitation: Invitation, version: SurveyVersion) -> None:
        invitation.language = language_for(invitation, version)
        message = self.writer.message(invitation, version)
        self.courier.open()
        if not self.claim(invitation, version):
            return
        try:
            result = self.courier.hand_over(message)
        except UnreachableError:
            # Certainly not taken. After anything else it stays "being sent": perhaps it was.
            claimed(invitation).update(state=State.PLANNED, sending_at=None)
            raise
        self.record(invitation, result)

    def claim(self, invitation: Invitation, version: SurveyVersion) -> bool:
        """Takes it in hand, unless another worker has, or the person has refused since; committed at once."""
        now = timezone.now()
        willing = planned(invitation).exclude(contact__refuses_surveys=True)
        return bool(
            willing.update(
                state=State.SENDING, sending_at=now, version=version, language=invitation.language,
                email=invitation.email,
                message_id=message_id_of(invitation), expires_at=now + timedelta(days=self.days),
            )
        )  # fmt: skip

    @property
    def days(self) -> int:
        return int(self.writer.settings.invitation_days)

    def record(self, invitation: Invitation, result: Result) -> None:
        """Writes what became of it."""
        now = timezone.now()
        row = claimed(invitation)
        if result.fate == Fate.TAKEN:
            self.run.sent += row.update(state=State.SENT, sent_at=now, sent_on=self.day(now), reason="")
        elif result.fate == Fate.WRONG_ADDRESS:
            row.update(state=State.BOUNCED, bounced_at=now, reason=result.reason)
            mark_bounced(invitation.email, result.reason)
            self.run.undelivered += 1
        elif result.fate == Fate.UNSURE:
            self.run.unsure += mark_unsure(row, result.reason)
        elif result.fate == Fate.LATER and invitation.attempts < len(BACK_OFF_MINUTES):
            later = now + timedelta(minutes=BACK_OFF_MINUTES[invitation.attempts])
            row.update(
                state=State.PLANNED, sending_at=None, due_at=later, attempts=F("attempts") + 1, reason=result.reason
            )
            self.run.postponed += 1
        else:
            row.update(state=State.FAILED, reason=result.reason)
            self.run.failed += 1

    def day(self, moment: datetime) -> Any:
        return self.writer.company.local_date(moment)

    def remind_due(self) -> None:
        """A second and last mail to those who did not answer. Raises as `send_due`.

        It is noted before it is sent: one that is cut off is not sent again. What was certainly not taken is.
        """
        try:
            for each in list(reminders_due(timezone.now())[:REMINDERS]):
                if self.stop.is_set():
                    return
                self.run.beat()
                self.remind(each)
        finally:
            self.courier.close()

    def remind(self, invitation: Invitation) -> None:
        now = timezone.now()
        hours = quiet_hours(invitation.rule, self.writer.settings)
        if after_quiet(now, *hours, self.writer.company.zone) > now or reason_against(invitation):
            return
        assert invitation.version is not None
        message = self.writer.message(invitation, invitation.version, reminder=True)
        self.courier.open()
        self.pace.wait()
        waiting = Invitation.objects.filter(pk=invitation.pk, state__in=(State.SENT, State.OPENED), reminded_at=None)
        if not waiting.exclude(contact__refuses_surveys=True).update(reminded_at=now):
            return
        row = Invitation.objects.filter(pk=invitation.pk)
        try:
            result = self.courier.hand_over(message)
        except UnreachableError:
            row.update(reminded_at=None)
            raise
        self.record_reminder(invitation, result)

    def record_reminder(self, invitation: Invitation, result: Result) -> None:
        """As of a first mail: put off it is tried again as often, then given up."""
        number = invitation.reminder_attempts
        if result.fate == Fate.LATER and number < len(BACK_OFF_MINUTES):
            later = timezone.now() + timedelta(minutes=BACK_OFF_MINUTES[number])
            row = Invitation.objects.filter(pk=invitation.pk)
            row.update(reminded_at=None, reminder_due_at=later, reminder_attempts=number + 1)
            self.run.postponed += 1
        elif result.fate == Fate.WRONG_ADDRESS:
            mark_bounced(invitation.email, result.reason)
            self.run.undelivered += 1
        else:
            self.run.reminded += result.fate == Fate.TAKEN


def due(now: datetime) -> QuerySet[Invitation]:
    """What is to be sent by e-mail by now, what waited longest first."""
    rows = Invitation.objects.filter(state=State.PLANNED, delivery=Invitation.Delivery.EMAIL, due_at__lte=now)
    related = ("survey", "rule", "contact", "account", "opportunity", "sale", "follows__follow_up")
    return rows.select_related(*related).order_by("due_at", "pk")


def planned(invitation: Invitation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(pk=invitation.pk, state=State.PLANNED)


def claimed(invitation: Invitation) -> QuerySet[Invitation]:
    """Still in our hands; or taken for cut off meanwhile, which it was not."""
    return Invitation.objects.filter(pk=invitation.pk, state__in=(State.SENDING, State.UNSURE))


def address_of(invitation: Invitation) -> str:
    """The contact's address of today, where it was corrected since and nobody else was asked there."""
    today = invitation.contact.email if invitation.contact is not None else ""
    if not today or today == invitation.email:
        return invitation.email
    others = Invitation.objects.filter(occasion=invitation.occasion, email=today).exclude(pk=invitation.pk)
    return invitation.email if invitation.occasion and others.exists() else today


def reason_against(invitation: Invitation) -> str:
    """Why nobody is asked any more though it was planned; "" when they are."""
    contact = invitation.contact
    if contact is not None and contact.refuses_surveys:
        return _("They refuse surveys.")
    dead = contact.undeliverable_email.casefold() if contact is not None else ""
    if invitation.email.casefold() == dead:
        return _("E-mails to their address do not arrive.")
    if not still_holds(invitation):
        return _("What it asks about was taken back.")
    return ""


def mark_unsure(rows: QuerySet[Invitation], reason: str) -> int:
    """Perhaps sent: it counts as sent at the moment at which it was taken in hand. Returns how many."""
    company, count = Company.current(), 0
    for pk, since in list(rows.values_list("pk", "sending_at")):
        at = since or timezone.now()
        day = company.local_date(at)
        count += rows.filter(pk=pk).update(state=State.UNSURE, sent_at=at, sent_on=day, reason=reason[:300])
    return count


def give_up_cut_off() -> int:
    """What an earlier run left in the middle; only for a run that is the only one. Returns how many."""
    cut_off = Invitation.objects.filter(state=State.SENDING)
    return mark_unsure(cut_off, _("Sending was cut off: the mail server’s log tells whether it took it."))


def expire(now: datetime) -> int:
    """Ends what nobody answered in time. Returns how many."""
    return Invitation.objects.filter(state__in=Invitation.AWAITED, expires_at__lte=now).update(state=State.EXPIRED)


def reminders_due(now: datetime) -> QuerySet[Invitation]:
    """Sent by a rule that reminds, so many days ago; neither answered nor expired, never reminded."""
    rows = Invitation.objects.filter(
        state__in=(State.SENT, State.OPENED), reminded_at=None, delivery=Invitation.Delivery.EMAIL,
        rule__active=True, rule__remind_after_days__isnull=False, expires_at__gt=now, version__isnull=False,
        survey__active=True,
    ).exclude(email="").exclude(reminder_due_at__gt=now)  # fmt: skip
    waited = Company.current().local_date(now)
    days = filter(None, rows.order_by().values_list("rule__remind_after_days", flat=True).distinct())
    wanted = Invitation.objects.none()
    for each in days:
        wanted |= rows.filter(rule__remind_after_days=each, sent_on__lte=waited - timedelta(days=each))
    related = ("survey", "rule", "contact", "account", "opportunity", "sale", "follows__follow_up", "version__survey")
    return wanted.select_related(*related).order_by("sent_at", "pk")


def settle(invitation: Invitation, arrived: bool) -> bool:
    """Someone has looked whether what was perhaps sent was: it was, or it is sent again. Whether it still waited."""
    unsure = Invitation.objects.filter(pk=invitation.pk, state=State.UNSURE)
    if arrived:
        return bool(unsure.update(state=State.SENT, reason=""))
    again = {"sent_at": None, "sent_on": None, "sending_at": None, "expires_at": None, "reason": ""}
    return bool(unsure.update(state=State.PLANNED, due_at=timezone.now(), **again))
