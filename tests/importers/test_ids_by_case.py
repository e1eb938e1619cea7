"""Ids that differ by case only, as those of Salesforce with 15 characters do, are of different records."""

from crm.models import Account, Campaign, Opportunity, User
from tests.importers.test_loading import OPTIONS, Loader, counted, load

__all__ = ["load"]
DEALS = """Id,Name,AccountId,OwnerId,CampaignId,StageName,CloseDate,Amount
0061t00000AbCdA,Roof,0011t00000XyZwA,0051t00000OwnAx,7011t00000CamPA,Offer,2025-06-01,1
0061t00000AbCda,Wall,0011t00000XyZwa,0051t00000Ownax,7011t00000CamPa,Offer,2025-06-01,2
0061t00000ABCda,Door,0011t00000XYZwa,0051t00000OWnax,7011t00000CAmPa,Offer,2025-06-01,3
"""


def test_each_id_makes_its_own_account_owner_and_campaign(load: Loader) -> None:
    summary = load("opportunities", DEALS, *OPTIONS)
    assert counted(summary) == {"read": 3, "created": 3}
    assert {name: summary["created_missing"][name] for name in ("account", "user", "campaign")} == {
        "account": 3, "user": 3, "campaign": 3,
    }  # fmt: skip
    for column in ("account", "owner", "campaign"):
        field = f"{column}__external_id"
        told = [line.split(",")[{"account": 2, "owner": 3, "campaign": 4}[column]] for line in DEALS.split()[1:]]
        assert list(Opportunity.objects.order_by("amount").values_list(field, flat=True)) == told


def test_the_same_file_again_finds_each_again(load: Loader) -> None:
    load("opportunities", DEALS, *OPTIONS)
    again = load("opportunities", DEALS, *OPTIONS)
    assert (counted(again), again["created_missing"]) == ({"read": 3, "unchanged": 3}, {})


def test_a_later_file_finds_them_among_those_that_are_known(load: Loader) -> None:
    first, *others = DEALS.splitlines(keepends=True)[1:]
    header = DEALS.splitlines(keepends=True)[0]
    load("opportunities", header + first, *OPTIONS)
    for line in others:
        assert counted(load("opportunities", header + line, *OPTIONS)) == {"read": 1, "created": 1}
    numbers = [list(model.objects.exclude(external_id="").values_list("external_id", flat=True))
               for model in (Account, User, Campaign)]  # fmt: skip
    assert [len(each) for each in numbers] == [3, 3, 3]


def test_a_later_file_names_each(load: Loader) -> None:
    load("opportunities", DEALS, *OPTIONS)
    accounts = "Account Id,Account Name\n0011t00000XyZwa,Small\n0011t00000XyZwA,Great\n"
    assert counted(load("accounts", accounts)) == {"read": 2, "updated": 2}
    assert Opportunity.objects.get(name="Roof").account.name == "Great"
    assert Opportunity.objects.get(name="Wall").account.name == "Small"
    assert counted(load("opportunities", DEALS, *OPTIONS)) == {"read": 3, "unchanged": 3}


def test_an_id_of_another_case_is_unknown(load: Loader) -> None:
    Account.objects.create(name="Mill", external_id="0011t00000XyZwA")
    deals = "Id,Name,AccountId,Stage\n1,Roof,0011t00000XyZwA,Offer\n2,Wall,0011t00000XyZwa,Offer\n"
    summary = load("opportunities", deals)
    assert counted(summary) == {"read": 2, "created": 1, "rejected": 1}
    assert summary["errors"][0]["value"] == "0011t00000XyZwa"


def test_names_are_still_compared_without_case(load: Loader) -> None:
    Account.objects.create(name="Élan", external_id="A7")
    deals = "Id,Name,Account,Stage\n1,Roof,elan,Offer\n2,Wall,ÉLAN,Offer\n3,Door,A7,Offer\n"
    assert counted(load("opportunities", deals)) == {"read": 3, "created": 3}
    assert set(Opportunity.objects.values_list("account__name", flat=True)) == {"Élan"}


def test_a_name_is_found_in_a_column_of_ids_too(load: Loader) -> None:
    Campaign.objects.create(name="Spring")
    assert counted(load("expenses", "Date,Amount,Campaign Id\n2025-06-01,5,SPRING\n")) == {"read": 1, "created": 1}
