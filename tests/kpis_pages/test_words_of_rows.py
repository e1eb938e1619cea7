"""What a row of an answer is called: its month in words, “Not set” where it has none, a dimension by its label."""

from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from crm.models import Channel, Pipeline, Sale
from kpis.engine import Key
from kpis.templatetags.figures import key_in_words
from tests.people import People

NOT_SET = {"en": "Not set", "fr": "Non renseigné"}


@pytest.fixture
def sold(people: People, pipeline: Pipeline) -> People:
    online = Channel.objects.create(name="Online")
    for channel in (online, None):
        Sale.record(owner=people.rep, amount=Decimal(30), sold_on=date(2025, 5, 7), channel=channel)
    return people


def client_in(language: str, who: Any) -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(who)
    return client


def page_of(client: Client, address: str, words: dict[str, str]) -> str:
    answer = client.get(address, {"period": "2025", **words})
    return unescape((answer.content if not answer.streaming else b"".join(answer.streaming_content)).decode())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_has_no_value_is_called_the_same_everywhere(sold: People, language: str) -> None:
    client, word = client_in(language, sold.admin), NOT_SET[language]
    table = page_of(client, reverse("kpis:metric", args=["revenue"]), {"by": "channel"})
    assert f'<th scope="row">{word}</th>' in table
    rows = page_of(client, reverse("kpis:metric_rows", args=["revenue"]), {"key-channel": "none"})
    assert f"<strong>{word}</strong>" in rows
    assert word in page_of(client, reverse("kpis:metric", args=["revenue"]), {"by": "channel", "format": "csv"})
    assert word in page_of(client, reverse("kpis:metric_rows", args=["revenue"]), {"channel": "none", "format": "csv"})


@pytest.mark.parametrize(
    ("language", "grain", "start", "word"),
    [
        ("en", "month", "2025-05-01", "May 2025"),
        ("fr", "month", "2025-05-01", "Mai 2025"),
        ("en", "quarter", "2025-04-01", "Q2 2025"),
        ("fr", "quarter", "2025-04-01", "T2 2025"),
        ("en", "week", "2025-05-05", "5 May 2025 – 11 May 2025"),
        ("fr", "week", "2025-05-05", "5 mai 2025 – 11 mai 2025"),
        ("en", "day", "2025-05-07", "7 May 2025"),
        ("en", "year", "2025-01-01", "2025"),
    ],
)
def test_a_bucket_of_time_is_written_as_people_say_it(
    sold: People, language: str, grain: str, start: str, word: str
) -> None:
    client = client_in(language, sold.admin)
    rows = page_of(client, reverse("kpis:metric_rows", args=["revenue"]), {f"key-{grain}": start})
    assert f"<strong>{word}</strong>" in rows
    assert {"en": "2 rows", "fr": "2 lignes"}[language] in rows
    table = page_of(client, reverse("kpis:metric", args=["revenue"]), {"by": grain})
    assert f'<th scope="row">{word}</th>' in table


def test_quarters_and_years_are_those_of_the_fiscal_year(db: None) -> None:
    with translation.override("en"):
        assert key_in_words(Key(date(2025, 4, 1), None), "year", 4) == "2025/26"
        assert key_in_words(Key(date(2025, 7, 1), None), "quarter", 4) == "Q2 2025/26"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "“Activities” cannot be split or filtered by “Product”; it can be by: "),
        ("fr", "« Activités » ne se ventile ni ne se filtre par « Produit » ; cela se peut par : "),
    ],
)
def test_a_dimension_is_refused_by_its_label(sold: People, language: str, sentence: str) -> None:
    client = client_in(language, sold.admin)
    page = client.get(reverse("kpis:metric", args=["activities"]), {"product": "1"})
    told = spaces(unescape(page.content.decode()))
    assert page.status_code == 422
    assert sentence in told
    allowed = told.partition(sentence)[2].partition("</p>")[0]
    assert "activity_type" not in allowed and "owner" not in allowed
    assert ("Team" if language == "en" else "Équipe") in allowed
    found = client.get("/api/kpis/query?metrics=activities&by=product").json()
    assert sentence in spaces(found["sentence"])
    # What programs send is said beside it.
    assert {"team", "activity_type"} <= set(found["allowed"])
    rows = client.get(reverse("kpis:metric_rows", args=["activities"]), {"product": "1"})
    assert sentence in spaces(unescape(rows.content.decode()))


def spaces(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")
