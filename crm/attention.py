"""Which open opportunities need somebody: those without a next step, and those gone quiet."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from crm.models import Activity, Opportunity, Stage
from crm.models.activities import gone_quiet


def without_next_step(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Open opportunities for which nothing is planned."""
    planned = Activity.objects.filter(opportunity=OuterRef("pk"), state=Activity.State.PLANNED)
    return rows.filter(outcome=Stage.Kind.OPEN).exclude(Exists(planned))


def quiet(rows: QuerySet[Opportunity], today: date) -> QuerySet[Opportunity]:
    """Open ones without a sign of life for longer than their stage allows."""
    condition = Q(pk__in=[])
    open_stages = Stage.objects.filter(kind=Stage.Kind.OPEN).order_by()
    for days in open_stages.values_list("quiet_after_days", flat=True).distinct():
        condition |= Q(stage__quiet_after_days=days) & gone_quiet(days, today)
    return rows.filter(condition, outcome=Stage.Kind.OPEN)
