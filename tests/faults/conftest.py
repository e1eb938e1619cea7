"""A company in the database of the test, Jauge's processes on it, and what came out printed at the end."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from crm.models import Account, ActivityType, Opportunity, Pipeline, Stage
from tests.faults.running import Jauge
from tests.faults.servers import PostgreSQL, Redis, free_port
from tests.people import People, make_people

TOLD = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    if "FAULTS" not in os.environ:
        raise pytest.UsageError("These tests break servers of their own: run them with “make fault-test”.")
    config.stash[TOLD] = []


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    terminalreporter.section(f"faults on {os.environ['FAULTS']}")
    for line in config.stash[TOLD]:
        terminalreporter.write_line(line)


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """A line of the report."""
    return request.config.stash[TOLD].append


@dataclass
class House:
    people: People
    account: Account
    call: ActivityType
    pipeline: Pipeline

    def opportunity(self, name: str, owner: Any = None) -> Opportunity:
        return Opportunity.open(name=name, account=self.account, owner=owner or self.people.rep, amount=10)


@pytest.fixture
def house(transactional_db: None) -> House:
    people = make_people()
    pipeline = Pipeline.objects.create(name="Sales", is_default=True)
    for order, kind in enumerate((Stage.Kind.OPEN, Stage.Kind.WON, Stage.Kind.LOST), 1):
        pipeline.stages.create(name=kind.label, order=order, kind=kind, probability=10)
    return House(
        people=people,
        account=Account.objects.create(name="Mill", owner=people.rep),
        call=ActivityType.objects.create(name="Call", code="call"),
        pipeline=pipeline,
    )


@pytest.fixture(scope="session")
def static() -> Path:
    """Static files as they are served, made once for all lanes."""
    return Path(os.environ["FAULTS_STATIC"])


@pytest.fixture
def jauge(house: House, static: Path, tmp_path: Path) -> Iterator[Jauge]:
    """With everything in the database."""
    made = Jauge(tmp_path, static)
    with connection.cursor() as cursor:
        call_command("createcachetable", "cache", verbosity=0)
        cursor.execute("DELETE FROM cache")
    yield made
    made.stop()


@pytest.fixture
def cluster() -> PostgreSQL:
    """The server of the database of the test."""
    data = Path(os.environ["FAULTS_CLUSTER"])
    return PostgreSQL(data, int(connection.settings_dict["PORT"]))


@pytest.fixture
def redis() -> Iterator[Redis]:
    made = Redis(free_port())
    made.start()
    yield made
    made.stop()


@pytest.fixture
def jauge_with_redis(house: House, static: Path, tmp_path: Path, redis: Redis) -> Iterator[Jauge]:
    made = Jauge(tmp_path, static, JAUGE_REDIS_URL=redis.address)
    # Those of the packages that are used with Redis only.
    made.manage("migrate", "--verbosity", "0")
    # Tests are emptied afterwards, which the trail refuses.
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION audit_refuse() CASCADE")
    yield made
    made.stop()
