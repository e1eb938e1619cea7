from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kpis.demo.logins import logins


def demo(request: HttpRequest) -> dict[str, Callable[[], Any]]:
    """The demo company's logins, for the sign-in page of a demo and nowhere else; looked up where they are shown."""
    return {"demo_logins": logins} if settings.JAUGE_DEMO else {}
