from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kpis.demo import LOGINS


def demo(request: HttpRequest) -> dict[str, Any]:
    """The demo company's logins, for the sign-in page of a demo and nowhere else."""
    return {"demo_logins": LOGINS} if settings.JAUGE_DEMO else {}
