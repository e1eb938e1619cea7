"""The lists of the CRM and what each may show."""

from dataclasses import replace
from typing import Any

from django.db.models import Expression, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.columns import Column, Listing
from crm.models import Account, Activity, Contact, Opportunity, Sale


def of_activities(about: str, state: str, order: str, value: str) -> Any:
    """For a viewer, a value of the first activity in a state, by `order`, that is about a row; of what they may see."""

    def made(viewer: Any) -> Expression:
        rows = Activity.objects.visible_to(viewer).filter(**{about: OuterRef("pk"), "state": state})
        return Subquery(rows.order_by(order, "pk").values(value)[:1])

    return made


def last_activity(about: str) -> Column:
    made = of_activities(about, "done", "-done_on", "done_on")
    return Column("last_activity", _("Last activity"), "last_activity", kind="day", made_of=made)


def referred(name: str, label: Any, shown: bool = False) -> Column:
    """A column of reference data, sorted by name."""
    return Column(name, label, name, f"{name}__normalised_name", shown=shown, few=True)


def day(name: str, label: Any, source: str, shown: bool = False) -> Column:
    return Column(name, label, source, source, "day", shown)


EXTERNAL_ID = Column("external_id", _("external id"), "external_id")
# Keys are given in the order in which rows are made, and indexed.
CREATED = Column("created", _("Created"), "created_at", "id", "day")
ACCOUNT = Column("account", _("Account"), "account", "account__normalised_name", shown=True, leads_to="account")
CONTACT = Column("contact", _("Contact"), "contact", leads_to="contact")
OPPORTUNITY = Column("opportunity", _("Opportunity"), "opportunity", leads_to="opportunity")
# Where a fact was earned, or an account belongs.
EARNED_IN = (
    Column("team", _("Team"), "team", "team__name", few=True),
    referred("region", _("Region")),
    referred("channel", _("Channel")),
    referred("campaign", _("Campaign")),
)
EMAIL = Column("email", _("E-mail"), "email", kind="mail")
PHONE = Column("phone", _("Phone"), "phone", kind="phone")

OPPORTUNITIES = Listing(
    "opportunities",
    _("Opportunities"),
    Opportunity,
    (
        Column("name", _("Opportunity"), "name", "normalised_name", "title", True, note="account"),
        Column("account", _("Account"), "account", "account__normalised_name", leads_to="account"),
        CONTACT,
        referred("pipeline", _("Pipeline")),
        Column("stage", _("Stage"), "stage", "stage__order", "outcome", True, few=True),
        Column("outcome", _("Outcome"), "outcome"),
        Column("amount", _("Amount"), "amount", "amount", "money", True),
        Column("probability", _("Probability (%)"), "stage.probability", "stage__probability", "number", few=True),
        referred("owner", _("Owner"), True),
        day("opened", _("Opened"), "opened_on", True),
        day("expected", _("Expected"), "expected_close_on", True),
        day("closed", _("Closed"), "closed_on", True),
        Column("age", _("In this stage for"), "stage_since", "stage_since", "age"),
        Column("next_step", _("Next step"), "next_step_on", kind="day",
               made_of=of_activities("opportunity", "planned", "due_on", "due_on")),
        last_activity("opportunity"),
        *EARNED_IN,
        referred("source", _("Source")),
        referred("lost_reason", _("Lost reason")),
        EXTERNAL_ID,
        CREATED,
    ),
    "-opened",
)  # fmt: skip

ACCOUNTS = Listing(
    "accounts",
    _("Accounts"),
    Account,
    (
        Column("name", _("Account"), "name", "normalised_name", "title", True),
        Column("kind", _("Kind"), "kind"),
        referred("segment", _("Segment"), True),
        EMAIL,
        PHONE,
        Column("city", _("City"), "city", "city", shown=True),
        Column("country", _("Country"), "country"),
        Column("website", _("Website"), "website"),
        referred("owner", _("Owner"), True),
        *EARNED_IN,
        referred("source", _("Source")),
        day("prospect", _("Prospect since"), "prospect_since", True),
        day("customer", _("Customer since"), "customer_since", True),
        Column("lost", pgettext_lazy("customer", "Lost on"), "lost_on", kind="day"),
        last_activity("account"),
        Column("parent", _("Parent account"), "parent", leads_to="parent"),
        Column("employees", _("Employees"), "employees", kind="number"),
        EXTERNAL_ID,
        CREATED,
    ),
    "name",
)

CONTACTS = Listing(
    "contacts",
    _("Contacts"),
    Contact,
    (
        Column("name", _("Name"), "", "last_name", "title", True),
        ACCOUNT,
        Column("job", _("Job title"), "job_title", "job_title", shown=True),
        Column("email", _("E-mail"), "email", "email", "mail", True),
        Column("phone", _("Phone"), "phone", kind="phone", shown=True),
        Column("first_name", _("First name"), "first_name"),
        Column("last_name", _("Last name"), "last_name", "last_name"),
        referred("owner", _("Owner")),
        referred("source", _("Source")),
        Column("language", _("Language"), "language"),
        Column("refuses_surveys", _("Refuses surveys"), "refuses_surveys"),
        last_activity("contact"),
        EXTERNAL_ID,
        CREATED,
    ),
    "name",
)

ACTIVITIES = Listing(
    "activities",
    _("Activities"),
    Activity,
    (
        Column("name", _("Activity"), "", kind="title", shown=True, needs="type"),
        referred("type", _("Type"), True),
        ACCOUNT,
        Column("state", _("State"), "state", shown=True),
        day("due", _("Due on"), "due_on", True),
        day("done", _("Done on"), "done_on", True),
        Column("duration", _("Duration"), "duration_seconds", "duration_seconds", "duration", True),
        referred("medium", _("Medium")),
        Column("outcome", _("Outcome"), "outcome", kind="outcome", shown=True),
        CONTACT,
        OPPORTUNITY,
        referred("owner", _("Owner"), True),
        *EARNED_IN,
        EXTERNAL_ID,
        CREATED,
    ),
    "-done",
)  # fmt: skip
# What is not done has no such date: what is due first comes first, what was called off last is on top.
SORTS_BY_STATE = {"planned": "due", "overdue": "due", "cancelled": "-due"}


def activities(state: str) -> Listing:
    """The list of activities as it is usually sorted when narrowed to a state."""
    return replace(ACTIVITIES, usual=SORTS_BY_STATE.get(state, ACTIVITIES.usual))


SALES = Listing(
    "sales",
    _("Sales"),
    Sale,
    (
        Column("name", _("Sale"), "", kind="title", shown=True),
        Column("kind", _("Kind"), "kind", kind="sale", shown=True),
        day("date", _("Date"), "sold_on", True),
        ACCOUNT,
        Column("amount", _("Net amount"), "amount", "amount", "money", True),
        OPPORTUNITY,
        Column("refund_of", _("Refund of"), "refund_of"),
        referred("owner", _("Owner"), True),
        referred("channel", _("Channel"), True),
        *(column for column in EARNED_IN if column.name != "channel"),
        referred("source", _("Source")),
        Column("items", _("Items"), "items", kind="number"),
        Column("cancelled", _("Cancelled on"), "cancelled_on", kind="day", shown=True),
        EXTERNAL_ID,
        CREATED,
    ),
    "-date",
)
