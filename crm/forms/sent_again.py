"""A form that is sent again, because nobody saw an answer to it, is carried out once.

The form brings a key of its own (`once`). What was made is noted under it in the same transaction: who comes second
waits for the first to end, and makes nothing.
"""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction

from crm.models import Activity, ApiReplay

FIELD = "once"
KEY = re.compile(r"[0-9A-Za-z-]{1,100}")
NOT_SAID = {FIELD, "csrfmiddlewaretoken", "next"}


def new_key() -> str:
    return uuid4().hex


def fingerprint(data: Any) -> str:
    """What was typed: sent with other words it is another activity."""
    said = sorted((name, data.getlist(name)) for name in data if name not in NOT_SAID)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def log_once(viewer: Any, data: Any, save: Callable[[], list[Activity]]) -> list[Activity]:
    """What `save` logs, or what the same form logged when it came before, unless that was taken back since."""
    key = key_in(data)
    if not key:
        return save()
    try:
        with transaction.atomic():
            made = save()
            ApiReplay.objects.create(user=viewer, key=key, **noted(data, made))
            return made
    except IntegrityError:
        # Another contradiction than that of two with one key is a fault, and stays one.
        earlier = ApiReplay.objects.filter(user=viewer, key=key).first()
        if earlier is None:
            raise
    return logged_by(earlier, data) or anew(earlier, data, save)


def logged_before(viewer: Any, data: Any) -> list[Activity]:
    """What the same form logged; asked where it is refused now, as what it made stands in its own way."""
    earlier = ApiReplay.objects.filter(user=viewer, key=key_in(data)).first()
    return logged_by(earlier, data) if earlier else []


def key_in(data: Any) -> str:
    """No key of the API has a colon."""
    key = data.get(FIELD, "")
    return f"log:{key}" if KEY.fullmatch(key) else ""


def noted(data: Any, made: list[Activity]) -> dict[str, Any]:
    return {"fingerprint": fingerprint(data), "body": json.dumps([each.pk for each in made])}


def logged_by(earlier: ApiReplay, data: Any) -> list[Activity]:
    """Nothing where other words were typed, or one of them is no longer there."""
    if earlier.fingerprint != fingerprint(data):
        return []
    keys = json.loads(earlier.body)
    rows = Activity.objects.select_related("type", "account", "contact", "opportunity").in_bulk(keys)
    return [rows[key] for key in keys] if len(rows) == len(keys) else []


@transaction.atomic
def anew(earlier: ApiReplay, data: Any, save: Callable[[], list[Activity]]) -> list[Activity]:
    locked = ApiReplay.objects.select_for_update().get(pk=earlier.pk)
    made = logged_by(locked, data) or save()
    ApiReplay.objects.filter(pk=locked.pk).update(**noted(data, made))
    return made
