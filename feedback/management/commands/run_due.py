"""`manage.py run_due`: plans and sends invitations; for cron, a systemd timer, or with --every as a service."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils.translation import gettext as _

from crm.tasks import ring_forsaken
from feedback.models import SendingRun
from feedback.sending.running import run_due


class Command(BaseCommand):
    help = "Plans and sends the invitations to surveys that are due, and has imports that lost their worker go on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, default=0, metavar="SECONDS", help="Again and again, until stopped.")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        if threading.current_thread() is threading.main_thread():
            # The mail that is under way is finished and noted first.
            for sign in (signal.SIGTERM, signal.SIGINT):
                signal.signal(sign, lambda *_words: stop.set())
        every = max(0, options["every"])
        if not every:
            ring_forsaken()
            run = run_due(stop)
            self.tell(run, options["verbosity"])
            if run is not None and run.state == SendingRun.State.FAILED:
                raise CommandError(run.note)
        while every and not stop.is_set():
            self.once_more(stop, options["verbosity"])
            stop.wait(every)

    def once_more(self, stop: threading.Event, verbosity: int) -> None:
        """A database that is away or locked for a while does not end the service."""
        close_old_connections()
        try:
            ring_forsaken()
            self.tell(run_due(stop), verbosity)
        except (DatabaseError, InterfaceError) as error:
            self.stderr.write(str(error))

    def tell(self, run: SendingRun | None, verbosity: int) -> None:
        if run is None:
            if verbosity:
                self.stdout.write(_("Another run is under way."))
            return
        counts = {name: getattr(run, name) for name in SendingRun.COUNTS}
        if verbosity > 1 or (verbosity and any(counts.values())):
            self.stdout.write("  ".join(f"{name}={count}" for name, count in counts.items()))
        if run.note:
            self.stderr.write(run.note)
