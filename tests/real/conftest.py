"""Real files, kept outside the repository: JAUGE_DATA names their folder."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.real.files import DATA, MISSING


@pytest.fixture(scope="session")
def data() -> Path:
    if not DATA.is_dir():
        pytest.skip(MISSING)
    return DATA


@pytest.fixture(scope="session")
def kept_database(django_db_setup: None, django_db_blocker: Any) -> Callable[[], AbstractContextManager[None]]:
    """A context for fixtures of a module: what is loaded in it stays for all its tests, and is undone at its end."""

    @contextmanager
    def kept() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return kept
