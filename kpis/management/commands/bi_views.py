"""`manage.py bi_views`: the views for other programs with their columns; `--role NAME` lets a role read them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from kpis import sql_views
from kpis.catalogue.sql_views import views


class Command(BaseCommand):
    help = "Lists the SQL views for other programs, or lets a role of PostgreSQL read them and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--role", metavar="NAME", help="a role of PostgreSQL that may read the views")

    def handle(self, *args: Any, **options: Any) -> None:
        sql_views.install()
        if options["role"] is None:
            self.stdout.write("\n".join(listed()))
            return
        if connection.vendor != "postgresql":
            raise CommandError(_("Only PostgreSQL has roles: whoever may read the file of SQLite may read it all."))
        try:
            sql_views.grant(options["role"])
        except sql_views.UnknownRole as unknown:
            sentence = _("There is no role “%(name)s” in the database: make it first, with CREATE ROLE … LOGIN.")
            raise CommandError(sentence % {"name": unknown}) from unknown
        self.stdout.write(_("%(name)s may read the views of the schema bi.") % {"name": options["role"]})


def listed() -> list[str]:
    """Each view and its columns as tables of Markdown, which docs/bi.md has."""
    lines = []
    for view in views().values():
        lines += [f"### {view.name}", "", f"A row for each: {view.label}.", "", "| column | meaning |", "| --- | --- |"]
        lines += [f"| `{each.name}` | {each.label} |" for each in view.columns]
        lines.append("")
    return lines
