import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models.signals import post_migrate

from crm.audit import guarding
from crm.models import Pipeline
from tests.once import elsewhere
from tests.people import People, make_people, make_pipeline

# Objects made since the last look for garbage; the interpreter's 700 suits programs that are smaller than a suite.
GARBAGE = 50_000


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where CI runs both suites, each leaves to the other what one database answers as well as two."""
    left = [item for item in items if elsewhere(item.nodeid, connection.vendor)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not elsewhere(item.nodeid, connection.vendor)]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Migrations make many thousand models, each of them kept: while they run, looking for garbage is half the work."""
    gc.disable()
    # Tests that commit are emptied afterwards, which the trail refuses; tests/sign_in/test_audit.py has it refuse.
    post_migrate.disconnect(guarding.install, sender=apps.get_app_config("crm"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    gc.enable()
    gc.collect()
    # What is there now stays till the end, and is never looked at again.
    gc.freeze()
    gc.set_threshold(GARBAGE, 10, 10)


@pytest.fixture(scope="session")
def kept_database(django_db_setup: None, django_db_blocker: Any) -> Callable[[], AbstractContextManager[None]]:
    """A context for fixtures of a module: what is loaded in it stays for all its tests, and is undone at its end."""

    @contextmanager
    def kept() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return kept


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    """How often somebody tried something is counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def people(db: None) -> People:
    return make_people()


@pytest.fixture
def pipeline(db: None) -> Pipeline:
    return make_pipeline()
