"""One run: does the chores of all apps, tells managers of overdue follow-ups, plans, ends what is too old, sends.

Whoever rings and however often, one run is under way.
"""

import threading

from django.utils import timezone

from crm import due
from crm.models import Company
from feedback.addresses import NoAddressError
from feedback.closing_the_loop import escalate_overdue
from feedback.models import SendingRun
from feedback.models.runs import TakenOverError
from feedback.privacy import retain
from feedback.sending.courier import UnreachableError
from feedback.sending.delivery import Sender, expire, give_up_cut_off
from feedback.sending.planning import active_rules, plan


def run_due(stop: threading.Event | None = None) -> SendingRun | None:
    """Does what is due now; None while another run is under way. What fails is in the run's `note`."""
    with Company.remembered():
        run = SendingRun.begin()
        if run is None:
            return None
        try:
            do(run, stop)
        except (UnreachableError, NoAddressError) as error:
            run.finish(str(error), failed=True)
        except TakenOverError:
            run.refresh_from_db()
        else:
            run.finish()
        return run


def do(run: SendingRun, stop: threading.Event | None) -> None:
    due.do_all()
    escalate_overdue()
    if run.is_first_of_the_day():
        due.do_daily()
        retain()
    run.unsure += give_up_cut_off()
    now = timezone.now()
    run.expired += expire(now)
    for rule in active_rules():
        run.planned += plan(rule, now)
        run.beat()
    sender = Sender(run, stop)
    sender.send_due()
    sender.remind_due()
