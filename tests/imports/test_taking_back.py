"""A whole import is taken back: what it made goes, what it changed is as before, what was touched since is listed."""

from datetime import date
from decimal import Decimal

import pytest

from crm.models import (
    Account,
    Activity,
    ActivityType,
    Cart,
    CartEvent,
    Contact,
    Import,
    ImportEffect,
    Opportunity,
    OpportunityEvent,
    OpportunityLine,
    Pipeline,
    Product,
    Sale,
    SaleLine,
    Stage,
    Team,
    User,
)
from tests.imports.conftest import ACCOUNTS, Desk

State = Import.State
HEAD = "Opportunity ID,Name,Account,Stage,Amount,Product,Owner,Create Date,Close Date\n"
DEALS = (
    HEAD + "7,Ovens,Mill,Won,1200.50,Flour,New Person,2024-01-02,2024-02-03\n"
    "8,Sacks,Bakery,Contact,300,Flour,New Person,2024-01-02,\n"
)
TABLES = (Account, Contact, Opportunity, OpportunityEvent, OpportunityLine, Sale, SaleLine, Product, User, Team, Stage)


def everything() -> dict[str, list[object]]:
    """All rows of all tables, without what counts saves."""
    found = {}
    for model in TABLES:
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if field.attname not in ("updated_at", "version", "last_login", "created_at")
        ]
        found[model.__name__] = list(model._default_manager.order_by("pk").values_list(*columns))
    return found


def lefts(own: Import) -> dict[str, str]:
    return {effect.model: effect.left for effect in own.effects.all()}


def test_what_it_made_goes_with_all_that_it_named(desk: Desk, pipeline: Pipeline) -> None:
    before = everything()
    own = desk.imported(DEALS, create_missing="on")
    assert Sale.objects.count() == 1
    own = desk.undone(own)
    assert own.state == State.UNDONE
    assert own.effects.count() == 0
    assert everything() == before
    assert own.undone == 6  # two accounts, two opportunities, a product, a person


@pytest.mark.parametrize("kind", ["accounts", "contacts", "sales", "reps", "products", "activities", "prospects"])
def test_each_kind_goes(desk: Desk, pipeline: Pipeline, kind: str) -> None:
    files = {
        "accounts": "account,sector,subsidiary of\nMill,Food,Group\nGroup,Food,\n",
        "contacts": "last name,first name,account\nMiller,Anna,Mill\n",
        "sales": "date,amount,account,product\n2024-02-03,50,Mill,Flour\n",
        "reps": "sales agent,manager,regional office\nAnna Miller,Boss Man,North\n",
        "products": "product,series,sales price\nFlour,Dry,5\n",
        "activities": "activity type,date,subject,account\nPhoning,2024-02-03,About,Mill\n",
        "prospects": "name,first contact date\nMill,2024-02-03\n",
    }
    before = everything()
    own = desk.uploaded(files[kind])
    if own.kind != kind:
        desk.prepare(own, kind=kind)
    own = desk.start(desk.check(own, create_missing="on"))
    assert own.created >= 1
    own = desk.undone(own)
    assert list(own.effects.values_list("model", "left")) == []
    assert everything() == before


def test_what_it_changed_is_as_before(desk: Desk, pipeline: Pipeline) -> None:
    Account.objects.create(name="Mill", employees=3, city="Lyon")
    desk.imported(DEALS, create_missing="on")
    before = everything()
    later = (
        HEAD + "7,Ovens,Mill,Won,1500,Sugar,New Person,2024-01-02,2024-01-20\n"
        "8,Sacks,Bakery,Won,350,Flour,New Person,2024-01-02,2024-03-01\n"
    )
    own = desk.imported(later, create_missing="on")
    assert (own.created, own.updated) == (0, 2)
    assert Account.objects.get(name="Mill").customer_since == date(2024, 1, 20)
    own = desk.undone(own)
    assert lefts(own) == {}
    assert everything() == before


def test_an_account_that_was_changed(desk: Desk) -> None:
    mill = Account.objects.create(name="Mill", employees=3, city="Lyon")
    own = desk.imported("account,employees\nMill,12\n")
    mill.refresh_from_db()
    mill.notes = "written since"
    mill.save()
    own = desk.undone(own)
    mill.refresh_from_db()
    assert (mill.employees, mill.city, mill.notes) == (3, "Lyon", "written since")


def test_what_was_touched_since_stays_and_is_listed(desk: Desk) -> None:
    own = desk.imported(ACCOUNTS)
    mill = Account.objects.get(name="Mill")
    mill.city = "Lyon"
    mill.save()
    own = desk.undone(own)
    assert own.undone == 1
    assert list(Account.objects.values_list("name", flat=True)) == ["Mill"]
    assert list(own.effects.values_list("model", "record", "left")) == [
        ("crm.Segment", mill.segment_id, "hanging"),
        ("crm.Account", mill.pk, "touched"),
    ]
    page = desk.client.get(f"/imports/{own.pk}/").content.decode()
    assert "Not taken back" in page
    assert "Mill" in page


