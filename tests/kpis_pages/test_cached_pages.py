"""Pages that are given again while nothing changed: never a figure that is no longer true, whichever way it changed."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from threading import Thread

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.models import Account, Activity, ActivityType, Cart, Company, Opportunity, Sale, TableChange, User
from crm.page_cache import cached_page
from crm.page_cache.noting import changes_of, noted_tables
from crm.remembering import by_the_clock, remembered
from feedback.models import FeedbackSettings
from tests.people import People, make_people, make_pipeline

COMPANY = "/dashboards/company/"
# The person, the session's, the company's; the sums of changes; whether there are webhooks to send.
AT_MOST = 5


@pytest.fixture
def people(transactional_db: None) -> People:
    caches["pages"].clear()
    # Made when they are first asked for, which is a change.
    FeedbackSettings.current()
    return make_people()


@pytest.fixture
def sale(people: People) -> Sale:
    return Sale.objects.create(
        owner=people.rep, team=people.north, amount=Decimal("1234"), sold_on=timezone.now().date()
    )


def browser(person: User) -> Client:
    """Signed in, with the cookie that forms need, as any browser has after its first page."""
    client = Client()
    client.force_login(person)
    client.get("/my-day/")
    assert "csrftoken" in client.cookies
    return client


def asked(client: Client, address: str = COMPANY) -> tuple[str, int]:
    """What is answered, and with how many statements."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode(), len(queries)


def by_hand(sale: Sale) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE crm_sale SET amount = 4321 WHERE id = %s", [sale.pk])


def by_model(sale: Sale) -> None:
    sale.amount = Decimal(4321)
    sale.save()


def by_another(sale: Sale) -> None:
    Sale.objects.bulk_create(
        [Sale(owner=sale.owner, team=sale.team, amount=Decimal(4321 - 1234), sold_on=sale.sold_on)]
    )


def by_emptying(sale: Sale) -> None:
    """By what passes over every row."""
    fresh = Sale(owner=sale.owner, team=sale.team, amount=Decimal(4321), sold_on=sale.sold_on)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE crm_sale CASCADE" if connection.vendor == "postgresql" else "DELETE FROM crm_sale")
    fresh.save()


def deal_of(people: People) -> Opportunity:
    stage = make_pipeline().stages.order_by("order")[0]
    account = Account.objects.create(name="Mill", owner=people.rep, team=people.north)
    deal = Opportunity(
        name="Ovens", account=account, owner=people.rep, team=people.north, stage=stage, pipeline=stage.pipeline,
        opened_on=timezone.now().date(), amount=Decimal(500),
    )  # fmt: skip
    deal.save()
    return deal


@pytest.mark.parametrize("change", [by_hand, by_model, by_another, by_emptying])
def test_what_changed_is_shown_at_once(people: People, sale: Sale, change: Callable[[Sale], None]) -> None:
    client = browser(people.admin)
    assert "1,234" in asked(client)[0] and "1,234" in asked(client)[0]
    change(sale)
    page = asked(client)[0]
    assert "4,321" in page and "1,234" not in page


@pytest.mark.parametrize(
    "address",
    [
        COMPANY, "/dashboards/teams/{north}/", "/dashboards/reps/{rep}/", "/kpis/revenue/", "/kpis/win_rate/?by=team",
        "/kpis/revenue/rows/", "/dashboards/teams/{north}/review/", "/sales/", "/opportunities/", "/opportunities/board/",
        "/accounts/", "/contacts/", "/activities/", "/opportunities/{deal}/", "/accounts/{account}/",
    ],
)  # fmt: skip
def test_a_page_is_made_once_while_nothing_changes(people: People, sale: Sale, address: str) -> None:
    client = browser(people.admin)
    deal = deal_of(people)
    keys = {"north": people.north.pk, "rep": people.rep.pk, "deal": deal.pk, "account": deal.account_id}
    address = address.format(**keys)
    first, statements = asked(client, address)
    again, fewer = asked(client, address)
    assert again == first and fewer <= AT_MOST < statements


