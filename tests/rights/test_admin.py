"""Django's admin: every model is there, found by typing, at a bounded cost; for administrators only."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from crm.models import Account, Activity, ActivityType, Opportunity, Product, Sale
from tests.people import People, make_people, make_pipeline

OURS = [model for app in ("crm", "feedback", "kpis") for model in apps.get_app_config(app).get_models()]
# Lines and values are shown inside what they belong to; history rows behind its "History" button.
INSIDE = {"OpportunityLine", "SaleLine", "AnswerValue"}
# Sums and notes of changes that the database keeps are nobody's records, nor are hashes of forms that were sent: see
# kpis/models/rollups.py, crm/page_cache, feedback/models/sittings.py.
KEPT = {"kpis.models.rollups", "crm.models.table_changes", "feedback.models.sittings"}
RECORDS = [model for model in OURS if model.__module__ not in KEPT]
PAGES = [model for model in RECORDS if not model.__name__.startswith("Historical") and model.__name__ not in INSIDE]
BUDGET = 25


def page(model: Any, name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@pytest.fixture(scope="module")
def company(kept_database: Any) -> Iterator[People]:
    """Looked at by every test here, and changed by none."""
    with kept_database():
        yield make_facts(make_people())


@pytest.fixture
def facts(company: People, db: None) -> People:
    ContentType.objects.clear_cache()
    return company


def make_facts(people: People) -> People:
    make_pipeline()
    call = ActivityType.objects.create(name="Call", code="call")
    Product.objects.create(name="Pump")
    for number in range(60):
        account = Account.objects.create(name=f"Account {number}", owner=people.rep)
        opportunity = Opportunity.open(name=f"Deal {number}", account=account, owner=people.rep, amount=Decimal(5))
        Activity.log(type=call, account=account, owner=people.rep)
        if number % 2:
            opportunity.win()
        Sale.record(account=account, amount=Decimal(3), sold_on=date(2025, 1, 1))
    return people


def test_every_model_has_its_page() -> None:
    assert [model for model in PAGES if model not in admin.site._registry] == []


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_pages_open_at_a_bounded_cost(
    facts: People, client: Client, model: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(facts.admin)
    addresses = [page(model, "changelist"), page(model, "changelist") + "?q=a"]
    first = model._default_manager.first()
    if first is not None:
        addresses.append(page(model, "change", first.pk))
    for address in addresses:
        with django_assert_max_num_queries(BUDGET):
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.content.count(b"<option") < 300


@pytest.mark.parametrize("who", ["rep", "manager", "outsider"])
def test_nobody_but_administrators(facts: People, client: Client, who: str) -> None:
    client.force_login(getattr(facts, who))
    for model in PAGES:
        assert client.get(page(model, "changelist")).status_code in (302, 403)
