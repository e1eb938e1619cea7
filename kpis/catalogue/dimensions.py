"""What facts are split by, bound to the models that name it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from crm.models import (
    Account,
    ActivityType,
    Campaign,
    Category,
    Channel,
    Company,
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

SUGGESTED_AMONG = 5000


def of(name: str, label: Any, model: type[Model], personal: bool = False, code: str = "", **more: Any) -> Dimension:
    """A dimension whose ids are a model's primary keys and whose labels are how its rows call themselves."""
    manager: Any = model._default_manager

    def labels(ids: Iterable[Any]) -> Mapping[Any, str]:
        return {key: str(row) for key, row in manager.in_bulk(list(ids)).items()} if ids else {}

    def find(text: str, viewer: Any) -> list[Any]:
        """By name, accents and case ignored, by code, or else by id. Several pipelines may have a stage of a name."""
        seen = manager.visible_to(viewer)
        known = Q(normalised_name=normalise(text)) | (Q(**{code: text}) if code else Q())
        named = list(seen.filter(known).values_list("pk", flat=True))
        return named or (list(seen.filter(pk=int(text)).values_list("pk", flat=True)) if text.isdecimal() else [])

    def names(viewer: Any) -> list[str]:
        return [str(row) for row in manager.visible_to(viewer)[:SUGGESTED_AMONG]]

    return Dimension(name, label, labels, find, names, personal=personal, **more)


def stage_labels(ids: Iterable[Any]) -> Mapping[Any, str]:
    """Stages in the order of their pipeline, not of the alphabet."""
    wanted = set(ids)
    return {stage.pk: str(stage) for stage in Company.current().stages if stage.pk in wanted}


def team_labels(ids: Iterable[Any]) -> Mapping[Any, str]:
    """Teams from what the page has read already."""
    teams = Company.current().teams
    return {pk: str(teams[pk]) for pk in ids if pk in teams}


def with_sub_teams(ids: list[Any]) -> list[Any]:
    """The teams and all below; None (no team) stays."""
    if not ids:
        return []
    teams = Company.current().teams
    above = tuple(teams[each].path for each in ids if each in teams)
    below = [pk for pk, team in teams.items() if team.path.startswith(above)]
    return [*below, None] if None in ids else below


def whole_number(text: str, viewer: Any) -> list[Any]:
    return [int(text)] if text.isdecimal() and len(text) < 4 else []


# Not a model's: how many months after their first sale customers are looked at.
MONTHS_SINCE = Dimension(
    "months_since",
    _("Months since the first sale"),
    lambda ids: {age: str(age) for age in sorted(ids)},
    whole_number,
    lambda viewer: [str(age) for age in range(1, 13)],
    ordered=True,
)
DIMENSIONS = {
    dimension.id: dimension
    for dimension in (
        of("owner", _("Rep"), User, personal=True, code="username"),
        replace(of("team", _("Team"), Team, expand=with_sub_teams), labels=team_labels),
        of("region", _("Region"), Region),
        of("channel", _("Channel"), Channel),
        of("campaign", _("Campaign"), Campaign),
        of("source", _("Source"), Source),
        of("pipeline", _("Pipeline"), Pipeline),
        replace(of("stage", _("Stage"), Stage), labels=stage_labels, ordered=True),
        of("product", _("Product"), Product, code="code"),
        of("category", _("Product category"), Category),
        of("segment", _("Segment"), Segment),
        of("account", _("Account"), Account, personal=True),
        of("activity_type", _("Activity type"), ActivityType, code="code"),
        of("medium", _("Medium"), Medium),
        of("lost_reason", _("Lost reason"), LostReason),
        of("survey", _("Survey"), Survey),
        MONTHS_SINCE,
    )
}
