"""What happened, newest first: activities, changes of opportunities and sales, merged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import chain
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from crm.models import Account, Activity, Company, Contact, Opportunity, OpportunityEvent, Sale

LENGTH = 50

EVENT_LOOKS = {
    "opened": ("plus", "accent"),
    "stage": ("arrow-narrow-right", ""),
    "owner": ("user", ""),
    "amount": ("edit", ""),
    "expected": ("calendar-event", ""),
    "won": ("trophy", "good"),
    "lost": ("x", "bad"),
    "reopened": ("refresh", "warn"),
}
TYPE_ICONS = {"call": "phone", "meeting": "users", "negotiation": "heart-handshake", "email": "mail", "demo": "video"}
OUTCOME_TONES = {"positive": "good", "negative": "bad", "no_answer": "warn"}


@dataclass(frozen=True)
class Entry:
    """One thing that happened; `record` is the activity, event or sale."""

    when: datetime
    on: date
    icon: str
    tone: str
    title: str
    record: Any
    template: str


def moment_of(at: datetime | None, on: date) -> datetime:
    """A moment to sort by: a date without time stands for its noon."""
    return at or datetime.combine(on, time(12), Company.current().zone)


def type_icon(activity: Activity) -> str:
    return TYPE_ICONS.get(activity.type.code, "note")


def of_activity(activity: Activity) -> Entry:
    on = activity.done_on or activity.due_on or activity.created_at.date()
    planned = activity.state == Activity.State.PLANNED
    at = activity.done_at if activity.done_at and Company.current().local_date(activity.done_at) == on else None
    return Entry(
        moment_of(activity.due_at if planned else at, on),
        on,
        type_icon(activity),
        "accent" if planned else OUTCOME_TONES.get(activity.outcome, ""),
        str(activity),
        activity,
        "crm/timeline/_activity.html",
    )


def of_event(event: OpportunityEvent) -> Entry:
    icon, tone = EVENT_LOOKS.get(event.kind, ("history", ""))
    on = event.on or Company.current().local_date(event.at)
    at = event.at if Company.current().local_date(event.at) == on else None
    title = str(event.get_kind_display())
    return Entry(moment_of(at, on), on, icon, tone, title, event, "crm/timeline/_event.html")


def of_sale(sale: Sale) -> Entry:
    refund = sale.kind == Sale.Kind.REFUND
    icon, tone = ("receipt-refund", "bad") if refund else ("receipt", "good")
    title = _("Refund") if refund else _("Sale")
    return Entry(
        moment_of(sale.sold_at, sale.sold_on), sale.sold_on, icon, tone, title, sale, "crm/timeline/_sale.html"
    )


@dataclass
class Happened:
    """The latest rows of what happened, newest first."""

    activities: list[Activity] = field(default_factory=list)
    events: list[OpportunityEvent] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)

    def rows(self) -> list[Any]:
        return [*self.activities, *self.events, *self.sales]

    def story(self) -> list[Entry]:
        """Once what the rows point at is known: see `crm.related.attach`."""
        entries = chain(map(of_activity, self.activities), map(of_event, self.events), map(of_sale, self.sales))
        return sorted(entries, key=lambda entry: entry.when, reverse=True)[:LENGTH]


def latest_activities(rows: QuerySet[Activity], *joined: str) -> list[Activity]:
    """The newest ones that were done; cancelled ones did not happen, planned ones are shown as next steps. `joined` is
    what is shown of them beside the record whose page it is."""
    done = rows.filter(state=Activity.State.DONE).order_by("-done_on", "-pk")
    return list((done.select_related(*joined) if joined else done)[:LENGTH])


def latest_sales(rows: QuerySet[Sale]) -> list[Sale]:
    """Those that stand, the newest first."""
    return list(rows.filter(cancelled_on=None).order_by("-sold_on", "-pk")[:LENGTH])


def of_opportunity(opportunity: Opportunity, viewer: Any, events: list[OpportunityEvent]) -> Happened:
    """`events` are its own, the newest first."""
    activities = opportunity.activities.visible_to(viewer)
    return Happened(latest_activities(activities, "contact"), events[:LENGTH])


def of_account(account: Account, viewer: Any, shown: Iterable[Opportunity]) -> Happened:
    """`shown` are the opportunities of the account that its page shows."""
    activities = account.activities.visible_to(viewer)
    opportunities = Opportunity.objects.visible_to(viewer).filter(account=account)
    rows = OpportunityEvent.objects.filter(opportunity__in=opportunities, kind__in=["opened", "won", "lost"])
    events, known = list(rows.order_by("-at", "-pk")[:LENGTH]), {each.pk: each for each in shown}
    for event in events:
        if event.opportunity_id in known:
            event.opportunity = known[event.opportunity_id]
    prefetch_related_objects(events, "opportunity")
    sales = latest_sales(Sale.objects.visible_to(viewer).filter(account=account))
    return Happened(latest_activities(activities, "contact"), events, sales)


def of_contact(contact: Contact, viewer: Any) -> Happened:
    activities = contact.activities.visible_to(viewer)
    sales = latest_sales(Sale.objects.visible_to(viewer).filter(contact=contact))
    return Happened(latest_activities(activities), sales=sales)


def next_steps(record: Account | Contact | Opportunity, viewer: Any) -> list[Activity]:
    """What is planned with it, soonest first."""
    planned = record.activities.visible_to(viewer).filter(state=Activity.State.PLANNED).order_by("due_on", "pk")
    beside = {"account", "opportunity", "contact"} - {record._meta.model_name}
    return list(planned.select_related(*sorted(beside))[:20])
