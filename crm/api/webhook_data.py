"""What webhooks say of opportunities and activities: as the API shows them, without what is written about people."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from crm.api.activities import ActivitySerializer
from crm.api.opportunities import EventSerializer, OpportunitySerializer
from crm.models import Activity, OpportunityEvent
from crm.webhooks.types import EventType, Watched, register

# Words that people write, and what is forgotten with a person; whoever may read it asks the API.
OF_OPPORTUNITIES = {"notes"}
OF_ACTIVITIES = {"notes", "subject", "external_id"}


def of_opportunities(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """By the key of the change: the change, and the opportunity as it is now."""
    events = OpportunityEvent.objects.filter(pk__in=keys).select_related("opportunity")
    return {
        event.pk: {
            "opportunity": without(OF_OPPORTUNITIES, OpportunitySerializer(event.opportunity).data),
            "change": dict(EventSerializer(event).data),
        }
        for event in events
    }


def of_activities(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    rows = Activity.objects.finished().filter(pk__in=keys)
    return {row.pk: {"activity": without(OF_ACTIVITIES, ActivitySerializer(row).data)} for row in rows}


def without(left_out: set[str], told: Any) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in left_out}


def declare() -> None:
    register(
        EventType("opportunity.won", _("Opportunity won"), of_opportunities),
        EventType("opportunity.lost", _("Opportunity lost"), of_opportunities),
        EventType("opportunity.moved", _("Opportunity moved to another stage"), of_opportunities),
        EventType("activity.done", _("Activity done"), of_activities),
        watched=[
            Watched(
                "opportunity_event",
                "crm_opportunityevent",
                "CASE NEW.kind WHEN 'won' THEN 'opportunity.won' WHEN 'lost' THEN 'opportunity.lost' "
                "ELSE 'opportunity.moved' END",
                "NEW.at",
                "NEW.kind IN ('won', 'lost', 'stage', 'reopened')",
            ),
            Watched(
                "activity_logged",
                "crm_activity",
                "'activity.done'",
                "COALESCE(NEW.done_at, {now})",
                "NEW.state = 'done'",
            ),
            Watched(
                "activity_done",
                "crm_activity",
                "'activity.done'",
                "COALESCE(NEW.done_at, {now})",
                "NEW.state = 'done' AND OLD.state <> 'done'",
                column="state",
            ),
        ],
    )
