"""A job that takes a while: for the test that stops a worker in the middle of it."""

import time
from pathlib import Path

from django_tasks import task

SECONDS = 2


@task()
def write(path: str) -> None:
    """Makes the file `path`.begun, and after a while `path`."""
    Path(f"{path}.begun").touch()
    time.sleep(SECONDS)
    Path(path).write_text("whole")
