"""A request that is sent again with its `Idempotency-Key` is done once, and answered as it was the first time."""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from crm.api.refusals import RefusalError
from crm.models import ApiReplay

HEADER = "Idempotency-Key"
LONGEST = 200
KEY = re.compile(r"[A-Za-z0-9_-]{1,200}")
KEPT_HEADERS = ("Location", "ETag")
# Shown once: what is stored to be answered again must not tell it to whoever reads the database.
SHOWN_ONCE = "secret"


def fingerprint(request: Any) -> str:
    """What was asked: another method, address or body is another request."""
    asked = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type.startswith("multipart/"):
        # The marks between its parts are others each time, and a file may be large.
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                asked.update(f"{name} {file.name} {file.size}\n".encode())
                for chunk in file.chunks():
                    asked.update(chunk)
                file.seek(0)
    else:
        asked.update(request._request.body)
    return asked.hexdigest()


def once(handler: Callable[..., Response], key: str) -> Callable[..., Response]:
    """The handler, carried out unless the person sent this key before; what it refuses is not remembered."""

    def answer(request: Any, *args: Any, **words: Any) -> Response:
        asked = fingerprint(request)
        with transaction.atomic():
            claimed = claim(request.user, key, asked)
            if claimed is None:
                return replay(ApiReplay.objects.get(user=request.user, key=key), asked)
            made = handler(request, *args, **words)
            claimed.status, claimed.body = made.status_code, JSONRenderer().render(without_secret(made.data)).decode()
            claimed.headers = {name: made.headers[name] for name in KEPT_HEADERS if name in made.headers}
            claimed.save(update_fields=["status", "body", "headers"])
            return made

    return answer


def without_secret(data: Any) -> Any:
    return {**data, SHOWN_ONCE: ""} if isinstance(data, dict) and SHOWN_ONCE in data else data


def claim(user: Any, key: str, asked: str) -> ApiReplay | None:
    """None where somebody was first: whoever is at it with the same key is waited for."""
    ApiReplay.objects.filter(user=user, created_at__lt=timezone.now() - ApiReplay.KEPT).delete()
    try:
        with transaction.atomic():
            return ApiReplay.objects.create(user=user, key=key, fingerprint=asked)
    except IntegrityError:
        return None


def replay(stored: ApiReplay, asked: str) -> Response:
    if stored.fingerprint != asked:
        sentence = _("This Idempotency-Key was used for another request: give each request a key of its own.")
        raise RefusalError("key_used", sentence)
    data = json.loads(stored.body) if stored.body else None
    return Response(data, stored.status, headers={**stored.headers, "Idempotency-Replayed": "true"})


def key_in(request: Any) -> str:
    """The key of a request, empty without one; 400 for what is none."""
    key = request.headers.get(HEADER)
    if key is None:
        return ""
    if not KEY.fullmatch(key):
        sentence = _("An Idempotency-Key is 1 to %(most)s letters, digits, “-” and “_”.") % {"most": LONGEST}
        raise RefusalError("bad_key", sentence, status=400)
    return str(key)
