"""Where a person is signed in: the list, ending one session or all others."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from crm.audit import Event, record
from crm.second_factor import has_second_factor
from crm.sessions import device, end_sessions, sessions_of
from crm.views.answers import said


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """One's own, the present one marked."""
    rows = sessions_of(request.user)  # type: ignore[arg-type]
    shown = [
        {"row": row, "device": device(row.user_agent), "here": row.session_key == request.session.session_key}
        for row in rows
    ]
    shown.sort(key=lambda each: not each["here"])
    context = {
        "sessions": shown,
        "others": any(not each["here"] for each in shown),
        "second_factor": has_second_factor(request.user),
    }
    return render(request, "crm/sessions.html", context)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    person: Any = request.user
    row = get_object_or_404(UserSession, pk=pk, user_id=person.pk)
    row.end()
    record(Event.SESSIONS, subject=person, details={"count": 1})
    return said(request, _("The session is ended: that device has to sign in again."), reverse("crm:sessions"))


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    count = end_sessions(person, but=request.session.session_key)
    record(Event.SESSIONS, subject=person, details={"count": count})
    sentence = ngettext("%(count)s other session is ended.", "%(count)s other sessions are ended.", count)
    return said(request, sentence % {"count": count}, reverse("crm:sessions"))
