"""Taking an import back: what it made goes, what it changed is as before; what somebody has worked on since stays.

The latest comes first, so that a record goes before what it refers to. Each batch is a transaction that also deletes
the notes of what it took back: cut off at any point, it goes on where it stood.
"""

from collections import defaultdict
from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Model, ProtectedError

from crm.importers.effects import PARTS, Family, content, contents, families, record_of, words
from crm.importers.turns import let_others_write
from crm.merging import links_to
from crm.models import Import, ImportEffect
from crm.models.webhooks import silence

BATCH = 200
Left = ImportEffect.Left


def undo(own: Import, goes_on: Callable[[], None] = lambda: None) -> int:
    """Takes back what can be; the number of records. The others keep their note, with the reason."""
    before = own.effects.count() + own.undone
    while True:
        known = own.effects.count()
        own.effects.filter(left=Left.HANGING).update(left="")
        one_round(own, goes_on)
        # What hung on something that went in this round can go in the next.
        if own.effects.count() == known or not own.effects.filter(left=Left.HANGING).exists():
            return before - own.effects.count()


def one_round(own: Import, goes_on: Callable[[], None]) -> None:
    while batch := list(own.effects.filter(left="").order_by("-pk")[:BATCH]):
        goes_on()
        with transaction.atomic(), silence():
            done: list[int] = []
            for (label, made), group in groupby(batch, key=lambda each: (each.model, each.changes is None)):
                work = remove if made else restore
                done += work(apps.get_model(label), list(group))
            ImportEffect.objects.filter(pk__in=done).delete()
            Import.objects.filter(pk=own.pk).update(undone=models.F("undone") + len(done))
        let_others_write()


def leave(effects: list[ImportEffect], reason: str) -> None:
    ImportEffect.objects.filter(pk__in=[effect.pk for effect in effects]).update(left=reason)


def remove(model: type[Model], effects: list[ImportEffect]) -> list[int]:
    """Deletes records that were made and are untouched; the effects that are done with."""
    keys = [effect.record for effect in effects]
    now, number = families(model, keys), contents(model, keys)
    gone = [effect for effect in effects if effect.record not in now]
    # Imports of earlier versions were numbered by what they read.
    touched = [
        effect
        for effect in effects
        if effect.record in now and effect.after not in (number[effect.record], content(now[effect.record]))
    ]
    held = hanging(model, now)
    stuck = [effect for effect in effects if effect.record in held and effect not in touched]
    leave(touched, Left.TOUCHED)
    leave(stuck, Left.HANGING)
    free = [effect for effect in effects if effect not in touched and effect not in stuck and effect not in gone]
    delete(model, [effect.record for effect in free])
    return [effect.pk for effect in (*gone, *free)]


def delete(model: type[Model], keys: list[int]) -> None:
    for part, path in PARTS.get(model, ()):
        part._default_manager.filter(**{f"{path}__in": keys}).delete()
    model._default_manager.filter(pk__in=keys).delete()


def hanging(model: type[Model], found: dict[int, Family]) -> set[int]:
    """The records that something refers to which is no part of them, or whose parts something refers to."""
    owners: dict[str, dict[int, int]] = defaultdict(dict)
    for root, family in found.items():
        for label, key in family:
            owners[label][key] = root
    own = {model, *(part for part, _path in PARTS.get(model, ()))}
    held = set()
    for label, roots in owners.items():
        for related, name in links_to(apps.get_model(label)):
            if related in own and related is not model:
                continue
            # Who is in which team, and the like, goes with either end.
            if related._meta.auto_created or related._meta.label == "admin.LogEntry":
                continue
            rows = related._default_manager.filter(**{f"{name}__in": list(roots)})
            held |= {roots[key] for key in rows.values_list(f"{name}_id", flat=True)}
    return held


def restore(model: type[Model], effects: list[ImportEffect]) -> list[int]:
    """Gives changed records back what they held, where they still hold what the import gave them."""
    now = families(model, [effect.record for effect in effects])
    done = []
    for effect in effects:
        family = now.get(effect.record)
        reason = obstacle(effect, family)
        if reason:
            leave([effect], reason)
            continue
        try:
            with transaction.atomic():
                put_back(model, effect)
        except (IntegrityError, ProtectedError):
            leave([effect], Left.HANGING)
        else:
            done.append(effect.pk)
    return done


def obstacle(effect: ImportEffect, family: Family | None) -> str:
    if family is None:
        return str(Left.GONE)
    held = {f"{label}:{key}": words(columns) for (label, key), columns in family.items()}
    for row, change in (effect.changes or {}).items():
        there = held.get(row)
        if change["is"] is None:
            if there is not None:
                return str(Left.TOUCHED)
        elif there is None or any(there[column] != value for column, value in change["is"].items()):
            return str(Left.TOUCHED)
    return ""


def put_back(model: type[Model], effect: ImportEffect) -> None:
    """Parts that were made go, parts that went come back, and columns are as they were; the record last."""
    rows = [(*record_of(row), change) for row, change in (effect.changes or {}).items()]
    made = [(kind, key) for kind, key, change in rows if change["was"] is None]
    for kind, _path in PARTS.get(model, ()):
        kind._default_manager.filter(pk__in=[key for each, key in made if each is kind]).delete()
    # Deleted from the innermost outwards, so they come back from the outermost inwards.
    order = [model, *(kind for kind, _path in reversed(PARTS.get(model, ())))]
    rows.sort(key=lambda each: order.index(each[0]))
    for kind, key, change in rows:
        if change["was"] is None:
            continue
        if change["is"] is None:
            kind(**held_by(kind, change["was"])).save_base(raw=True, force_insert=True)
        elif kind is not model:
            kind._default_manager.filter(pk=key).update(**held_by(kind, change["was"]))
    own = [change for kind, key, change in rows if kind is model and key == effect.record]
    if own:
        record: Any = model._default_manager.select_for_update(of=("self",)).get(pk=effect.record)
        for column, value in held_by(model, own[0]["was"]).items():
            setattr(record, column, value)
        record.save()


def held_by(model: type[Model], said: dict[str, Any]) -> dict[str, Any]:
    """Words as values of the columns."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        column: value if fields[column].is_relation else fields[column].to_python(value)
        for column, value in said.items()
    }
