"""The lists that everything else refers to, as the pages of the settings show and edit them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm import models
from crm.templatetags.formats import NOTHING, day, money_exact, written_number
from crm.uses import uses_of

MONEY = frozenset({"price", "cost", "budget"})


@dataclass(frozen=True)
class Kind:
    """A list: its name in the address, its table, what its form asks for and what its rows show.

    `within` is the parent that a row belongs to (a stage's pipeline); `ordered` rows are moved up and down.
    """

    slug: str
    model: type[Model]
    new: Any
    about: Any
    fields: tuple[str, ...] = ("name",)
    shown: tuple[str, ...] = ()
    icon: str = "list"
    within: str = ""
    ordered: bool = False

    @property
    def title(self) -> str:
        words = str(self.model._meta.verbose_name_plural)
        return words[:1].upper() + words[1:]

    @property
    def retires(self) -> bool:
        """Whether its rows are deactivated; the others are deleted, no fact points at them."""
        return any(field.name == "active" for field in self.model._meta.fields)

    @property
    def searched(self) -> bool:
        return any(field.name == "normalised_name" for field in self.model._meta.fields)

    def rows(self) -> QuerySet[Any]:
        """All rows in the order of the list, those in use first."""
        related = [name for name in (*self.shown, self.within) if name and self.field(name).related_model]
        rows = self.model._default_manager.select_related(*related) if related else self.model._default_manager.all()
        return rows.order_by("-active", *self.model._meta.ordering, "pk") if self.retires else rows

    def field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def headings(self) -> list[str]:
        labels = [str(self.field(name).verbose_name) for name in self.shown]
        return [label[:1].upper() + label[1:] for label in labels]

    def cells(self, row: Any) -> list[tuple[str, str]]:
        """What the row shows beside its name: heading and text of each column."""
        texts = [shown(row, self.field(name)) for name in self.shown]
        return list(zip(self.headings(), texts, strict=True))


def shown(row: Any, field: Any) -> str:
    """A value as people read it."""
    value = getattr(row, field.name)
    if value is None or value == "":
        return NOTHING
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if field.name in MONEY:
        return str(money_exact(value))
    if hasattr(value, "isoformat"):
        return str(day(value))
    return str(value) if isinstance(value, (str, Model)) else str(written_number(value))


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "regions", models.Region, gettext_lazy("New region"),
            gettext_lazy("Where customers are. A region is a filter of every figure; people and teams belong to one."),
            icon="map-pin",
        ),
        Kind(
            "channels", models.Channel, gettext_lazy("New channel"),
            gettext_lazy("The way a sale is made: web shop, store, phone, field, partner."),
            ("name", "kind"), ("kind",), "building-store",
        ),
        Kind(
            "sources", models.Source, gettext_lazy("New source"),
            gettext_lazy("What brought an account or an opportunity: a recommendation, a trade fair, a web form."),
            icon="user-plus",
        ),
        Kind(
            "segments", models.Segment, gettext_lazy("New segment"),
            gettext_lazy("An industry or a size class: what accounts are compared by."), icon="tag",
        ),
        Kind(
            "categories", models.Category, gettext_lazy("New product category"),
            gettext_lazy("What products are grouped by; two categories in one sale are a cross-sell."), icon="archive",
        ),
        Kind(
            "products", models.Product, gettext_lazy("New product"),
            gettext_lazy("What is sold. A new price or cost counts for what is entered from then on: lines of "
                         "opportunities and sales keep theirs."),
            ("name", "code", "category", "price", "cost"), ("code", "category", "price", "cost"), "shopping-cart",
        ),
        Kind(
            "campaigns", models.Campaign, gettext_lazy("New campaign"),
            gettext_lazy("What is spent on, and what comes of it: expenses and sales of a campaign give its return."),
            ("name", "channel", "region", "start_on", "end_on", "budget", "notes"),
            ("channel", "region", "start_on", "end_on", "budget"), "speakerphone",
        ),
        Kind(
            "media", models.Medium, gettext_lazy("New medium"),
            gettext_lazy("The tool used for an activity: phone, e-mail, video, in person."), icon="device-desktop",
        ),
        Kind(
            "activity-types", models.ActivityType, gettext_lazy("New activity type"),
            gettext_lazy("What people log. High-value types are time spent with customers: they make the high-value "
                         "time and the selling rate."),
            ("name", "is_high_value", "default_minutes", "icon"), ("is_high_value", "default_minutes"), "phone",
            ordered=True,
        ),
        Kind(
            "lost-reasons", models.LostReason, gettext_lazy("New lost reason"),
            gettext_lazy("Asked for whenever an opportunity is lost."), icon="mood-sad",
        ),
        Kind(
            "holidays", models.Holiday, gettext_lazy("New holiday"),
            gettext_lazy("Days on which nobody works, everywhere or in one region. They are no working days for pace "
                         "and selling rate, past periods included."),
            ("on", "name", "region"), ("on", "region"), "calendar-event",
        ),
        Kind(
            "exchange-rates", models.ExchangeRate, gettext_lazy("New exchange rate"),
            gettext_lazy("What one unit of another currency is worth from a date on. An amount keeps the rate it was "
                         "entered with."),
            ("currency", "on", "rate"), ("on", "rate"), "refresh",
        ),
        Kind(
            "pipelines", models.Pipeline, gettext_lazy("New pipeline"),
            gettext_lazy("The ways of selling, each made of stages in order with an end won and an end lost."),
            ("name", "is_default"), ("is_default",), "layout-kanban",
        ),
        Kind(
            "stages", models.Stage, gettext_lazy("New stage"),
            gettext_lazy("A step of a pipeline. Its probability weights the forecast."),
            ("name", "kind", "probability", "quiet_after_days"), ("kind", "probability", "quiet_after_days"),
            "layout-kanban", within="pipeline", ordered=True,
        ),
    )
}  # fmt: skip
# What has a page of its own; stages are on their pipeline's.
LISTED = [kind for kind in KINDS.values() if not kind.within]


def name_of(kind: Kind, row: Any) -> str:
    """What the row is called in a list: a rate by its currency, a holiday by its name."""
    return str(getattr(row, "name", "") or getattr(row, "currency", "") or row)


def needed_because(kind: Kind, row: Any) -> Any:
    """Why the row cannot be deactivated, as a sentence; empty where it can."""
    return row.needed_because() if kind.retires else ""


@transaction.atomic
def move(kind: Kind, row: Any, step: int) -> bool:
    """One place up (−1) or down (1) among its neighbours; all are numbered anew, so that gaps do not matter.

    False where there is no such place: the ends of a pipeline stay at its end.
    """
    rows = kind.model._default_manager.order_by("order", "pk").select_for_update(of=("self",))
    if kind.within:
        rows = rows.filter(**{kind.within: getattr(row, f"{kind.within}_id")})
    neighbours: list[Any] = sorted(rows, key=is_end)
    place = neighbours.index(row)
    if not 0 <= place + step < len(neighbours) or is_end(row) != is_end(neighbours[place + step]):
        return False
    neighbours.insert(place + step, neighbours.pop(place))
    for order, each in enumerate(neighbours, 1):
        each.order = order
    kind.model._default_manager.bulk_update(neighbours, ["order"])
    return True


def is_end(row: Any) -> bool:
    """Whether it is the won or lost end of a pipeline."""
    return isinstance(row, models.Stage) and row.kind != models.Stage.Kind.OPEN


def deletable(kind: Kind, row: Any) -> bool:
    """What nothing points at may go, unless something needs it."""
    return not needed_because(kind, row) and not uses_of(row)