@pytest.mark.parametrize("address", ["/opportunities/{deal}/", "/accounts/{account}/"])
def test_the_page_of_a_record_follows_what_is_told_of_it(people: People, address: str) -> None:
    """What is done about it, a file, a next step: nothing of that is in its own row."""
    deal = deal_of(people)
    client, address = browser(people.rep), address.format(deal=deal.pk, account=deal.account_id)
    asked(client, address)
    common = {"owner": people.rep, "team": people.north, "account": deal.account, "opportunity": deal}
    kind = ActivityType.objects.create(name="Call")
    now = timezone.now()
    done = Activity.objects.create(
        type=kind, subject="Asked about flour", state="done", done_at=now, done_on=now.date(), **common
    )
    assert "Asked about flour" in asked(client, address)[0]
    Activity.objects.create(type=kind, subject="Call about sacks", state="planned", due_on=now.date(), **common)
    assert "Call about sacks" in asked(client, address)[0]
    done.delete()
    assert "Asked about flour" not in asked(client, address)[0]
    Opportunity.objects.filter(pk=deal.pk).update(name="Kilns")
    assert "Kilns" in asked(client, address)[0]


def test_what_a_page_is_not_made_of_leaves_it(people: People, sale: Sale) -> None:
    client = browser(people.admin)
    address = "/kpis/revenue/"
    asked(client, address)
    kind = ActivityType.objects.create(name="Call")
    statements = asked(client, address)[1]
    Activity.objects.create(
        type=kind, owner=people.rep, team=people.north, state="done", done_at=timezone.now(), done_on=sale.sold_on
    )
    fewer = asked(client, address)[1]
    assert fewer <= AT_MOST < statements


def test_the_names_of_a_page_follow(people: People, sale: Sale) -> None:
    client = browser(people.admin)
    assert "Zoë" not in asked(client)[0]
    User.objects.filter(pk=people.rep.pk).update(first_name="Zoë")
    assert "Zoë" in asked(client)[0]


def test_everybody_gets_their_own(people: People, sale: Sale) -> None:
    address = f"/dashboards/teams/{people.north.pk}/"
    assert "1,234" in asked(browser(people.manager), address)[0]
    assert "1,234" in asked(browser(people.admin), address)[0]
    assert browser(people.outsider).get(address).status_code == 404
    client = browser(people.admin)
    asked(client)
    client.cookies["django_language"] = "fr"
    assert 'lang="fr"' in asked(client)[0]


def test_a_right_that_is_taken_away_is_gone_at_once(people: People, sale: Sale) -> None:
    client, address = browser(people.manager), f"/dashboards/teams/{people.north.pk}/"
    asked(client, address)
    people.sales.managers.clear()
    assert client.get(address).status_code == 404


