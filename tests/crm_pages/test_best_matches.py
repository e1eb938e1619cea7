"""Of many matches the best are shown, in the same order whether few or very many are looked at."""

from random import Random
from typing import Any

import pytest

from crm import candidates
from crm.models import Account, Contact, Opportunity
from crm.search import KINDS
from tests.crm_pages.conftest import Mill

IN_ORDER = ["Mer", "Mer du Nord", "Mercier", "Hôtel mer", "La Mercerie", "Palmer"]


def names(kind: str, viewer: Any, text: str, limit: int = 8) -> list[str]:
    return [str(each) for each in KINDS[kind].matching(viewer, text, limit)]


@pytest.fixture(params=["of very many", "that the nearest rows show to be very many", "of few"])
def considered(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    most = candidates.CONSIDERED if request.param == "of few" else 3
    monkeypatch.setattr(candidates, "CONSIDERED", most)
    if "nearest" in request.param:
        monkeypatch.setattr(candidates, "OFTEN", 1)
        monkeypatch.setattr(candidates, "WALKED", 5)
    return most


@pytest.mark.parametrize("who", ["rep", "manager", "admin"])
def test_whole_name_then_beginnings_then_words_then_parts(mill: Mill, considered: int, who: str) -> None:
    for name in Random(4).sample(IN_ORDER, len(IN_ORDER)):
        Account.objects.create(name=name, owner=mill.people.rep)
    assert names("account", getattr(mill.people, who), "mer", 3) == IN_ORDER[:3]
    assert names("account", getattr(mill.people, who), "mer", 2) == IN_ORDER[:2]
    if considered > len(IN_ORDER):
        assert names("account", getattr(mill.people, who), "mer") == IN_ORDER


@pytest.mark.parametrize("who", ["rep", "manager", "admin"])
def test_the_good_match_is_not_lost_among_poor_ones(mill: Mill, considered: int, who: str) -> None:
    for number in range(12):
        Account.objects.create(name=f"A palmer {number}", owner=mill.people.rep)
    Account.objects.create(name="The Mermaid", owner=mill.people.rep)
    assert names("account", getattr(mill.people, who), "mer", 2)[0] == "The Mermaid"


def test_a_better_match_seen_through_work_comes_before_own_ones(mill: Mill, considered: int) -> None:
    for number in range(12):
        Account.objects.create(name=f"Mercier {number}", owner=mill.people.rep)
    worked_on = Account.objects.create(name="Mer", owner=mill.people.outsider)
    Opportunity.open(name="Work", account=worked_on, owner=mill.people.rep)
    assert names("account", mill.people.rep, "mer", 2) == ["Mer", "Mercier 0"]


@pytest.mark.parametrize("who", ["rep", "manager", "admin"])
def test_open_opportunities_come_before_those_that_ended(mill: Mill, considered: int, who: str) -> None:
    for name in ("Summit, a lost one", "Summit, a second lost one", "Summit, open"):
        Opportunity.open(name=name, account=mill.account, owner=mill.people.rep)
    for lost in Opportunity.objects.filter(name__contains="lost"):
        lost.lose(mill.reason)
    assert names("opportunity", getattr(mill.people, who), "summit", 1) == ["Summit, open"]


def test_an_amount_comes_before_a_part_of_a_name(mill: Mill, considered: int) -> None:
    for number in range(12):
        Opportunity.open(name=f"Order 81200{number}", account=mill.account, owner=mill.people.rep)
    assert names("opportunity", mill.people.rep, "1200", 2)[0] == "Two stones"


def test_an_email_comes_before_a_part_of_a_name(mill: Mill, considered: int) -> None:
    for number in range(12):
        Contact.objects.create(last_name=f"Palmer {number}", owner=mill.people.rep)
    Contact.objects.create(last_name="Zoé", email="mer@elan.example", owner=mill.people.rep)
    assert names("contact", mill.people.rep, "mer", 2)[0] == "Zoé"


def test_nothing_of_others_among_very_many(mill: Mill, considered: int) -> None:
    for number in range(12):
        Account.objects.create(name=f"Mer {number}", owner=mill.people.outsider)
    own = Account.objects.create(name="Palmer", owner=mill.people.rep)
    assert KINDS["account"].matching(mill.people.rep, "mer", 8) == [own]
    assert KINDS["account"].matching(None, "mer", 8) == []
