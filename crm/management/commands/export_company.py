"""`manage.py export_company company.zip`: the whole company as a zip of CSVs, which `manage.py load` reads back."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from crm import backup
from crm.models import Company


class Command(BaseCommand):
    help = "Writes the whole company into a zip of CSVs; “load FILE.zip” reads it back into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.suffix != ".zip":
            raise CommandError(_("A backup is a zip: give a name that ends in .zip."))
        if path.exists():
            raise CommandError(_("“%(name)s” exists already: choose another name.") % {"name": path})
        unfinished = path.with_name(f"{path.name}.unfinished")
        try:
            with Company.remembered(), os.fdopen(opened_for_us(unfinished), "wb") as file:
                backup.write(file)
            unfinished.rename(path)
        except OSError as error:
            raise CommandError(_("The file cannot be written: %(reason)s") % {"reason": error}) from error
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"{path}: {path.stat().st_size} B")


def opened_for_us(path: Path) -> int:
    """For nobody else to read: it holds everything of everybody."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
