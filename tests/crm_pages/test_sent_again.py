"""The quick log that is sent again, because nobody saw an answer, logs once; whatever else is typed is logged."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from crm import due
from crm.models import Account, Activity, ActivityType, ApiReplay
from tests.at_once import at_once
from tests.crm_pages.conftest import Mill
from tests.people import make_people


def typed(mill: Mill, **changes: str) -> dict[str, str]:
    return {"about_text": "elan mill", "type": str(mill.call.pk), "notes": "Likes it", "once": "k-1"} | changes


def test_each_form_has_a_key_of_its_own(rep: Client, mill: Mill) -> None:
    keys = {re.search(r'name="once" value="([0-9a-f]{32})"', rep.get("/quick-log/").content.decode())[1] for _ in "ab"}
    assert len(keys) == 2
    refused = rep.post("/quick-log/", {"once": "k-1"})
    assert refused.status_code == 422 and 'name="once" value="k-1"' in refused.content.decode()


def test_sent_again_it_is_there_once_with_its_next_step(rep: Client, mill: Mill) -> None:
    before = Activity.objects.count()
    words = typed(mill, next_on=(mill.today + timedelta(days=1)).isoformat(), next_step="Send offer")
    answers = [rep.post("/quick-log/", words, headers={"HX-Request": "true"}) for _time in range(3)]
    assert [each.status_code for each in answers] == [200] * 3
    assert Activity.objects.count() == before + 2
    assert len({answer.context["activity"].pk for answer in answers}) == 1
    assert answers[2].context["planned"] == Activity.objects.get(subject="Send offer")
    # The last answer takes it back as the first would have.
    rep.post("/quick-log/undo/", {"token": answers[2].context["token"]})
    assert Activity.objects.count() == before


def test_a_missing_account_is_made_once(rep: Client, mill: Mill) -> None:
    words = typed(mill, about_text="Bakery", create="account")
    for _time in range(2):
        assert rep.post("/quick-log/", words).status_code == 302
    assert Account.objects.filter(name="Bakery").count() == 1


def test_other_words_are_logged_too(rep: Client, mill: Mill) -> None:
    rep.post("/quick-log/", typed(mill))
    for _time in range(2):
        rep.post("/quick-log/", typed(mill, notes="Likes it, after all"))
    assert Activity.objects.filter(notes__startswith="Likes").count() == 2


def test_what_was_taken_back_is_logged_anew(rep: Client, mill: Mill) -> None:
    rep.post("/quick-log/", typed(mill))
    Activity.objects.get(notes="Likes it").delete()
    for _time in range(2):
        rep.post("/quick-log/", typed(mill))
    assert Activity.objects.filter(notes="Likes it").count() == 1


@pytest.mark.parametrize("key", ["", "with blanks", "x" * 101])
def test_without_a_key_each_is_logged(rep: Client, mill: Mill, key: str) -> None:
    for _time in range(2):
        rep.post("/quick-log/", typed(mill, once=key))
    assert Activity.objects.filter(notes="Likes it").count() == 2


def test_keys_are_of_one_person(rep: Client, mill: Mill) -> None:
    colleague = Client()
    colleague.force_login(mill.people.manager)
    for client in (rep, colleague):
        assert client.post("/quick-log/", typed(mill)).status_code == 302
    assert Activity.objects.filter(notes="Likes it").count() == 2


def test_another_contradiction_is_told(rep: Client, mill: Mill, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_words: object) -> None:
        raise IntegrityError("another")

    monkeypatch.setattr(Activity, "log", refuse)
    with pytest.raises(IntegrityError, match="another"):
        rep.post("/quick-log/", typed(mill))


@pytest.mark.django_db(transaction=True)
def test_twice_at_the_same_time() -> None:
    people = make_people()
    call = ActivityType.objects.create(name="Call", code="call")
    account = Account.objects.create(name="Mill", owner=people.rep)
    client = Client()
    client.force_login(people.rep)
    words = {"about": f"account:{account.pk}", "type": call.pk, "once": "k-1"}
    answers = at_once(*[lambda: client.post("/quick-log/", words)] * 4)
    assert [each.status_code for each in answers] == [302] * 4
    assert Activity.objects.count() == 1


def test_keys_are_forgotten_after_two_days(rep: Client, mill: Mill) -> None:
    rep.post("/quick-log/", typed(mill))
    rep.post("/quick-log/", typed(mill, once="k-2"))
    ApiReplay.objects.filter(key="log:k-1").update(created_at=timezone.now() - timedelta(days=2, minutes=1))
    due.do_all()
    assert [each.key for each in ApiReplay.objects.all()] == ["log:k-2"]
