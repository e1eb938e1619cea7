"""Calls of the telephone system become done activities of the right person, with the right customer."""

from datetime import date
from typing import Any

import pytest

from crm.models import Account, Activity, ActivityType, Contact, IngestSource
from feedback.privacy import erase
from tests.ingest.sending import Sender
from tests.people import People

AT = "2025-03-10T10:00:00+01:00"
NUMBER = "+32 2 555 12 12"


def call(system: Sender, key: str = "k1", at: str = AT, **more: Any) -> Any:
    return system.say("call.logged", key, at, **{"phone": NUMBER, "duration_seconds": 95, **more})


@pytest.fixture
def mill(people: People) -> Contact:
    account = Account.objects.create(name="Mill", owner=people.colleague)
    made: Contact = Contact.objects.create(
        account=account, last_name="Miller", email="m@mill.example", phone="02/555 12 12"
    )
    return made


def test_it_is_logged_for_the_person_and_the_customer(
    system: Sender, call_type: ActivityType, mill: Contact, people: People
) -> None:
    user = {"email": "REP@example.com"}
    assert call(system, direction="inbound", user=user, notes="About stones").json()["outcome"] == "applied"
    made = Activity.objects.get()
    assert (made.contact, made.account, made.owner, made.team) == (mill, mill.account, people.rep, people.north)
    assert (made.type, made.state, made.done_on, made.duration_seconds) == (call_type, "done", date(2025, 3, 10), 95)
    assert (made.subject, made.notes, made.external_id) == (f"Call from {NUMBER}", "About stones", "k1")


@pytest.mark.parametrize("told", [{"email": "M@mill.example"}, {"phone": "0032 2 555 12 12"}])
def test_customers_are_known_by_address_or_number(
    system: Sender, call_type: ActivityType, mill: Contact, told: dict[str, str]
) -> None:
    call(system, phone="", customer=told)
    assert Activity.objects.get().contact == mill


def test_people_are_known_by_their_extension(system: Sender, call_type: ActivityType, people: People) -> None:
    people.outsider.phone, people.colleague.external_id = "41", "42"
    people.outsider.save()
    people.colleague.save()
    call(system, "k1", user={"extension": "41"})
    call(system, "k2", user={"extension": "42"})
    call(system, "k3", user={"extension": "43"})
    owners = [each.owner for each in Activity.objects.order_by("external_id")]
    assert owners == [people.outsider, people.colleague, people.rep]  # the last one is the source's


def test_a_call_with_a_stranger_is_kept_and_shown_to_administrators(
    system: Sender, call_type: ActivityType, people: People, client: Any
) -> None:
    assert "belongs to no account" in call(system).json()["message"]
    made = Activity.objects.get()
    assert (made.account, made.subject) == (None, f"Call with {NUMBER}")
    client.force_login(people.admin)
    page = client.get(f"/settings/connections/{system.source.pk}/").content.decode()
    assert f"/activities/{made.pk}/edit/" in page
    assert client.get(f"/activities/{made.pk}/edit/").status_code == 200


def test_a_number_of_several_accounts_is_nobodys(system: Sender, call_type: ActivityType, mill: Contact) -> None:
    Account.objects.create(name="Bakery", phone=NUMBER)
    call(system)
    assert Activity.objects.get().account is None


def test_told_again_it_is_corrected_and_not_doubled(system: Sender, call_type: ActivityType) -> None:
    call(system, updated_at="2025-03-10T10:05:00+01:00", duration_seconds=200)
    assert call(system, duration_seconds=0, answered=False).json()["outcome"] == "unchanged"
    assert (Activity.objects.get().duration_seconds, Activity.objects.get().outcome) == (200, "")
    call(system, updated_at="2025-03-10T10:06:00+01:00", duration_seconds=0, answered=False)
    assert (Activity.objects.get().duration_seconds, Activity.objects.get().outcome) == (0, "no_answer")


def test_what_a_person_wrote_about_it_stays(
    system: Sender, call_type: ActivityType, mill: Contact, people: People
) -> None:
    call(system)
    made = Activity.objects.get()
    other = Account.objects.create(name="Bakery")
    made.account, made.contact, made.notes, made.outcome = other, None, "Wants an offer", "positive"
    made.save()
    call(system, updated_at="2025-03-10T11:00:00+01:00", duration_seconds=100, notes="line 2")
    made.refresh_from_db()
    assert (made.account, made.notes, made.outcome) == (other, "Wants an offer", "positive")
    assert made.duration_seconds == 100


def test_a_call_that_was_deleted_here_stays_deleted(system: Sender, call_type: ActivityType) -> None:
    call(system)
    Activity.objects.all().delete()
    answer = call(system, updated_at="2025-03-10T11:00:00+01:00")
    assert (answer.status_code, answer.json()["outcome"]) == (200, "unchanged")
    assert not Activity.objects.exists()


def test_what_was_erased_is_not_filled_in_again(system: Sender, call_type: ActivityType, mill: Contact) -> None:
    call(system, notes="Is ill")
    erase(mill.pk)
    call(system, updated_at="2025-03-10T11:00:00+01:00", notes="Is ill")
    assert (Activity.objects.get().subject, Activity.objects.get().notes) == ("", "")


def test_a_call_that_came_from_a_file_is_not_doubled(system: Sender, call_type: ActivityType) -> None:
    Activity.log(type=call_type, on=date(2025, 3, 10), external_id="k1", duration_seconds=90)
    call(system)
    assert Activity.objects.get().duration_seconds == 95


def test_without_a_type_of_calls_it_is_refused_and_not_lost(system: Sender, people: People) -> None:
    assert call(system).status_code == 422
    assert "which type of activity calls are" in system.last().message
    IngestSource.objects.update(call_type=ActivityType.objects.create(name="Téléphone", code="telephone"))
    assert call(system).status_code == 200
    assert Activity.objects.get().type.code == "telephone"


@pytest.mark.parametrize(
    "changed",
    [{"direction": "up"}, {"duration_seconds": -1}, {"duration_seconds": 90_000}, {"answered": "no"}, {"user": {"name": "x"}}],
)  # fmt: skip
def test_what_cannot_be_is_refused(system: Sender, call_type: ActivityType, changed: Any) -> None:
    assert call(system, **changed).status_code == 422
    assert not Activity.objects.exists()
