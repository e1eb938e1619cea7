"""The form of an anonymous link within a page of another site: the only page that may stand in a frame anywhere."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

from feedback.views.customers import for_customers, through_link


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
@for_customers  # type: ignore[arg-type]
def embedded(request: HttpRequest, token: str) -> HttpResponse:
    return through_link(request, token, embedded=True)
