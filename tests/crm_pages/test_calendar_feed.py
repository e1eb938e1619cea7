"""The private feed: unguessable, stored hashed, revocable, and of one's own plans only."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from crm import ical
from crm.models import Activity, CalendarFeed
from tests.crm_pages.conftest import Mill


def make(client: Client) -> str:
    page = client.post("/calendar/feed/").content.decode()
    return re.findall(r'value="http://testserver(/calendar/feed/[^"]+\.ics)"', page)[0]


def lines(answer: object) -> list[str]:
    text = answer.content.decode()  # type: ignore[attr-defined]
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")


def test_lists_what_its_owner_has_planned_without_signing_in(rep: Client, mill: Mill) -> None:
    address = make(rep)
    Activity.plan(type=mill.call, subject="Of a colleague", due_on=mill.today, owner=mill.people.colleague)
    Activity.log(type=mill.call, subject="Long done", owner=mill.people.rep)
    answer = Client().get(address)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    found = lines(answer)
    assert "SUMMARY:Call: Call about stones\\, Two stones" in found
    assert f"DTSTART;VALUE=DATE:{mill.today:%Y%m%d}" in found
    assert found.count("BEGIN:VEVENT") == 1


def test_the_token_is_long_and_not_stored(rep: Client, mill: Mill) -> None:
    token = make(rep).split("/")[-1].removesuffix(".ics")
    assert len(token) >= 43
    assert token not in str(list(CalendarFeed.objects.values()))
    assert token not in rep.get("/calendar/feed/").content.decode()


def test_revoked_replaced_or_left_it_opens_nothing(rep: Client, mill: Mill) -> None:
    first = make(rep)
    second = make(rep)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    mill.people.rep.is_active = False
    mill.people.rep.save()
    assert Client().get(second).status_code == 404
    mill.people.rep.is_active = True
    mill.people.rep.save()
    rep.post("/calendar/feed/", {"revoke": "1"})
    assert Client().get(second).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "..%2F", "é"])
def test_another_token_opens_nothing(rep: Client, mill: Mill, token: str) -> None:
    make(rep)
    assert Client().get(f"/calendar/feed/{token}.ics").status_code == 404


def test_revoking_touches_nobody_elses(rep: Client, mill: Mill) -> None:
    address = make(rep)
    other = Client()
    other.force_login(mill.people.manager)
    other.post("/calendar/feed/", {"revoke": "1"})
    assert Client().get(address).status_code == 200


def test_a_time_of_day_is_written_in_utc_with_its_length(rep: Client, mill: Mill) -> None:
    at = datetime(2030, 7, 1, 8, 30, tzinfo=UTC)
    Activity.objects.all().delete()
    Activity.plan(type=mill.call, due_at=at, duration_seconds=2700, owner=mill.people.rep)
    found = lines(Client().get(make(rep)))
    assert "DTSTART:20300701T083000Z" in found and "DTEND:20300701T091500Z" in found


def test_long_overdue_plans_are_left_out(rep: Client, mill: Mill) -> None:
    Activity.objects.update(due_on=mill.today - timedelta(days=31))
    assert "BEGIN:VEVENT" not in lines(Client().get(make(rep)))


def test_lines_are_folded_at_75_octets_and_texts_escaped(rep: Client, mill: Mill) -> None:
    note = "é" * 200 + "; a, b\\c\nEND:VEVENT\x07"
    Activity.objects.update(notes=note)
    text = Client().get(make(rep)).content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("END:VEVENT\r\n") == 1
    described = next(line for line in text.replace("\r\n ", "").split("\r\n") if line.startswith("DESCRIPTION"))
    assert "\\; a\\, b\\\\c\\nEND:VEVENT" in described and "\x07" not in described


def test_folding_loses_nothing() -> None:
    for text in ("", "x" * 74, "x" * 75, "x" * 76, "é" * 100, "€" * 80):
        assert (
            "".join(part.removeprefix(" ") if number else part for number, part in enumerate(ical.fold(text))) == text
        )
