"""The whole API, tried by generated requests as each role: nothing fails, and all answers are as they are described.

The requests are the same each time. A refusal (4xx) is an answer like any other; a failure of ours never is.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crm.models import ApiToken
from tests.rights.api import RECORDS
from tests.rights.test_every_url import objects

__all__ = ["objects"]

CONFIG = """
[generation]
deterministic = true
allow-x00 = true

[checks]
# What a description cannot say (the end before the beginning, the id of nothing) is refused with 422.
positive_data_acceptance.expected-statuses = [200, 201, 204, 304, 400, 401, 403, 404, 409, 412, 415, 422]
# One who may not write is told so before anybody looks at what was sent.
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 415, 422]
"""
# Records that are there, so that the verbs are reached.
RECORD = """
[[operations]]
include-path-regex = "^/api/%(family)s/[{]id[}]"
parameters = { "path.id" = %(key)d }
"""
SECONDS = 90
# With all that starts before and is written after, on a busy machine.
LONGEST = 900


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["rep", "manager", "admin"])
def test_every_address_as_each_role(role: str, live_server: Any, objects: Any, settings: Any, tmp_path: Path) -> None:
    settings.API_PER_MINUTE = 1_000_000
    config = tmp_path / "schemathesis.toml"
    records = [RECORD % {"family": family, "key": objects["records"][family].pk} for family in RECORDS]
    config.write_text(CONFIG + "".join(records))
    _token, text = ApiToken.issue(getattr(objects["people"], role), "Trial", "write")
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config), "run",
        f"{live_server.url}/api/openapi.json", "--header", f"Authorization: Bearer {text}", "--seed", "1",
        "--max-examples", "2", "--phases", "examples,coverage,fuzzing", "--no-shrink", "--max-time", str(SECONDS),
        "--continue-on-failure", "--generation-database", "none", "--no-color",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=LONGEST, check=False)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
