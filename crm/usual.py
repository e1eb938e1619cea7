"""The usual beginnings of a new company's lists, so that nobody starts from an empty page."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.models import ActivityType, Channel, Company, LostReason, Medium, Pipeline, Stage


def add_stages(pipeline: Pipeline) -> None:
    """The two ends that every pipeline needs and the steps most have, to be renamed and added to."""
    steps = [(_("First contact"), 10), (_("Meeting"), 30), (_("Offer"), 50), (_("Negotiation"), 75)]
    for order, (name, probability) in enumerate(steps, 1):
        pipeline.stages.create(name=name, order=order, probability=probability)
    pipeline.stages.create(name=pgettext("stage", "Won"), order=5, kind=Stage.Kind.WON, probability=100)
    pipeline.stages.create(name=pgettext("stage", "Lost"), order=6, kind=Stage.Kind.LOST)


def add_pipeline() -> None:
    add_stages(Pipeline.objects.create(name=_("Sales"), is_default=True))


def add_activity_types() -> None:
    """The codes c, m and n open the quick log with."""
    types = (
        ("call", _("Call"), True, 15, "phone"),
        ("meeting", _("Meeting"), True, 60, "users"),
        ("negotiation", _("Negotiation"), True, 45, "heart-handshake"),
        ("email", _("E-mail"), False, 10, "mail"),
        ("preparation", _("Preparation"), False, 30, "note"),
        ("travel", _("Travel"), False, 60, "map-pin"),
    )
    for order, (code, name, high_value, minutes, icon) in enumerate(types, 1):
        ActivityType.objects.create(
            code=code, name=name, is_high_value=high_value, default_minutes=minutes, icon=icon, order=order
        )
    if not Medium.objects.exists():
        for name in (_("Phone"), _("In person"), _("Video"), _("E-mail")):
            Medium.objects.create(name=name)


def add_channels() -> None:
    kinds = Channel.Kind
    for kind in (kinds.ONLINE, kinds.STORE, kinds.PHONE, kinds.FIELD):
        Channel.objects.create(name=str(kind.label), kind=kind)


def add_lost_reasons() -> None:
    for name in (_("Price"), _("Competitor"), _("No budget"), _("No decision"), _("Delivery time")):
        LostReason.objects.create(name=name)


# By the name of the list in addresses: its table and what fills it.
USUAL: dict[str, tuple[Any, Callable[[], None]]] = {
    "pipelines": (Pipeline, add_pipeline),
    "activity-types": (ActivityType, add_activity_types),
    "channels": (Channel, add_channels),
    "lost-reasons": (LostReason, add_lost_reasons),
}


@transaction.atomic
def add_usual(slug: str) -> bool:
    """Fills an empty list with the usual entries in the company's language; False where it is not empty."""
    table, fill = USUAL[slug]
    Company.objects.select_for_update().get(pk=Company.current().pk)
    if table.objects.exists():
        return False
    with translation.override(Company.current().language):
        fill()
    return True
