"""Figures in the search box: “win rate of team North” leads to that figure's page with that filter."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models.names import normalise
from crm.suggestions import FILLERS, Suggestion, fits, words_of
from kpis.catalogue import DIMENSIONS, KNOWN
from kpis.engine.metrics import Metric
from kpis.filter_bar import FILTERS

SHORTEST = 3
MOST = 5


def figures(viewer: Any, text: str) -> list[Suggestion]:
    """Figures whose name the text says or begins; with the rest of it, those of a team, a rep, a region …"""
    typed = words_of(text)
    if len("".join(typed)) < SHORTEST:
        return []
    said = max((metric for metric in KNOWN.values() if says(typed, metric)), key=named_by, default=None)
    if said is None:
        return [page(metric) for metric in KNOWN.values() if fits(text, metric.label)][:MOST]
    rest = without(typed, words_of(str(said.label)))
    wanted = [word for word in rest if word not in FILLERS]
    found = [page(said, name, row) for name, row in slices(viewer, said, wanted)] if wanted else []
    return found[:MOST] or [page(said)]


def says(typed: list[str], metric: Metric) -> bool:
    """Whether all words of the figure's name are in the text."""
    return set(words_of(str(metric.label))) <= set(typed)


def named_by(metric: Metric) -> int:
    """The length of its name: of “win rate” and “win rate by value” the longer one is meant when both are said."""
    return len(str(metric.label))


def without(typed: list[str], words: list[str]) -> list[str]:
    """The typed words without one of each of these."""
    rest = list(typed)
    for word in words:
        rest.remove(word)
    return rest


def slices(viewer: Any, metric: Metric, wanted: list[str]) -> list[tuple[str, Any]]:
    """Rows of a dimension whose name the words say, which the viewer may see; “team north” looks among teams only."""
    offered = [name for name in FILTERS if name in metric.filters()]
    narrowed = [name for name in offered if set(words_of(str(DIMENSIONS[name].label))) & set(wanted)]
    for name in narrowed:
        wanted = [word for word in wanted if word not in words_of(str(DIMENSIONS[name].label))] or wanted
    condition = Q(normalised_name__contains=" ".join(normalise(word) for word in wanted))
    return [
        (name, row)
        for name in narrowed or offered
        for row in FILTERS[name][0].objects.visible_to(viewer).filter(condition)[:MOST]
    ]


def page(metric: Metric, dimension: str = "", row: Any = None) -> Suggestion:
    address = reverse("kpis:metric", args=[metric.id])
    if row is None:
        return Suggestion(str(metric.label), _("Key figure"), address, "chart-bar")
    label = f"{metric.label} · {DIMENSIONS[dimension].label} {row}"
    return Suggestion(label, _("Key figure"), f"{address}?{urlencode({dimension: row.pk})}", "chart-bar")
