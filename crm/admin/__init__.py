"""Django's admin for every model: an operator's tool, for administrators only."""

from crm.admin import api, audit, customers, ingest, organisation, webhooks, work

__all__ = ["api", "audit", "customers", "ingest", "organisation", "webhooks", "work"]
