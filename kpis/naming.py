"""Filters by name: what a person or another system writes of a dimension, turned into ids."""

import difflib
from typing import Any

from django.utils.translation import gettext as _

from crm.models.names import normalise
from kpis.catalogue import DIMENSIONS
from kpis.engine import QueryError
from kpis.engine.planner import label_of


def dimension_label(name: str) -> Any:
    """What people call a dimension or a grain."""
    return label_of(name, DIMENSIONS)


def identified(name: str, value: str, viewer: Any) -> list[Any]:
    """The ids of a name (or an id as typed) of a dimension; an unknown one is an error with what is near."""
    dimension = DIMENSIONS[name]
    found = dimension.find(value, viewer)
    if not found:
        sentence = _("%(dimension)s: there is no “%(value)s”.")
        near = nearest(value, dimension.names(viewer))
        words = {"dimension": dimension.label, "value": value}
        raise QueryError("unknown_value", sentence % words + hint(near), near)
    return found


def nearest(value: str, names: list[str]) -> list[str]:
    known = {normalise(each): each for each in names}
    return [known[each] for each in difflib.get_close_matches(normalise(value), known, n=3, cutoff=0.5)]


def hint(near: list[str]) -> str:
    """“ Did you mean …?” with the names that are near, else nothing."""
    return " " + _("Did you mean %(names)s?") % {"names": ", ".join(near)} if near else ""


def names_seen(name: str, ids: list[Any], viewer: Any) -> dict[Any, str]:
    """The names of those that the viewer may see: an address names anybody's id."""
    dimension = DIMENSIONS[name]
    return dict(dimension.labels([each for each in ids if each in dimension.find(str(each), viewer)]))
