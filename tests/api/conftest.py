"""What the tests of the API begin with: a rep's mill with an opportunity, and a program for each person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from crm.models import (
    Account,
    Activity,
    ActivityType,
    ApiToken,
    Category,
    Channel,
    Contact,
    LostReason,
    Opportunity,
    Pipeline,
    Product,
    Sale,
)
from tests.people import People

JSON = "application/json"


class Program(Client):
    """Sends and reads JSON with a token of a person."""

    def __init__(self, user: Any, scope: str = "write") -> None:
        super().__init__(headers={"authorization": f"Bearer {ApiToken.issue(user, 'Tests', scope)[1]}"})

    def send(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.generic(method, f"/api/{address}", body_of(body), content_type=JSON, headers=named)

    def results(self, address: str) -> list[Any]:
        answer = self.get(f"/api/{address}")
        assert answer.status_code == 200, answer.content
        found: list[Any] = answer.json()["results"]
        return found


def body_of(body: Any) -> str:
    import json

    return "" if body is None else json.dumps(body)


@dataclass
class World:
    people: People
    pipeline: Pipeline
    call: ActivityType
    account: Account
    contact: Contact
    opportunity: Opportunity
    product: Product
    reason: LostReason
    sale: Sale
    activity: Activity
    program: Callable[[Any], Program]


@pytest.fixture
def world(people: People, pipeline: Pipeline) -> World:
    cache.clear()
    call = ActivityType.objects.create(name="Call", code="call")
    account = Account.objects.create(name="Mill", owner=people.rep, external_id="M-1")
    contact = Contact.objects.create(account=account, last_name="Miller", owner=people.rep)
    store = Channel.objects.create(name="Store", kind="store")
    category = Category.objects.create(name="Stones")
    return World(
        people=people,
        pipeline=pipeline,
        call=call,
        account=account,
        contact=contact,
        opportunity=Opportunity.open(name="Stones", account=account, owner=people.rep, amount=Decimal(10)),
        product=Product.objects.create(name="Stone", price=Decimal("2.50"), cost=Decimal(1), category=category),
        reason=LostReason.objects.create(name="Price"),
        sale=Sale.record(account=account, amount=Decimal(5), sold_on=date(2026, 1, 5), channel=store),
        activity=Activity.plan(type=call, account=account, owner=people.rep, due_on=date(2030, 1, 5)),
        program=Program,
    )


@pytest.fixture
def rep(world: World) -> Program:
    return Program(world.people.rep)


@pytest.fixture
def manager(world: World) -> Program:
    return Program(world.people.manager)


@pytest.fixture
def outsider(world: World) -> Program:
    return Program(world.people.outsider)


@pytest.fixture
def admin(world: World) -> Program:
    return Program(world.people.admin)
