"""Won, lost or open: by the name of a stage, or by the columns in which other products say it."""

from datetime import date
from decimal import Decimal

import pytest

from crm.importers.kinds.stages import kind_of
from crm.models import Activity, Opportunity, Stage
from tests.importers.test_loading import Loader, counted, load

__all__ = ["load"]
WON = (
    "Closed Won", "closedwon", "Closed_Won", "Won", "Gagnée", "Fermée gagnée", "Signé", "Vendue", "Ganada", "Ganho",
    "Fechado ganho", "Chiusa vinta", "Abgeschlossen - gewonnen", "Wygrana", "Сделка успешна",
)  # fmt: skip
LOST = (
    "Closed Lost", "closedlost", "Lost", "Perdue", "Fermée perdue", "Abandonnée", "Sans suite", "Annulée", "Refusé",
    "Cancelled", "Perdida", "Chiusa persa", "Verloren", "Won by competitor", "Gagné par un concurrent", "Сделка провалена",
)  # fmt: skip
OPEN = (
    "Proposal", "Assigned", "Devis non signé", "Proposition non signée", "Pas encore signé", "Won't proceed",
    "Not won yet", "Abandoned cart follow-up", "Lost customer win-back", "Négociation", "Переговоры",
)  # fmt: skip


@pytest.mark.parametrize(("names", "kind"), [(WON, "won"), (LOST, "lost"), (OPEN, "open")], ids=["won", "lost", "open"])
def test_the_name_of_a_stage_tells(names: tuple[str, ...], kind: str) -> None:
    assert {name: kind_of(name) for name in names} == dict.fromkeys(names, kind)


def outcomes() -> dict[str, str]:
    return dict(Opportunity.objects.values_list("name", "outcome"))


SALESFORCE = """Id,IsDeleted,AccountId,Name,StageName,Amount,CloseDate,OwnerId,CreatedDate,IsClosed,IsWon
1,{no},A1,One,Ordine ricevuto,10,2025-03-01,O1,2025-01-01,{yes},{yes}
2,{no},A1,Two,Chiusa,20,2025-03-02,O1,2025-01-01,{yes},{no}
3,{no},A1,Three,Contratto vinto?,30,2025-03-03,O1,2025-01-01,{no},{no}
4,{yes},A1,Four,Ordine ricevuto,40,2025-03-04,O1,2025-01-01,{yes},{yes}
"""


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("true", "false"), ("VRAI", "FAUX")])
def test_salesforce_says_whether_it_is_closed_and_won(load: Loader, yes: str, no: str) -> None:
    summary = load("opportunities", SALESFORCE.format(yes=yes, no=no), "--create-missing")
    assert (counted(summary), summary["skipped"]) == ({"read": 4, "created": 3}, 1)
    assert outcomes() == {"One": "won", "Two": "lost", "Three": "open"}
    # The stages have the names of the file where they tell how it ends; an open one keeps its own.
    assert Opportunity.objects.get(name="Three").stage.name == "Contratto vinto?"
    assert Stage.objects.filter(kind="won").get().name == "Won"


def test_a_report_of_salesforce_has_columns_for_people(load: Loader) -> None:
    header = "Opportunity Name,Account Name,Stage,Close Date,Created Date,Amount,Closed,Won\n"
    rows = "A,Acme,Ordered,2025-03-01,2025-01-01,10,1,1\nB,Acme,Dead,2025-03-01,2025-01-01,10,1,0\n"
    summary = load("opportunities", header + rows, "--create-missing")
    assert (summary["preset"], outcomes()) == ("salesforce-report", {"A": "won", "B": "lost"})


def test_amounts_that_a_report_has_converted_are_taken(load: Loader) -> None:
    header = (
        "Opportunity Name,Account Name,Stage,Close Date,Created Date,Amount (converted) Currency,Amount (converted),"
        "Opportunity Currency,Amount\n"
    )
    load("opportunities", header + "A,Acme,Closed Won,2025-03-01,2025-01-01,EUR,900,USD,1000\n", "--create-missing")
    assert Opportunity.objects.get().amount == Decimal(900)


def test_the_currency_of_a_report_is_not_left_out(load: Loader) -> None:
    header = "Opportunity Name,Account Name,Stage,Close Date,Created Date,Amount Currency,Amount\n"
    summary = load("opportunities", header + "A,Acme,Closed Won,2025-03-01,2025-01-01,USD,1000\n", "--create-missing")
    assert counted(summary) == {"read": 1, "rejected": 1}


BITRIX = "ID,TITLE,STAGE_ID,CLOSED,ASSIGNED_BY_ID,OPPORTUNITY,CLOSEDATE,DATE_CREATE\n"


def test_bitrix24_has_stages_by_code_and_by_name(load: Loader) -> None:
    stages = {
        "Сделка успешна,Y": "won", "C2:WON,Y": "won", "Сделка провалена,Y": "lost", "C2:APOLOGY,Y": "lost",
        "Другая причина,Y": "lost", "Новая,N": "open", "C2:PREPARATION,N": "open",
    }  # fmt: skip
    lines = [f"{n},D{n},{stage},7,100,2025-03-01,2025-01-01\n" for n, stage in enumerate(stages)]
    load("opportunities", BITRIX + "".join(lines), "--create-missing")
    found = outcomes()
    assert {stage: found[f"D{n}"] for n, stage in enumerate(stages)} == stages


