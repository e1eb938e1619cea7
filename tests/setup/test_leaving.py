"""Leaving: open work goes to others in one step, history stays, sign-in ends."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crm.models import (
    Account,
    Activity,
    ActivityType,
    CalendarFeed,
    Company,
    Contact,
    Opportunity,
    OpportunityEvent,
    Pipeline,
    Sale,
    User,
)
from tests.people import People

Work = dict[str, Any]


@pytest.fixture
def work(people: People, pipeline: Pipeline) -> Work:
    """Of the rep: one of everything that moves, one of everything that stays."""
    today = Company.current().today()
    call = ActivityType.objects.create(name="Call", code="call")
    account = Account.objects.create(name="Mill", owner=people.rep)
    won = Opportunity.open(name="Won", account=account, owner=people.rep, amount=Decimal(7))
    won.win()
    return {
        "account": account,
        "contact": Contact.objects.create(account=account, last_name="Miller", owner=people.rep),
        "open": Opportunity.open(name="Open", account=account, owner=people.rep, amount=Decimal(5)),
        "planned": Activity.plan(type=call, account=account, owner=people.rep, due_on=today),
        "won": won,
        "done": Activity.log(type=call, account=account, owner=people.rep),
        "sale": Sale.objects.get(),
    }


MOVED, KEPT = ("account", "contact", "open", "planned"), ("won", "done", "sale")


def address(user: User) -> str:
    return reverse("crm:person_leaving", args=[user.pk])


def words(to: User, **more: Any) -> dict[str, Any]:
    """The last day, today unless given, and who takes over everything."""
    return {"left_on": Company.current().today().isoformat(), "successor": f"user:{to.pk}"} | more


def owners(work: Work, names: tuple[str, ...]) -> set[tuple[Any, Any]]:
    for name in names:
        work[name].refresh_from_db()
    return {(work[name].owner, getattr(work[name], "team", None)) for name in names if name != "contact"}


def test_the_first_press_says_what_will_happen_and_changes_nothing(admin: Client, people: People, work: Work) -> None:
    answer = admin.post(address(people.rep), words(people.outsider))
    page = answer.content.decode()
    assert answer.status_code == 200
    for label in ("Open opportunities", "Planned activities", "Accounts", "Contacts"):
        assert f'<th scope="row">{label}</th><td class="numeric">1</td><td>Outsider</td>' in page
    assert owners(work, MOVED) == {(people.rep, people.north)}


def test_the_second_does_it(admin: Client, people: People, work: Work) -> None:
    assert admin.post(address(people.rep), words(people.outsider, confirmed="1")).status_code == 302
    assert owners(work, MOVED) == {(people.outsider, people.south)}
    assert work["contact"].owner == people.outsider
    assert owners(work, KEPT) == {(people.rep, people.north)}
    event = OpportunityEvent.objects.filter(opportunity=work["open"]).latest("pk")
    assert (event.kind, event.by, event.owner) == ("owner", people.admin, people.outsider)
    assert work["account"].history.latest().history_user == people.admin
    people.rep.refresh_from_db()
    assert (people.rep.left_on, people.rep.is_active) == (Company.current().today(), True)


def test_the_confirmation_sends_what_was_chosen(admin: Client, people: People, work: Work) -> None:
    """Typed by name, as without scripts; the second press sends what the first page holds, no more."""
    given = {"left_on": "25 Nov 2026", "successor_text": "Outsider", "contacts_text": "Colleague"}
    page = admin.post(address(people.rep), given).content.decode()
    held = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', page.split("<main")[1]))
    held.pop("csrfmiddlewaretoken")
    assert set(held) == {"left_on", "successor", "contacts"}
    assert admin.post(address(people.rep), held | {"confirmed": "1"}).status_code == 302
    assert owners(work, MOVED) == {(people.outsider, people.south)}
    assert work["contact"].owner == people.colleague
    people.rep.refresh_from_db()
    assert people.rep.left_on == date(2026, 11, 25)


def test_each_kind_may_go_to_somebody_else(admin: Client, people: People, work: Work) -> None:
    given = words(people.outsider, opportunities=f"user:{people.colleague.pk}", confirmed="1")
    assert admin.post(address(people.rep), given).status_code == 302
    work["open"].refresh_from_db()
    work["account"].refresh_from_db()
    assert (work["open"].owner, work["account"].owner) == (people.colleague, people.outsider)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"successor": ""}, "Choose who takes over"),
        ({"successor": "user:{rep}"}, "choose somebody else"),
        ({"successor": "user:{gone}"}, "choose somebody else"),
        ({"left_on": "someday"}, "is not a date"),
    ],
)
def test_refused_and_nothing_moves(
    admin: Client, people: People, work: Work, given: dict[str, str], sentence: str
) -> None:
    people.colleague.is_active = False
    people.colleague.save()
    keys = {"rep": people.rep.pk, "gone": people.colleague.pk}
    filled = {name: value.format(**keys) for name, value in given.items()}
    answer = admin.post(address(people.rep), words(people.outsider, confirmed="1") | filled)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert owners(work, MOVED) == {(people.rep, people.north)}
    people.rep.refresh_from_db()
    assert people.rep.left_on is None


def test_half_of_it_never_happens(admin: Client, people: People, work: Work, monkeypatch: Any) -> None:
    def fails(self: Account, owner: User) -> None:
        raise RuntimeError("no more")

    monkeypatch.setattr(Account, "reassign", fails)
    with pytest.raises(RuntimeError):
        admin.post(address(people.rep), words(people.outsider, confirmed="1"))
    assert owners(work, MOVED) == {(people.rep, people.north)}


def test_sign_in_ends_after_the_last_day(admin: Client, people: People) -> None:
    visitor = Client()
    visitor.force_login(people.rep)
    CalendarFeed.issue(people.rep)
    admin.post(address(people.rep), words(people.outsider, confirmed="1"))
    assert visitor.get("/my-day/").status_code == 200
    assert not CalendarFeed.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert visitor.get("/my-day/").status_code == 302
        again = Client()
        again.post("/account/login/", {"login": "rep", "password": "word"})
        assert again.get("/my-day/").status_code == 302


def test_open_sessions_end_at_once_where_the_day_is_past(admin: Client, people: People) -> None:
    visitor = Client()
    visitor.force_login(people.rep)
    past = Company.current().today() - timedelta(days=1)
    admin.post(address(people.rep), words(people.outsider, left_on=past.isoformat(), confirmed="1"))
    assert visitor.get("/my-day/").status_code == 302
    people.rep.refresh_from_db()
    assert not people.rep.is_active


def test_an_invitation_that_is_open_ends_too(admin: Client, people: People) -> None:
    people.rep.set_unusable_password()
    people.rep.invited_at = timezone.now()
    people.rep.save()
    before = people.rep.password
    admin.post(address(people.rep), words(people.outsider, confirmed="1"))
    people.rep.refresh_from_db()
    assert people.rep.password != before and people.rep.invited_at is None


def test_nobody_leaves_by_their_own_hand(admin: Client, people: People) -> None:
    answer = admin.post(address(people.admin), words(people.outsider, confirmed="1"))
    assert answer.status_code == 422
