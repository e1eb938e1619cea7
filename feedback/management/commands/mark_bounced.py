"""`manage.py mark_bounced ADDRESS…`: mails to these addresses came back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from feedback.sending.undelivered import mark_bounced


class Command(BaseCommand):
    help = "Notes that e-mails to these addresses came back: nobody is asked there until the address is corrected."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="+", metavar="ADDRESS")
        parser.add_argument("--reason", default="", metavar="TEXT")

    def handle(self, *args: Any, **options: Any) -> None:
        for address in options["addresses"]:
            contacts, invitations = mark_bounced(address, options["reason"])
            words = {"address": address, "contacts": contacts, "invitations": invitations}
            self.stdout.write(_("%(address)s: %(contacts)s contacts, %(invitations)s invitations.") % words)
