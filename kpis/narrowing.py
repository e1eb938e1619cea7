"""Filters that are kept with a KPI or a panel: by dimension the ids that count, chosen from lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.http import QueryDict
from django.utils.translation import gettext as _

from crm.models import (
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
)
from crm.models.names import normalise
from kpis.asking import IDENTIFIER
from kpis.catalogue import DIMENSIONS
from kpis.filter_bar import NAME

OFFERED: Mapping[str, tuple[Any, Any]] = {
    "channel": (Channel, NAME), "region": (Region, NAME), "team": (Team, NAME), "campaign": (Campaign, NAME),
    "source": (Source, NAME), "segment": (Segment, NAME), "product": (Product, NAME), "category": (Category, NAME),
    "activity_type": (ActivityType, NAME), "medium": (Medium, NAME), "lost_reason": (LostReason, NAME),
    "pipeline": (Pipeline, NAME),
    "stage": (Stage, Concat(F("pipeline__name"), Value(" · "), F("name"), output_field=CharField())),
}  # fmt: skip
MOST = 200
PREFIX = "filter-"
NOT_SET = "none"
Filters = dict[str, list[Any]]


def read(data: QueryDict) -> Filters:
    """The filters of a form as posted; what is no id is none."""
    found: Filters = {}
    for name in OFFERED:
        ids = [None if text == NOT_SET else int(text) for text in data.getlist(PREFIX + name) if known(text)]
        if ids:
            found[name] = list(dict.fromkeys(ids))
    return found


def known(text: str) -> bool:
    return text == NOT_SET or bool(IDENTIFIER.fullmatch(text))


def choices(viewer: Any, chosen: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    """The groups of the form, in one statement: what the viewer may see, and what is chosen already.

    Of a dimension with too many rows to tick, `more` says so: the first in the order of names are offered.
    """
    parts = []
    for name, (model, label) in OFFERED.items():
        seen = model.objects.visible_to(viewer)
        first = seen.order_by("name", "pk").values("pk")[: MOST + 1]
        ids = [each for each in chosen.get(name, []) if each is not None]
        some = seen.filter(Q(pk__in=first) | Q(pk__in=ids))
        words = some.annotate(filter_name=Value(name), filter_label=Cast(label, CharField()))
        parts.append(words.order_by().values_list("filter_name", "pk", "filter_label"))
    found: dict[str, list[tuple[Any, str]]] = {name: [] for name in OFFERED}
    for name, pk, label in parts[0].union(*parts[1:], all=True):
        found[name].append((pk, label))
    return list(groups(found, chosen))


def groups(found: Mapping[str, list[tuple[Any, str]]], chosen: Mapping[str, list[Any]]) -> Iterator[dict[str, Any]]:
    for name, rows in found.items():
        if not rows:
            continue
        rows.sort(key=lambda row: normalise(row[1]))
        wanted = chosen.get(name, [])
        options = [(pk, label, pk in wanted) for pk, label in rows]
        yield {
            "name": name, "label": DIMENSIONS[name].label, "field": PREFIX + name, "count": len(wanted),
            "options": [*options, (NOT_SET, _("Not set"), None in wanted)], "more": len(rows) > MOST,
        }  # fmt: skip


def in_words(filters: Mapping[str, list[Any]]) -> list[str]:
    """“Channel: Online, Store”, one for each dimension; what is no longer there is “–”."""
    made = []
    for name, ids in filters.items():
        if name in DIMENSIONS:
            labels = DIMENSIONS[name].labels({each for each in ids if each is not None})
            texts = [_("Not set") if each is None else labels.get(each, "–") for each in ids]
            made.append(f"{DIMENSIONS[name].label}: {', '.join(texts)}")
    return made
