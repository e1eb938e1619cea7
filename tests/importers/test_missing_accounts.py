"""Accounts that a file names and that are not there are made all at once, each as if it had been made alone."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.importers.loading import Load, Summary
from crm.importers.options import Options
from crm.models import Account, Company, Opportunity, Pipeline
from tests.people import People


def loaded(tmp_path: Path, text: str, **said: Any) -> tuple[Summary, str]:
    """What became of the text as a file of opportunities, and the file of rejected rows."""
    file, rejected = tmp_path / "file.csv", tmp_path / "rejected.csv"
    file.write_text(text, encoding="utf-8")
    with rejected.open("w", encoding="utf-8") as errors, Company.remembered():
        summary = Load("opportunities", file, Options(create_missing=True, **said)).run(errors)
    return summary, rejected.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def company(people: People, pipeline: Pipeline) -> None:
    """People and stages."""


def test_each_is_made_once_in_the_order_of_the_file_with_its_history(tmp_path: Path) -> None:
    Account.objects.create(name="Mill")
    text = "Id,Name,Account,Stage\n1,A,Zoo,Offer\n2,B,Élan,Offer\n3,C,elan,Offer\n4,D,Mill,Offer\n5,E,ZOO,Offer\n"
    summary, _rejected = loaded(tmp_path, text)
    assert summary.created_missing == {"account": 2}
    assert list(Account.objects.order_by("pk").values_list("name", "normalised_name", "version")) == [
        ("Mill", "mill", 1),
        ("Zoo", "zoo", 1),
        ("Élan", "elan", 1),
    ]
    found = Opportunity.objects.order_by("external_id").values_list("account__name", flat=True)
    assert list(found) == ["Zoo", "Élan", "Élan", "Mill", "Zoo"]
    for account in Account.objects.all():
        entry = account.history.get()
        assert (entry.history_type, entry.history_user, entry.name) == ("+", None, account.name)


def test_one_named_by_its_id_keeps_it(tmp_path: Path) -> None:
    loaded(tmp_path, "Id,Name,AccountId,Stage\n1,Roof,A7,Offer\n")
    account = Account.objects.get()
    assert (account.name, account.external_id, account.history.get().external_id) == ("A7", "A7", "A7")


def test_a_name_that_is_too_long_is_told_and_the_others_are_made(tmp_path: Path) -> None:
    summary, rejected = loaded(tmp_path, f"Id,Name,Account,Stage\n1,A,{'x' * 121},Offer\n2,B,Mill,Offer\n")
    assert (summary.states["created"], summary.states["rejected"]) == (1, 1)
    assert "longer than 120 characters" in rejected
    assert list(Account.objects.values_list("name", flat=True)) == ["Mill"]
    summary, _rejected = loaded(tmp_path, f"Id,Name,Account,Stage\n3,A,{'x' * 121},Offer\n")
    assert summary.created_missing == {}


def test_rows_take_no_statement_each(tmp_path: Path) -> None:
    """Neither they nor their accounts; SQLite takes some thirty rows in one statement."""

    def statements(number: int) -> int:
        rows = (f"{number}-{each},Deal,Mill {number} {each},Won,2025-02-03,5\n" for each in range(number))
        with CaptureQueriesContext(connection) as queries:
            loaded(tmp_path, "Id,Name,Account,Stage,Close date,Amount\n" + "".join(rows))
        return len(queries)

    few = statements(2)
    assert statements(60) < few + 15
