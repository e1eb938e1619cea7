from typing import Any

from django.conf import settings
from django.http import HttpRequest

from crm.models import Company


def house(request: HttpRequest) -> dict[str, Any]:
    """What every page may need: the company and whether this is the demo."""
    return {"company": Company.current(), "is_demo": settings.JAUGE_DEMO, "sign_in_provider": settings.OIDC_NAME}
