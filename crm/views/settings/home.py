"""The administrator's home: what is set up and what is left, and the way to every list."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm import setup
from crm.models import IngestSource, WebhookEndpoint
from crm.reference import LISTED
from crm.usual import USUAL, add_usual
from crm.views.answers import said
from crm.views.settings.frame import for_administrators


@require_safe
@for_administrators
def home(request: HttpRequest) -> HttpResponse:
    steps = setup.steps()
    done = sum(step.done for step in steps)
    endpoints = list(WebhookEndpoint.objects.all())
    secrets = IngestSource.objects.filter(active=True).values_list("secret", flat=True)
    context = {
        "steps": steps, "done": done, "is_new": setup.is_new(), "kinds": LISTED,
        "turned_off": [each for each in endpoints if each.turned_off_at],
        # As their lists say it: what is out of use needs no secret.
        "webhook_secret_lost": any(each.active and not each.secret for each in endpoints),
        "shop_secret_lost": not all(secrets),
    }  # fmt: skip
    return render(request, "crm/settings/home.html", context)


@require_POST
@for_administrators
def usual(request: HttpRequest, kind: str) -> HttpResponse:
    """The usual entries for a list that is still empty."""
    if kind not in USUAL:
        raise Http404
    home_address = reverse("crm:settings")
    if add_usual(kind):
        return said(request, _("The usual entries were added: rename or deactivate what does not fit."), home_address)
    messages.info(request, _("The list is no longer empty: nothing was added."))
    return HttpResponseRedirect(home_address)
