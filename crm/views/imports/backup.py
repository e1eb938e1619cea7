"""The whole company as a file, for administrators."""

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_POST

from crm import backup
from crm.audit import Event, record
from crm.models import Company
from crm.views.settings.frame import for_administrators


@require_POST
@for_administrators  # type: ignore[arg-type]
def take(request: HttpRequest) -> StreamingHttpResponse:
    """Sent while it is made; what breaks off is no whole zip, and `load` refuses it."""
    record(Event.EXPORT, details={"list": "company", "form": "zip"})
    answer = StreamingHttpResponse(backup.parts(), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="jauge-{Company.current().today():%Y-%m-%d}.zip"'
    return answer
