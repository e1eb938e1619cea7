"""Asking one customer: by e-mail now, or by a link that is handed over."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.bell import ring
from crm.models import Contact, Opportunity
from crm.views.answers import said, visible_or_404
from feedback.addresses import handed_over
from feedback.forms.by_hand import ByHandForm
from feedback.models import Invitation
from feedback.sending.by_hand import WITHDRAWABLE, ask, withdraw
from feedback.sending.selection import Reason
from feedback.tasks import send_now

LATEST = 10


@require_http_methods(["GET", "HEAD", "POST"])
def contact_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may see the contact; `opportunity` in the address says what it is about."""
    contact = visible_or_404(Contact.objects.select_related("account"), request.user, pk)
    form = ByHandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = ask(contact, form.cleaned_data["survey"], form.cleaned_data["delivery"], about(request, contact))
        if not isinstance(made, Reason):
            return done(request, contact, made)
        form.add_error(None, f"{made.label}.")
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "contact": contact, "invitations": invitations_of(request, contact)}
    return render(request, "feedback/contact_ask.html", context, status=status)


def about(request: HttpRequest, contact: Contact) -> Opportunity | None:
    """An opportunity of the contact that the viewer may see."""
    typed = request.GET.get("opportunity", "")
    rows = Opportunity.objects.visible_to(request.user).filter(contact=contact)
    found: Opportunity | None = rows.filter(pk=int(typed)).first() if typed.isdecimal() and len(typed) < 19 else None
    return found


def done(request: HttpRequest, contact: Contact, made: Invitation) -> HttpResponse:
    to = reverse("feedback:contact_ask", args=[contact.pk])
    if made.delivery == Invitation.Delivery.LINK:
        return said(request, _("The link is made: copy it and hand it over. It works for this person only."), to)
    ring(send_now)
    return said(request, _("The invitation is sent as soon as the hours allow."), to)


def invitations_of(request: HttpRequest, contact: Contact) -> list[dict[str, Any]]:
    """The last ones, each with its link while that was handed over and waits for an answer."""
    rows = Invitation.objects.filter(contact=contact).select_related("survey").order_by("-pk")[:LATEST]
    return [
        {
            "invitation": each,
            "link": handed_over(request, reverse("feedback:ask", args=[each.token]))
            if each.delivery == Invitation.Delivery.LINK and each.may_be_answered()
            else "",
            "waits": each.state in WITHDRAWABLE,
        }
        for each in rows
    ]


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may ask the contact."""
    invitation = get_object_or_404(Invitation, pk=pk)
    contact = visible_or_404(Contact.objects.all(), request.user, invitation.contact_id or 0)
    sentence = _("It is withdrawn: its link leads nowhere any more.")
    if not withdraw(invitation):
        sentence = _("It waits for no answer any more: there is nothing to withdraw.")
    return said(request, sentence, reverse("feedback:contact_ask", args=[contact.pk]))
