"""The facts of kpis.md, bound to the models that record them."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from crm.access import AttributedQuerySet
from crm.models import Account, Activity, Cart, Opportunity, OpportunityEvent, Sale
from kpis.catalogue.moments import still_open
from kpis.engine.measures import Fact

ATTRIBUTION = {name: f"{name}_id" for name in ("owner", "team", "region", "channel", "campaign")}
OF_ACCOUNT = {"account": "account_id", "segment": "account__segment_id"}
OF_LINES = {"product": "lines__product_id", "category": "lines__product__category_id"}
OF_OPPORTUNITY = {"source": "source_id", "pipeline": "pipeline_id", "stage": "stage_id"}
# What brings an opportunity into a stage; a change of owner or amount does not.
ENTERING = ("opened", "stage", "reopened")

# What an opportunity is on a day by its history: the column of today, and that of the day.
PLACE = {name: f"{name}_then" for name in ("owner_id", "team_id", "stage_id")}

AMOUNT_FIELD = DecimalField(max_digits=20, decimal_places=6)


def scoped(rows: AttributedQuerySet, viewer: Any, scope: str) -> QuerySet:
    """The facts that a viewer may list and sum, or, for a total, what it may be made of."""
    return rows.totals_visible_to(viewer) if scope == "team" else rows.earned_under(viewer)


def events(as_of: date, **conditions: Any) -> QuerySet:
    """What happened to the opportunity at hand up to a day, the latest first."""
    rows = OpportunityEvent.objects.filter(opportunity=OuterRef("pk"), on__lte=as_of, **conditions)
    return rows.order_by("-on", "-at", "-pk")


def outcome_then(as_of: date) -> dict[str, Any]:
    """`closed_then`: the outcome ("won", "lost" or "open") by the last closing or reopening up to a day, for what
    was closed again, or not at all, since. Other rows tell by `closed_on`, which also follows corrections."""
    turns = events(as_of, kind__in=["won", "lost", "reopened"])
    return {"closed_then": Subquery(turns.values("outcome")[:1])}


def end_then(as_of: date) -> dict[str, Any]:
    """With the outcome the date of that last closing or reopening, `closed_then_on`."""
    turns = events(as_of, kind__in=["won", "lost", "reopened"])
    return {**outcome_then(as_of), "closed_then_on": Subquery(turns.values("on")[:1])}


def latest(as_of: date, name: str, kind: Any) -> Coalesce:
    """A column on a past day; where history is silent, that of today."""
    return Coalesce(Subquery(events(as_of).values(name)[:1]), F(name), output_field=kind)


def place_then(as_of: date) -> dict[str, Any]:
    """The outcome, owner, team and stage on a past day."""
    return {**outcome_then(as_of), **{then: latest(as_of, now, BigIntegerField()) for now, then in PLACE.items()}}


def state_then(as_of: date) -> dict[str, Any]:
    """With the place the amount on a past day."""
    return {**place_then(as_of), "amount_then": latest(as_of, "amount", AMOUNT_FIELD)}


def first_of_account() -> Q:
    """The account's first sale: none before it; on one day the one recorded first counts.

    `customer_since` is the date of the first sale: the index on it spares looking at each account's sales.
    """
    same_day = Sale.objects.counted().filter(account=OuterRef("account"), sold_on=OuterRef("sold_on"))
    return Q(account__customer_since=F("sold_on")) & ~Exists(same_day.filter(pk__lt=OuterRef("pk")))


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
    history=outcome_then,
)
# Those opened, followed to the day: what is asked of a past day is of who had them and where they stood then.
FOLLOWED = replace(OPENED, id="opportunity_followed", history=place_then, past=PLACE)
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
    history=state_then,
    past={**PLACE, "amount": "amount_then"},
    standing=still_open,
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
FIRST_SALE = Fact(
    "first_sale",
    _("first sales of accounts"),
    lambda viewer, scope: scoped(Sale.objects.counted(), viewer, scope).filter(first_of_account()),
    date="sold_on",
    dimensions={**ATTRIBUTION, "source": "source_id", **OF_ACCOUNT},
    line_dimensions=OF_LINES,
    dated_also="account__customer_since",
)
LIFE = replace(OPENED, id="opportunity_life", history=end_then)
STAGE_ENTRY = Fact(
    "stage_entry",
    _("entries into stages"),
    lambda viewer, scope: scoped(OpportunityEvent.objects.filter(kind__in=ENTERING, outcome="open"), viewer, scope),
    date="on",
    dimensions={
        "owner": "owner_id",
        "team": "team_id",
        **{name: f"opportunity__{name}_id" for name in ("region", "channel", "campaign", "source")},
        "pipeline": "stage__pipeline_id",
        "stage": "stage_id",
        **{name: f"opportunity__{column}" for name, column in OF_ACCOUNT.items()},
    },
    line_dimensions={name: f"opportunity__{column}" for name, column in OF_LINES.items()},
)
CART = Fact(
    "cart",
    _("carts"),
    lambda viewer, scope: scoped(Cart.objects.all(), viewer, scope),
    date="created_on",
    dimensions={**ATTRIBUTION, **OF_ACCOUNT},
)
CUSTOMER = replace(PROSPECT, id="customer", date=None)
