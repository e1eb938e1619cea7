"""What is being sent: what waits, what the last runs did, what went wrong, and what is perhaps sent."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm.bell import ring
from crm.views.answers import said
from crm.views.settings.frame import for_administrators
from feedback.models import Invitation, SendingRun
from feedback.sending.delivery import settle as settled
from feedback.tasks import send_now

State = Invitation.State
RUNS, TROUBLES = 10, 50
WRONG = (State.BOUNCED, State.FAILED)


@require_safe
@for_administrators
def sending(request: HttpRequest) -> HttpResponse:
    counts = dict(Invitation.objects.order_by().values_list("state").annotate(count=Count("pk")))
    rows = Invitation.objects.select_related("survey", "contact", "account").order_by("-sending_at", "-pk")
    context = {
        "states": [(State(state).label, count) for state, count in sorted(counts.items())],
        "runs": SendingRun.objects.all()[:RUNS],
        "unsure": rows.filter(state=State.UNSURE)[:TROUBLES],
        "wrong": rows.filter(state__in=WRONG)[:TROUBLES],
        "next": Invitation.objects.filter(state=State.PLANNED).order_by("due_at").first(),
    }
    return render(request, "feedback/sending.html", context)


@require_POST
@for_administrators
def now(request: HttpRequest) -> HttpResponse:
    """Rings: what is due is sent without waiting for the next periodic run."""
    ring(send_now)
    return said(request, _("What is due is being sent."), reverse("feedback:sending"))


@require_POST
@for_administrators
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Someone has looked into the mail server's log."""
    invitation = get_object_or_404(Invitation, pk=pk)
    arrived = request.POST.get("arrived") == "1"
    if not settled(invitation, arrived):
        return said(request, _("That is settled already."), reverse("feedback:sending"))
    sentence = _("Noted as sent.") if arrived else _("It is sent again.")
    return said(request, sentence, reverse("feedback:sending"))
