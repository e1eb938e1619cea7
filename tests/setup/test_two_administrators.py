"""Two administrators change the same settings: both changes are kept, or both are shown; nothing is lost."""

from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from crm.access import Role
from crm.models import Company, Product, Team, User
from tests.people import People, person


class FormOnPage(HTMLParser):
    """What a browser would send of the first form of settings on a page, if nothing were changed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent = QueryDict(mutable=True)
        self.select = ""
        self.feed(page.split('<form class="panel" method="post">')[1].split("</form>")[0])

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        has = dict(attributes)
        if tag == "select":
            self.select = has["name"]
        elif tag == "option" and "selected" in has:
            self.sent.appendlist(self.select, has["value"])
        elif tag == "input" and "name" in has and ("checked" in has or has.get("type") not in ("checkbox", "radio")):
            self.sent.appendlist(has["name"], has.get("value", ""))


def opened(client: Client, address: str) -> QueryDict:
    return FormOnPage(client.get(address).content.decode()).sent


def post(client: Client, address: str, sent: QueryDict, **changed: Any) -> Any:
    for name, value in changed.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return client.post(address, sent.urlencode(), content_type="application/x-www-form-urlencoded", follow=True)


def test_different_settings_of_the_company_are_both_kept(admin: Client) -> None:
    mine = opened(admin, "/settings/company/")
    Company.objects.update(name="Mill & Sons", working_days="123456")
    answer = post(admin, "/settings/company/", mine, hours_per_day="7.5")
    assert "both changes are kept" in answer.content.decode()
    stored = Company.objects.get()
    assert (stored.name, stored.working_days, stored.hours_per_day) == ("Mill & Sons", "123456", Decimal("7.5"))


def test_the_same_days_are_shown_twice_and_nothing_saved(admin: Client) -> None:
    mine = opened(admin, "/settings/company/")
    Company.objects.update(working_days="123456")
    answer = post(admin, "/settings/company/", mine, working_days=["1", "2"], name="Mine")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday" in page
    assert 'value="Mine"' in page
    assert Company.objects.get().working_days == "123456"
    # Looked at, saved again: now it is meant.
    assert post(admin, "/settings/company/", FormOnPage(page).sent).status_code == 200
    stored = Company.objects.get()
    assert (stored.name, stored.working_days) == ("Mine", "12")


def test_managers_named_by_someone_else_stay(admin: Client, people: People) -> None:
    address, other = reverse("crm:team_edit", args=[people.sales.pk]), person("other", Role.MANAGER, people.sales)
    mine = opened(admin, address)
    people.sales.managers.add(other)
    answer = post(admin, address, mine, name="Selling")
    assert "both changes are kept" in answer.content.decode()
    assert {each.username for each in Team.objects.get(name="Selling").managers.all()} == {"manager", "other"}


def test_two_moves_of_a_team_are_shown(admin: Client, people: People) -> None:
    address = reverse("crm:team_edit", args=[people.north.pk])
    mine = opened(admin, address)
    Team.objects.get(pk=people.north.pk)
    people.north.parent = None
    people.north.save()
    answer = post(admin, address, mine, parent=people.south.pk)
    assert answer.status_code == 422
    assert "Below, stored now" in answer.content.decode()
    assert Team.objects.get(pk=people.north.pk).parent is None


def test_a_person_edited_twice(admin: Client, people: People) -> None:
    address = reverse("crm:person_edit", args=[people.rep.pk])
    mine = opened(admin, address)
    User.objects.filter(pk=people.rep.pk).update(phone="+32 2 555 00 00")
    post(admin, address, mine, last_name="Janssens")
    stored = User.objects.get(pk=people.rep.pk)
    assert (stored.phone, stored.last_name) == ("+32 2 555 00 00", "Janssens")


def test_a_price_changed_twice_is_shown_as_people_write_it(admin: Client) -> None:
    lamp = Product.objects.create(name="Lamp", code="L1", price=Decimal("1234.50"))
    address = reverse("crm:reference_edit", args=["products", lamp.pk])
    mine = opened(admin, address)
    Product.objects.update(price=Decimal("1500.50"))
    answer = post(admin, address, mine, price="1300")
    assert answer.status_code == 422
    assert "1,500.50" in answer.content.decode()
    assert Product.objects.get().price == Decimal("1500.50")


def test_nobody_else_means_no_word_of_it(admin: Client) -> None:
    answer = post(admin, "/settings/company/", opened(admin, "/settings/company/"), name="Mill")
    assert "both changes are kept" not in answer.content.decode()
    assert Company.objects.get().name == "Mill"
