"""What facts are split by, bound to the models that name it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from crm.models import (
    Account,
    ActivityType,
    Campaign,
    Category,
    Channel,
    LostReason,
    Medium,
    Pipeline,
    Product,
    Region,
    Segment,
    Source,
    Stage,
    Team,
    User,
)
from crm.models.names import normalise
from feedback.models import Survey
from kpis.engine.measures import Dimension


def of(name: str, label: Any, model: type[Model], personal: bool = False, **more: Any) -> Dimension:
    """A dimension whose ids are a model's primary keys and whose labels are how its rows call themselves."""
    manager = model._default_manager

    def labels(ids: Iterable[Any]) -> Mapping[Any, str]:
        return {key: str(row) for key, row in manager.in_bulk(list(ids)).items()}

    def find(text: str) -> Any:
        if text.isdigit() and manager.filter(pk=int(text)).exists():
            return int(text)
        return manager.filter(normalised_name=normalise(text)).values_list("pk", flat=True).first()

    def names() -> list[str]:
        return [str(row) for row in manager.all()[:500]]

    return Dimension(name, label, labels, find, names, personal=personal, **more)


def with_sub_teams(ids: list[Any]) -> list[Any]:
    """The teams and all below; None (no team) stays."""
    chosen = Team.objects.filter(pk__in=[each for each in ids if each is not None])
    below = list(chosen.with_descendants().values_list("pk", flat=True))  # type: ignore[attr-defined]
    return [*below, None] if None in ids else below


DIMENSIONS = {
    dimension.id: dimension
    for dimension in (
        of("owner", _("Rep"), User, personal=True),
        of("team", _("Team"), Team, expand=with_sub_teams),
        of("region", _("Region"), Region),
        of("channel", _("Channel"), Channel),
        of("campaign", _("Campaign"), Campaign),
        of("source", _("Source"), Source),
        of("pipeline", _("Pipeline"), Pipeline),
        of("stage", _("Stage"), Stage),
        of("product", _("Product"), Product),
        of("category", _("Product category"), Category),
        of("segment", _("Segment"), Segment),
        of("account", _("Account"), Account, personal=True),
        of("activity_type", _("Activity type"), ActivityType),
        of("medium", _("Medium"), Medium),
        of("lost_reason", _("Lost reason"), LostReason),
        of("survey", _("Survey"), Survey),
    )
}
