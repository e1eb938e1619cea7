"""Where a record of the settings is used: counted in every table that points at it, whatever app it belongs to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce


@dataclass(frozen=True)
class Use:
    """`label` is what the rows are, in the plural."""

    label: Any
    count: int


def pointing_at(model: type[Model]) -> list[Any]:
    """The relations of other tables to this one; not its history, nor what it holds itself by many-to-many.

    Nor what the database holds to nothing: sums that are kept beside the facts, and the audit trail.
    """
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    return [
        relation
        for relation in relations
        if (relation.one_to_many or relation.one_to_one)
        and relation.auto_created
        and not relation.concrete
        and relation.field.db_constraint
        and not hasattr(relation.related_model, "history_object")
        and not relation.related_model._meta.auto_created
    ]


def counted(relation: Any) -> Coalesce:
    """How many rows of the other table point at each row of this one."""
    name = relation.field.name
    rows = relation.related_model._base_manager.filter(**{name: OuterRef("pk")}).order_by()
    return Coalesce(Subquery(rows.values(name).annotate(rows=Count("pk")).values("rows")), 0)


def uses_of(record: Model) -> list[Use]:
    """The tables with rows that point at the record and how many there are, one entry for each table.

    One statement, however many tables there are.
    """
    relations = {f"uses_{number}": relation for number, relation in enumerate(pointing_at(type(record)))}
    if not relations:
        return []
    rows: Any = type(record)._base_manager.filter(pk=record.pk)
    found = rows.annotate(**{name: counted(relation) for name, relation in relations.items()}).values(*relations)[0]
    counts: dict[type[Model], int] = {}
    for name, relation in relations.items():
        counts[relation.related_model] = counts.get(relation.related_model, 0) + found[name]
    uses = [Use(model._meta.verbose_name_plural, count) for model, count in counts.items() if count]
    return sorted(uses, key=lambda use: -use.count)
