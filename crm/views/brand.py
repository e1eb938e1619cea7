"""The company's logo and colour, for everybody: customers' pages show them without an account.

Another logo or colour has another address, so that each may be kept for ever.
"""

import re

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from crm.colours import COLOUR, style_sheet
from crm.images import picture_of
from crm.models import Company

YEAR = 365 * 24 * 3600


def kept_for_ever(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, immutable=True, max_age=YEAR)
    return response


@login_not_required
@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]
def logo(request: HttpRequest, name: str) -> HttpResponse:
    """The present logo only, as what it was found to be."""
    company = Company.current()
    if not name or name != company.logo_name:
        raise Http404
    try:
        with company.logo.open() as opened:
            data = opened.read()
    except FileNotFoundError as error:
        raise Http404 from error
    picture = picture_of(data)
    if picture is None:
        raise Http404
    return kept_for_ever(HttpResponse(data, content_type=picture.content_type))


@login_not_required
@require_safe
def colours(request: HttpRequest, colour: str) -> HttpResponse:
    """What a colour makes of the style sheet, whosever it is."""
    if not re.fullmatch(COLOUR, f"#{colour}"):
        raise Http404
    return kept_for_ever(HttpResponse(style_sheet(f"#{colour}"), content_type="text/css"))
