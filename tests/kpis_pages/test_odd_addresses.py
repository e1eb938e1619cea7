"""Whatever stands in the address, the page answers or says what is wrong; it never fails."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People

ODD = [
    {"team": "²"},
    {"team": "9" * 30},
    {"owner": "-1"},
    {"period": "9999-12"},
    {"period": "0000"},
    {"from": "2025-13-01", "to": "2025-02-01"},
    {"from": "2025-02-01"},
    {"from": "2025-02-01", "to": "2025-01-01"},
    {"compare": "sideways"},
    {"key-team": "²"},
    {"key-team": "9" * 30},
    {"key-month": "soon"},
    {"part": "left_out:nothing"},
    {"part": "middle"},
    {"page": "zero"},
    {"stage": "1"},
]
PLACES = ["kpis:metric", "kpis:metric_rows", "kpis:company"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", ODD, ids=str)
def test_an_odd_address_is_answered(people: People, client: Client, place: str, words: dict[str, str]) -> None:
    client.force_login(people.admin)
    page = client.get(reverse(place, args=[] if place == "kpis:company" else ["win_rate"]), words)
    assert page.status_code in (200, 422)
    assert page.status_code == 200 or b'role="alert"' in page.content


def test_what_will_be_known_is_not_known_yet(people: People, client: Client) -> None:
    client.force_login(people.admin)
    page = client.get(reverse("kpis:company"), {"as_of": "2999-01-01"})
    assert page.status_code == 422
    assert "What is known on 1 Jan 2999 is not known yet" in page.content.decode()
