"""The door for a web server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()


def load() -> None:
    """What the first requests would load, while nobody waits for it: all addresses with their views, and SciPy."""
    import scipy.special  # noqa: F401

    reverse("crm:my_day")


load()
