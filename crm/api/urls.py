"""The addresses of the records; `/api/accounts/`, `/api/accounts/7/`, `/api/opportunities/7/win/`."""

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from crm.api.activities import Activities
from crm.api.attachments import Attachments
from crm.api.campaigns import CampaignResults, Expenses
from crm.api.customers import Accounts, Contacts
from crm.api.imports import Imports
from crm.api.mappings import Mappings
from crm.api.opportunities import Opportunities
from crm.api.organisation import Absences, CompanySettings, Memberships, People, Teams
from crm.api.reference import FAMILIES
from crm.api.sales import Carts, Sales
from crm.api.webhooks import WebhookDeliveries, Webhooks

RECORDS = {
    "accounts": Accounts,
    "contacts": Contacts,
    "opportunities": Opportunities,
    "attachments": Attachments,
    "activities": Activities,
    "sales": Sales,
    "carts": Carts,
    "expenses": Expenses,
    "campaign-results": CampaignResults,
    "imports": Imports,
    "import-mappings": Mappings,
    "teams": Teams,
    "people": People,
    "memberships": Memberships,
    "absences": Absences,
    "webhooks": Webhooks,
    "webhook-deliveries": WebhookDeliveries,
    **FAMILIES,
}

router = SimpleRouter()
for name, family in RECORDS.items():
    router.register(name, family, basename=name)

urlpatterns: list[URLPattern | URLResolver] = [
    path("company/", CompanySettings.as_view(), name="company"),
    *router.urls,
]
