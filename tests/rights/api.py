"""The addresses of the API in the table of all addresses: a GET by nobody, rep, outsider, manager and admin."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from crm.api.reference import FAMILIES
from crm.api.urls import RECORDS as CRM_RECORDS
from crm.api.urls import router as crm_router
from crm.models import (
    Absence,
    Campaign,
    CampaignResult,
    Cart,
    Category,
    Channel,
    Contact,
    ExchangeRate,
    Expense,
    Holiday,
    LostReason,
    Medium,
    Product,
    Sale,
    Segment,
    Source,
    WebhookEndpoint,
)
from feedback.api.urls import router as feedback_router
from feedback.models import Invitation
from kpis.api.urls import router as kpis_router
from kpis.models import Objective

RECORDS = [*CRM_RECORDS, "objectives", "objective-changes", "surveys", "survey-rules", "invitations"]
URLS = [*crm_router.urls, *kpis_router.urls, *feedback_router.urls]
EVERYBODY = (401, 200, 200, 200, 200)
OWN = (401, 200, 404, 200, 200)
NO_GET = (401, 405, 405, 405, 405)
# Beside lists and records, what is read of one record.
PARTS = {"opportunities-lines", "opportunities-events", "sales-lines", "attachments-content"}
# What nobody but administrators reads.
ADMINISTERED = {"imports", "import-mappings", "survey-rules", "webhooks", "webhook-deliveries"}
ADMIN = (401, 403, 403, 403, 200)


def expected(name: str) -> tuple[int, ...]:
    family, part = family_of(name), name.removeprefix(family_of(name)).removeprefix("-")
    if name == "imports-rejected-file":
        return (401, 403, 403, 403, 404)  # nothing was rejected
    if family in ADMINISTERED:
        return ADMIN if part in ("list", "detail", "rejected") else (401, 403, 403, 403, 405)
    if part == "list":
        return EVERYBODY
    if part == "detail":
        return EVERYBODY if family in FAMILIES or family == "surveys" else OWN
    return {"surveys-questions": EVERYBODY}.get(name, OWN if name in PARTS else NO_GET)


def family_of(name: str) -> str:
    """“activity-types-detail” → activity-types."""
    return max((family for family in RECORDS if name.startswith(f"{family}-")), key=len)


TABLE = {f"api:{url.name}": expected(str(url.name)) for url in URLS} | {"api:company": EVERYBODY}


def api_objects(objects: dict[str, Any]) -> dict[str, Any]:
    """A record of each family that belongs to `rep`."""
    people, account = objects["people"], objects["account"]
    campaign = Campaign.objects.create(name="Spring")
    day, moment = date(2026, 1, 5), datetime(2026, 1, 5, 9, tzinfo=UTC)
    return {
        "accounts": account,
        "contacts": objects["contact"],
        "opportunities": objects["opportunity"],
        "activities": objects["activity"],
        "attachments": objects["attachment"],
        "imports": objects["import"],
        "import-mappings": objects["mapping"],
        "survey-rules": objects["rule"],
        # Where nothing is sent: the address is for documents alone.
        "webhooks": WebhookEndpoint.objects.create(description="Archive", address="https://192.0.2.1/"),
        "webhook-deliveries": objects["delivery"],
        "invitations": Invitation.objects.create(
            survey=objects["survey"],
            contact=Contact.objects.create(last_name="Miller", account=account, owner=people.rep),
            delivery="link",
        ),
        "sales": Sale.record(account=account, amount=Decimal(5), sold_on=day),
        "carts": Cart.objects.create(account=account, created_at=moment, touched_at=moment),
        "expenses": Expense.objects.create(owner=people.rep, spent_on=day, amount=Decimal(1)),
        "campaign-results": CampaignResult.objects.create(
            owner=people.rep, campaign=campaign, measured_on=day, clicks=1
        ),
        "teams": people.north,
        "people": people.rep,
        "memberships": people.rep.memberships.get(),
        "absences": Absence.objects.get(user=people.rep),
        "regions": objects["reference"],
        "channels": Channel.objects.create(name="Store", kind="store"),
        "sources": Source.objects.create(name="Fair"),
        "segments": Segment.objects.create(name="Food"),
        "categories": Category.objects.create(name="Stones"),
        "products": Product.objects.create(name="Stone"),
        "campaigns": campaign,
        "media": Medium.objects.create(name="Phone"),
        "activity-types": objects["activity"].type,
        "lost-reasons": LostReason.objects.create(name="Price"),
        "holidays": Holiday.objects.create(on=day, name="Rest"),
        "exchange-rates": ExchangeRate.objects.create(currency="USD", on=day, rate=Decimal("0.9")),
        "pipelines": objects["opportunity"].pipeline,
        "stages": objects["opportunity"].stage,
        "objectives": Objective.objects.get(change=objects["objective"]),
        "objective-changes": objects["objective"],
        "surveys": objects["survey"],
    }
