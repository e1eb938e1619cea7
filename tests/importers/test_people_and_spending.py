"""Lists of people and companies, and what was spent by month."""

from decimal import Decimal

import pytest

from crm.importers.kinds.reference_data import whole_name
from crm.models import Account, Contact, Expense
from tests.importers.test_loading import Loader, counted, load

__all__ = ["load"]


def test_contacts_of_google_have_one_first_name_and_one_address(load: Loader) -> None:
    header = "Name,Given Name,Family Name,Organization 1 - Name,E-mail 1 - Value,Phone 1 - Value\n"
    load("contacts", header + "Ann Lee,Ann,Lee,Acme,a@x.com ::: b@x.com,+33 1\n", "--create-missing")
    contact = Contact.objects.get()
    assert (str(contact), contact.account.name, contact.email) == ("Ann Lee", "Acme", "a@x.com")


def test_leads_of_hubspot_say_when_they_became_customers(load: Loader) -> None:
    text = """Record ID,First Name,Last Name,Email,Lifecycle Stage,Company Name,Create Date,Became a Customer Date
1,Ann,Lee,a@x.com,Lead,Acme,2024-01-10 10:00,
2,Bob,Ray,b@x.com,Customer,Best,2024-01-11 10:00,2024-03-01 10:00
3,Cid,Dow,c@x.com,Customer,,2024-01-12 10:00,
"""
    summary = load("prospects", text, "--create-missing")
    assert (summary["preset"], counted(summary)) == ("hubspot-leads", {"read": 3, "created": 3})
    found = {name: str(on) for name, on in Account.objects.values_list("name", "customer_since")}
    assert found == {"Acme": "None", "Best": "2024-03-01", "Dow": "2024-01-12"}


@pytest.mark.parametrize("header", ["Create Date", "Created At", "Date de création"])
def test_leads_say_by_several_names_when_they_came(load: Loader, header: str) -> None:
    text = f"Last Name,Company / Account,{header},Converted Date\nLee,Acme,2024-01-10,2024-02-01\n"
    assert counted(load("prospects", text)) == {"read": 1, "created": 1}
    account = Account.objects.get()
    assert (account.name, str(account.prospect_since)) == ("Acme", "2024-01-10")


def test_french_companies_by_their_register(load: Loader) -> None:
    text = "siret,denominationUniteLegale,libelleCommuneEtablissement\n55208131700012,ACME,PARIS\n"
    assert load("accounts", text)["preset"] == "sirene"
    text = "SIRET;Raison sociale;Effectif\n55208131700012;ACME;10 à 19 salariés\n55208131700013;BEST;50\n"
    summary = load("accounts", text)
    assert (summary["rejected"], summary["left_empty"]) == (0, {"Effectif": 1})
    assert dict(Account.objects.values_list("name", "employees")) == {"ACME": None, "BEST": 50}


@pytest.mark.parametrize("text", ["11-50", "250 – 499", "10+", "1 000 à 1 999", "2-10 employees"])
def test_a_range_is_no_reason_to_refuse_an_account(load: Loader, text: str) -> None:
    assert counted(load("accounts", f"Company,Employees\nAcme,{text}\n")) == {"read": 1, "created": 1}


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Lee", "Ann", None), "Ann Lee"), (("Ann Lee", "Ann", None), "Ann Lee"), (("Ann Lee", None, None), "Ann Lee"),
        ((None, "Ann", "Lee"), "Ann Lee"), (("Marianne", "Anne", None), "Anne Marianne"), (("Lee Ann", "Ann", "Lee"), "Lee Ann"),
    ],
)  # fmt: skip
def test_a_rep_is_called_by_first_and_last_name(parts: tuple[str | None, ...], name: str) -> None:
    assert whole_name(*parts) == name


@pytest.mark.parametrize(
    "month",
    ["2024-02", "02/2024", "févr. 2024", "Février 2024", "fév-24", "Feb 2024", "February 2024", "Feb-24", "2024-02-01"],
)
def test_what_was_spent_in_a_month(load: Loader, month: str) -> None:
    summary = load("expenses", f"Mois;Canal;Dépense\n{month};Google;1 200,50 €\n", "--create-missing")
    assert (summary["preset"], counted(summary)) == ("spending-by-month", {"read": 1, "created": 1})
    expense = Expense.objects.get()
    assert (str(expense.spent_on), expense.amount) == ("2024-02-01", Decimal("1200.5"))


def test_a_day_beside_its_month_says_when(load: Loader) -> None:
    summary = load("expenses", "Date,Month,Cost\n2024-02-13,February,10\n")
    assert (summary["preset"], str(Expense.objects.get().spent_on)) == ("", "2024-02-13")


def test_campaigns_of_linkedin(load: Loader) -> None:
    text = (
        "Start Date (in UTC),Currency,Campaign Name,Total Spent,Impressions,Clicks\n1/13/2024,EUR,Spring,10.25,100,2\n"
    )
    assert load("expenses", text, "--create-missing")["preset"] == "linkedin-ads"
    assert load("campaign_results", text, "--create-missing")["created"] == 1
    assert Expense.objects.get().amount == Decimal("10.25")
