"""Real files, kept outside the repository: JAUGE_DATA names their folder."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction


@pytest.fixture(scope="session")
def data() -> Path:
    folder = Path(os.environ.get("JAUGE_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"needs the real files: there is no folder {folder}; name it in JAUGE_DATA")
    return folder


@pytest.fixture(scope="session")
def kept_database(django_db_setup: None, django_db_blocker: Any) -> Callable[[], AbstractContextManager[None]]:
    """A context for fixtures of a module: what is loaded in it stays for all its tests, and is undone at its end."""

    @contextmanager
    def kept() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return kept
