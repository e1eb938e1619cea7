"""Django's admin for every model: an operator's tool, for administrators only."""

from crm.admin import customers, organisation, work

__all__ = ["customers", "organisation", "work"]
