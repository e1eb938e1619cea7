"""Django's admin for every model: an operator's tool, for administrators only."""

from crm.admin import api, customers, ingest, organisation, webhooks, work

__all__ = ["api", "customers", "ingest", "organisation", "webhooks", "work"]
