"""The facts of kpis.md, bound to the models that record them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from crm.access import AttributedQuerySet
from crm.models import Account, Activity, Expense, Opportunity, Sale
from kpis.engine.measures import Fact

ATTRIBUTION = {name: f"{name}_id" for name in ("owner", "team", "region", "channel", "campaign")}
OF_ACCOUNT = {"account": "account_id", "segment": "account__segment_id"}
OF_LINES = {"product": "lines__product_id", "category": "lines__product__category_id"}
OF_OPPORTUNITY = {"source": "source_id", "pipeline": "pipeline_id", "stage": "stage_id"}


def scoped(rows: AttributedQuerySet, viewer: Any, scope: str) -> QuerySet:
    """What the viewer may see row by row, or, for a total, what it may be made of."""
    return rows.totals_visible_to(viewer) if scope == "team" else rows.visible_to(viewer)


PROSPECT = Fact(
    "prospect",
    _("prospects"),
    lambda viewer, scope: scoped(Account.objects.all(), viewer, scope),
    date="prospect_since",
    dimensions={**ATTRIBUTION, "source": "source_id", "segment": "segment_id", "account": "id"},
)
OPENED = Fact(
    "opportunity_opened",
    _("opportunities opened"),
    lambda viewer, scope: scoped(Opportunity.objects.all(), viewer, scope),
    date="opened_on",
    dimensions={**ATTRIBUTION, **OF_OPPORTUNITY, **OF_ACCOUNT},
    line_dimensions=OF_LINES,
    amount="amount_at_opening",
)
CLOSED = Fact(
    "opportunity_closed",
    _("opportunities closed"),
    lambda viewer, scope: scoped(Opportunity.objects.exclude(outcome="open"), viewer, scope),
    date="closed_on",
    dimensions={**ATTRIBUTION, **OF_OPPORTUNITY, "lost_reason": "lost_reason_id", **OF_ACCOUNT},
    line_dimensions=OF_LINES,
)
STOCK = Fact(
    "opportunity_stock",
    _("open opportunities"),
    lambda viewer, scope: scoped(Opportunity.objects.all(), viewer, scope),
    date=None,
    dimensions={**ATTRIBUTION, **OF_OPPORTUNITY, **OF_ACCOUNT},
    line_dimensions=OF_LINES,
)
ACTIVITY = Fact(
    "activity",
    _("activities done"),
    lambda viewer, scope: scoped(Activity.objects.all(), viewer, scope),
    date="done_on",
    dimensions={**ATTRIBUTION, "activity_type": "type_id", "medium": "medium_id", **OF_ACCOUNT},
)
SALE = Fact(
    "sale",
    _("sales and refunds"),
    lambda viewer, scope: scoped(Sale.objects.standing(), viewer, scope),
    date="sold_on",
    dimensions={**ATTRIBUTION, "source": "source_id", **OF_ACCOUNT},
    line_dimensions=OF_LINES,
)
EXPENSE = Fact(
    "expense",
    _("expenses"),
    lambda viewer, scope: scoped(Expense.objects.all(), viewer, scope),
    date="spent_on",
    dimensions=ATTRIBUTION,
)
