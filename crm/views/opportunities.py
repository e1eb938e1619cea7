"""The list of opportunities, and opening one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.filters import OpportunityFilter
from crm.forms.opportunities import OpportunityForm
from crm.listings import OPPORTUNITIES
from crm.models import Account, Company, Contact, Opportunity, Stage
from crm.page_cache import cached_page
from crm.views.answers import form_page, said
from crm.views.lists import list_page


@require_safe
@cached_page
def index(request: HttpRequest) -> HttpResponse:
    filters = OpportunityFilter(request.GET, Opportunity.objects.visible_to(request.user), request)
    return list_page(request, OPPORTUNITIES, filters)


def initial_of(request: HttpRequest) -> dict[str, Any]:
    """The account or contact named in the address, if it may be seen."""
    named: dict[str, Any] = {}
    for name, model in (("account", Account), ("contact", Contact)):
        asked = request.GET.get(name, "")
        if asked.isdecimal():
            named[name] = model.objects.visible_to(request.user).filter(pk=asked).first()
    if named.get("contact") and not named.get("account"):
        named["account"] = named["contact"].account
    return named


def has_stage_to_open_in() -> bool:
    return any(stage.active and stage.kind == Stage.Kind.OPEN for stage in Company.current().stages)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    form = OpportunityForm(request.POST or None, viewer=request.user, initial=initial_of(request))
    if request.method == "POST" and form.is_valid():
        opportunity = form.save()
        done = _("“%(name)s” was opened.") % {"name": opportunity}
        return said(request, done, reverse("crm:opportunity", args=[opportunity.pk]))
    return form_page(request, "crm/opportunity_form.html", form, without_pipeline=not has_stage_to_open_in())
