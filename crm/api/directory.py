"""The records that the rows of a request name, found with one query for each table, as the caller may see them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from crm.models import Account, Contact, Opportunity, Product, Stage, User

LARGEST_KEY = 2**63 - 1
# What the rules of a new row ask of the records that it names.
RELATED: dict[type[Model], tuple[str, ...]] = {
    Account: ("owner",),
    Contact: ("owner", "account__owner"),
    Opportunity: ("owner", "account__owner", "contact"),
    Stage: ("pipeline",),
    Product: ("category",),
    User: ("team", "region"),
}


class Directory:
    """Looks up what it has not been told of beforehand by `learn`."""

    def __init__(self, viewer: Any) -> None:
        self.viewer = viewer
        self.known: dict[type[Model], dict[int, Any]] = {}

    def learn(self, model: type[Model], keys: Iterable[Any]) -> None:
        wanted = {key for key in keys if is_key(key)} - self.known.setdefault(model, {}).keys()
        if not wanted:
            return
        rows: Any = model._default_manager
        found = rows.visible_to(self.viewer).select_related(*RELATED.get(model, ())).in_bulk(wanted)
        self.known[model] |= {key: found.get(key) for key in wanted}

    def get(self, model: type[Model], key: int) -> Any:
        """The record, or None where the caller may not see it."""
        self.learn(model, [key])
        return self.known[model].get(key)


def is_key(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_KEY
