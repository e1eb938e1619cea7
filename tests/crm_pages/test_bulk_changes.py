"""Many rows at once: counted first, changed in one go with history, taken back; by who may, and what may."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from crm import bulk
from crm.models import (
    Account,
    Activity,
    BulkChange,
    Contact,
    Opportunity,
    OpportunityEvent,
    Region,
    Sale,
    Segment,
    Source,
)
from tests.crm_pages.conftest import Mill


@pytest.fixture
def deals(mill: Mill) -> list[Opportunity]:
    """Three open ones and a won one of the rep, beside the one of the mill."""
    made = [Opportunity.open(name=f"Deal {number}", owner=mill.people.rep, amount=Decimal(5)) for number in range(4)]
    made[3].win(by=mill.people.rep)
    return made


def ask(client: Client, name: str, kind: str, rows: Any, confirmed: int | None = None, **more: Any) -> Any:
    chosen = {"scope": "all", "query": rows} if isinstance(rows, str) else {
        "scope": "ticked", "key": [row.pk for row in rows],
    }  # fmt: skip
    sure = {} if confirmed is None else {"confirmed": confirmed}
    return client.post(f"/{name}/bulk/", {"kind": kind, **chosen, **sure, **more})


def told(answer: Any) -> tuple[int, list[int]]:
    assert answer.status_code == 200
    return answer.context["plan"].count, [each.count for each in answer.context["plan"].obstacles]


def owner(person: Any) -> dict[str, str]:
    return {"value": f"user:{person.pk}", "value_text": str(person)}


def test_reassigning_counts_first_then_changes_open_ones_only(
    client: Client, mill: Mill, deals: list[Opportunity]
) -> None:
    client.force_login(mill.people.manager)
    value = owner(mill.people.colleague)
    assert ask(client, "opportunities", "owner", "text=deal").context["plan"] is None
    assert told(ask(client, "opportunities", "owner", "text=deal", **value)) == (3, [1])
    assert not BulkChange.objects.filter(kind="owner").exists()
    sale = Sale.objects.get(opportunity=deals[3])
    assert ask(client, "opportunities", "owner", "text=deal", 3, **value).status_code == 302
    for deal in deals:
        deal.refresh_from_db()
    assert [deal.owner for deal in deals] == [mill.people.colleague] * 3 + [mill.people.rep]
    assert sale.owner == Sale.objects.get(pk=sale.pk).owner == mill.people.rep
    event = OpportunityEvent.objects.filter(opportunity=deals[0]).last()
    assert event and (event.kind, event.owner, event.by) == ("owner", mill.people.colleague, mill.people.manager)
    newest = deals[0].history.first()
    assert (newest.owner_id, newest.version, newest.history_user) == (
        mill.people.colleague.pk, deals[0].version, mill.people.manager,
    )  # fmt: skip


def test_undo_brings_back_what_nobody_changed_since(client: Client, mill: Mill, deals: list[Opportunity]) -> None:
    client.force_login(mill.people.manager)
    ask(client, "opportunities", "owner", "text=deal", 3, **owner(mill.people.colleague))
    for deal in deals[:3]:
        deal.refresh_from_db()
    deals[0].reassign(mill.people.manager)
    deals[1].change(name="Deal 1, larger")
    deals[2].win()
    change = BulkChange.objects.get(kind="owner")
    page = client.post(f"/bulk-changes/{change.pk}/undo/", follow=True).content.decode()
    assert "1 row is as before. 2 were changed since, and stay as they are." in page
    owners = Opportunity.objects.filter(name__startswith="Deal").order_by("pk").values_list("owner", flat=True)
    people = mill.people
    assert list(owners) == [people.manager.pk, people.rep.pk, people.colleague.pk, people.rep.pk]
    assert "taken back already" in client.post(f"/bulk-changes/{change.pk}/undo/", follow=True).content.decode()
    assert OpportunityEvent.objects.filter(opportunity=deals[1], kind="owner").count() == 2


def test_nothing_changes_when_the_number_is_no_longer_true(
    client: Client, mill: Mill, deals: list[Opportunity]
) -> None:
    client.force_login(mill.people.manager)
    answer = ask(client, "opportunities", "owner", "text=deal", 4, **owner(mill.people.colleague))
    assert answer.status_code == 422
    assert "have changed meanwhile" in answer.content.decode()
    assert not Opportunity.objects.filter(owner=mill.people.colleague).exists()


@pytest.mark.parametrize("who", ["outsider", "colleague"])
def test_rows_of_others_are_never_reached(client: Client, mill: Mill, deals: list[Opportunity], who: str) -> None:
    client.force_login(getattr(mill.people, who))
    source = Source.objects.create(name="Fair")
    for rows in ("", deals):
        assert ask(client, "opportunities", "source", rows, 5, value=source.pk).status_code == 302
    assert not Opportunity.objects.filter(source=source).exists()


def test_a_rep_gives_nothing_away(rep: Client, mill: Mill, deals: list[Opportunity]) -> None:
    assert '<option value="owner"' not in rep.get("/opportunities/?columns=amount").content.decode()
    answer = ask(rep, "opportunities", "owner", deals[:1], 1, **owner(mill.people.rep))
    assert answer.status_code == 302
    assert not BulkChange.objects.filter(kind="owner").exists()


def test_stage_and_date_are_changed_by_the_verbs_and_back(rep: Client, mill: Mill, deals: list[Opportunity]) -> None:
    offer = mill.pipeline.stages.get(name="Offer")
    assert told(ask(rep, "opportunities", "stage", "", value=offer.pk)) == (4, [1])
    ask(rep, "opportunities", "stage", "", 4, value=offer.pk)
    ask(rep, "opportunities", "expected_close_on", deals[:2], 2, value="31 Dec 2026")
    deals[0].refresh_from_db()
    assert (deals[0].stage, deals[0].expected_close_on) == (offer, date(2026, 12, 31))
    assert [event.kind for event in deals[0].events.all()] == ["opened", "stage", "expected"]
    for change in BulkChange.objects.exclude(kind="segment"):
        rep.post(f"/bulk-changes/{change.pk}/undo/")
    deals[1].refresh_from_db()
    assert (deals[1].stage.name, deals[1].expected_close_on) == ("Contact", None)
    deals[2].refresh_from_db()
    assert (deals[2].stage.name, deals[2].stage_since) == ("Contact", deals[2].opened_on)


def test_the_region_of_accounts_takes_open_work_along(rep: Client, mill: Mill) -> None:
    north = Region.objects.create(name="North")
    won = Opportunity.open(name="Won", account=mill.account, owner=mill.people.rep, amount=Decimal(1))
    won.win()
    assert ask(rep, "accounts", "region", [mill.account], 1, value=north.pk).status_code == 302
    for row, region in ((mill.account, north), (mill.opportunity, north), (won, None)):
        row.refresh_from_db()
        assert row.region == region


def test_contacts(rep: Client, mill: Mill) -> None:
    assert ask(rep, "contacts", "refuses_surveys", [mill.contact], 1, value="yes").status_code == 302
    mill.contact.refresh_from_db()
    assert mill.contact.refuses_surveys
    other = Account.objects.create(name="Bakery", owner=mill.people.rep)
    moved = {"value": f"account:{other.pk}", "value_text": "Bakery"}
    assert ask(rep, "contacts", "account", [mill.contact], 1, **moved).status_code == 302
    rep.post(f"/bulk-changes/{BulkChange.objects.get(kind='account').pk}/undo/")
    mill.contact.refresh_from_db()
    assert mill.contact.account == mill.account


@pytest.mark.parametrize(("value", "words"), [("", "required"), ("soon", "not a date")])
def test_a_wrong_value_is_said_beside_it(
    rep: Client, mill: Mill, deals: list[Opportunity], value: str, words: str
) -> None:
    answer = ask(rep, "opportunities", "expected_close_on", deals, 4, value=value)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_what_figures_count_is_not_deleted(client: Client, mill: Mill, deals: list[Opportunity]) -> None:
    client.force_login(mill.people.admin)
    assert told(ask(client, "accounts", "delete", [mill.account])) == (0, [1])
    assert told(ask(client, "contacts", "delete", [mill.contact])) == (0, [1])
    # The won one counts in figures, and a planned call hangs on that of the mill.
    assert told(ask(client, "opportunities", "delete", "")) == (3, [1, 1])


def test_deleting_and_bringing_back_whole(rep: Client, mill: Mill, deals: list[Opportunity]) -> None:
    deals[0].lines.create(amount=Decimal(5), quantity=1, description="Stone")
    before = Opportunity.objects.filter(pk=deals[0].pk).values().get()
    assert ask(rep, "opportunities", "delete", deals[:2], 2).status_code == 302
    assert not Opportunity.objects.filter(pk__in=[deals[0].pk, deals[1].pk]).exists()
    rep.post(f"/bulk-changes/{BulkChange.objects.get(kind='delete').pk}/undo/")
    assert Opportunity.objects.filter(pk=deals[0].pk).values().get() == before
    assert [event.kind for event in deals[0].events.all()] == ["opened"]
    assert deals[0].lines.count() == 1
    assert Opportunity.history.filter(id=deals[0].pk).first().history_type == "+"


def test_who_may_delete(client: Client, mill: Mill) -> None:
    """The colleague sees the account by an opportunity on it, and answers for neither."""
    bare = Account.objects.create(name="Bare", owner=mill.people.rep)
    Opportunity.open(name="Theirs", account=bare, owner=mill.people.colleague)
    client.force_login(mill.people.colleague)
    answer = ask(client, "accounts", "delete", [bare])
    assert told(answer) == (0, [1])
    assert "Ask one of them" in answer.content.decode()


def test_what_belonged_to_something_that_is_gone_stays_gone(rep: Client, mill: Mill) -> None:
    account = Account.objects.create(name="Short", owner=mill.people.rep)
    contact = Contact.objects.create(last_name="Short", account=account, owner=mill.people.rep)
    ask(rep, "contacts", "delete", [contact], 1)
    account.delete()
    change = BulkChange.objects.get(kind="delete")
    rep.post(f"/bulk-changes/{change.pk}/undo/")
    change.refresh_from_db()
    assert change.left == 1
    assert not Contact.objects.filter(pk=contact.pk).exists()


def test_too_many_at_once_are_refused_in_words(
    rep: Client, mill: Mill, deals: list[Opportunity], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    page = rep.post("/opportunities/bulk/", {"scope": "all", "kind": "source", "query": ""}, follow=True)
    assert "5 rows are too many at once: narrow the list to at most 2" in page.content.decode()


@pytest.mark.parametrize(
    "data",
    [{}, {"scope": "all"}, {"scope": "ticked", "kind": "source", "key": ["x", "9" * 30, "-1"]},
     {"scope": "all", "kind": "source", "query": "stage=nonsense"}, {"scope": "all", "kind": "password"}],
)  # fmt: skip
def test_nonsense_changes_nothing(rep: Client, mill: Mill, data: dict[str, Any]) -> None:
    assert rep.post("/opportunities/bulk/", data).status_code == 302


def test_each_sees_their_own_bulk_changes(client: Client, mill: Mill) -> None:
    for who, seen in (("rep", 200), ("manager", 404), ("outsider", 404)):
        client.force_login(getattr(mill.people, who))
        assert ("Small" in client.get("/bulk-changes/").content.decode()) == (seen == 200)
        if seen == 404:
            assert client.post(f"/bulk-changes/{mill.bulk.pk}/undo/").status_code == 404


def test_many_rows_take_few_statements(rep: Client, mill: Mill, django_assert_max_num_queries: Any) -> None:
    small = Segment.objects.create(name="Small")
    Account.objects.bulk_create(
        Account(name=f"Mill {number}", normalised_name=f"mill {number}", owner=mill.people.rep)
        for number in range(1200)
    )
    # Made without history: its beginning is written too.
    with django_assert_max_num_queries(120):
        assert ask(rep, "accounts", "segment", "", 1201, value=small.pk).status_code == 302
    assert Account.objects.filter(segment=small, version=2).count() == 1201
    assert Activity.objects.count() == 1
