"""Connecting shops: the secret is shown once, what was refused is told with the reason, a change of secret is gentle."""

from typing import Any

import pytest
from django.test import Client

from crm.models import ActivityType, Channel, IngestDelivery, IngestRecord, IngestSource, Sale
from tests.ingest.sending import Sender, fixture
from tests.people import People

LIST, NEW = "/settings/connections/", "/settings/connections/new/"


def connect(admin: Client, kind: str, **more: Any) -> Any:
    return admin.post(NEW, {"name": "Shop", "kind": kind, "makes_accounts": "on", **more})


def page_of(source: IngestSource, end: str = "") -> str:
    return f"{LIST}{source.pk}/{end}"


def test_what_is_connected_receives_with_the_secret_that_was_shown(admin: Client, people: People) -> None:
    channel = Channel.objects.create(name="Web", kind="online")
    answer = connect(admin, "woocommerce", channel=channel.pk, owner=people.rep.pk)
    source = IngestSource.objects.get()
    shown = answer.content.decode()
    assert source.secret in shown and f"https://crm.example.com/ingest/{source.address}/" in shown
    assert answer.headers["Cache-Control"] == "no-store"
    assert (source.channel, source.owner, source.created_by) == (channel, people.rep, people.admin)
    assert Sender(source).send("order.created", fixture("woocommerce_order")).status_code == 200
    assert Sale.objects.get().owner == people.rep


def test_a_secret_is_shown_nowhere_afterwards(admin: Client) -> None:
    connect(admin, "generic")
    source = IngestSource.objects.get()
    source.change_secret()
    for address in (LIST, page_of(source), f"/admin/crm/ingestsource/{source.pk}/change/", "/admin/crm/ingestsource/"):
        page = admin.get(address).content.decode()
        assert source.secret not in page and source.former_secret not in page, address


def test_a_new_secret_is_shown_once_and_the_former_opens_for_a_while(admin: Client) -> None:
    connect(admin, "generic")
    former = IngestSource.objects.get().secret
    shown = admin.post(page_of(IngestSource.objects.get(), "secret/")).content.decode()
    source = IngestSource.objects.get()
    assert source.secret in shown and former not in shown
    assert source.keys() == [source.secret.encode(), former.encode()]
    assert "the former secret is taken as well" in admin.get(page_of(source)).content.decode()


def test_the_secret_of_shopify_is_pasted(admin: Client) -> None:
    answer = connect(admin, "shopify")
    source = IngestSource.objects.get()
    assert answer.headers["Location"] == page_of(source)
    refused = admin.post(page_of(source, "secret/"), {"secret": "short"})
    assert refused.status_code == 422
    # The form of the connection itself is still sent to its own page.
    assert f'action="{page_of(source)}"' in refused.content.decode()
    assert admin.post(page_of(source, "secret/"), {"secret": " shpss_0123456789 "}).status_code == 302
    source.refresh_from_db()
    assert source.secret == "shpss_0123456789"
    assert Sender(source).send("orders/create", fixture("shopify_order")).status_code == 200


def test_switched_off_it_receives_nothing(admin: Client) -> None:
    connect(admin, "woocommerce")
    source = IngestSource.objects.get()
    admin.post(page_of(source, "switch/"))
    assert Sender(source).send("order.created", fixture("woocommerce_order")).status_code == 404
    admin.post(page_of(source, "switch/"))
    assert Sender(source).send("order.created", fixture("woocommerce_order")).status_code == 200


def test_the_log_tells_what_was_refused_and_why(admin: Client) -> None:
    connect(admin, "woocommerce")
    source = IngestSource.objects.get()
    shop = Sender(source)
    shop.send("order.created", fixture("woocommerce_order"))
    shop.send("order.updated", fixture("woocommerce_order", total="much"))
    shop.send("order.updated", fixture("woocommerce_order"), secret="another")
    page = admin.get(page_of(source)).content.decode()
    assert "4711" in page and "“total” is no number." in page and "Wrong signature" in page
    assert "lise.maes" not in page
    bad = admin.get(page_of(source, "?refused=1")).content.decode()
    assert "“total” is no number." in bad and "4711" not in bad
    assert ">2</a>" in admin.get(LIST).content.decode()


def test_refunds_that_wait_are_told(admin: Client) -> None:
    connect(admin, "generic")
    source = IngestSource.objects.get()
    Sender(source).say("refund.recorded", "r1", "2025-03-10T10:00:00Z", sale="s1", amount="5")
    assert "1 refund waits for its sale" in admin.get(page_of(source)).content.decode()


def test_a_connection_is_changed_but_never_its_kind(admin: Client, people: People) -> None:
    call = ActivityType.objects.create(name="Call", code="call")
    connect(admin, "generic")
    source = IngestSource.objects.get()
    sent = {"name": "Switchboard", "kind": "shopify", "call_type": call.pk, "owner": people.manager.pk}
    assert admin.post(page_of(source), sent).status_code == 302
    source.refresh_from_db()
    assert (source.name, source.kind, source.call_type, source.makes_accounts) == (
        "Switchboard",
        "generic",
        call,
        False,
    )


@pytest.mark.parametrize("wrong", [{"name": ""}, {"kind": "amazon"}, {"name": "SHÖP"}])
def test_what_is_wrong_is_told_beside_the_field(admin: Client, wrong: dict[str, str]) -> None:
    IngestSource.objects.create(name="Shop", kind="generic")
    answer = admin.post(NEW, {"name": "Another", "kind": "generic", **wrong})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert IngestSource.objects.count() == 1


def test_the_page_costs_the_same_however_much_was_received(admin: Client, django_assert_max_num_queries: Any) -> None:
    source = IngestSource.objects.create(name="Shop", kind="generic")
    IngestDelivery.objects.bulk_create(
        IngestDelivery(source=source, topic="call.logged", outcome="applied", status=200, external_id=f"k{number}")
        for number in range(120)
    )
    IngestRecord.objects.bulk_create(
        IngestRecord(source=source, kind="call", external_id=f"k{number}") for number in range(120)
    )
    with django_assert_max_num_queries(20):
        page = admin.get(page_of(source)).content.decode()
    assert "?page=2" in page
