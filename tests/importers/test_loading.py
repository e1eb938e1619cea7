"""A file is loaded row by row: good rows apply, the others are told, and again changes nothing."""

import csv
import json
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from crm.models import Account, Activity, Opportunity, OpportunityEvent, Pipeline, Sale
from feedback.models import Answer
from tests.people import People

Loader = Callable[..., dict[str, Any]]
OPTIONS = ("--create-missing",)


@pytest.fixture
def load(tmp_path: Path, people: People, pipeline: Pipeline) -> Loader:
    """Loads text as a file of a kind; rejected rows are under "errors"."""

    def loader(kind: str, text: str | bytes, *options: str) -> dict[str, Any]:
        file, errors, out = tmp_path / "file.csv", tmp_path / "errors.csv", StringIO()
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("load", kind, str(file), *options, "--errors", str(errors), "--json", stdout=out)
        with errors.open(newline="", encoding="utf-8") as told:
            return {**json.loads(out.getvalue()), "errors": list(csv.DictReader(told))}

    return loader


def counted(summary: dict[str, Any]) -> dict[str, int]:
    names = ("read", "created", "updated", "unchanged", "rejected")
    return {name: summary[name] for name in names if summary[name]}


DEALS = """Id,Name,Stage,Owner,Create date,Close date,Amount
1,Roof,Won,Rep,2025-05-02,2025-06-01,1000
2,Floor,Lost,Rep,2025-05-02,2025-06-03,0
3,Wall,Offer,Rep,,2025-09-01,
"""


def test_opportunities_come_with_their_history_and_sales(load: Loader, people: People) -> None:
    assert counted(load("opportunities", DEALS)) == {"read": 3, "created": 3}
    won, lost, wall = Opportunity.objects.order_by("external_id")
    assert (won.outcome, won.amount, won.team, won.owner) == ("won", Decimal(1000), people.north, people.rep)
    assert (lost.outcome, lost.amount) == ("lost", Decimal(0))
    assert (wall.outcome, wall.opened_on, wall.closed_on, str(wall.expected_close_on)) == (
        "open",
        None,
        None,
        "2025-09-01",
    )
    sale = Sale.objects.get()
    assert (sale.opportunity, sale.amount, str(sale.sold_on), sale.team) == (
        won,
        Decimal(1000),
        "2025-06-01",
        people.north,
    )
    assert [event.kind for event in won.events.all()] == ["opened", "won"]


def test_the_same_file_again_changes_nothing(load: Loader) -> None:
    load("opportunities", DEALS)
    before = OpportunityEvent.objects.count()
    assert counted(load("opportunities", DEALS)) == {"read": 3, "unchanged": 3}
    assert OpportunityEvent.objects.count() == before


def test_a_corrected_amount_moves_the_sale_and_wins_nothing_twice(load: Loader) -> None:
    load("opportunities", DEALS)
    assert counted(load("opportunities", DEALS.replace("1000", "900"))) == {"read": 3, "updated": 1, "unchanged": 2}
    assert Sale.objects.get().amount == 900
    assert OpportunityEvent.objects.filter(kind="won").count() == 1


def test_a_deal_that_is_won_since_is_won_here(load: Loader) -> None:
    load("opportunities", DEALS)
    later = DEALS.replace("3,Wall,Offer,Rep,,2025-09-01,", "3,Wall,Closed Won,Rep,,2025-08-30,70")
    assert counted(load("opportunities", later))["updated"] == 1
    assert Sale.objects.get(opportunity__external_id="3").amount == 70


def test_a_deal_reopened_there_is_open_here(load: Loader) -> None:
    load("opportunities", DEALS)
    assert counted(load("opportunities", DEALS.replace("Roof,Won", "Roof,Offer")))["updated"] == 1
    assert not Sale.objects.exists()
    assert Opportunity.objects.get(external_id="1").outcome == "open"


def test_rejected_rows_can_be_corrected_and_loaded_again(load: Loader) -> None:
    bad = "Id,Name,Stage,Close date,Amount\n1,Roof,Won,2025-06-01,10\n2,Floor,Won,soon,20\n3,Wall,Won,,30\n"
    summary = load("opportunities", bad)
    assert counted(summary) == {"read": 3, "created": 1, "rejected": 2}
    first, second = summary["errors"]
    assert (first["line"], first["column"], first["value"]) == ("3", "Close date", "soon")
    assert "2026-03-31" in first["sentence"]
    assert (second["line"], second["column"]) == ("4", "Close date")
    again = StringIO()
    writer = csv.DictWriter(again, list(first))
    writer.writeheader()
    for row in summary["errors"]:
        writer.writerow({**row, "Close date": "2025-07-01"})
    assert counted(load("opportunities", again.getvalue())) == {"read": 2, "created": 2}
    assert set(Opportunity.objects.values_list("amount", flat=True)) == {10, 20, 30}


