"""The page of an opportunity: one field, the next step and the products are changed where they stand."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from crm.models import Activity, Opportunity, OpportunityEvent, OpportunityLine, Product, Sale
from feedback.models import Answer, Invitation, Survey
from tests.crm_pages.conftest import Mill


def address(mill: Mill, rest: str = "") -> str:
    return f"/opportunities/{mill.opportunity.pk}/{rest}"


def page(client: Client, mill: Mill, edit: str = "") -> str:
    return client.get(address(mill), {"edit": edit}).content.decode()


@pytest.mark.parametrize("name", ["name", "amount", "expected_close_on", "contact", "source", "notes"])
def test_one_field_is_open_and_the_others_are_not(rep: Client, mill: Mill, name: str) -> None:
    shown = page(rep, mill, name)
    assert f'name="only" value="{name}"' in shown and f'id="edit-{name}"' not in shown
    assert shown.count("data-in-place=") == 1


@pytest.mark.parametrize("name", ["", "version", "owner", "nonsense"])
def test_nothing_else_can_be_opened(rep: Client, mill: Mill, name: str) -> None:
    assert "data-in-place=" not in page(rep, mill, name)


def test_one_field_is_saved_and_the_others_stay(rep: Client, mill: Mill) -> None:
    fields = {"only": "amount", "amount": "1500", "name": "Ignored", "version": "1"}
    assert rep.post(address(mill, "edit/"), fields).status_code == 302
    mill.opportunity.refresh_from_db()
    assert (mill.opportunity.amount, mill.opportunity.name) == (Decimal(1500), "Two stones")
    assert mill.opportunity.contact == mill.contact
    assert OpportunityEvent.objects.filter(kind="amount", by=mill.people.rep).count() == 1


@pytest.mark.parametrize("wrong", [{"amount": "-5"}, {"amount": "much"}, {"amount": "1", "version": "9"}])
def test_what_is_refused_stays_open_as_typed(rep: Client, mill: Mill, wrong: dict[str, str]) -> None:
    answer = rep.post(address(mill, "edit/"), {"only": "amount"} | wrong)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'data-in-place="amount"' in shown and f'value="{wrong["amount"]}"' in shown
    mill.opportunity.refresh_from_db()
    assert mill.opportunity.amount == Decimal("1200.50")


def test_the_next_step_is_planned(rep: Client, mill: Mill) -> None:
    due = mill.today + timedelta(days=3)
    fields = {"subject": "Send the offer", "due_on": due.isoformat(), "type": str(mill.call.pk)}
    assert rep.post(address(mill, "plan/"), fields).status_code == 302
    planned = Activity.objects.get(subject="Send the offer")
    assert (planned.due_on, planned.account, planned.owner) == (due, mill.account, mill.people.rep)
    answer = rep.post(address(mill, "plan/"), fields | {"due_on": "", "subject": "Kept"})
    assert answer.status_code == 422 and 'value="Kept"' in answer.content.decode()


def lines(*rows: dict[str, str], **more: str) -> dict[str, str]:
    fields = {"lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "0"} | more
    for number, row in enumerate(rows):
        fields |= {f"lines_{number}_{name}": value for name, value in row.items()}
    return fields


def save(client: Client, mill: Mill, *rows: dict[str, str], **more: str) -> tuple[int, str]:
    answer = client.post(address(mill, "lines/"), lines(*rows, **more))
    mill.opportunity.refresh_from_db()
    return answer.status_code, answer.content.decode()


@pytest.fixture
def stone(mill: Mill) -> Product:
    return Product.objects.create(name="Stone", price=Decimal("400.10"))


def test_lines_are_added_and_the_amount_follows(rep: Client, mill: Mill, stone: Product) -> None:
    status, _page = save(rep, mill, {"product_text": "Stone", "quantity": "2"}, {"description": "Work", "amount": "50"})
    assert status == 302
    assert mill.opportunity.amount == Decimal("850.20")
    assert list(mill.opportunity.lines.values_list("product__name", "description", "quantity", "amount")) == [
        ("Stone", "", Decimal(2), Decimal("800.20")),
        (None, "Work", Decimal(1), Decimal(50)),
    ]


def test_lines_are_changed_and_taken_out(rep: Client, mill: Mill, stone: Product) -> None:
    mill.opportunity.set_lines(
        [
            OpportunityLine(product=stone, quantity=Decimal(2), unit_price=Decimal(400), amount=Decimal(790)),
            OpportunityLine(description="Work", amount=Decimal(50)),
        ]
    )
    first, second = mill.opportunity.lines.all()
    kept = {"line": str(first.pk), "product": f"product:{stone.pk}", "product_text": "Stone"}
    kept |= {"quantity": "3", "unit_price": "400.00", "amount": "790.00"}
    gone = {"line": str(second.pk), "description": "Work", "quantity": "1", "amount": "50.00", "remove": "on"}
    assert save(rep, mill, kept, gone)[0] == 302
    assert list(mill.opportunity.lines.values_list("pk", "quantity", "amount")) == [
        (first.pk, Decimal(3), Decimal(1200))
    ]
    assert mill.opportunity.amount == Decimal(1200)


def test_a_line_of_another_opportunity_is_never_taken(rep: Client, mill: Mill, stone: Product) -> None:
    other = Opportunity.open(name="Foreign", owner=mill.people.outsider)
    other.set_lines([OpportunityLine(product=stone, amount=Decimal(5))])
    foreign = other.lines.get()
    assert save(rep, mill, {"line": str(foreign.pk), "description": "Mine", "amount": "1"})[0] == 302
    foreign.refresh_from_db()
    assert (foreign.opportunity, foreign.amount) == (other, Decimal(5))


def test_the_sale_of_a_won_one_follows(rep: Client, mill: Mill, stone: Product) -> None:
    mill.opportunity.win()
    assert save(rep, mill, {"product_text": "Stone", "amount": "60"})[0] == 302
    sale = Sale.objects.get(opportunity=mill.opportunity)
    assert (sale.amount, sale.lines.get().product) == (Decimal(60), stone)


@pytest.mark.parametrize(
    "wrong",
    [{"product_text": "Ghost", "amount": "5"}, {"amount": "5"}, {"description": "Work"}, {"amount": "-1"}],
)
def test_wrong_lines_save_nothing(rep: Client, mill: Mill, stone: Product, wrong: dict[str, str]) -> None:
    status, shown = save(rep, mill, {"product_text": "Stone", "quantity": "2"}, wrong)
    assert status == 422 and "field-error" in shown
    assert not mill.opportunity.lines.exists()
    assert mill.opportunity.amount == Decimal("1200.50")


def test_one_more_line_keeps_what_was_typed(rep: Client, mill: Mill) -> None:
    status, shown = save(rep, mill, {"description": "Work", "amount": "5"}, more="1")
    assert status == 200 and 'value="Work"' in shown and 'name="lines_1_product"' in shown
    assert not mill.opportunity.lines.exists()


@pytest.mark.parametrize("count", ["nonsense", "99999", "-1", ""])
def test_a_broken_count_of_lines_is_refused(rep: Client, mill: Mill, count: str) -> None:
    status, _shown = save(rep, mill, {"description": "Work", "amount": "5"}, **{"lines-TOTAL_FORMS": count})
    assert status in (302, 422)


def test_products_no_longer_in_use_are_not_offered(rep: Client, mill: Mill, stone: Product) -> None:
    asked = {"field": "lines_0_product", "kinds": "product", "lines_0_product_text": "sto"}
    assert "Stone" in rep.get("/find/", asked).content.decode()
    Product.objects.update(active=False)
    assert "Stone" not in rep.get("/find/", asked).content.decode()


def test_answers_because_of_it_are_shown(rep: Client, mill: Mill) -> None:
    survey = Survey.objects.create(name="After the sale", kind="nps")
    invitation = Invitation.objects.create(survey=survey, opportunity=mill.opportunity, owner=mill.people.rep)
    common = {"survey": survey, "answered_on": mill.today, "account": mill.account}
    Answer.objects.create(invitation=invitation, score=9, comment="Well ground", owner=mill.people.rep, **common)
    Answer.objects.create(score=2, comment="Asked elsewhere", owner=mill.people.outsider, **common)
    assert "Well ground" in page(rep, mill) and "Asked elsewhere" not in page(rep, mill)
    # Whoever looks after an account reads all that it answered.
    account = rep.get(f"/accounts/{mill.account.pk}/").content.decode()
    assert "Well ground" in account and "Asked elsewhere" in account


def test_lines_are_not_saved_over_somebody_elses_change(rep: Client, mill: Mill) -> None:
    row = {"description": "Work", "amount": "5"}
    assert 'name="version" value="1"' in page(rep, mill, "lines")
    mill.opportunity.change(amount=Decimal(70))
    status, shown = save(rep, mill, row, version="1")
    assert status == 422 and "meanwhile" in shown and 'name="version" value="2"' in shown and 'value="Work"' in shown
    assert not mill.opportunity.lines.exists()
    assert save(rep, mill, row, version="2")[0] == 302
