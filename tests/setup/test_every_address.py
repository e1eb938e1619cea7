"""The settings belong to administrators: everybody else is refused, with the reason, and nothing changes."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Absence, Channel, Company, IngestSource, Pipeline, Product, Region, Team, User, WebhookEndpoint
from crm.reference import KINDS, LISTED
from crm.settings_urls import urlpatterns
from crm.webhooks import outbox
from tests.people import People, person

BUDGET = 25
POSTED = {
    "settings_usual", "reference_move", "reference_switch", "reference_delete", "team_switch", "team_delete",
    "person_invite", "person_revoke", "person_absence", "person_sessions", "absence_remove", "connection_secret", "connection_switch",
    "webhook_secret", "webhook_test", "webhook_switch", "webhook_delete", "delivery_resend",
}  # fmt: skip
READ = {"settings", "audit", "reference", "teams", "people", "connections", "webhooks", "webhook", "delivery"}
NAMES = [str(pattern.name) for pattern in urlpatterns]


@pytest.fixture
def rows(people: People) -> dict[str, Any]:
    webhook = WebhookEndpoint.objects.create(description="Accounting", address="https://example.com/")
    return {
        "webhook": webhook,
        "delivery": outbox.ping(webhook),
        "reference": Region.objects.create(name="Coast"),
        "connection": IngestSource.objects.create(name="Shop", kind="shopify"),
        "team": people.north,
        "person": people.rep,
        "absence": Absence.objects.create(user=people.rep, start_on="2026-01-05", end_on="2026-01-06"),
    }


def address(name: str, rows: dict[str, Any]) -> str:
    pattern = next(each for each in urlpatterns if each.name == name)
    words: dict[str, Any] = {}
    for word in pattern.pattern.converters:
        words[word] = "regions" if word == "kind" else rows[name.split("_")[0]].pk
    return reverse(f"crm:{name}", kwargs=words)


def state() -> list[Any]:
    users = list(User.objects.values_list("pk", "role", "team", "is_active", "left_on", "invited_at").order_by("pk"))
    kept = (Region, Team, Absence, Company, IngestSource, WebhookEndpoint)
    lists = [list(model.objects.order_by("pk").values()) for model in kept]
    return [users, *lists]


@pytest.mark.parametrize("who", ["rep", "manager"])
@pytest.mark.parametrize("name", NAMES)
def test_others_are_refused_with_the_reason(client: Client, people: People, rows: Any, name: str, who: str) -> None:
    client.force_login(getattr(people, who))
    Company.current()
    before = state()
    sends = [client.get] if name not in POSTED else []
    sends += [client.post] if name not in READ else []
    answers = [send(address(name, rows), {"name": "Mine"}) for send in sends]
    for answer in answers:
        assert answer.status_code == 403
        assert "Only an administrator may change" in answer.content.decode()
    assert state() == before


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_opens_and_adds_at_a_bounded_cost(admin: Client, pipeline: Pipeline, kind: str) -> None:
    addresses = [reverse("crm:reference", args=[kind])] if KINDS[kind] in LISTED else []
    addresses.append(reverse("crm:reference_new", args=[kind]) + f"?in={pipeline.pk}")
    for each in addresses:
        with CaptureQueriesContext(connection) as queries:
            answer = admin.get(each)
        assert answer.status_code == 200
        assert len(queries) <= BUDGET
        page = answer.content.decode()
        assert " style=" not in page and "<script>" not in page


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address",
    ["/settings/", "/settings/teams/", "/settings/people/", "/settings/people/?left=1", "/settings/lists/regions/",
     "/settings/webhooks/", "/settings/lists/channels/", "/settings/lists/products/", "/settings/lists/pipelines/",
     "/settings/company/", "/settings/connections/"],
)  # fmt: skip
def test_queries_are_few_and_do_not_grow(admin: Client, people: People, pipeline: Pipeline, address: str) -> None:
    Region.objects.create(name="Coast")
    Channel.objects.create(name="Store")
    Product.objects.create(name="Stone")
    before = count(admin, address)
    for number in range(10):
        region = Region.objects.create(name=f"Coast {number}")
        Channel.objects.create(name=f"Store {number}")
        Product.objects.create(name=f"Stone {number}")
        Pipeline.objects.create(name=f"Way {number}")
        IngestSource.objects.create(name=f"Shop {number}", kind="shopify", channel=Channel.objects.first())
        outbox.ping(WebhookEndpoint.objects.create(description=f"Hook {number}", address="https://example.com/"))
        team = Team.objects.create(name=f"Team {number}", parent=people.sales, region=region)
        team.managers.add(person(f"boss{number}", "manager", team))
    after = count(admin, address)
    assert before <= BUDGET
    assert after <= before


def test_pages_of_one_record_stay_within_the_budget(admin: Client, people: People, rows: Any) -> None:
    people.rep.join(people.south, Company.current().today())
    names = ("reference_edit", "team_edit", "person_edit", "person_leaving", "connection", "webhook", "webhook_edit",
             "delivery")  # fmt: skip
    for name in names:
        assert count(admin, address(name, rows)) <= BUDGET, name
