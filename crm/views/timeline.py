"""What happened, newest first: activities, changes of opportunities and sales, merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
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


def merged(*parts: Iterable[Entry]) -> list[Entry]:
    entries = [entry for part in parts for entry in part]
    return sorted(entries, key=lambda entry: entry.when, reverse=True)[:LENGTH]


def latest_activities(rows: QuerySet[Activity], *joined: str) -> list[Entry]:
    """The newest ones that were done; cancelled ones did not happen, planned ones are shown as next steps. `joined` is
    what is shown of them beside the record whose page it is."""
    done = rows.filter(state=Activity.State.DONE).order_by("-done_on", "-pk")
    return [of_activity(each) for each in done.select_related("type", "owner", *joined)[:LENGTH]]


def latest_events(rows: QuerySet[OpportunityEvent]) -> list[Entry]:
    newest = rows.select_related("stage", "by", "opportunity").order_by("-at", "-pk")[:LENGTH]
    return [of_event(each) for each in newest]


def latest_sales(rows: QuerySet[Sale]) -> list[Sale]:
    """Those that stand, the newest first."""
    standing = rows.filter(cancelled_on=None).select_related("owner").order_by("-sold_on", "-pk")
    return list(standing[:LENGTH])


def of_opportunity(opportunity: Opportunity, viewer: Any, events: list[OpportunityEvent]) -> list[Entry]:
    """`events` are its own, the newest first, with their stages and people."""
    activities = opportunity.activities.visible_to(viewer)
    return merged(latest_activities(activities, "contact"), map(of_event, events[:LENGTH]))


def of_account(account: Account, viewer: Any, sales: list[Sale]) -> list[Entry]:
    """`sales` are its latest."""
    activities = account.activities.visible_to(viewer)
    opportunities = Opportunity.objects.visible_to(viewer).filter(account=account)
    events = OpportunityEvent.objects.filter(opportunity__in=opportunities, kind__in=["opened", "won", "lost"])
    done = latest_activities(activities, "contact")
    return merged(done, latest_events(events), map(of_sale, sales))


def of_contact(contact: Contact, viewer: Any) -> list[Entry]:
    activities = contact.activities.visible_to(viewer)
    sales = Sale.objects.visible_to(viewer).filter(contact=contact)
    return merged(latest_activities(activities), map(of_sale, latest_sales(sales)))


def next_steps(record: Account | Contact | Opportunity, viewer: Any) -> list[Activity]:
    """What is planned with it, soonest first."""
    planned = record.activities.visible_to(viewer).filter(state=Activity.State.PLANNED).order_by("due_on", "pk")
    beside = {"account", "opportunity", "contact"} - {record._meta.model_name}
    return list(planned.select_related("type", "owner", *sorted(beside))[:20])
