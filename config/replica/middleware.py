"""Notes who has written, and answers from the primary where the replica fails in the middle of a request.

The last of all middleware: whatever the others ask is asked before the view, and of the primary.
"""

from collections.abc import Callable, Iterator
from contextvars import Context, copy_context
from hashlib import sha256
from typing import Any

from django.db import Error, connections
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from config.logs import user_of
from config.replica.routing import Reading, begin
from config.replica.standing import REPLICA, standing

Handler = Callable[[HttpRequest], HttpResponse]


class ReplicaMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reading = request.reading = begin(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        viewer = user_of(request)
        if viewer is not None and (reading.wrote or not reading.safe):
            standing.note_write(viewer)
        if response.streaming and reading.from_replica and not isinstance(response, FileResponse):
            # Which language and time zone apply is part of the context, and over when the parts are sent.
            parts = whole(response.streaming_content, reading, copy_context())  # type: ignore[attr-defined]
            response.streaming_content = parts  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, words: Any) -> None:
        request.reading.begin_view()  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        reading: Reading = request.reading  # type: ignore[attr-defined]
        return again(reading, error) if reading.from_replica and isinstance(error, Error) else None


def again(reading: Reading, error: Exception) -> HttpResponseBase:
    """The answer made once more, from the primary; where that fails the same way it was no fault of the replica."""
    connections[REPLICA].close()
    reading.from_primary()
    match: Any = reading.request.resolver_match
    response: HttpResponseBase = match.func(reading.request, *match.args, **match.kwargs)
    standing.pass_over(error)
    return response


def whole(parts: Iterator[bytes], reading: Reading, context: Context) -> Iterator[bytes]:
    """A file of which a part may be sent when the replica fails: the primary's goes on behind it."""
    sent, length = sha256(), 0
    try:
        for part in parts:
            sent.update(part)
            length += len(part)
            yield part
        return
    except Error as error:
        if not reading.from_replica:
            raise
        failure = error
    again_parts = context.run(again, reading, failure).streaming_content  # type: ignore[attr-defined]
    yield from behind(iter(again_parts), length, sent.digest(), failure)


def behind(parts: Iterator[bytes], length: int, digest: bytes, failure: Error) -> Iterator[bytes]:
    """What follows the first `length` bytes, if these are the ones that are sent.

    Else the file stays cut off, as whoever takes it can see: whole, it would be one that never was.
    """
    seen, beyond = sha256(), b""
    while length and (part := next(parts, b"")):
        seen.update(part[:length])
        beyond = part[length:]
        length -= min(length, len(part))
    if length or seen.digest() != digest:
        raise failure
    yield beyond
    yield from parts
