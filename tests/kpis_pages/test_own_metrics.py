"""An administrator defines a KPI: checked as typed, then known wherever figures are; nobody else may."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Channel, Company, Sale
from kpis.models import Objective, OneToOne, OwnDashboard, OwnMetric
from tests.people import People

TEXTS = {
    "label_en": "Sold per sale", "label_fr": "Vendu par vente", "definition_en": "Sold ÷ sales.",
    "definition_fr": "Vendu ÷ ventes.", "key": "own_per_sale", "unit": "money", "better": "up",
}  # fmt: skip


@pytest.fixture
def admin(people: People, client: Client) -> Client:
    client.force_login(people.admin)
    return client


def define(client: Client, formula: str = "sold_amount / sales_count", **more: object) -> int:
    return client.post(reverse("kpis:own_metric_new"), {**TEXTS, "formula": formula, **more}).status_code


def test_it_is_defined_and_known_like_any_other(admin: Client, people: People) -> None:
    today = Company.current().today()
    online, store = (Channel.objects.create(name=name) for name in ("Online", "Store"))
    Sale.record(owner=people.rep, amount=Decimal(30), sold_on=today, channel=online)
    Sale.record(owner=people.rep, amount=Decimal(50), sold_on=today, channel=store)
    assert define(admin, **{"filter-channel": str(online.pk)}) == 302
    own = OwnMetric.objects.get()
    assert (own.filters, own.made_by, own.history.count()) == ({"channel": [online.pk]}, people.admin, 1)
    assert "Sold per sale" in admin.get("/kpis/").content.decode()
    page = admin.get("/kpis/own_per_sale/?by=owner").content.decode()
    assert "Sold ÷ sales." in page
    # What it is made of, and that it is of one channel only.
    assert "sold_amount / sales_count · Channel: Online" in page
    told = admin.get("/api/kpis/own_per_sale/").json()["explained"]["written"]
    assert told == "sold_amount / sales_count · Channel: Online"
    file = admin.get("/kpis/own_per_sale/?format=csv")
    assert "Channel: Online" in b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    assert "€30.00" in page
    rows = admin.get("/kpis/own_per_sale/rows/?part=numerator").content.decode()
    assert "€30.00" in rows
    assert "€50.00" not in rows
    assert "Sold per sale" in admin.get("/search/suggestions/?q=sold+per").content.decode()
    client = Client(headers={"accept-language": "fr"})
    client.force_login(people.rep)
    assert "Vendu par vente" in client.get("/kpis/own_per_sale/").content.decode()


def test_objectives_and_agreed_actions_know_it(admin: Client, people: People) -> None:
    assert define(admin, "won_amount + revenue") == 302
    today = Company.current().today()
    Objective.put("own_per_sale", "month", today.replace(day=1), Decimal(100), owner=people.rep)
    Sale.record(owner=people.rep, amount=Decimal(30), sold_on=today)
    page = admin.get(f"/kpis/own_per_sale/?period=this-month&owner={people.rep.pk}").content.decode()
    assert "€100.00" in page
    assert "own_per_sale" in admin.get(reverse("kpis:rep_one_to_one_new", args=[people.rep.pk])).content.decode()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"formula": "sold_amont / sales_count"}, "Unknown name “sold_amont” at 1: did you mean “sold_amount”?"),
        ({"formula": "activity_hours / won_count", "filter-lost_reason": "none"}, "activity_hours cannot be narrowed by “Lost reason”"),
        ({"formula": "won_amount + activity_hours"}, "At 12: cannot add “hours” to “money”"),
        ({"formula": "won_count"}, "The formula gives “number”, which is not shown as “Money”"),
        ({"key": "revenue"}, "Write “own_” and small letters"),
        ({"label_fr": ""}, "This field is required."),
        ({"unit": "bananas"}, "Select a valid choice."),
        ({"formula": "won_count", "filter-channel": "1 or 1", "key": "own_"}, "Write “own_” and small letters"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_what_was_typed(admin: Client, words: dict[str, str], sentence: str) -> None:
    page = admin.post(reverse("kpis:own_metric_new"), {**TEXTS, "formula": "won_count", **words})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "Sold ÷ sales." in page.content.decode()
    assert not OwnMetric.objects.exists()


def test_a_name_is_taken_once(admin: Client) -> None:
    assert (define(admin), define(admin)) == (302, 422)


def test_it_is_checked_as_typed(admin: Client, people: People) -> None:
    Sale.record(owner=people.rep, amount=Decimal(30), sold_on=Company.current().today())
    check = reverse("kpis:own_metric_check")
    page = admin.post(check, {"formula": "sold_amount / sales_count", "unit": "money"}).content.decode()
    assert "€30.00" in page
    assert "Product category" in page
    wrong = admin.post(check, {"formula": "sold_amount / sales", "unit": "money"}).content.decode()
    assert "<mark>sales</mark>" in wrong
    assert "Unknown name “sales” at 15" in wrong
    assert "appears here" in admin.post(check, {}).content.decode()
    assert admin.post(check, {"formula": "(" * 500, "filter-team": "9" * 30}).status_code == 200


def test_different_units_are_told_as_typed_and_stored_ones_go_on(admin: Client, people: People) -> None:
    check = reverse("kpis:own_metric_check")
    page = admin.post(check, {"formula": "won_amount + activity_hours", "unit": "money"}).content.decode()
    assert "won_amount <mark>+</mark> activity_hours" in page
    page = admin.post(check, {"formula": "won_amount", "unit": "hours"}).content.decode()
    assert "which is not shown as “Hours”: choose Money." in page
    stored = OwnMetric.objects.create(**{**TEXTS, "formula": "won_amount + activity_hours"})
    Sale.record(owner=people.rep, amount=Decimal(30), sold_on=Company.current().today())
    assert admin.get("/kpis/own_per_sale/").status_code == 200
    assert "own_per_sale" in admin.get("/api/kpis/").content.decode()
    edit = reverse("kpis:own_metric_edit", args=[stored.pk])
    assert "cannot add “hours” to “money”" in admin.get(edit).content.decode()
    assert admin.post(edit, {**TEXTS, "formula": stored.formula}).status_code == 422


def test_checking_by_plain_post_saves_nothing(admin: Client) -> None:
    page = admin.post(reverse("kpis:own_metric_new"), {**TEXTS, "formula": "won_count", "check": "1"})
    assert "n = 0" in page.content.decode()
    assert not OwnMetric.objects.exists()


def test_the_form_of_a_stored_one_keeps_its_name(admin: Client) -> None:
    define(admin)
    own = OwnMetric.objects.get()
    edit = reverse("kpis:own_metric_edit", args=[own.pk])
    assert "own_per_sale" in admin.get(edit).content.decode()
    assert admin.post(edit, {**TEXTS, "formula": "revenue", "key": "own_other"}).status_code == 302
    own.refresh_from_db()
    assert (own.key, own.formula, own.history.count()) == ("own_per_sale", "revenue", 2)


def test_out_of_use_it_is_not_offered_and_breaks_nothing(admin: Client, people: People) -> None:
    define(admin, "revenue")
    own = OwnMetric.objects.get()
    sheet = OneToOne.objects.create(rep=people.rep, held_by=people.admin, held_on=date(2025, 6, 2))
    sheet.actions.create(text="Sell", owner=people.rep, metric=own.key)
    Objective.put(own.key, "month", date(2025, 6, 1), Decimal(100), owner=people.rep)
    page = admin.post(reverse("kpis:own_metric_active", args=[own.pk]), follow=True).content.decode()
    assert "Objectives (1) and open actions (1)" in page
    assert admin.get("/kpis/own_per_sale/").status_code == 404
    assert admin.get(f"/one-to-ones/{sheet.pk}/").status_code == 200
    assert admin.get("/dashboards/company/?period=2025-06").status_code == 200
    admin.post(reverse("kpis:own_metric_active", args=[own.pk]))
    assert admin.get("/kpis/own_per_sale/").status_code == 200


def test_it_is_not_deleted_under_an_objective(admin: Client, people: People) -> None:
    define(admin, "revenue")
    own = OwnMetric.objects.get()
    Objective.put(own.key, "month", date(2025, 6, 1), Decimal(100), owner=people.rep)
    page = admin.post(reverse("kpis:own_metric_delete", args=[own.pk]), follow=True).content.decode()
    assert "is not deleted: objectives (1)" in page
    Objective.objects.all().delete()
    admin.post(reverse("kpis:own_metric_delete", args=[own.pk]))
    assert not OwnMetric.objects.exists()


def test_before_it_is_deleted_the_panels_that_show_it_are_counted(admin: Client, people: People) -> None:
    define(admin)
    own = OwnMetric.objects.get()
    form = reverse("kpis:own_metric_edit", args=[own.pk])
    assert "of dashboards show it" not in admin.get(form).content.decode()
    for shared in ("nobody", "everyone"):
        board = OwnDashboard.objects.create(owner=people.rep, name=shared, shared=shared)
        board.panels.create(kind="tile", metrics=[own.key])
    assert "2 panels of dashboards show it." in admin.get(form).content.decode()


def test_one_that_names_what_is_gone_is_told_and_breaks_nothing(admin: Client) -> None:
    define(admin)
    OwnMetric.objects.update(formula="gone / won_count")
    page = admin.get(reverse("kpis:own_metrics")).content.decode()
    assert "Unknown name “gone” at 1" in page
    assert admin.get("/kpis/").status_code == 200
    assert admin.get("/kpis/own_per_sale/").status_code == 404


@pytest.mark.parametrize("who", ["rep", "manager"])
def test_nobody_else_defines(people: People, client: Client, who: str) -> None:
    client.force_login(getattr(people, who))
    own = OwnMetric.objects.create(**TEXTS, formula="won_count")
    assert define(client) == 403
    for name in ("edit", "active", "delete"):
        assert client.post(reverse(f"kpis:own_metric_{name}", args=[own.pk]), TEXTS).status_code == 403
    assert client.post(reverse("kpis:own_metric_check"), {"formula": "won_count"}).status_code == 403
    assert client.get("/kpis/own_per_sale/").status_code == 200
