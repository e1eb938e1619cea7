"""What is to be done from time to time, whichever app it belongs to; `manage.py run_due` does it."""

from collections.abc import Callable

Chore = Callable[[], object]

_CHORES: list[Chore] = []
_DAILY: list[Chore] = []


def register(chore: Chore, daily: bool = False) -> None:
    """Once, when an app is ready. What it does must be safe to do again at any time."""
    (_DAILY if daily else _CHORES).append(chore)


def do_all() -> None:
    for chore in _CHORES:
        chore()


def do_daily() -> None:
    for chore in _DAILY:
        chore()