def test_another_day_is_another_page(people: People, sale: Sale, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser(people.admin)
    asked(client)
    monkeypatch.setattr(Company, "today", lambda self: date(2020, 1, 1))
    assert "1,234" not in asked(client)[0]


def test_a_page_by_the_clock_is_made_each_time(people: People) -> None:
    Cart.objects.create(external_id="c1", created_at=timezone.now(), touched_at=timezone.now(), amount=Decimal(10))
    client = browser(people.admin)
    asked(client, "/kpis/cart_abandonment/")
    statements = asked(client, "/kpis/cart_abandonment/")[1]
    assert asked(client, "/kpis/cart_abandonment/")[1] == statements > AT_MOST


def test_each_table_is_noted_whatever_is_written(people: People) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'noted_%%'")
            found = Counter((table, sql.split("AFTER ")[1].split()[0]) for table, sql in cursor.fetchall())
        assert found == Counter((table, event) for table in noted_tables() for event in ("INSERT", "UPDATE", "DELETE"))
        return
    for table in sorted(noted_tables()):
        before = TableChange.sums()
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE false")
        after = TableChange.sums()
        assert {name for name in after if after[name] != before.get(name)} == {table}


def test_a_sign_in_makes_no_page_anew(people: People) -> None:
    browser(people.admin)
    before = TableChange.sums()
    browser(people.rep)
    assert TableChange.sums() == before
    people.rep.first_name = "Ada"
    people.rep.save()
    assert TableChange.sums() != before


def test_folding_changes_no_sum(people: People, sale: Sale) -> None:
    before = TableChange.sums()
    TableChange.fold()
    assert TableChange.sums() == before
    assert TableChange.objects.count() == len(before)


def test_tables_whose_changes_nobody_notes_make_no_cached_page() -> None:
    assert changes_of({"crm_sale"}) is not None
    assert changes_of({"crm_sale", "crm_import"}) is None
    assert changes_of({"django_session"}) is None
    assert "crm_opportunityevent" in (changes_of({"kpis_flowsrolled"}) or ())
    assert "crm_sale" not in (changes_of({"crm_activity"}) or ())


class Asked:
    """A view that counts how often it was asked, and what it does meanwhile."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.times, self.meanwhile = 0, meanwhile

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.times += 1
        list(Sale.objects.all())
        self.meanwhile()
        return HttpResponse("page")


def request_of(person: User) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path, request.user = "GET", "/", person
    request.META |= {"CSRF_COOKIE": "x", "SERVER_NAME": "testserver", "SERVER_PORT": "80"}
    request.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]
    request._messages = []  # type: ignore[attr-defined]
    return request


def times(view: Asked, person: User) -> int:
    """How often it is asked in two requests."""
    page = cached_page(view)
    with Company.remembered():
        page(request_of(person))
        page(request_of(person))
    return view.times


def test_what_is_committed_while_a_page_is_made(people: People, sale: Sale) -> None:
    """The page may have been made before it: it must not outlive it."""

    def change() -> None:
        def work() -> None:
            Sale.objects.filter(pk=sale.pk).update(amount=1)
            connection.close()

        thread = Thread(target=work)
        thread.start()
        thread.join()

    assert times(Asked(change), people.admin) == 2


@pytest.mark.parametrize("changed", ["person", "company"])
def test_what_changed_between_the_sign_in_and_the_page(people: People, changed: str) -> None:
    """Who asks is read before it is known what changed: their name or role of then must not be kept as today's."""
    view = Asked()
    page = cached_page(view)
    with Company.remembered() as company:
        if changed == "person":
            User.objects.filter(pk=people.admin.pk).update(role="rep")
        else:
            type(company).objects.update(name="Other")
        page(request_of(people.admin))
        page(request_of(people.admin))
    assert view.times == 2


def test_what_reads_only_is_asked_once(people: People, sale: Sale) -> None:
    assert times(Asked(), people.admin) == 1


def test_what_writes_asks_the_clock_or_reads_what_is_unnoted_is_asked_each_time(people: People) -> None:
    def write() -> None:
        Sale.objects.filter(pk=0).delete()
        Sale.objects.filter(pk=0).update(amount=1)

    def unnoted() -> None:
        from crm.models import Import

        list(Import.objects.all())

    for meanwhile in (write, by_the_clock, unnoted):
        assert times(Asked(meanwhile), people.admin) == 2


def test_within_a_transaction_nothing_is_kept(people: People) -> None:
    """What is seen there may be taken back."""
    with transaction.atomic():
        assert times(Asked(), people.admin) == 2


def test_a_message_is_shown_once(people: People) -> None:
    view = Asked()
    page = cached_page(view)
    with Company.remembered():
        request = request_of(people.admin)
        request._messages = ["saved"]  # type: ignore[attr-defined]
        page(request)
        page(request_of(people.admin))
    assert view.times == 2


def test_a_page_with_a_message_looks_up_no_more_than_another(people: People) -> None:
    """Every page after something was recorded is one."""
    made: list[int] = []

    def view(_request: HttpRequest) -> HttpResponse:
        remembered("it", lambda: made.append(1))
        return HttpResponse("page")

    page = cached_page(view)
    with Company.remembered():
        for _time in range(2):
            request = request_of(people.admin)
            request._messages = ["saved"]  # type: ignore[attr-defined]
            page(request)
    assert made == [1]
