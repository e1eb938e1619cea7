"""What kinds of files and their fields are called on the pages."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from crm.importers.kinds import KINDS

KIND_LABELS = {
    "reps": _("People who sell"),
    "prospects": _("Prospects"),
    "cart_events": _("Events of carts (log of a shop)"),
}
# What is no column of the model, or is called otherwise in files.
FIELD_LABELS = {
    "external_id": _("Id in the other system"),
    "product": _("Product"),
    "quantity": _("Quantity"),
    "seconds": _("Duration in seconds"),
    "minutes": _("Duration in minutes"),
    "ended_at": _("End"),
    "done_at": _("Done at, or due"),
    "ended_as": _("How it ended (won, lost or open)"),
    "parent_name": _("Parent account"),
    "manager": _("Manager"),
    "converted": _("Became a customer (yes or no)"),
    "event_type": _("Kind of event"),
    "name": _("Name"),
    "currency": _("Currency"),
    "amount": _("Amount"),
    "included_tax": _("Tax in the amount"),
    "given_back": _("Given back of the amount"),
    "status": _("State of the order"),
}


def kind_label(kind: str) -> str:
    return str(KIND_LABELS.get(kind) or capfirst(str(KINDS[kind].model._meta.verbose_name_plural)))


def field_label(kind: str, name: str) -> str:
    if name in FIELD_LABELS:
        return str(FIELD_LABELS[name])
    try:
        found: Any = KINDS[kind].model._meta.get_field(name)
    except FieldDoesNotExist:
        return capfirst(name.replace("_", " "))
    return capfirst(str(found.verbose_name))


def kinds() -> list[tuple[str, str]]:
    return sorted(((kind, kind_label(kind)) for kind in KINDS), key=lambda each: each[1].casefold())


def fields(kind: str) -> list[tuple[str, str]]:
    return [(name, field_label(kind, name)) for name in KINDS[kind].by_name()]


def model_label(name: str) -> str:
    """The plural of a model that a summary names, such as "account"."""
    found = next((each for each in apps.get_models() if each._meta.model_name == name), None)
    return str(found._meta.verbose_name_plural) if found else name
