"""Who is spoken to: whoever typed a command reads which option helps, on the pages which field of the form."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_on_pages: ContextVar[bool] = ContextVar("on_pages", default=False)


@contextmanager
def on_pages() -> Iterator[None]:
    """Sentences are for the pages inside."""
    token = _on_pages.set(True)
    try:
        yield
    finally:
        _on_pages.reset(token)


def either(command: str, pages: str) -> str:
    return pages if _on_pages.get() else command
