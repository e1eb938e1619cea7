"""`manage.py db_worker`: the one of django-tasks, which outlives a database that is away for a while."""

import logging
import time
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from django_tasks_db.management.commands import db_worker

logger = logging.getLogger("jauge.worker")
PAUSE_SECONDS = 1


class Command(db_worker.Command):
    def handle(self, **options: Any) -> None:
        """Begins anew when the connection is lost; told to stop meanwhile, it stops at once."""
        while True:
            try:
                return super().handle(**options)
            except (OperationalError, InterfaceError) as error:
                logger.warning("the database is away", exc_info=error)
                connections.close_all()
                time.sleep(PAUSE_SECONDS)
