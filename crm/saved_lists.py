"""The pages whose filters are kept under a name: the lists of crm, and those that the apps above it offer."""

from dataclasses import dataclass
from typing import Any

from crm.models import SavedView


@dataclass(frozen=True)
class SavedList:
    """What it is called, and the name of its address."""

    title: Any
    page: str


LISTS: dict[str, SavedList] = {each.value: SavedList(each.label, f"crm:{each.value}") for each in SavedView.List}


def register(name: str, title: Any, page: str) -> None:
    """Views of this page are saved from now on; `name` is what `SavedView.list_name` holds."""
    LISTS[name] = SavedList(title, page)
