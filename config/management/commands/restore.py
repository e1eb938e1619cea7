"""`manage.py restore FILE`: what “backup” wrote, into an empty place or, with --replace, over what is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backup import BackupProblem, restore


class Command(BaseCommand):
    help = "Restores what “backup” wrote: the database and the uploaded files. Stop web processes and workers first."
    # The database may have no tables yet.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="In the place of the company that is there.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["file"], options["replace"])
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(manifest.rows.values())
        self.stdout.write(f"{manifest.made_at}  rows={rows}  files={len(manifest.files)}")