def test_an_unknown_name_is_told_and_created_when_asked(load: Loader) -> None:
    Account.objects.create(name="Isdom")
    text = "Id,Name,Account,Stage\n1,Roof,Isdon,Offer\n"
    summary = load("opportunities", text)
    assert summary["rejected"] == 1
    assert "Isdom" in summary["errors"][0]["sentence"]
    assert "--create-missing" in summary["errors"][0]["sentence"]
    assert load("opportunities", text, *OPTIONS)["created_missing"] == {"account": 1}


def test_a_value_can_be_translated(load: Loader) -> None:
    Account.objects.create(name="Isdom")
    assert (
        load("opportunities", "Id,Name,Account,Stage\n1,R,Isdon,Offer\n", "--value", "account:Isdon=Isdom")["created"]
        == 1
    )


def test_a_trial_run_changes_nothing(load: Loader) -> None:
    summary = load("opportunities", DEALS.replace("Rep", "Nobody"), "--dry-run", *OPTIONS)
    assert (summary["created"], summary["applied"], summary["created_missing"]) == (3, False, {"user": 1})
    assert not Opportunity.objects.exists()


def test_all_or_nothing(load: Loader) -> None:
    summary = load("opportunities", DEALS + "4,Door,Won,Rep,,,5\n", "--all-or-nothing")
    assert (summary["rejected"], summary["applied"]) == (1, False)
    assert not Opportunity.objects.exists()


def test_exact_repeats_are_left_and_conflicting_ones_told(load: Loader) -> None:
    text = "Id,Name,Stage\n1,Roof,Offer\n1,Roof,Offer\n1,Roof,Contact\n"
    summary = load("opportunities", text)
    assert counted(summary) == {"read": 3, "created": 1, "unchanged": 1, "rejected": 1}
    assert "Line 2" in summary["errors"][0]["sentence"]


def test_facts_that_share_their_names_are_facts_of_their_own(load: Loader) -> None:
    text = "Name,Stage,Amount\nRoof,Offer,10\nRoof,Offer,20\nRoof,Offer,20\n"
    assert counted(load("opportunities", text)) == {"read": 3, "created": 2, "unchanged": 1}
    assert counted(load("opportunities", text)) == {"read": 3, "unchanged": 3}


def test_a_line_that_is_cut_off_is_told(load: Loader) -> None:
    summary = load("opportunities", "Id,Name,Stage,Amount\n1,Roof,Offer,10\n2,Flo")
    assert counted(summary) == {"read": 2, "created": 1, "rejected": 1}
    assert "cut off" in summary["errors"][0]["sentence"]


def test_a_quotation_mark_that_swallows_the_rest_is_told(load: Loader) -> None:
    summary = load(
        "opportunities", 'Id,Name,Stage,Notes\n1,Roof,Offer,ok\n2,Wall,Offer,"never closed\n3,Door,Offer,x\n'
    )
    assert counted(summary) == {"read": 2, "created": 1, "rejected": 1}


def test_a_line_with_more_cells_than_the_header_is_told(load: Loader) -> None:
    summary = load("opportunities", "Id,Name,Stage\n1,Roof, blue,Offer\n2,Wall,Offer,,\n")
    assert counted(summary) == {"read": 2, "created": 1, "rejected": 1}
    assert "quotation marks" in summary["errors"][0]["sentence"]


def test_columns_that_are_not_used_are_named(load: Loader) -> None:
    assert load("opportunities", "Id,Name,Stage,Shoe size\n1,Roof,Offer,43\n")["ignored"] == ["Shoe size"]


def test_a_french_file_needs_no_option(load: Loader, people: People) -> None:
    text = (
        (
            "Identifiant;Affaire;Société;Étape;Commercial;Date de création;Date de clôture;Montant\r\n"
            "A1;Toiture d'été;Élan & Fils;Gagnée;Rep;25/04/2025;03/05/2025;1 234,56 €\r\n"
            "A2;Façade;Élan & Fils;Perdue;Rep;26/04/2025;31/05/2025;2 000,00 €\r\n"
        )
        .encode("latin-1", errors="replace")
        .replace(b" ?", b" \x80")
    )
    summary = load("opportunities", text, *OPTIONS)
    assert counted(summary) == {"read": 2, "created": 2}
    assert Sale.objects.get().amount == Decimal("1234.56")
    assert Account.objects.get().name == "Élan & Fils"
    assert str(Opportunity.objects.get(external_id="A1").closed_on) == "2025-05-03"


