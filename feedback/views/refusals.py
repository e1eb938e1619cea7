"""The link in each e-mail by which a person says that they want no more surveys, and may take it back."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation

from feedback.models import Invitation
from feedback.models.texts import LANGUAGES, OWN_NAMES
from feedback.refusals import has_refused, refuse, take_back
from feedback.views.customers import closed, for_customers

# What a mail program sends without asking again: RFC 8058, "Signaling One-Click Functionality for List E-mail Headers".
ONE_CLICK = ("List-Unsubscribe", "One-Click")


@for_customers
def refusal(request: HttpRequest, token: str) -> HttpResponse:
    """A page that asks; sent, the refusal holds at once. It works as long as the invitation is there."""
    invitation = Invitation.objects.select_related("contact", "survey").filter(token=token).first()
    if invitation is None:
        return closed(request)
    if request.method == "POST":
        if request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]:
            refuse(invitation)
            return HttpResponse(status=200, content_type="text/plain")
        (take_back if "again" in request.POST else refuse)(invitation)
        return HttpResponseRedirect(request.get_full_path())
    language = request.GET.get("language") or invitation.language or translation.get_language() or ""
    language = language.partition("-")[0] if language.partition("-")[0] in LANGUAGES else translation.get_language()
    with translation.override(language):
        words = {"refused": has_refused(invitation), "language": language, "spoken": list(OWN_NAMES.items())}
        words["known"] = invitation.contact is not None or bool(invitation.email)
        response = render(request, "feedback/public/refusal.html", words)
    response.headers.setdefault("Content-Language", str(language))
    return response
