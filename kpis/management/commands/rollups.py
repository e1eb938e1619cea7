"""`manage.py rollups`: whether the sums that PostgreSQL keeps are those of the facts; --rebuild makes them anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kpis import rollups


class Command(BaseCommand):
    help = "Compares the roll-ups with the facts; --rebuild makes them anew, --fold makes them small."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--verify", action="store_true", help="Compare them with the facts (as without options).")
        what.add_argument("--rebuild", action="store_true", help="Make them anew while everybody goes on working.")
        what.add_argument("--fold", action="store_true", help="Make the rows of a key one, as run_due does.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not rollups.keeps():
            self.stdout.write(_("SQLite keeps no roll-ups: there is nothing to do."))
        elif options["rebuild"]:
            rollups.rebuild_all()
        elif options["fold"]:
            rollups.fold_all()
        else:
            self.verify()

    def verify(self) -> None:
        found = rollups.differences_of_all()
        for table, differences in found.items():
            self.stdout.write(f"{table}  {differences}")
        if any(found.values()):
            raise CommandError(_("Some roll-ups differ from the facts: run “manage.py rollups --rebuild”."))
