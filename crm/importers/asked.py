"""What the user says of a file on the pages, as it is stored with an import."""

from typing import Any

from crm.importers.options import Options
from crm.importers.presets import PRESETS

# What is stored under the names of `Options`: the rest follows from the file or is the program's own.
DICTIONARIES = ("mapping", "constants", "values", "date_orders", "decimals", "skip", "starting")
TUPLES = ("key", "leave_empty")
PLAIN = ("preset", "create_missing", "keep_repeats")


def options_of(said: dict[str, Any], profile: dict[str, Any], dry_run: bool = False) -> Options:
    values: dict[str, Any] = {name: said[name] for name in (*DICTIONARIES, *PLAIN) if name in said}
    values.update({name: tuple(said[name]) for name in TUPLES if name in said})
    # Another file of the same make may no longer fit a preset that was given by name.
    if values.get("preset") and values["preset"] != "none" and values["preset"] not in PRESETS:
        values["preset"] = ""
    return Options(**values, encoding=profile["encoding"], delimiter=profile["delimiter"], dry_run=dry_run)
