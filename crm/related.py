"""What records point at, read apart from them.

Joined to one record its reference data would be up to eleven tables, for which PostgreSQL looks for the best order anew
each time: longer than all else that a page asks for takes. Joined to many rows, a person would come with each of them,
in two dozen columns; on a page there are a handful of people.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import Model, Value

from crm.models import ActivityType, Company, Stage, Team, User
from crm.models.names import Named

APART = (ActivityType, Stage, Team, User)


@cache
def apart(model: type[Model]) -> list[Any]:
    """The relations of a model that `attach` follows."""
    return [each for each in model._meta.concrete_fields if each.related_model in APART]


def attach(viewer: Any, *parts: Iterable[Any]) -> None:
    """Gives rows of whatever models the people, teams, stages and types that they point at: the people of all of them
    by one statement, none where they are the viewer's own; the rest is looked up once for a page."""
    company = Company.current()
    pointing: dict[type[Model], dict[int, list[tuple[Any, str]]]] = {each: defaultdict(list) for each in APART}
    for part in parts:
        for row in part:
            for field in apart(row._meta.model):
                key = getattr(row, field.attname)
                if key is not None and not field.is_cached(row):
                    pointing[field.related_model][key].append((row, field.name))
    others = pointing[User].keys() - {viewer.pk}
    known: dict[type[Model], dict[int, Any]] = {
        User: {viewer.pk: viewer, **(User.objects.in_bulk(others) if others else {})},
        Team: company.teams if pointing[Team] else {},
        Stage: {each.pk: each for each in company.stages} if pointing[Stage] else {},
        ActivityType: company.activity_types if pointing[ActivityType] else {},
    }
    for model, rows in pointing.items():
        for key, places in rows.items():
            # What is not found, since it was made just now, is read when it is asked for.
            for row, name in places if key in known[model] else ():
                setattr(row, name, known[model][key])


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
