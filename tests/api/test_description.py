"""The description of the API is whole, its examples can be sent, and the reference shows every operation of it."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS

from config.openapi import described
from config.openapi_examples import EXAMPLES
from config.openapi_rules import JSON
from config.openapi_wording import PHRASES, TOLD
from crm.api.urls import RECORDS
from crm.models import Campaign
from feedback.models import Survey
from feedback.starting_points import BY_SLUG, begin
from tests.api.conftest import Program, World

OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, operations in described().get("paths", {}).items()
    for method, operation in operations.items()
}

# They need more than a record that is there.
SENT_ELSEWHERE = {
    "accounts_merge_create", "kpis_query_create", "answers_create", "imports_partial_update", "imports_mapping_create",
    "import_mappings_create", "import_mappings_partial_update", "webhooks_create", "webhooks_partial_update",
}  # fmt: skip


def test_it_is_made_without_a_guess() -> None:
    described.cache_clear()
    GENERATOR_STATS.reset()
    with GENERATOR_STATS.silence():
        described()
    assert not GENERATOR_STATS._warn_cache, list(GENERATOR_STATS._warn_cache)
    assert not GENERATOR_STATS._error_cache, list(GENERATOR_STATS._error_cache)


def test_every_family_and_verb_is_in_it(rep: Program) -> None:
    found = rep.get("/api/openapi.json")
    assert found.status_code == 200
    assert found.json()["openapi"].startswith("3.1")
    paths = found.json()["paths"]
    assert {f"/api/{name}/" for name in RECORDS} <= paths.keys()
    assert {
        "/api/opportunities/{id}/win/",
        "/api/accounts/{id}/merge/",
        "/api/kpis/query",
        "/api/objectives/",
    } <= paths.keys()


def test_refusals_are_described_for_every_operation() -> None:
    for _method, _path, operation in OPERATIONS.values():
        assert {"401", "403", "429"} <= operation["responses"].keys()


def test_statuses_are_told_in_french_too(rep: Program) -> None:
    """Every phrase of HTTP that the English description has is another one in French, and known to the catalogue."""
    said: dict[str, set[str]] = {"en": set(), "fr": set()}
    for language, phrases in said.items():
        found = rep.get("/api/openapi.json", headers={"accept-language": language}).json()
        for operations in found["paths"].values():
            for each in operations.values():
                phrases |= {answer["description"] for answer in each["responses"].values()}
    told = {status.phrase for status in HTTPStatus} & said["en"]
    assert {"OK", "Not Found", "Too Many Requests"} <= told <= PHRASES
    assert said["fr"] & told <= {"OK"}
    assert {"Introuvable", "Trop de requêtes"} <= said["fr"]


def test_it_is_told_in_french_too(rep: Program) -> None:
    """The same addresses and words; each sentence in French."""
    found = rep.get("/api/openapi.json", headers={"accept-language": "fr"}).json()
    assert found["paths"].keys() == described()["paths"].keys()
    assert found["components"]["schemas"].keys() == described()["components"]["schemas"].keys()
    told = {operation["description"] for _method, _path, operation in OPERATIONS.values()}
    assert told - TOLD == {""} & told
    french = {each["description"] for operations in found["paths"].values() for each in operations.values()}
    assert french & told == {""} & told


def test_every_example_belongs_to_an_operation() -> None:
    assert sorted(EXAMPLES.keys() - OPERATIONS.keys()) == []
    for name in EXAMPLES:
        assert OPERATIONS[name][2]["requestBody"]["content"][JSON]["example"] == EXAMPLES[name]


def survey() -> Survey:
    """A live one."""
    made: Survey = Survey.objects.create(name="After a win", kind="nps")
    begin(made, BY_SLUG["win"]).publish(None)
    return made


@pytest.mark.parametrize(
    "name",
    sorted(EXAMPLES.keys() - SENT_ELSEWHERE),
)
def test_an_example_can_be_sent(name: str, world: World, admin: Program) -> None:
    """With the keys of records that are there."""
    method, path, _operation = OPERATIONS[name]
    family = path.split("/")[2]
    record = {
        "accounts": world.account,
        "opportunities": world.opportunity,
        "activities": world.activity,
        "sales": world.sale,
    }
    keys = {
        "account": world.account.pk, "type": world.call.pk, "product": world.product.pk, "reason": world.reason.pk,
        "stage": world.pipeline.stages.get(name="Offer").pk, "campaign": Campaign.objects.create(name="Spring").pk,
        "owner": world.people.rep.pk, "id": world.account.pk, "contact": world.contact.pk, "survey": survey().pk,
    }  # fmt: skip
    address = path.removeprefix("/api/").replace("{id}", str(record[family].pk) if "{id}" in path else "")
    if name == "opportunities_win_create":
        type(world.opportunity).objects.update(opened_on="2026-01-01")
    if name == "sales_refund_create":
        type(world.sale).objects.update(amount=50)
    answer = admin.send(method.upper(), address, with_keys(EXAMPLES[name], keys))
    assert answer.status_code in (200, 201), answer.content


def with_keys(body: Any, keys: dict[str, int]) -> Any:
    if isinstance(body, list):
        return [with_keys(each, keys) for each in body]
    if isinstance(body, dict):
        return {name: keys.get(name, with_keys(value, keys)) for name, value in body.items()}
    return body


def test_the_reference_shows_every_operation(world: World, client: Client) -> None:
    client.force_login(world.people.rep)
    index = client.get("/api/").content.decode()
    for _method, path, operation in OPERATIONS.values():
        assert f'href="/api/about/{operation["tags"][0]}/"' in index, path
    page = client.get("/api/about/opportunities/").content.decode()
    assert "/api/opportunities/{id}/win/" in page
    assert "<script>" not in page
    assert client.get("/api/about/nothing/").status_code == 404
