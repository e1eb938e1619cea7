"""Names that are not known are told apart, what can be read two ways is asked, and all that is saved by name."""

from datetime import date
from decimal import Decimal

from crm.models import Account, Import, Opportunity, Pipeline, Product, SavedMapping
from tests.imports.conftest import Desk

HEAD = "Opportunity ID,Name,Account,Stage,Amount,Product,Create Date\n"


def test_a_name_that_differs_by_a_space_is_taken_for_ours(desk: Desk, pipeline: Pipeline) -> None:
    Account.objects.create(name="Mill")
    gtx = Product.objects.create(name="GTX Pro")
    own = desk.imported(HEAD + "7,Ovens,Mill,Contact,5,GTXPro,2024-01-02\n")
    assert (own.created, own.rejected) == (1, 0)
    assert Opportunity.objects.get().lines.get().product == gtx


def test_a_similar_name_is_offered_and_chosen(desk: Desk, pipeline: Pipeline) -> None:
    Account.objects.create(name="Mill")
    flour = Product.objects.create(name="Wheat flour")
    own = desk.uploaded(HEAD + "7,Ovens,Mill,Contact,5,Wheat floor,2024-01-02\n8,B,Mill,Contct,5,,2024-01-02\n")
    names = {group.field: group for group in desk.client.get(f"/imports/{own.pk}/prepare/").context["names"]}
    assert names["product"].unknown[0].similar == ["Wheat flour"]
    assert names["stage"].unknown[0].similar[0] == "Contact"
    chosen = {"ours-product": ["Wheat flour"], "ours-stage": ["Contact"]}
    own = desk.start(desk.check(own, **chosen))
    assert (own.created, own.rejected) == (2, 0)
    assert Opportunity.objects.get(name="Ovens").lines.get().product == flour


def test_a_date_that_can_be_read_two_ways_is_asked(desk: Desk, pipeline: Pipeline) -> None:
    Account.objects.create(name="Mill")
    own = desk.uploaded(HEAD + "7,Ovens,Mill,Contact,5,,03/04/2024\n")
    page = desk.client.get(f"/imports/{own.pk}/prepare/")
    assert page.context["preview"] is None
    assert "3 April 2024" in page.content.decode()
    assert "4 March 2024" in page.content.decode()
    answer = desk.prepare(own, "check")
    assert answer.status_code == 422
    assert "date-opened_on" in answer.context["errors"]
    desk.start(desk.check(own, **{"date-opened_on": "mdy"}))
    assert Opportunity.objects.get().opened_on == date(2024, 3, 4)


def test_a_number_that_can_be_read_two_ways_is_asked(desk: Desk, pipeline: Pipeline) -> None:
    Account.objects.create(name="Mill")
    own = desk.uploaded(HEAD.replace(",", ";") + "7;Ovens;Mill;Contact;1.234;;2024-01-02\n")
    assert desk.prepare(own, "check").status_code == 422
    desk.start(desk.check(own, **{"decimal-amount": ","}))
    assert Opportunity.objects.get().amount == Decimal(1234)


def test_what_the_file_tells_is_shown_and_not_asked(desk: Desk, pipeline: Pipeline) -> None:
    own = desk.uploaded(HEAD.replace(",", ";") + "7;Ovens;Mill;Contact;1.234,56;;25/04/2024\n")
    formats = {each.field: each.style for each in desk.client.get(f"/imports/{own.pk}/prepare/").context["formats"]}
    assert formats == {"amount": ",", "opened_on": "dmy"}


def test_a_mapping_is_saved_by_name_and_taken_for_the_next_file(desk: Desk) -> None:
    text = "account,town where they are\nMill,Lyon\n"
    own = desk.uploaded(text)
    answer = desk.prepare(own, "save", name="Our shop", **{"column-1": "city"})
    assert answer.status_code == 302
    own = desk.uploaded(text.replace("Mill", "Bakery"))
    assert own.settings["saved"] == "Our shop"
    desk.start(desk.check(own))
    assert Account.objects.get().city == "Lyon"
    saved = SavedMapping.objects.get()
    desk.client.post(f"/imports/mappings/{saved.pk}/delete/")
    assert not SavedMapping.objects.exists()


def test_a_mapping_needs_a_name_and_one_of_the_same_name_is_replaced(desk: Desk) -> None:
    own = desk.uploaded("account,city\nMill,Lyon\n")
    assert desk.prepare(own, "save", name=" ").status_code == 422
    for _time in range(2):
        assert desk.prepare(own, "save", name="Shop").status_code == 302
    assert SavedMapping.objects.count() == 1


def test_another_mapping_or_none_is_used(desk: Desk) -> None:
    text = "account,town where they are\nMill,Lyon\n"
    own = desk.uploaded(text)
    desk.prepare(own, "save", name="Our shop", **{"column-1": "city"})
    own = desk.uploaded(text)
    desk.client.post(f"/imports/{own.pk}/mapping/", {"mapping": ""})
    own.refresh_from_db()
    assert own.settings.get("mapping", {}) == {}
    desk.client.post(f"/imports/{own.pk}/mapping/", {"mapping": SavedMapping.objects.get().pk})
    own.refresh_from_db()
    assert own.settings["mapping"] == {"town where they are": "city"}


def test_a_preset_is_chosen_by_itself(desk: Desk) -> None:
    from tests.real.files import DATA

    own = desk.uploaded((DATA / "crm_exports/hubspot/hubspot_companies.csv").read_bytes(), "companies.csv")
    assert (own.kind, own.settings["preset"], own.state) == ("accounts", "hubspot-companies", Import.State.DRAFT)
