"""`manage.py backup FILE`: the database and the uploaded files as one file, while everybody goes on working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backup import BackupProblem, write


class Command(BaseCommand):
    help = "Writes the database and the uploaded files into one file, which “restore” reads back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            manifest = write(path)
        except BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(manifest.rows.values())
        self.stdout.write(f"{path}: {path.stat().st_size} B  rows={rows}  files={len(manifest.files)}")
