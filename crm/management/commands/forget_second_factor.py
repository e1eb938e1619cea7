"""`manage.py forget_second_factor NAME`: for whoever lost the phone, the key and the recovery codes."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from crm.models import User


class Command(BaseCommand):
    help = "Removes all second factors and recovery codes of a person, who then signs in with the password alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="The user name.")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        person = User.objects.filter(username=name).first()
        if person is None:
            raise CommandError(_("Nobody is called “%(name)s”.") % {"name": name})
        Authenticator.objects.filter(user=person).delete()
        self.stdout.write(_("“%(name)s” signs in without a second factor now.") % {"name": name})
