"""All that an installation holds, for comparing two of them."""

import json
from hashlib import sha256
from typing import Any

import time_machine
from django.db import connection

from config.backup.archive import uploaded
from config.backup.taken import rows_by_table
from tests.crm.test_backup import PERIODS, figures
from tests.kpis.companies import NOON

KEYS_COMPARED = ((), ("owner",), ("month",))


def whole() -> dict[str, Any]:
    """All of `rows_and_files`, and every figure: that takes a while."""
    with time_machine.travel(NOON, tick=False):
        found = {"figures": {str(key): str(value) for key, value in figures(PERIODS[:1], KEYS_COMPARED).items()}}
    return json.loads(json.dumps(rows_and_files() | found))  # type: ignore[no-any-return]


def rows_and_files() -> dict[str, Any]:
    """The rows of each table but those that stay behind, and the checksum of each uploaded file."""
    with connection.cursor() as cursor:
        rows = rows_by_table(cursor, connection.introspection.table_names(cursor))
    return {"rows": rows, "files": {name: sha256(path.read_bytes()).hexdigest() for name, path in uploaded()}}