def test_what_others_hang_on_stays(desk: Desk) -> None:
    own = desk.imported(ACCOUNTS)
    mill = Account.objects.get(name="Mill")
    call = ActivityType.objects.create(name="Call", code="call")
    Activity.log(type=call, account=mill, owner=desk.people.rep, on=date(2024, 5, 1))
    own = desk.undone(own)
    assert Account.objects.get() == mill
    assert lefts(own)["crm.Account"] == ImportEffect.Left.HANGING


def test_a_changed_value_that_was_changed_again_stays(desk: Desk) -> None:
    Account.objects.create(name="Mill", employees=3)
    own = desk.imported("account,employees\nMill,12\n")
    Account.objects.update(employees=99)
    own = desk.undone(own)
    assert Account.objects.get().employees == 99
    assert lefts(own) == {"crm.Account": "touched"}


def test_a_won_opportunity_whose_sale_was_refunded_stays_whole(desk: Desk, pipeline: Pipeline) -> None:
    own = desk.imported(DEALS, create_missing="on")
    sale = Sale.objects.get()
    sale.refund(Decimal(100), date(2024, 6, 1))
    own = desk.undone(own)
    assert Opportunity.objects.get().name == "Ovens"
    assert Sale.objects.filter(pk=sale.pk).exists()
    assert SaleLine.objects.filter(sale=sale).exists()


def test_an_import_that_was_paused_or_ended_is_taken_back_too(
    desk: Desk, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()
    own = desk.check(desk.uploaded(DEALS, create_missing="on"))
    monkeypatch.setattr("crm.importers.loading.CHUNK", 1)
    desk.client.post(f"/imports/{own.pk}/start/")
    Import.objects.filter(pk=own.pk).update(wish="")
    from crm.importers import jobs

    # Twice while the file is looked through, then before each row.
    once = iter([False, False, False, True])
    monkeypatch.setattr(jobs.Beating, "obey", lambda self: wish(self, next(once, False)))
    desk.work(own)
    own.refresh_from_db()
    assert (own.state, own.position) == (State.CANCELLED, 1)
    monkeypatch.undo()
    own = desk.undone(own)
    assert own.state == State.UNDONE
    assert everything() == before


def wish(course: object, now: bool) -> None:
    from crm.importers.jobs import WishedError

    if now:
        Import.objects.filter(pk=course.own.pk).update(wish="cancel")  # type: ignore[attr-defined]
        raise WishedError


def test_a_log_of_carts_goes(desk: Desk) -> None:
    log = (
        "event_time,event_type,product_id,price,user_session\n"
        "2024-01-02 10:00:00,cart,1,5.0,a\n2024-01-02 10:01:00,purchase,1,5.0,a\n2024-01-02 10:02:00,cart,2,7.0,b\n"
    )
    own = desk.imported(log)
    assert (Cart.objects.count(), Sale.objects.count()) == (2, 1)
    more = desk.imported(log + "2024-01-03 10:02:00,cart,3,9.0,b\n")
    assert Cart.objects.get(external_id="b").amount == Decimal(16)
    desk.undone(more)
    assert Cart.objects.get(external_id="b").amount == Decimal(7)
    desk.undone(own)
    assert (Cart.objects.count(), Sale.objects.count(), CartEvent.objects.count()) == (0, 0, 0)


def test_once_taken_back_it_is_not_taken_back_again(desk: Desk) -> None:
    own = desk.undone(desk.imported(ACCOUNTS))
    assert desk.client.post(f"/imports/{own.pk}/undo/").status_code == 302
    own.refresh_from_db()
    assert own.state == State.UNDONE


def test_an_undoing_that_was_cut_off_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    own = desk.imported("account\n" + "".join(f"Mill {number}\n" for number in range(6)))
    monkeypatch.setattr("crm.importers.undoing.BATCH", 2)
    desk.client.post(f"/imports/{own.pk}/undo/")
    beats = iter(range(10))

    def dies(self: object) -> None:
        if next(beats) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("crm.importers.jobs.Beating.goes_on", dies)
    with pytest.raises(KeyboardInterrupt):
        desk.work(own)
    own.refresh_from_db()
    assert (own.state, own.undone, Account.objects.count()) == (State.UNDOING, 4, 2)
    Import.objects.filter(pk=own.pk).update(runner=None)
    own = desk.work(own)
    assert (own.state, own.undone, Account.objects.count()) == (State.UNDONE, 6, 0)
