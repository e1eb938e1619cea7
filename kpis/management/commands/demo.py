"""`manage.py demo`: fills an empty database with the demo company."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from crm.models import Company
from kpis.demo.company import SMALL, build, counts, holds_data
from kpis.demo.logins import logins
from kpis.demo.words import LANGUAGES


class Command(BaseCommand):
    help = "Fills an empty database with the demo company: three years of a mid-size seller, up to today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", choices=list(LANGUAGES), default="en")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", metavar="DATE")
        parser.add_argument("--small", action="store_true", help="A tenth of the data.")
        parser.add_argument("--if-empty", action="store_true", help="Do nothing where there is data already.")
        parser.add_argument("--logins", action="store_true", help="Only say how to sign in.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.JAUGE_DEMO:
            raise CommandError(_("The demo company has passwords that everybody knows: set JAUGE_DEMO=1 to allow it."))
        if options["logins"]:
            self.say_logins()
            return
        if holds_data():
            if options["if_empty"]:
                self.stdout.write(_("The database already holds data: nothing was added."))
                return
            raise CommandError(_("The database already holds data: the demo company needs an empty one."))
        with Company.remembered() as company:
            today = day(options["today"]) or company.today()
            build(options["language"], options["seed"], today, SMALL if options["small"] else 1.0)
        for name, count in counts():
            self.stdout.write(f"{count:>7}  {name}")

    def say_logins(self) -> None:
        for role, username, password in logins():
            self.stdout.write(f"  {role:<16} {username:<8} {password}")
        if not logins():
            self.stdout.write(_("Sign in with a login of your own; “manage.py createsuperuser” makes the first."))


def day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(_("“%(text)s” is not a date: write it as 2026-03-31.") % {"text": text}) from error
