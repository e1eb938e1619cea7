"""An opportunity changes by its verbs, which keep its history and its sale true."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from crm.models import Account, Opportunity, OpportunityLine, Pipeline, Product, Sale
from tests.people import People

JUNE = date(2025, 6, 1)


@pytest.fixture
def opportunity(people: People, pipeline: Pipeline) -> Opportunity:
    account = Account.objects.create(name="Élan", owner=people.rep)
    return Opportunity.open(
        name="Ten pumps",
        account=account,
        owner=people.rep,
        amount=Decimal(1000),
        opened_on=JUNE,
        by=people.rep,
    )


def test_opening_attributes_and_writes_the_first_event(opportunity: Opportunity, people: People) -> None:
    assert opportunity.team == people.north
    assert opportunity.stage.name == "Contact"
    assert [(event.kind, event.on) for event in opportunity.events.all()] == [("opened", JUNE)]


def test_winning_makes_the_sale(opportunity: Opportunity, people: People) -> None:
    opportunity.win(Decimal("900"), on=date(2025, 6, 20), by=people.rep)
    sale = Sale.objects.get(opportunity=opportunity)
    assert (sale.amount, sale.sold_on, sale.team) == (Decimal(900), date(2025, 6, 20), people.north)
    opportunity.account.refresh_from_db()
    assert opportunity.account.customer_since == date(2025, 6, 20)


def test_an_edited_amount_follows_to_the_sale_and_stays_on_its_day(opportunity: Opportunity) -> None:
    opportunity.win(on=date(2025, 6, 20))
    opportunity.change(amount=Decimal(700))
    sale = Sale.objects.get(opportunity=opportunity)
    assert (sale.amount, sale.sold_on) == (Decimal(700), date(2025, 6, 20))


def test_losing_after_a_win_takes_the_sale_back(opportunity: Opportunity) -> None:
    opportunity.win(on=date(2025, 6, 20))
    opportunity.lose(on=date(2025, 6, 21))
    assert not Sale.objects.exists()
    assert Account.objects.get().customer_since is None


def test_reopening_takes_the_sale_back_and_returns_to_the_last_open_stage(opportunity: Opportunity) -> None:
    opportunity.move_to(opportunity.pipeline.stages.get(name="Offer"))
    opportunity.win(on=date(2025, 6, 20))
    opportunity.reopen()
    assert (opportunity.outcome, opportunity.stage.name, opportunity.closed_on) == ("open", "Offer", None)
    assert not Sale.objects.exists()
    assert [event.kind for event in opportunity.events.all()] == ["opened", "stage", "won", "reopened"]


def test_lines_add_up_to_the_amount_that_was_won(opportunity: Opportunity) -> None:
    for name in ("A", "B", "C"):
        product = Product.objects.create(name=name, cost=Decimal(10))
        OpportunityLine.objects.create(opportunity=opportunity, product=product, amount=Decimal("333.33"))
    opportunity.win(Decimal(100), on=date(2025, 6, 20))
    lines = list(opportunity.lines.values_list("amount", flat=True))
    assert sum(lines) == Decimal(100)
    sale = Sale.objects.get()
    assert sum(line.amount for line in sale.lines.all()) == Decimal(100)
    assert (sale.items, sale.cost, sale.costed_amount) == (3, Decimal(30), Decimal(100))


def test_refunds_stop_at_the_sale(opportunity: Opportunity) -> None:
    opportunity.win(on=date(2025, 6, 20))
    sale = Sale.objects.get()
    refund = sale.refund(Decimal(600), on=date(2025, 6, 25))
    assert (refund.amount, refund.kind, refund.team) == (Decimal(-600), "refund", sale.team)
    with pytest.raises(ValidationError):
        sale.refund(Decimal(500))


def test_closing_before_opening_is_refused(opportunity: Opportunity) -> None:
    with pytest.raises(ValidationError):
        opportunity.win(on=date(2025, 5, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(outcome="lost", closed_on=date(2025, 5, 1))


def test_the_database_refuses_a_win_without_date(opportunity: Opportunity) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(outcome="won")


def test_a_closed_opportunity_keeps_its_owner(opportunity: Opportunity, people: People) -> None:
    opportunity.win(on=date(2025, 6, 20))
    with pytest.raises(ValidationError):
        opportunity.reassign(people.outsider)


def test_changing_team_moves_open_work_only(opportunity: Opportunity, people: People) -> None:
    won = Opportunity.open(name="Won", owner=people.rep, amount=Decimal(5), opened_on=JUNE)
    won.win(on=date(2025, 6, 2))
    people.rep.join(people.south, on=date(2025, 7, 1))
    opportunity.refresh_from_db()
    won.refresh_from_db()
    assert opportunity.team == people.south
    assert won.team == people.north
    assert Sale.objects.get().team == people.north
    spans = list(people.rep.memberships.order_by("start_on").values_list("team__name", "end_on"))
    assert spans == [("North", date(2025, 7, 1)), ("South", None)]


def test_what_is_won_or_lost_is_not_closed_so_again(opportunity: Opportunity, people: People) -> None:
    """Said again with the same words nothing happens; other words are refused, and only the first is in the history."""
    again: dict[str, tuple[Any, Any]] = {
        "won": (lambda **more: opportunity.win(Decimal(900), **more), lambda: opportunity.win(Decimal(800))),
        "lost": (lambda **more: opportunity.lose(**more), lambda: opportunity.lose(on=date(2025, 6, 22))),
    }
    for kind, (same, other) in again.items():
        same(on=date(2025, 6, 20), by=people.rep)
        version = opportunity.version
        same(on=date(2025, 6, 20), by=people.rep)
        same(by=people.rep)
        with pytest.raises(ValidationError, match=f"It is {kind} already"):
            other()
        assert opportunity.version == version and opportunity.events.filter(kind=kind).count() == 1
    assert not Sale.objects.exists()


def test_reopening_what_is_open_does_nothing(opportunity: Opportunity) -> None:
    version = opportunity.version
    opportunity.reopen()
    assert opportunity.version == version and not opportunity.events.filter(kind="reopened").exists()
