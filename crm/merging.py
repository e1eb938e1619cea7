"""Merging two records of the same customer: one stays, takes over all that hangs on the other, and the other goes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from crm.access import Denied, manages, sees_everything
from crm.audit import Event, as_one, record
from crm.models import Account, Contact

NAMES: dict[str, Any] = {"account": Account, "contact": Contact}
CHOSEN = {
    Account: (
        "name", "kind", "owner", "segment", "source", "region", "channel", "parent", "email", "phone", "website",
        "street", "postal_code", "city", "country", "employees", "annual_revenue", "founded", "language",
        "external_id",
    ),
    Contact: (
        "first_name", "last_name", "account", "owner", "job_title", "email", "phone", "language", "source",
        "external_id",
    ),
}  # fmt: skip


# What other apps do with their rows of both records before these are joined, where a constraint would stand in the way.
_before: list[Callable[[Any, Any], None]] = []


def before(prepare: Callable[[Any, Any], None]) -> None:
    """Registers what runs, inside the transaction, with the record that is kept and the one that goes."""
    _before.append(prepare)


@dataclass(frozen=True)
class Moved:
    """How many rows of a kind hang on the record that goes."""

    label: Any
    count: int


def may_merge(viewer: Any, record: Any) -> bool | Denied:
    """Whoever answers for a record: its owner, their managers, administrators. Seeing it is not enough."""
    answers = record if isinstance(record, Account) or record.owner_id else record.account
    if sees_everything(viewer) or (answers is not None and answers.owner_id == viewer.pk):
        return True
    team = getattr(answers, "team_id", None) or (answers.owner.team_id if answers and answers.owner else None)
    if team in manages(viewer):
        return True
    return Denied(_("Only the owner of a record, their manager or an administrator may merge it. Ask one of them."))


def links_to(model: type[models.Model]) -> list[tuple[Any, str]]:
    """Model and field of everything that refers to a record of `model`; its past versions stay as they were."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.field.db_constraint  # type: ignore[attr-defined]
    ]


def moved_from(record: Any) -> list[Moved]:
    """What a merge takes over from the record, kinds without rows left out."""
    counted = [
        Moved(model._meta.verbose_name_plural, model._default_manager.filter(**{name: record}).count())
        for model, name in links_to(type(record))
    ]
    return [each for each in counted if each.count]


def differing(kept: Any, gone: Any) -> list[str]:
    """The fields in which both hold something, and not the same: somebody has to choose."""
    return [
        name
        for name in CHOSEN[type(kept)]
        if getattr(kept, name) and getattr(gone, name) and getattr(kept, name) != getattr(gone, name)
    ]


def merge(kept: Any, gone: Any, taken: set[str]) -> None:
    """Moves everything from `gone` to `kept` and deletes `gone`.

    `taken` names the fields in which `kept` takes the value of `gone`; what `kept` lacks it takes anyway. Both must
    be locked by the caller. What was earned stays with whom it was earned by: no owner, team or date of a fact changes.
    """
    for name in CHOSEN[type(kept)]:
        if name in taken or not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    kept.notes = "\n\n".join(each for each in (kept.notes, gone.notes) if each)
    with transaction.atomic():
        if isinstance(kept, Account):
            _join_lives(kept, gone, owner_taken="owner" in taken)
        else:
            _join_refusals(kept, gone)
        for prepare in _before:
            prepare(kept, gone)
        for model, name in links_to(type(kept)):
            model._default_manager.filter(**{name: gone}).exclude(pk=kept.pk if model is type(kept) else None).update(
                **{name: kept}
            )
        # Before `kept` is saved, so that an external id is free to move.
        key = gone.pk
        with as_one():
            gone.delete()
        kept.save()
        record(Event.MERGE, subject=kept, details={"gone": key})


def _join_refusals(kept: Contact, gone: Contact) -> None:
    """Whoever refused once has refused, on the first day; whoever agreed once has agreed, and an address that does
    not arrive is remembered if nobody knows a better one."""
    kept.refuses_surveys = kept.refuses_surveys or gone.refuses_surveys
    refused = [each.refused_surveys_at for each in (kept, gone) if each.refused_surveys_at]
    kept.refused_surveys_at = min(refused, default=None)
    for date, beside in (
        ("survey_consent_on", "survey_consent_source"),
        ("undeliverable_since", "undeliverable_email"),
    ):
        if getattr(kept, date) is None:
            setattr(kept, date, getattr(gone, date))
            setattr(kept, beside, getattr(gone, beside))


def _join_lives(kept: Account, gone: Account, owner_taken: bool) -> None:
    """A prospect since the earlier date, a customer since the earlier one, lost if neither is a customer now."""
    if owner_taken:
        kept.team = gone.team
    for name in ("prospect_since", "customer_since"):
        setattr(kept, name, min((day for day in (getattr(kept, name), getattr(gone, name)) if day), default=None))
    buying = [each for each in (kept, gone) if each.customer_since and not each.lost_on]
    lost = [each.lost_on for each in (kept, gone) if each.lost_on]
    kept.lost_on = None if buying or not lost else max(lost)
    if kept.parent_id in (kept.pk, gone.pk):
        kept.parent = None if gone.parent_id == kept.pk else gone.parent
