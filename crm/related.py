"""The reference data that one record points at, read apart from it.

Joined to the record it would be up to eleven tables, for which PostgreSQL looks for the best order anew each time:
longer than all else that a page asks for takes.
"""

from typing import Any

from django.db.models import Model, Value

from crm.models import Company
from crm.models.names import Named


def with_references(record: Any) -> Any:
    """The record with its team, stage and pipeline, which are looked up once for a page, and with the names of its
    regions, sources and so on, by one statement. What is set already stays; what is not found is read when it is asked
    for."""
    company = Company.current()
    if record.team_id in company.teams:
        record.team = company.teams[record.team_id]
    if hasattr(record, "stage_id"):
        for stage in company.stages:
            if stage.pk == record.stage_id:
                record.stage, record.pipeline = stage, stage.pipeline
    parts = []
    for field in record._meta.concrete_fields:
        key = getattr(record, field.attname)
        wanted = field.is_relation and key is not None and not field.is_cached(record)
        if wanted and issubclass(field.related_model, Named):
            named = field.related_model._base_manager.filter(pk=key).order_by().annotate(relation=Value(field.name))
            parts.append(named.values_list("relation", "pk", "name"))
    if parts:
        for relation, *values in parts[0].union(*parts[1:], all=True):
            model: type[Model] = record._meta.get_field(relation).related_model
            setattr(record, relation, model.from_db(record._state.db, ["id", "name"], values))
    return record
