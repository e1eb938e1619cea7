"""The list, the page and the board of opportunities."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from crm.models import Account, Opportunity, OpportunityEvent, Region, Sale
from tests.crm_pages.conftest import Mill


def post(client: Client, mill: Mill, verb: str, **fields: str) -> int:
    return client.post(f"/opportunities/{mill.opportunity.pk}/{verb}/", fields).status_code


def test_wins_with_the_amount_and_makes_the_sale(rep: Client, mill: Mill) -> None:
    assert post(rep, mill, "win", amount="1300", on=mill.today.isoformat()) == 302
    mill.opportunity.refresh_from_db()
    assert (mill.opportunity.outcome, mill.opportunity.amount) == ("won", Decimal(1300))
    assert Sale.objects.get(opportunity=mill.opportunity).amount == Decimal(1300)
    assert OpportunityEvent.objects.get(kind="won").by == mill.people.rep


def test_loses_with_a_reason_and_reopens(rep: Client, mill: Mill) -> None:
    assert post(rep, mill, "lose", reason=str(mill.reason.pk)) == 302
    mill.opportunity.refresh_from_db()
    assert (mill.opportunity.outcome, mill.opportunity.lost_reason) == ("lost", mill.reason)
    assert post(rep, mill, "reopen") == 302
    mill.opportunity.refresh_from_db()
    assert mill.opportunity.outcome == "open"


def test_moves_and_goes_back_to_the_board_only_within_the_site(rep: Client, mill: Mill) -> None:
    offer = mill.pipeline.stages.get(name="Offer")
    address = f"/opportunities/{mill.opportunity.pk}/move/"
    answer = rep.post(address, {"stage": offer.pk, "next": "/opportunities/board/"})
    assert answer.headers["Location"] == "/opportunities/board/"
    mill.opportunity.refresh_from_db()
    assert mill.opportunity.stage == offer
    answer = rep.post(address, {"stage": offer.pk, "next": "https://example.com/"})
    assert answer.headers["Location"] == f"/opportunities/{mill.opportunity.pk}/"


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("win", {"amount": "-5"}),
        ("win", {"amount": "much"}),
        ("win", {"on": "2001-01-01"}),
        ("lose", {}),
        ("lose", {"reason": "999999"}),
        ("move", {}),
        ("move", {"stage": "999999"}),
        ("win", {"version": "7"}),
    ],
)
def test_refuses_and_changes_nothing(rep: Client, mill: Mill, verb: str, fields: dict[str, str]) -> None:
    assert post(rep, mill, verb, **fields) == 422
    mill.opportunity.refresh_from_db()
    assert (mill.opportunity.outcome, mill.opportunity.version) == ("open", 1)


@pytest.mark.parametrize("verb", ["win", "lose"])
def test_a_closing_on_a_day_to_come_is_refused(rep: Client, mill: Mill, verb: str) -> None:
    address = f"/opportunities/{mill.opportunity.pk}/{verb}/"
    why = {"reason": str(mill.reason.pk)} if verb == "lose" else {}
    answer = rep.post(address, {"on": (mill.today + timedelta(days=1)).isoformat()} | why)
    assert answer.status_code == 422 and "This day is to come" in answer.content.decode()
    mill.opportunity.refresh_from_db()
    assert (mill.opportunity.outcome, mill.opportunity.version) == ("open", 1)
    assert rep.post(address, {"on": mill.today.isoformat()} | why).status_code == 302


def test_the_day_of_the_opening_is_told_as_pages_write_it(rep: Client, mill: Mill) -> None:
    Opportunity.objects.filter(pk=mill.opportunity.pk).update(opened_on=date(2026, 11, 16))
    answer = rep.post(f"/opportunities/{mill.opportunity.pk}/win/", {"on": "2026-11-15"})
    assert "cannot be before the opening, 16 Nov 2026." in answer.content.decode()


def test_moving_a_closed_one_is_refused(rep: Client, mill: Mill) -> None:
    mill.opportunity.lose(mill.reason, by=mill.people.rep)
    answer = rep.post(
        f"/opportunities/{mill.opportunity.pk}/move/", {"stage": mill.pipeline.stages.get(name="Offer").pk}
    )
    assert answer.status_code == 422


def test_opens_one_for_the_viewer(rep: Client, mill: Mill) -> None:
    fields = {"name": "Sieve", "account_text": "Élan Mill", "amount": "10.25", "expected_close_on": "2030-01-02"}
    assert rep.post("/opportunities/new/", fields).status_code == 302
    made = Opportunity.objects.get(name="Sieve")
    assert (made.owner, made.account, made.amount) == (mill.people.rep, mill.account, Decimal("10.25"))
    assert (made.expected_close_on, made.stage.name) == (date(2030, 1, 2), "Contact")


def test_opening_refuses_what_is_missing_or_not_visible(client: Client, mill: Mill) -> None:
    client.force_login(mill.people.outsider)
    answer = client.post("/opportunities/new/", {"name": "", "account_text": "Élan Mill"})
    assert answer.status_code == 422
    assert "Nothing that you may see" in answer.content.decode()


def test_changes_and_remembers_the_amount(rep: Client, mill: Mill) -> None:
    fields = {"name": "Three stones", "amount": "1500", "expected_close_on": "", "notes": "", "version": "1"}
    assert post(rep, mill, "edit", **fields) == 302
    assert OpportunityEvent.objects.filter(opportunity=mill.opportunity, kind="amount").count() == 1
    assert post(rep, mill, "edit", **fields | {"amount": "1600"}) == 422


def edited(client: Client, opportunity: Opportunity, **fields: str) -> int:
    typed = {"name": opportunity.name, "amount": str(opportunity.amount), "version": str(opportunity.version)}
    return client.post(f"/opportunities/{opportunity.pk}/edit/", typed | fields).status_code


def test_one_without_an_account_is_given_one_and_its_region(rep: Client, mill: Mill) -> None:
    mill.account.region = Region.objects.create(name="Coast")
    mill.account.save()
    alone = Opportunity.open(name="Alone", owner=mill.people.rep, amount=Decimal(5))
    assert "account_text" in rep.get(f"/opportunities/{alone.pk}/edit/").content.decode()
    assert edited(rep, alone, account_text="Élan Mill", amount="6") == 302
    alone.refresh_from_db()
    assert (alone.account, alone.region, alone.amount) == (mill.account, mill.account.region, Decimal(6))
    assert alone.history.first().history_user == mill.people.rep
    assert alone.events.filter(kind="amount", by=mill.people.rep).count() == 1


def test_only_an_account_that_may_be_seen_is_chosen(client: Client, mill: Mill) -> None:
    client.force_login(mill.people.outsider)
    alone = Opportunity.open(name="Alone", owner=mill.people.outsider, amount=Decimal(5))
    assert edited(client, alone, account_text="Élan Mill") == 422
    assert edited(client, alone, account=f"account:{mill.account.pk}") == 422
    alone.refresh_from_db()
    assert alone.account is None


def test_what_was_sold_to_nobody_follows_to_the_account(rep: Client, mill: Mill) -> None:
    alone = Opportunity.open(name="Alone", owner=mill.people.rep, amount=Decimal(5), opened_on=date(2025, 6, 1))
    alone.win(on=date(2025, 6, 2))
    Sale.objects.get(opportunity=alone).refund(Decimal(1))
    assert edited(rep, alone, account_text="Élan Mill") == 302
    assert [sale.account for sale in Sale.objects.filter(opportunity=alone)] == [mill.account, mill.account]
    mill.account.refresh_from_db()
    assert mill.account.customer_since == date(2025, 6, 2)


def test_what_was_won_keeps_the_account_that_it_was_won_with(rep: Client, mill: Mill) -> None:
    Account.objects.create(name="Other", owner=mill.people.rep)
    mill.opportunity.win()
    assert "account_text" not in rep.get(f"/opportunities/{mill.opportunity.pk}/edit/").content.decode()
    assert edited(rep, mill.opportunity, account_text="Other") == 302
    mill.opportunity.refresh_from_db()
    assert mill.opportunity.account == mill.account


def passed(client: Client, opportunity: Opportunity) -> list[str]:
    page = client.get(f"/opportunities/{opportunity.pk}/")
    return [str(step["stage"]) for step in page.context["path"] if step["passed"] and not step["current"]]


def test_a_lost_one_has_passed_no_stage_beyond_where_it_stood(rep: Client, mill: Mill) -> None:
    mill.opportunity.lose(mill.reason)
    assert passed(rep, mill.opportunity) == ["Contact"]
    mill.opportunity.reopen()
    mill.opportunity.move_to(mill.pipeline.stages.get(name="Offer"))
    assert passed(rep, mill.opportunity) == ["Contact"]
    mill.opportunity.lose(mill.reason)
    assert passed(rep, mill.opportunity) == ["Contact", "Offer"]
    OpportunityEvent.objects.filter(opportunity=mill.opportunity).exclude(kind="lost").delete()
    assert passed(rep, mill.opportunity) == []


def test_its_page_deletes_it_once_that_is_confirmed(rep: Client, mill: Mill) -> None:
    alone = Opportunity.open(name="Alone", owner=mill.people.rep)
    address = f"/opportunities/{alone.pk}/"
    form = {"scope": "ticked", "kind": "delete", "key": str(alone.pk), "asked_on": address}
    page = rep.get(address).content.decode()
    assert 'action="/opportunities/bulk/"' in page and f'name="key" value="{alone.pk}"' in page
    question = rep.post("/opportunities/bulk/", form)
    assert f'<a class="btn btn-quiet" href="{address}">Cancel</a>' in question.content.decode()
    elsewhere = rep.post("/opportunities/bulk/", form | {"asked_on": "https://example.com/"})
    assert "example.com" not in elsewhere.content.decode()
    assert "Delete 1 row" in question.content.decode() and Opportunity.objects.filter(pk=alone.pk).exists()
    assert rep.post("/opportunities/bulk/", form | {"confirmed": "1"}).status_code == 302
    assert not Opportunity.objects.filter(pk=alone.pk).exists()
    mill.opportunity.win()
    assert "/opportunities/bulk/" not in rep.get(f"/opportunities/{mill.opportunity.pk}/").content.decode()


def test_the_page_shows_facts_and_story(rep: Client, mill: Mill) -> None:
    page = rep.get(f"/opportunities/{mill.opportunity.pk}/").content.decode()
    assert "€1,200.50" in page and "Call about stones" in page and "Opened" in page and "Mia Miller" in page


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("?text=stones", True),
        ("?text=ÉLAN", True),
        ("?text=sieve", False),
        ("?outcome=open", True),
        ("?outcome=won", False),
        ("?opened_from=2001-01-01&opened_to=2999-01-01", True),
        ("?closed_from=2001-01-01", False),
        ("?sort=-amount", True),
        ("?sort=nonsense&page=nonsense", True),
        ("?after=nonsense", True),
    ],
)
def test_the_list_is_narrowed_by_its_address(rep: Client, mill: Mill, address: str, shown: bool) -> None:
    answer = rep.get(f"/opportunities/{address}")
    assert answer.status_code == 200
    assert ("Two stones" in answer.content.decode()) is shown


def test_the_list_by_owner_and_team(client: Client, mill: Mill) -> None:
    client.force_login(mill.people.manager)
    for words in (f"owner={mill.people.rep.pk}", "owner_text=Rep", f"team={mill.people.sales.pk}"):
        assert "Two stones" in client.get(f"/opportunities/?{words}").content.decode(), words
    assert "Two stones" not in client.get(f"/opportunities/?owner={mill.people.manager.pk}").content.decode()


@pytest.mark.parametrize("words", ["stage=999", "outcome=maybe", "opened_from=soon", "owner_text=Nobody"])
def test_a_wrong_filter_says_so(rep: Client, mill: Mill, words: str) -> None:
    answer = rep.get(f"/opportunities/?{words}")
    assert answer.status_code == 422
    assert "Two stones" not in answer.content.decode()


def test_pages_of_the_list(rep: Client, mill: Mill) -> None:
    for number in range(60):
        Opportunity.open(name=f"Deal {number:02}", owner=mill.people.rep)
    answer = rep.get("/opportunities/?sort=name")
    first = answer.content.decode()
    second = rep.get(f"/opportunities/?sort=name&after={answer.context['sheet'].after}").content.decode()
    assert "61 rows" in first and "Deal 00" in first and "Deal 55" not in first
    assert "Deal 55" in second and "Two stones" in second and "Deal 00" not in second


def test_the_board_counts_and_adds_up_exactly(rep: Client, mill: Mill) -> None:
    for _number in range(24):
        Opportunity.open(name="Small", owner=mill.people.rep, amount=Decimal("0.10"))
    Opportunity.open(name="Foreign", owner=mill.people.outsider, amount=Decimal(5))
    page = rep.get("/opportunities/board/").content.decode()
    assert page.count('class="board-card"') == 20
    assert 'value="1202.9' in page and "5 more" in page and "Foreign" not in page


def test_the_board_without_a_pipeline(rep: Client) -> None:
    assert "There is no pipeline yet" in rep.get("/opportunities/board/").content.decode()
    assert rep.get("/opportunities/board/?pipeline=99").status_code == 404


def test_days_in_stage(rep: Client, mill: Mill) -> None:
    OpportunityEvent.objects.update(on=mill.today - timedelta(days=12))
    assert "12 days" in rep.get(f"/opportunities/{mill.opportunity.pk}/").content.decode()


def test_without_any_reason_in_use_none_is_asked_for(rep: Client, mill: Mill) -> None:
    mill.reason.active = False
    mill.reason.save()
    assert post(rep, mill, "lose") == 302


def test_winning_twice_without_a_version_is_one_win(rep: Client, mill: Mill) -> None:
    address, sent = f"/opportunities/{mill.opportunity.pk}/win/", {"amount": "12"}
    for _time in range(2):
        assert rep.post(address, sent).status_code == 302
    refused = rep.post(address, {"amount": "13"})
    assert refused.status_code == 422 and "It is won already" in refused.content.decode()
    assert mill.opportunity.events.filter(kind="won").count() == 1
