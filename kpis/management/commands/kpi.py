"""`manage.py kpi win_rate --period 2017-Q1 --by owner`: any figure of the catalogue from the command line."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from crm.access import Operator
from crm.models import Company, User
from crm.models.names import normalise
from kpis.asking import read_day
from kpis.catalogue import DIMENSIONS
from kpis.engine import Period, Query, QueryError
from kpis.naming import hint, identified, nearest
from kpis.objectives import ask
from kpis.presentation import as_json, table, write_csv


class Command(BaseCommand):
    help = "Answers a question: figures of the catalogue over a period, by any dimension."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("metrics", nargs="+", metavar="METRIC")
        parser.add_argument("--period", default="all")
        parser.add_argument("--by", action="append", default=[], metavar="DIM")
        parser.add_argument("--where", action="append", default=[], metavar="DIM=VALUE")
        parser.add_argument("--compare", choices=["previous", "year"])
        parser.add_argument("--as-of", metavar="DATE")
        parser.add_argument("--user", metavar="NAME")
        parser.add_argument("--scope", choices=["own", "team"], default="own")
        output = parser.add_mutually_exclusive_group()
        output.add_argument("--json", action="store_true")
        output.add_argument("--csv", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with Company.remembered() as company:
            try:
                query = question(company, options)
                result = ask(query)
            except QueryError as error:
                raise CommandError(explained(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(result, query), ensure_ascii=False, indent=1))
        elif options["csv"]:
            write_csv(result, query, self.stdout)  # type: ignore[arg-type]
        else:
            self.stdout.write(aligned(table(result, query)))
            for each in result.left_out:
                self.stdout.write(f"({each.count} · {each.sentence})")


def explained(error: QueryError) -> str:
    """The sentence, with what would have been right where it does not say so itself, as it is typed."""
    if error.code in ("unknown_metric", "no_metric", "unknown_dimension"):
        return f"{error.sentence} ({', '.join(error.allowed)})"
    return error.sentence


def question(company: Company, options: dict[str, Any]) -> Query:
    asker = viewer(options["user"])
    as_of = read_day(options["as_of"]) if options["as_of"] is not None else None
    return Query(
        metrics=tuple(options["metrics"]),
        # “This month” is that of the day as of which is asked, as on the pages.
        period=Period.parse(
            options["period"], min(as_of or company.today(), company.today()), company.fiscal_year_start
        ),
        viewer=asker,
        by=tuple(options["by"]),
        where=filters(options["where"], asker),
        compare=options["compare"],
        as_of=as_of,
        scope=options["scope"],
    )


def viewer(name: str | None) -> Any:
    """Whoever asks: the operator, or a user by user name, e-mail address or full name."""
    if name is None:
        return Operator()
    found = list(User.objects.filter(Q(username=name) | Q(email=name) | Q(normalised_name=normalise(name)))[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(_("Several users are called “%(name)s”: give a user name.") % {"name": name})
    names = [*User.objects.values_list("username", flat=True)]
    raise CommandError(_("There is no user “%(name)s”.") % {"name": name} + hint(nearest(name, names)))


def filters(conditions: list[str], asker: Any) -> dict[str, list[Any]]:
    """DIM=VALUE, several values of one dimension together; an empty value stands for "not set"."""
    where: dict[str, list[Any]] = {}
    for condition in conditions:
        name, equals, value = condition.partition("=")
        if not equals or name not in DIMENSIONS:
            sentence = _("“%(text)s” is no filter: write DIM=VALUE, DIM being one of %(names)s.")
            raise CommandError(sentence % {"text": condition, "names": ", ".join(DIMENSIONS)})
        where.setdefault(name, []).extend(identified(name, value.strip(), asker) if value.strip() else [None])
    return where


def aligned(lines: list[list[str]]) -> str:
    """A plain table: columns as wide as their widest cell."""
    widths = [max(len(line[index]) for line in lines) for index in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
