"""What can be loaded. Other apps add kinds of their own with `register`."""

from crm.importers.kinds.accounts import Accounts, Contacts, Prospects
from crm.importers.kinds.activities import Activities
from crm.importers.kinds.base import Kind
from crm.importers.kinds.cart_events import CartEvents
from crm.importers.kinds.opportunities import Opportunities
from crm.importers.kinds.reference_data import Campaigns, Products, Reps
from crm.importers.kinds.sales import CampaignResults, Carts, Expenses, Sales

KINDS: dict[str, type[Kind]] = {}


def register(kind: type[Kind]) -> None:
    KINDS[kind.id] = kind


BUILT_IN = (
    Reps, Accounts, Contacts, Products, Opportunities, Activities, Sales, Carts, CartEvents, Campaigns, CampaignResults,
    Expenses, Prospects,
)  # fmt: skip
for each in BUILT_IN:
    register(each)

__all__ = ["KINDS", "Kind", "register"]
