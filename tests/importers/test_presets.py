"""Mappings shipped with Jauge: chosen by the header, or by name; what the user says wins."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from crm.importers.fields import Columns
from crm.importers.kinds import KINDS
from crm.importers.presets import PRESETS
from crm.models import Activity, CampaignResult, Company, ExchangeRate, Expense, Opportunity, Sale
from tests.importers.test_loading import Loader, counted, load
from tests.people import People

__all__ = ["load"]
REVIEWS = """review_id,order_id,review_score,review_answer_timestamp
r1,o1,5,2025-06-01 10:00:00
r1,o2,5,2025-06-01 10:00:00
r2,o3,1,2025-06-02 10:00:00
"""


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_a_preset_speaks_of_fields_that_there_are(preset: Any) -> None:
    fields = KINDS[preset.kind].by_name()
    named = [*preset.columns, *preset.constants, *preset.starting, *preset.values, *preset.rewrites, *preset.key]
    assert {*named, *preset.leave_empty} <= set(fields)
    assert all(isinstance(columns, Columns) for columns in preset.columns.values())
    filled = {*preset.columns, *preset.constants, *preset.starting}
    needed = {name for name, each in fields.items() if each.required} - filled
    # Facebook's ads and Olist's payments name no date.
    undated = {
        "facebook-ads": {"spent_on"}, "facebook-results": {"measured_on"}, "olist-payments": {"sold_on"},
    }  # fmt: skip
    assert needed <= undated.get(preset.name, set())


def test_the_header_chooses_and_the_summary_says_so(load: Loader) -> None:
    summary = load("answers", REVIEWS)
    assert (summary["preset"], counted(summary)) == ("olist-reviews", {"read": 3, "created": 3})
    assert {"header": "review_id + order_id", "field": "external_id"} in summary["columns"]
    assert summary["ignored"] == []


def test_a_preset_can_be_declined(load: Loader) -> None:
    summary = load("answers", REVIEWS, "--preset", "none", "--set", "survey=CSAT")
    assert (summary["preset"], counted(summary)) == ("", {"read": 3, "created": 2, "unchanged": 1})


def test_a_preset_can_be_named(load: Loader) -> None:
    deals = "Deal ID,Deal Name,Deal Stage,Amount,Create Date\n7,Roof,Offer,5,2025-06-01\n"
    assert load("opportunities", deals)["preset"] == ""
    assert load("opportunities", deals, "--preset", "hubspot-deals")["preset"] == "hubspot-deals"
    assert Opportunity.objects.get().external_id == "7"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("hubspot-deal", "hubspot-deals"), ("hubspot-deals", "is for opportunities, not for answers")],
)
def test_a_preset_that_is_not_there_or_for_another_kind_is_told(load: Loader, name: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        load("answers", REVIEWS, "--preset", name)


def test_what_the_user_says_wins(load: Loader) -> None:
    summary = load("answers", REVIEWS, "--map", "review_id=external_id", "--set", "survey=NPS")
    assert counted(summary) == {"read": 3, "created": 2, "unchanged": 1}
    from feedback.models import Answer

    assert {answer.survey.name for answer in Answer.objects.all()} == {"NPS"}


def test_all_presets_are_listed() -> None:
    out = StringIO()
    call_command("load", "--list-presets", stdout=out)
    lines = out.getvalue().splitlines()
    assert [line.split()[0] for line in lines] == sorted(PRESETS)
    assert next(line for line in lines if line.startswith("hubspot-deals")).split()[1] == "opportunities"


def test_kind_and_file_are_needed(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="KIND and FILE"):
        call_command("load")


PIPEDRIVE = """Deal - ID,Deal - Title,Deal - Stage,Deal - Status,Deal - Value,Deal - Add time,Deal - Won time,Deal - Lost time
1,Roof,Offer,Won,100,2025-06-01,2025-06-05,
2,Floor,Offer,Lost,100,2025-06-01,,2025-06-06
3,Wall,Offer,Open,100,2025-06-01,,
4,Gone,Offer,Deleted,100,2025-06-01,,
"""


def test_status_and_stage_tell_together_how_far_a_deal_has_come(load: Loader) -> None:
    summary = load("opportunities", PIPEDRIVE)
    assert (counted(summary), summary["skipped"]) == ({"read": 4, "created": 3}, 1)
    found = [(each.name, each.outcome, str(each.closed_on)) for each in Opportunity.objects.order_by("external_id")]
    assert found == [("Roof", "won", "2025-06-05"), ("Floor", "lost", "2025-06-06"), ("Wall", "open", "None")]
    assert Opportunity.objects.get(name="Wall").stage.name == "Offer"


def test_what_lies_in_the_bin_is_passed_over(load: Loader) -> None:
    text = "Id,Name,Stage,Bin\n1,Roof,Offer,1\n2,Wall,Offer,0\n"
    summary = load("opportunities", text, "--skip", "Bin=1")
    assert (counted(summary), summary["skipped"], summary["ignored"]) == ({"read": 2, "created": 1}, 1, [])
    with pytest.raises(CommandError, match="no column “Trash”"):
        load("opportunities", text, "--skip", "Trash=1")


def test_a_stage_for_beginners_never_moves_a_known_deal(load: Loader) -> None:
    leads = "Id,Name,Create date\n1,Roof,2025-05-01\n"
    load("opportunities", leads, "--set-new", "stage=Offer")
    load("opportunities", "Id,Stage,Close date,Amount\n1,Won,2025-06-01,7\n")
    assert counted(load("opportunities", leads, "--set-new", "stage=Offer")) == {"read": 1, "unchanged": 1}
    assert (Opportunity.objects.get().outcome, Sale.objects.count()) == ("won", 1)


def test_an_opening_after_the_closing_is_left_empty_where_that_is_wished(load: Loader) -> None:
    deals = "Id,Name,Stage,Create date,Close date,Amount\n1,Roof,Won,2025-06-03,2025-06-01,7\n"
    assert counted(load("opportunities", deals)) == {"read": 1, "rejected": 1}
    summary = load("opportunities", deals, "--leave-empty", "opened_on")
    assert (counted(summary), summary["left_empty"]) == ({"read": 1, "created": 1}, {"Create date": 1})
    assert counted(load("opportunities", deals, "--leave-empty", "opened_on")) == {"read": 1, "unchanged": 1}
    assert (Opportunity.objects.get().opened_on, Opportunity.objects.get().outcome) == (None, "won")


def test_a_win_that_contradicts_a_known_opening_empties_it(load: Loader) -> None:
    load("opportunities", "Id,Name,Stage,Create date\n1,Roof,Offer,2025-06-03\n")
    won = "Id,Stage,Close date,Amount\n1,Won,2025-06-01,7\n"
    assert counted(load("opportunities", won)) == {"read": 1, "rejected": 1}
    assert counted(load("opportunities", won, "--leave-empty", "opened_on")) == {"read": 1, "updated": 1}
    assert (Opportunity.objects.get().opened_on, Opportunity.objects.get().outcome) == (None, "won")


TASKS = """Task Owner,Subject,Due Date,Status
Rep,Call,"02 Jun, 2025 10:00:00",Completed
Rep,Call,"02 Jun, 2025 10:00:00",Completed
Rep,Call,"02 Jun, 2025 10:00:00",Not Started
"""


def test_tasks_without_an_id_that_say_the_same_are_tasks_of_their_own(load: Loader, people: People) -> None:
    assert counted(load("activities", TASKS)) == {"read": 3, "created": 3}
    assert counted(load("activities", TASKS)) == {"read": 3, "unchanged": 3}
    assert sorted(Activity.objects.values_list("state", flat=True)) == ["done", "done", "planned"]


EVENTS = """Event Owner,Start DateTime,End DateTime,EVENTID
Rep,2025-06-02 10:00:00,2025-06-02 10:45:00,1
Rep,2025-06-02 10:00:00,2025-09-02 10:45:00,2
Rep,2025-06-02 10:00:00,2025-06-02 09:45:00,3
"""


def test_an_event_lasts_from_begin_to_end_and_months_are_told(load: Loader, people: People) -> None:
    summary = load("activities", EVENTS)
    assert (counted(summary), summary["left_empty"]) == ({"read": 3, "created": 3}, {"End DateTime": 2})
    assert list(Activity.objects.order_by("external_id").values_list("duration_seconds", flat=True)) == [2700, 0, 0]
    assert counted(load("activities", EVENTS)) == {"read": 3, "unchanged": 3}


def test_a_lead_that_converted_on_an_unknown_day_counts_with_the_day_it_came(load: Loader) -> None:
    text = "Id,Name,Created,Converted date,Is converted\n1,A,2025-06-01,,Yes\n2,B,2025-06-01,,No\n3,C,2025-06-01,2025-06-09,1\n"
    summary = load("prospects", text)
    assert (counted(summary), summary["left_empty"]) == ({"read": 3, "created": 3}, {"Converted date": 1})
    from crm.models import Account

    days = (
        Account.objects.filter(external_id__in="123").order_by("external_id").values_list("customer_since", flat=True)
    )
    assert [str(day) for day in days] == ["2025-06-01", "None", "2025-06-09"]


MARKETING = """Date;Campaign Name;Category;Impressions;Spend;Clicks;Leads;Orders;Revenue
01.02.2021;facebook_tier1;social;148263;7307,37;1210;13;1;4981
13.02.2021;google_hot;search;22850;5221,6;457;9;1;7981
"""


def test_advertising_is_known_by_the_usual_names_of_its_columns(load: Loader) -> None:
    for kind, preset in [
        ("expenses", "advertising-spend"), ("sales", "advertising-revenue"), ("campaign_results", "advertising-results"),
    ]:  # fmt: skip
        summary = load(kind, MARKETING, "--create-missing")
        assert (summary["preset"], counted(summary)) == (preset, {"read": 2, "created": 2})
    for model in (Expense, Sale, CampaignResult):
        assert set(model.objects.values_list("channel__name", flat=True)) == {"social", "search"}
    assert Expense.objects.get(channel__name="social").amount == Decimal("7307.37")


REPORT = """Campaign name,Ad set name,Day,Results,Impressions,Link clicks,Clicks (all),Amount spent ({}),Reporting starts
,,,5,30,4,9,3.00,2024-03-01
Camp 0,A,2024-03-02,2,10,1,3,1.00,2024-03-01
Camp 0,B,2024-03-02,2,10,1,3,1.00,2024-03-01
Camp 1,A,,1,10,2,3,1.00,2024-03-03
"""


def test_a_report_of_facebook_is_one_of_its_campaigns(load: Loader) -> None:
    text = REPORT.format(Company.current().currency)
    for kind in ("expenses", "campaign_results"):
        summary = load(kind, text, "--create-missing")
        assert (counted(summary), summary["skipped"]) == ({"read": 4, "created": 3}, 1)
        assert counted(load(kind, text)) == {"read": 4, "unchanged": 3}
    names = ("campaign__name", "channel__name")
    assert list(Expense.objects.order_by("pk").values_list(*names, "spent_on", "amount", "currency")) == [
        ("Camp 0", "Facebook", date(2024, 3, 2), 1, ""),
        ("Camp 0", "Facebook", date(2024, 3, 2), 1, ""),
        ("Camp 1", "Facebook", date(2024, 3, 3), 1, ""),
    ]
    counts = ("measured_on", "impressions", "clicks", "leads")
    assert list(CampaignResult.objects.order_by("pk").values_list(*counts)) == [
        (date(2024, 3, 2), 10, 1, 2),
        (date(2024, 3, 2), 10, 1, 2),
        (date(2024, 3, 3), 10, 2, 1),
    ]


def test_the_currency_in_brackets_is_that_of_the_amounts(load: Loader) -> None:
    summary = load("expenses", REPORT.format("SEK"), "--create-missing")
    assert summary["rejected"] == 3
    assert "no exchange rate for SEK" in summary["errors"][0]["sentence"]
    ExchangeRate.objects.create(currency="SEK", on=date(2024, 1, 1), rate=Decimal("0.1"))
    assert load("expenses", REPORT.format("SEK"), "--create-missing")["created"] == 3
    assert set(Expense.objects.values_list("amount", "original_amount", "currency")) == {(Decimal("0.1"), 1, "SEK")}


def test_what_the_user_says_of_the_currency_wins(load: Loader) -> None:
    own = Company.current().currency
    assert load("expenses", REPORT.format("SEK"), "--create-missing", "--set", f"currency={own}")["created"] == 3


def test_a_report_of_facebook_in_french(load: Loader) -> None:
    text = "Nom de la campagne,Montant dépensé (EUR),Début des rapports\n,7.50,2024-03-01\nCamp 0,7.50,2024-03-01\n"
    summary = load("expenses", text, "--create-missing", "--set", f"currency={Company.current().currency}")
    assert (summary["preset"], summary["created"], summary["skipped"]) == ("facebook-report-spend", 1, 1)