PIPEDRIVE = "Deal - Title,Deal - Stage,Deal - Status,Deal - Value,Deal - Won time,Deal - Last stage change,Deal - Deal created\n"


@pytest.mark.parametrize("words", [("Won", "Lost", "Open"), ("Gagné", "Perdu", "Ouvert")])
def test_the_status_of_pipedrive_decides_and_the_last_change_of_stage_closes(
    load: Loader, words: tuple[str, ...]
) -> None:
    won, lost, still = words
    summary = load(
        "opportunities",
        PIPEDRIVE
        + f"A,Démo,{won},10,2025-03-01,2025-02-01,2025-01-01\n"
        + f"B,Démo,{lost},20,,2025-02-02,2025-01-01\n"
        + f"C,Contrat signé,{still},30,,2025-02-03,2025-01-01\n",
        "--create-missing",
    )
    assert outcomes() == {"A": "won", "B": "lost", "C": "open"}
    closed = dict(Opportunity.objects.values_list("name", "closed_on"))
    assert closed == {"A": date(2025, 3, 1), "B": date(2025, 2, 2), "C": None}
    open_one = Opportunity.objects.get(name="C")
    assert (open_one.stage.name, open_one.stage.kind, open_one.expected_close_on) == ("Contrat signé", "open", None)
    assert "1 closed opportunity has no closing date" in " ".join(summary["notes"])


def test_a_sheet_of_pipedrive_has_parts_of_which_each_is_taken_alone(load: Loader) -> None:
    header = "Person - Name*,Organization - Name*,Deal - Title,Deal - Value,Activity - Subject*,Activity - Due date\n"
    sheet = header + "Ann,Acme,Roof,100,,\nBob,Brick,,,Call,2025-01-01\nCem,,,,Call,2025-01-01\n"
    assert (counted(load("accounts", sheet)), load("accounts", sheet)["skipped"]) == ({"read": 3, "created": 2}, 1)
    assert counted(load("contacts", sheet)) == {"read": 3, "created": 3}
    assert counted(load("opportunities", sheet, "--create-missing")) == {"read": 3, "created": 1}
    assert counted(load("activities", sheet, "--create-missing")) == {"read": 3, "created": 2}
    assert Activity.objects.count() == 2


ODOO = "id,active,name,type,probability,{amount},user_id/id,create_date,date_closed\n"


@pytest.mark.parametrize("amount", ["planned_revenue", "expected_revenue"])
def test_leads_of_odoo_are_no_opportunities_yet(load: Loader, amount: str) -> None:
    rows = (
        "1,True,A,opportunity,100.0,10,u1,2025-01-01,2025-03-01\n2,False,B,opportunity,0.0,20,u1,2025-01-01,2025-03-02\n"
        "3,True,C,opportunity,20.0,30,u1,2025-01-01,\n4,True,D,lead,20.0,40,u1,2025-01-01,\n"
    )
    summary = load("opportunities", ODOO.format(amount=amount) + rows, "--create-missing")
    assert (counted(summary), summary["skipped"]) == ({"read": 4, "created": 3}, 1)
    assert outcomes() == {"A": "won", "B": "lost", "C": "open"}


def test_odoo_by_its_labels(load: Loader) -> None:
    header = "Active,Opportunity,Stage,Salesperson,Expected Revenue,Created on,Closed Date,Probability\n"
    rows = (
        "True,A,Won,Ann,10,2025-01-01,2025-03-01,100.0\nFalse,B,Qualified,Ann,20,2025-01-01,2025-03-02,0.0\n"
        "True,C,Qualified,Ann,30,2025-01-01,,20.0\n"
    )
    load("opportunities", header + rows, "--create-missing")
    assert outcomes() == {"A": "won", "B": "lost", "C": "open"}


def test_hubspot_by_the_names_of_its_api(load: Loader) -> None:
    header = "hs_object_id,dealname,dealstage,pipeline,amount,closedate,createdate,hubspot_owner_id\n"
    rows = (
        "1,A,closedwon,default,10,2025-03-01,2025-01-01,o1\n2,B,closedlost,default,20,2025-03-02,2025-01-01,o1\n"
        "3,C,contractsent,default,30,2025-03-03,2025-01-01,o1\n"
    )
    summary = load("opportunities", header + rows, "--create-missing")
    assert (summary["preset"], outcomes()) == ("hubspot-deals", {"A": "won", "B": "lost", "C": "open"})


def test_what_each_stage_was_taken_for_is_told(load: Loader) -> None:
    summary = load(
        "opportunities",
        "name,stage,opened_on,closed_on,amount\nA,Vendue,2025-01-01,2025-03-01,10\nB,Démo,2025-01-01,,20\n",
        "--create-missing",
    )
    assert "Stages taken as won: Vendue; as lost: –; as open: Démo." in summary["notes"]
