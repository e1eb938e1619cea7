"""The link in each e-mail by which a person says that they want no more surveys, and may take it back."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation

from crm.languages import OWN_NAMES, SPOKEN, spoken_by_jauge
from feedback.answering import ByInvitation
from feedback.models import Invitation
from feedback.refusals import has_refused, refuse, take_back
from feedback.views.customers import accepted, closed, for_customers

# What a mail program sends without asking again: RFC 8058, "Signaling One-Click Functionality for List E-mail Headers".
ONE_CLICK = ("List-Unsubscribe", "One-Click")


@for_customers
def refusal(request: HttpRequest, token: str) -> HttpResponse:
    """A page that asks; sent, the refusal holds at once. It works as long as the invitation is there."""
    invitation = (
        Invitation.objects.select_related("contact", "account", "survey", "version").filter(token=token).first()
    )
    if invitation is None:
        return closed(request)
    if request.method == "POST":
        if request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]:
            refuse(invitation)
            return HttpResponse(status=200, content_type="text/plain")
        (take_back if "again" in request.POST else refuse)(invitation)
        return HttpResponseRedirect(request.get_full_path())
    language = spoken_by_jauge(
        request.GET.get("language", ""), *ByInvitation(invitation).languages(), *accepted(request)
    )
    with translation.override(language):
        spoken = [(code, OWN_NAMES[code]) for code in SPOKEN]
        words = {"refused": has_refused(invitation), "language": language, "spoken": spoken}
        words["known"] = invitation.contact is not None or bool(invitation.email)
        response = render(request, "feedback/public/refusal.html", words)
    response.headers.setdefault("Content-Language", str(language))
    return response
