"""The list of opportunities, and opening one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from crm.exports import Export, Field
from crm.filters import OpportunityFilter
from crm.forms.opportunities import OpportunityForm
from crm.models import Account, Contact, Opportunity
from crm.views.answers import form_page, said
from crm.views.lists import Column, list_page

COLUMNS = [
    Column("name", gettext_lazy("Opportunity"), "name"),
    Column("stage", gettext_lazy("Stage"), "stage__order"),
    Column("amount", gettext_lazy("Amount"), "amount", numeric=True),
    Column("owner", gettext_lazy("Owner"), "owner__first_name"),
    Column("opened", gettext_lazy("Opened"), "opened_on"),
    Column("expected", gettext_lazy("Expected"), "expected_close_on"),
    Column("closed", gettext_lazy("Closed"), "closed_on"),
]

EXPORT = Export(
    "opportunities",
    gettext_lazy("Opportunities"),
    (
        Field(gettext_lazy("Opportunity"), "name"), Field(gettext_lazy("Account"), "account"),
        Field(gettext_lazy("Contact"), "contact"), Field(gettext_lazy("Pipeline"), "pipeline"),
        Field(gettext_lazy("Stage"), "stage"), Field(gettext_lazy("Outcome"), "outcome"),
        Field(gettext_lazy("Amount"), "amount"), Field(gettext_lazy("Owner"), "owner"),
        Field(gettext_lazy("Team"), "team"), Field(gettext_lazy("Region"), "region"),
        Field(gettext_lazy("Channel"), "channel"), Field(gettext_lazy("Campaign"), "campaign"),
        Field(gettext_lazy("Source"), "source"), Field(gettext_lazy("Opened"), "opened_on"),
        Field(gettext_lazy("Expected"), "expected_close_on"), Field(gettext_lazy("Closed"), "closed_on"),
        Field(gettext_lazy("Lost reason"), "lost_reason"), Field(gettext_lazy("external id"), "external_id"),
    ),
    ("account", "contact", "pipeline", "stage", "owner", "team", "region", "channel", "campaign", "source",
     "lost_reason"),
)  # fmt: skip


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Opportunity.objects.visible_to(request.user).select_related("account", "stage", "owner")
    filters = OpportunityFilter(request.GET, rows, request)
    return list_page(request, "crm/opportunity_list.html", filters, COLUMNS, "-opened", EXPORT)


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


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    form = OpportunityForm(request.POST or None, viewer=request.user, initial=initial_of(request))
    if request.method == "POST" and form.is_valid():
        opportunity = form.save()
        done = _("“%(name)s” was opened.") % {"name": opportunity}
        return said(request, done, reverse("crm:opportunity", args=[opportunity.pk]))
    return form_page(request, "crm/opportunity_form.html", form)
