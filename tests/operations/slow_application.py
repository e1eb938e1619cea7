"""A web application that takes a while: for the test that stops a server in the middle of a request."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

SECONDS = 2


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Makes the file that is named by the address, and after a while answers."""
    Path(environ["PATH_INFO"]).touch()
    time.sleep(SECONDS)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"whole"]
