from crm.models.accounts import Account, Contact, Segment
from crm.models.activities import Activity, ActivityType, Medium
from crm.models.api_replays import ApiReplay
from crm.models.api_tokens import ApiToken
from crm.models.attachments import Attachment
from crm.models.audit import AuditEntry
from crm.models.bulk_changes import BulkChange, BulkChangeRow
from crm.models.campaigns import Campaign, CampaignResult, Channel, Expense, Source
from crm.models.cart_events import CartEvent
from crm.models.catalogue import Category, Product
from crm.models.feeds import CalendarFeed
from crm.models.history import OpportunityEvent
from crm.models.imports import Import, ImportEffect, SavedMapping
from crm.models.ingest import IngestDelivery, IngestRecord, IngestSource
from crm.models.organisation import Company, ExchangeRate, Holiday, Region, Team
from crm.models.people import Absence, Membership, User
from crm.models.pipeline import Opportunity, OpportunityLine
from crm.models.sales import Cart, Sale, SaleLine
from crm.models.saved_views import DefaultView, SavedView
from crm.models.stages import LostReason, Pipeline, Stage
from crm.models.table_changes import TableChange
from crm.models.webhooks import WebhookDelivery, WebhookEndpoint, WebhookEvent

__all__ = [
    "Absence",
    "Account",
    "Activity",
    "ActivityType",
    "ApiReplay",
    "ApiToken",
    "Attachment",
    "AuditEntry",
    "BulkChange",
    "BulkChangeRow",
    "CalendarFeed",
    "Campaign",
    "CampaignResult",
    "Cart",
    "CartEvent",
    "Category",
    "Channel",
    "Company",
    "Contact",
    "DefaultView",
    "ExchangeRate",
    "Expense",
    "Holiday",
    "Import",
    "ImportEffect",
    "IngestDelivery",
    "IngestRecord",
    "IngestSource",
    "LostReason",
    "Medium",
    "Membership",
    "Opportunity",
    "OpportunityEvent",
    "OpportunityLine",
    "Pipeline",
    "Product",
    "Region",
    "Sale",
    "SaleLine",
    "SavedMapping",
    "SavedView",
    "Segment",
    "Source",
    "Stage",
    "TableChange",
    "Team",
    "User",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
]
