"""`manage.py load opportunities deals.csv`: brings a file in; see docs/loading.md.

`manage.py load company.zip`: a whole company, as `export_company` wrote it; see docs/backup.md.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from crm.backup import restore
from crm.importers import FileProblem, Load, Options, RowProblem, Summary
from crm.importers.kinds import KINDS
from crm.importers.presets import PRESETS
from crm.models import Company


class Command(BaseCommand):
    help = "Loads a CSV or spreadsheet file. Loading the same file again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", nargs="?", metavar="KIND", help=" ".join(KINDS))
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument("--preset", default="", metavar="NAME")
        parser.add_argument("--list-presets", action="store_true")
        parser.add_argument("--map", action="append", default=[], metavar="'Their header=our_field'")
        parser.add_argument("--set", action="append", default=[], metavar="our_field=value")
        parser.add_argument("--set-new", action="append", default=[], metavar="our_field=value")
        parser.add_argument("--value", action="append", default=[], metavar="'our_field:theirs=ours'")
        parser.add_argument("--key", action="append", default=[], metavar="our_field")
        parser.add_argument("--date-format", action="append", default=[], metavar="[our_field=]dmy|mdy")
        parser.add_argument("--decimal", action="append", default=[], metavar="[our_field=],|.")
        parser.add_argument("--skip", action="append", default=[], metavar="'Their header=value'")
        parser.add_argument("--leave-empty", action="append", default=[], metavar="our_field")
        parser.add_argument("--keep-repeats", action="store_true")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--delimiter", default="")
        parser.add_argument("--create-missing", action="store_true")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--all-or-nothing", action="store_true")
        parser.add_argument("--errors", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list_presets"]:
            self.stdout.write(listed())
            return
        if options["file"] is None and (options["kind"] or "").endswith(".zip"):
            self.restore(Path(options["kind"]), options["dry_run"])
            return
        if options["kind"] is None or options["file"] is None:
            raise CommandError(_("Say what to load: KIND and FILE. Kinds: %(kinds)s.") % {"kinds": " ".join(KINDS)})
        with Company.remembered():
            try:
                summary = run(options)
            except FileProblem as problem:
                raise CommandError(str(problem)) from problem
            except RowProblem as problem:
                raise CommandError(f"--set {problem.field}: {problem.sentence}") from problem
        if options["json"]:
            self.stdout.write(json.dumps(summary.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write(told(summary))

    def restore(self, path: Path, dry_run: bool) -> None:
        with Company.remembered():
            try:
                found = restore(path, dry_run)
            except FileProblem as problem:
                raise CommandError(str(problem)) from problem
        for name, count in found.items():
            self.stdout.write(f"{count:>8}  {name}")
        if dry_run:
            self.stdout.write(_("Nothing was changed."))
        else:
            self.stdout.write(
                _("Nobody has a password: set an administrator's with “manage.py changepassword”, the others by mail.")
            )


def run(options: dict[str, Any]) -> Summary:
    load = Load(options["kind"], options["file"], from_command_line(options))
    if options["errors"] is None:
        return load.run(errors=sys.stderr if not options["json"] else None)
    with options["errors"].open("w", newline="", encoding="utf-8") as file:
        return load.run(errors=file)


def from_command_line(options: dict[str, Any]) -> Options:
    values: dict[str, dict[str, str]] = {}
    for name, theirs_ours in pairs(options["value"], ":").items():
        values.setdefault(name, {}).update(theirs_ours)
    skip: dict[str, tuple[str, ...]] = {}
    for header, value in (split(text, "=") for text in options["skip"]):
        skip[header] = (*skip.get(header, ()), value)
    return Options(
        preset=options["preset"],
        starting=dict(split(text, "=") for text in options["set_new"]),
        skip=skip,
        leave_empty=tuple(options["leave_empty"]),
        keep_repeats=options["keep_repeats"],
        mapping=dict(split(text, "=") for text in options["map"]),
        constants=dict(split(text, "=") for text in options["set"]),
        values=values,
        key=tuple(options["key"]),
        date_orders=styles(options["date_format"], ("dmy", "mdy")),
        decimals=styles(options["decimal"], (",", ".")),
        encoding=options["encoding"],
        delimiter=options["delimiter"],
        create_missing=options["create_missing"],
        dry_run=options["dry_run"],
        all_or_nothing=options["all_or_nothing"],
    )


def listed() -> str:
    """Every preset: its kind of file, and the header by which it is recognised."""
    return "\n".join(
        f"{preset.name:32}{preset.kind:15}{', '.join(preset.headers)}"
        for preset in sorted(PRESETS.values(), key=lambda preset: preset.name)
    )


def styles(texts: list[str], known: tuple[str, ...]) -> dict[str, str]:
    """How dates or decimals are written: per field, or ("*") in all columns."""
    found = {}
    for text in texts:
        name, _mark, style = text.replace(":", "=").rpartition("=")
        if style.strip() not in known:
            words = {"text": text, "known": ", ".join(known)}
            raise CommandError(_("“%(text)s” is not known: give one of %(known)s, for one field as field=…") % words)
        found[name.strip() or "*"] = style.strip()
    return found


def split(text: str, mark: str) -> tuple[str, str]:
    """Both sides of the last mark; a CommandError that shows the form when it is missing."""
    left, found, right = text.rpartition(mark)
    if not found:
        raise CommandError(_("“%(text)s” lacks “%(mark)s”: write the two sides of it.") % {"text": text, "mark": mark})
    return left.strip(), right.strip()


def pairs(texts: list[str], mark: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for text in texts:
        name, colon, rest = text.partition(mark)
        if not colon:
            raise CommandError(
                _("“%(text)s” lacks “%(mark)s”: write the two sides of it.") % {"text": text, "mark": mark}
            )
        theirs, ours = split(rest, "=")
        found.setdefault(name.strip(), {})[theirs] = ours
    return found


def told(summary: Summary) -> str:
    """The summary for people: how the columns were read, then the counts."""
    lines = [_("Preset: %(name)s") % {"name": summary.preset}] if summary.preset else []
    lines += [
        f"{column['header']} → {column['field']}" + (f" ({column['written']})" if "written" in column else "")
        for column in summary.columns
    ]
    if summary.ignored:
        lines.append(_("Not used: %(names)s") % {"names": ", ".join(summary.ignored)})
    lines += summary.notes
    counts = summary.as_dict()
    lines.append(" ".join(f"{name}={counts[name]}" for name in ("read", "created", "updated", "unchanged", "rejected")))
    if counts["skipped"]:
        lines.append(_("Passed over, as they are no records of this kind: %(count)s") % {"count": counts["skipped"]})
    lines += [
        _("%(header)s: left empty in %(count)s rows, because it points nowhere or contradicts another cell")
        % {"header": header, "count": count}
        for header, count in summary.left_empty.items()
    ]
    if summary.created_missing:
        lines.append(_("Created: %(names)s") % {"names": summary.created_missing})
    if not summary.applied:
        lines.append(_("Nothing was changed."))
    return "\n".join(lines)