def test_a_date_that_can_be_read_two_ways_is_asked_for(load: Loader) -> None:
    text = "Id,Name,Stage,Close date,Amount\n1,Roof,Won,03/04/2025,1\n"
    with pytest.raises(CommandError, match="--date-format closed_on=dmy"):
        load("opportunities", text)
    assert load("opportunities", text, "--date-format", "dmy")["created"] == 1
    assert str(Opportunity.objects.get().closed_on) == "2025-04-03"


def test_a_moment_counts_on_the_company_s_date(load: Loader, people: People) -> None:
    """23:30 UTC is the next day in Brussels."""
    load("activities", "Id,Type,Owner,Date,Duration (in seconds)\n1,Call,rep,2025-06-30T23:30:00Z,90\n", *OPTIONS,
         "--map", "Duration (in seconds)=seconds")  # fmt: skip
    call = Activity.objects.get()
    assert (str(call.done_on), call.duration_seconds, call.team, call.type.is_high_value) == (
        "2025-07-01", 90, people.north, True,
    )  # fmt: skip


def test_an_activity_about_what_is_not_here_is_kept_and_told(load: Loader) -> None:
    text = "Id,Owner,Date,Account Id,Potential\n1,rep,2025-06-30,77,\n2,rep,2025-06-30,0,\n"
    summary = load("activities", text, "--set", "type=Call")
    assert (summary["created"], summary["left_empty"]) == (2, {"Account Id": 1})


def test_an_account_known_by_its_id_gets_its_name_later(load: Loader) -> None:
    load("opportunities", "Id,Name,AccountId,Stage\n1,Roof,A7,Offer\n", *OPTIONS)
    assert counted(load("accounts", "Account Id,Account name\nA7,Isdom\n")) == {"read": 1, "updated": 1}
    assert Opportunity.objects.get().account.name == "Isdom"  # type: ignore[union-attr]


def test_an_account_known_by_its_name_gets_its_id_later(load: Loader) -> None:
    load("opportunities", "Id,Name,Account,Stage\n1,Roof,Isdom,Offer\n", *OPTIONS)
    assert counted(load("accounts", "Account Id,Account name\nA7,Isdom\n")) == {"read": 1, "updated": 1}
    assert Account.objects.get().external_id == "A7"


def test_a_prospect_that_bought(load: Loader) -> None:
    load("prospects", "mql_id,first_contact_date,origin\nx1,2018-02-01,social\nx2,2018-02-03,email\n")
    assert counted(load("prospects", "mql_id,won_date\nx1,2018-02-26 19:58:54\n")) == {"read": 1, "updated": 1}
    bought = Account.objects.get(external_id="x1")
    assert (str(bought.prospect_since), str(bought.customer_since), str(bought.source)) == (
        "2018-02-01",
        "2018-02-26",
        "social",
    )


def test_a_lead_does_not_take_over_the_account_that_has_its_number(load: Loader) -> None:
    load("accounts", "Id,Account name\n7,Isdom\n")
    summary = load("prospects", "Lead Id,Company,Created\n7,Cancity,2025-01-01\n")
    assert summary["rejected"] == 1
    assert Account.objects.get().name == "Isdom"


def test_answers_keep_their_scale(load: Loader) -> None:
    summary = load(
        "answers", "Id,Score,Date,Comment\n1,9,2025-01-02,Bien\n2,11,2025-01-02,\n", "--set", "survey=NPS", *OPTIONS
    )
    assert (summary["created"], summary["rejected"]) == (1, 1)
    assert Answer.objects.get().kind == "nps"


def test_answers_know_the_sale_that_they_are_about(load: Loader) -> None:
    load("sales", "Order Id,Date,Amount,Product\nA-1,2025-01-01,10,Lamp\n", *OPTIONS)
    file = "Id,Score,Date,Order id\n1,9,2025-01-02,A-1\n2,8,2025-01-02,A-9\n"
    summary = load("answers", file, "--set", "survey=NPS", *OPTIONS)
    assert (summary["created"], summary["left_empty"]) == (2, {"Order id": 1})
    about = dict(Answer.objects.values_list("score", "sale__lines__product__name"))
    assert about == {9: "Lamp", 8: None}


def test_a_kind_field_or_header_that_does_not_exist_is_told(load: Loader) -> None:
    for options in (["--map", "Nothing=name"], ["--map", "Name=nothing"], ["--key", "nothing"], ["--set", "nothing=1"]):
        with pytest.raises(CommandError, match=r"there are|it has"):
            load("opportunities", DEALS, *options)
