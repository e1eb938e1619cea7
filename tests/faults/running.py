"""Jauge on the database of the test."""

import os
from pathlib import Path

from django.conf import settings

from tests.faults.processes import Processes
from tests.faults.servers import free_port
from tests.sending.test_killed import address

ROOT = Path(__file__).resolve().parents[2]


class Jauge(Processes):
    def __init__(self, folder: Path, static: Path | None = None, **more: str) -> None:
        port = free_port()
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
        environment = clean | {
            "JAUGE_SECRET_KEY": settings.SECRET_KEY, "JAUGE_VAR_DIR": str(folder), "JAUGE_DATABASE_URL": address(),
            "JAUGE_WEB_BIND": f"127.0.0.1:{port}", "JAUGE_ADDRESS": "https://crm.example.com",
            "JAUGE_API_PER_MINUTE": "1000000", "JAUGE_LOG_LEVEL": "warning",
        } | more  # fmt: skip
        super().__init__(ROOT, folder, port, environment)
        if static is not None and not (folder / "static").exists():
            (folder / "static").symlink_to(static)
