"""A verb is taken back: the opportunity is what it was, and history says so."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from crm.models import Account, Company, LostReason, Opportunity, OpportunityLine, Pipeline, Product, Sale
from crm.models.history import days_by_stage
from crm.models.snapshots import Snapshot
from tests.people import People

JUNE = date(2025, 6, 1)


@pytest.fixture
def opportunity(people: People, pipeline: Pipeline) -> Opportunity:
    account = Account.objects.create(name="Élan", owner=people.rep)
    made = Opportunity.open(
        name="Ten pumps", account=account, owner=people.rep, amount=Decimal("1000.01"), opened_on=JUNE, by=people.rep
    )
    for name in ("A", "B", "C"):
        product = Product.objects.create(name=name)
        OpportunityLine.objects.create(opportunity=made, product=product, amount=Decimal("333.33"))
    made.lines.filter(product__name="B").update(amount=Decimal("333.35"))
    return made


def facts(opportunity: Opportunity) -> dict[str, Any]:
    fresh = Opportunity.objects.get(pk=opportunity.pk)
    names = ("outcome", "stage", "stage_since", "amount", "closed_on", "lost_reason", "team")
    return {name: getattr(fresh, name) for name in names} | {"lines": list(fresh.lines.values_list("amount"))}


def lost(opportunity: Opportunity) -> None:
    opportunity.lose(LostReason.objects.create(name="Price"), on=date(2025, 6, 20))


VERBS: dict[str, Callable[[Opportunity], None]] = {
    "move": lambda each: each.move_to(each.pipeline.stages.get(name="Negotiation")),
    "win": lambda each: each.win(Decimal(100), on=date(2025, 6, 20)),
    "lose": lost,
    "reopen": lambda each: each.reopen(),
}


@pytest.mark.parametrize("start", ["", "win", "lose"])
@pytest.mark.parametrize("verb", ["move", "win", "lose", "reopen"])
def test_it_is_what_it_was(opportunity: Opportunity, people: People, start: str, verb: str) -> None:
    if start:
        VERBS[start](opportunity)
    if (start and verb == "move") or start == verb:
        return
    before, written = facts(opportunity), opportunity.events.count()
    sales = list(Sale.objects.values_list("amount", "sold_on"))
    snapshot = Snapshot(**Snapshot.of(opportunity).as_words())
    VERBS[verb](opportunity)
    snapshot.restore(opportunity, people.rep)
    assert facts(opportunity) == before
    assert list(Sale.objects.values_list("amount", "sold_on")) == sales
    assert opportunity.events.count() > written or (start, verb) == ("", "reopen")


def test_days_in_each_stage_add_up_over_visits(opportunity: Opportunity) -> None:
    stages = {stage.name: stage for stage in opportunity.pipeline.stages.all()}
    for name, day in (("Offer", 5), ("Contact", 7), ("Negotiation", 10)):
        opportunity.move_to(stages[name], on=date(2025, 6, day))
    found = days_by_stage(opportunity.events.all(), until=date(2025, 6, 30))
    assert found == {stages["Contact"].pk: 4 + 3, stages["Offer"].pk: 2, stages["Negotiation"].pk: 20}
    opportunity.win(on=date(2025, 6, 12))
    found = days_by_stage(opportunity.events.all(), until=date(2025, 6, 30))
    assert found[stages["Negotiation"].pk] == 2


def test_a_verb_dated_earlier_than_the_last_takes_no_day_back(opportunity: Opportunity) -> None:
    opportunity.move_to(opportunity.pipeline.stages.get(name="Offer"), on=date(2025, 6, 20))
    opportunity.lose(on=date(2025, 6, 18))
    assert list(days_by_stage(opportunity.events.all(), until=JUNE).values()) == [19, 0]


def test_the_amount_follows_the_lines(opportunity: Opportunity, people: People) -> None:
    first, *_others = opportunity.lines.all()
    first.amount = Decimal("400.10")
    new = OpportunityLine(product=Product.objects.create(name="D"), amount=Decimal(50), quantity=Decimal(2))
    opportunity.set_lines([first, new], by=people.rep)
    assert facts(opportunity)["amount"] == Decimal("450.10")
    assert [event.kind for event in opportunity.events.all()] == ["opened", "amount"]
    opportunity.set_lines([first, new])
    assert opportunity.events.count() == 2
    opportunity.set_lines([])
    assert facts(opportunity)["amount"] == Decimal("450.10")


def test_the_sale_of_a_won_one_follows_its_lines(opportunity: Opportunity) -> None:
    opportunity.win(on=date(2025, 6, 20))
    opportunity.set_lines([OpportunityLine(product=Product.objects.get(name="A"), amount=Decimal(60))])
    sale = Sale.objects.get()
    assert (sale.amount, sale.sold_on, sale.lines.count()) == (Decimal(60), date(2025, 6, 20), 1)


def test_it_has_gone_quiet_after_the_days_of_its_stage(opportunity: Opportunity) -> None:
    from crm.models.activities import gone_quiet

    today = Company.current().today()
    Opportunity.objects.update(stage_since=today - timedelta(days=14))
    assert not Opportunity.objects.filter(gone_quiet(14, today)).exists()
    assert Opportunity.objects.filter(gone_quiet(13, today)).exists()
