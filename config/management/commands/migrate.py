"""`manage.py migrate`: the one of Django, which on PostgreSQL makes nobody wait who works meanwhile.

A migration that wants a lock stands in line for it, and everybody who comes later stands behind it, whatever they want.
So it waits for LOCK_SECONDS at most, lets the others pass, and tries again: somebody may be importing, or a backup be
read.
"""

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from django.utils.translation import gettext as _

LOCK_SECONDS = 2
PAUSE_SECONDS = 2
# Some four minutes in all.
ATTEMPTS = 60
# Of PostgreSQL: a lock was not had in time; two who waited for each other.
NOT_HAD = ("55P03", "40P01")


class Command(migrate.Command):
    def handle(self, *words: Any, **options: Any) -> None:
        self.connection = connections[options["database"]]
        if self.connection.vendor != "postgresql":
            super().handle(*words, **options)
            return
        self.again_and_again(*words, **options)
        self.wait_at_most(0)

    def again_and_again(self, *words: Any, **options: Any) -> None:
        """What was applied before stays applied; a migration that was not is undone whole, and begun again."""
        for _attempt in range(ATTEMPTS):
            self.wait_at_most(LOCK_SECONDS)
            try:
                super().handle(*words, **options)
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", None) not in NOT_HAD or self.connection.in_atomic_block:
                    raise
            else:
                return
            if options["verbosity"]:
                self.stdout.write("\n" + _("A table is in use: others go first, then it is tried again."))
            time.sleep(PAUSE_SECONDS)
        raise CommandError(
            _(
                "Somebody uses a table in a transaction that goes on, so that it cannot be changed: see "
                "pg_stat_activity. What was applied stays so; run this again for the rest."
            )
        )

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
        """What is not undone whole where it fails (indexes made concurrently) waits for as long as it takes."""
        if action in ("apply_start", "unapply_start"):
            self.wait_at_most(LOCK_SECONDS if migration.atomic else 0)
        elif action in ("apply_success", "unapply_success"):
            self.wait_at_most(LOCK_SECONDS)
        super().migration_progress_callback(action, migration, fake)

    def wait_at_most(self, seconds: int) -> None:
        """For any one lock; 0: for as long as it takes."""
        if self.connection.vendor == "postgresql":
            with self.connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{seconds}s"])
