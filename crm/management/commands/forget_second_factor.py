"""`manage.py forget_second_factor NAME`: for whoever lost the phone, the key and the recovery codes."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from crm.account_notices import factor_removed
from crm.audit import Event, record
from crm.models import User


@transaction.atomic
def forget(person: User) -> None:
    """As on the pages the trail tells of each, and a mail of each but of recovery codes, which go with the last one.

    The trail names nobody as having done it: whoever may run commands did.
    """
    for factor in Authenticator.objects.select_for_update().filter(user=person).order_by("pk"):
        factor.delete()
        record(Event.SECOND_FACTOR, subject=person, details={"how": "removed", "kind": factor.type})
        factor_removed(person, factor)


class Command(BaseCommand):
    help = "Removes all second factors and recovery codes of a person, who then signs in with the password alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="The user name.")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        person = User.objects.filter(username=name).first()
        if person is None:
            raise CommandError(_("Nobody is called “%(name)s”.") % {"name": name})
        forget(person)
        self.stdout.write(_("“%(name)s” signs in without a second factor now.") % {"name": name})
