"""When something breaks that nobody foresaw, the page says so in the reader's language and names the way on."""

from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from tests.people import People


@pytest.mark.parametrize(
    ("language", "heading", "way"),
    [
        ("en", "Something went wrong", "To the start page"),
        ("fr", "Quelque chose s’est mal passé", "Vers la page d’accueil"),
    ],
)
def test_the_page_of_a_failure_speaks_the_readers_language(
    people: People, language: str, heading: str, way: str
) -> None:
    client: Any = Client(raise_request_exception=False, headers={"accept-language": language})
    client.force_login(people.rep)
    with patch("crm.views.board.Board.columns", side_effect=RuntimeError("no foresight")):
        answer = client.get("/opportunities/board/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert f'<html lang="{language}">' in page
    assert heading in page
    assert way in page
    assert "no foresight" not in page
