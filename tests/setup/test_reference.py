"""The lists of the settings: added to, renamed, put in order; what is in use is deactivated, never deleted."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import (
    Account,
    ActivityType,
    Campaign,
    Channel,
    ExchangeRate,
    Holiday,
    Opportunity,
    Pipeline,
    Product,
    Region,
    Segment,
    Stage,
)
from tests.people import People


def new(kind: str) -> str:
    return reverse("crm:reference_new", args=[kind])


def of(kind: str, row: Any, verb: str = "edit") -> str:
    return reverse(f"crm:reference_{verb}", args=[kind, row.pk])


GIVEN: list[tuple[str, Any, dict[str, str], dict[str, Any]]] = [
    ("regions", Region, {"name": "Coast"}, {"name": "Coast"}),
    ("channels", Channel, {"name": "Shop", "kind": "store"}, {"kind": "store"}),
    ("products", Product, {"name": "Stone", "code": "S1", "price": "1,234.50", "cost": "€ 900"},
     {"price": Decimal("1234.5"), "cost": Decimal(900)}),
    ("campaigns", Campaign, {"name": "Spring", "start_on": "1 Mar 2026", "end_on": "2026-03-31", "budget": "500"},
     {"start_on": date(2026, 3, 1), "end_on": date(2026, 3, 31), "budget": Decimal(500)}),
    ("activity-types", ActivityType, {"name": "Démo chez le client", "is_high_value": "on", "default_minutes": "30"},
     {"code": "demo-chez-le-client", "is_high_value": True, "order": 1}),
    ("holidays", Holiday, {"on": "2026-12-25", "name": "Christmas"}, {"on": date(2026, 12, 25), "region": None}),
    ("exchange-rates", ExchangeRate, {"currency": "USD", "on": "2026-01-01", "rate": "0.92"}, {"rate": Decimal("0.92")}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "model", "words", "stored"), GIVEN, ids=[each[0] for each in GIVEN])
def test_rows_are_added(admin: Client, kind: str, model: Any, words: dict[str, str], stored: dict[str, Any]) -> None:
    assert admin.post(new(kind), words).status_code == 302
    row = model.objects.get()
    assert {name: getattr(row, name) for name in stored} == stored
    assert admin.get(reverse("crm:reference", args=[kind])).status_code == 200
    assert admin.get(of(kind, row)).status_code == 200


REFUSED = [
    ("regions", {"name": ""}, "This field is required."),
    ("regions", {"name": "CÔTE  d'azur"}, "exists already"),
    ("products", {"name": "Stone", "price": "-1"}, "greater than or equal to 0"),
    ("products", {"name": "Stone", "price": "dear"}, "is not a number"),
    ("campaigns", {"name": "X", "start_on": "2026-03-02", "end_on": "2026-03-01"}, "before the first"),
    ("holidays", {"on": "2026-01-01", "name": "Again"}, "is on that day already"),
    ("exchange-rates", {"currency": "EUR", "on": "2026-01-01", "rate": "1"}, "own currency"),
    ("exchange-rates", {"currency": "QQQ", "on": "2026-01-01", "rate": "1"}, "is no currency"),
    ("exchange-rates", {"currency": "USD", "on": "2026-01-01", "rate": "0"}, "more than 0"),
    ("exchange-rates", {"currency": "GBP", "on": "2026-01-01", "rate": "1"}, "from that day on already"),
]


@pytest.mark.parametrize(("kind", "words", "sentence"), REFUSED)
def test_refused_with_what_was_typed(admin: Client, kind: str, words: dict[str, str], sentence: str) -> None:
    Region.objects.create(name="Cote d'Azur")
    Holiday.objects.create(on=date(2026, 1, 1), name="New Year")
    ExchangeRate.objects.create(currency="GBP", on=date(2026, 1, 1), rate=Decimal("1.1"))
    answer = admin.post(new(kind), words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page.replace("&#x27;", "'")
    field = next(iter(words)) if kind != "holidays" else "name"
    assert not words[field] or f'value="{words[field]}"'.replace("'", "&#x27;") in page


def test_a_rename_moves_nothing(admin: Client, people: People) -> None:
    region = Region.objects.create(name="Coast")
    account = Account.objects.create(name="Mill", owner=people.rep, region=region)
    assert admin.post(of("regions", region), {"name": "Seaside"}).status_code == 302
    account.refresh_from_db()
    assert (account.region_id, str(account.region)) == (region.pk, "Seaside")


def test_what_is_in_use_is_told_and_not_deleted(admin: Client, people: People) -> None:
    segment = Segment.objects.create(name="Hotels")
    for number in range(3):
        Account.objects.create(name=f"Hotel {number}", owner=people.rep, segment=segment)
    page = admin.get(of("segments", segment)).content.decode()
    assert "<dt>Accounts</dt><dd>3</dd>" in page
    assert "Delete" not in page.split("Deactivate or delete")[1]
    answer = admin.post(of("segments", segment, "delete"))
    assert answer.status_code == 422
    assert "deactivate it instead" in answer.content.decode()
    assert Segment.objects.filter(pk=segment.pk).exists()


def test_what_is_unused_is_deleted(admin: Client) -> None:
    segment = Segment.objects.create(name="Hotels")
    assert admin.post(of("segments", segment, "delete")).status_code == 302
    assert not Segment.objects.exists()


def test_deactivated_it_is_offered_no_more_and_kept_where_it_was_chosen(admin: Client, people: People) -> None:
    segment = Segment.objects.create(name="Hotels")
    account = Account.objects.create(name="Hotel", owner=people.rep, segment=segment)
    assert admin.post(of("segments", segment, "switch")).status_code == 302
    account.refresh_from_db()
    assert account.segment == segment
    option = ">Hotels</option>"
    assert option not in admin.get("/accounts/new/").content.decode()
    assert option in admin.get(f"/accounts/{account.pk}/edit/").content.decode()
    assert admin.post(of("segments", segment, "switch")).status_code == 302
    assert option in admin.get("/accounts/new/").content.decode()


def test_the_only_activity_type_stays(admin: Client) -> None:
    call = ActivityType.objects.create(name="Call", code="call")
    assert admin.post(of("activity-types", call, "switch")).status_code == 422
    ActivityType.objects.create(name="Visit", code="visit")
    assert admin.post(of("activity-types", call, "switch")).status_code == 302


def test_a_new_pipeline_can_be_used_at_once(admin: Client, pipeline: Pipeline) -> None:
    assert admin.post(new("pipelines"), {"name": "Renewals", "is_default": "on"}).status_code == 302
    made = Pipeline.objects.get(name="Renewals")
    pipeline.refresh_from_db()
    assert (made.is_default, pipeline.is_default) == (True, False)
    assert {stage.kind for stage in made.stages.all()} == set(Stage.Kind.values)
    opportunity = Opportunity.open(name="Deal", amount=Decimal(5))
    opportunity.win()
    assert opportunity.stage.pipeline == made


def test_the_default_pipeline_stays(admin: Client, pipeline: Pipeline) -> None:
    assert admin.post(of("pipelines", pipeline, "switch")).status_code == 422
    answer = admin.post(of("pipelines", pipeline), {"name": "Sales"})
    assert answer.status_code == 422
    assert "another pipeline the default first" in answer.content.decode()


def names(pipeline: Pipeline) -> list[str]:
    return list(pipeline.stages.order_by("order").values_list("name", flat=True))


def test_stages_are_added_before_the_ends_and_put_in_order(admin: Client, pipeline: Pipeline) -> None:
    words = {"name": "Trial", "kind": "open", "probability": "80", "quiet_after_days": "10"}
    assert admin.post(new("stages") + f"?in={pipeline.pk}", words).status_code == 302
    assert names(pipeline) == ["Contact", "Offer", "Negotiation", "Trial", "Won", "Lost"]
    trial = pipeline.stages.get(name="Trial")
    admin.post(of("stages", trial, "move"), {"up": "1"})
    assert names(pipeline) == ["Contact", "Offer", "Trial", "Negotiation", "Won", "Lost"]
    admin.post(of("stages", pipeline.stages.get(name="Negotiation"), "move"), {"down": "1"})
    assert names(pipeline)[-2:] == ["Won", "Lost"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"name": "óffer", "kind": "open", "probability": "5", "quiet_after_days": "1"}, "exists already"),
        ({"name": "Signed", "kind": "won", "probability": "5", "quiet_after_days": "1"}, "has such an end already"),
        ({"name": "New", "kind": "open", "probability": "101", "quiet_after_days": "1"}, "at most 100"),
    ],
)
def test_stages_that_cannot_be(admin: Client, pipeline: Pipeline, words: dict[str, str], sentence: str) -> None:
    answer = admin.post(new("stages") + f"?in={pipeline.pk}", words)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_stage_with_opportunities_keeps_them_when_deactivated(
    admin: Client, people: People, pipeline: Pipeline
) -> None:
    offer = pipeline.stages.get(name="Offer")
    opportunity = Opportunity.open(name="Deal", owner=people.rep, stage=offer)
    assert admin.post(of("stages", offer, "delete")).status_code == 422
    assert admin.post(of("stages", offer, "switch")).status_code == 302
    opportunity.refresh_from_db()
    assert opportunity.stage == offer
    assert "Deal" in admin.get("/opportunities/board/?owner=").content.decode()
    assert admin.post(of("stages", pipeline.stages.get(kind="won"), "switch")).status_code == 422


def test_an_unknown_list_is_not_found(admin: Client) -> None:
    assert admin.get("/settings/lists/users/").status_code == 404
    assert admin.get("/settings/lists/stages/").status_code == 404
    assert admin.get(new("stages")).status_code == 404
