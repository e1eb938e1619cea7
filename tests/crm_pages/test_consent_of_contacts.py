"""On the pages of a contact: the language of surveys, consent with date and source, refusals, addresses that came back."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.crm_pages.conftest import Mill


def edit(rep: Client, mill: Mill, **words: str) -> tuple[int, str]:
    given = {"last_name": "Miller", "version": str(mill.contact.version), "account": f"account:{mill.account.pk}"}
    answer = rep.post(f"/contacts/{mill.contact.pk}/edit/", given | words)
    return answer.status_code, answer.content.decode()


def page(rep: Client, mill: Mill) -> str:
    return rep.get(f"/contacts/{mill.contact.pk}/").content.decode()


def test_consent_is_kept_with_its_date_and_source(rep: Client, mill: Mill) -> None:
    words = {"language": "fr", "survey_consent_on": "2024-05-02", "survey_consent_source": "Spring fair"}
    assert edit(rep, mill, **words)[0] == 302
    mill.contact.refresh_from_db()
    assert (mill.contact.language, mill.contact.survey_consent_on) == ("fr", date(2024, 5, 2))
    assert "Agreed on 2 May 2024" in page(rep, mill) and "Spring fair" in page(rep, mill)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"survey_consent_source": "Spring fair"}, "Give the date on which they agreed."),
        ({"survey_consent_on": "2049-01-01"}, "They cannot have agreed on a day to come"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_refused_next_to_the_field(rep: Client, mill: Mill, words: dict[str, str], sentence: str) -> None:
    status, html = edit(rep, mill, **words, job_title="Typed")
    assert status == 422 and sentence in html and 'value="Typed"' in html


def test_a_refusal_is_shown_with_its_day_and_taken_back(rep: Client, mill: Mill) -> None:
    edit(rep, mill, refuses_surveys="on")
    assert "Refuses surveys since " in page(rep, mill)
    mill.contact.refresh_from_db()
    edit(rep, mill)
    mill.contact.refresh_from_db()
    assert (mill.contact.refuses_surveys, mill.contact.refused_surveys_at) == (False, None)
    assert "Refuses surveys" not in page(rep, mill)


def test_an_address_that_came_back_is_marked_until_it_is_corrected(rep: Client, mill: Mill) -> None:
    mill.contact.email = mill.contact.undeliverable_email = "old@example.com"
    mill.contact.undeliverable_since = datetime(2025, 3, 1, tzinfo=UTC)
    mill.contact.save()
    assert "Does not arrive since 1 Mar 2025: correct it" in page(rep, mill)
    edit(rep, mill, email="new@example.com")
    assert "Does not arrive" not in page(rep, mill)


def test_any_language_may_be_chosen_for_a_contact(rep: Client, mill: Mill) -> None:
    assert edit(rep, mill, language="nl")[0] == 302
    mill.contact.refresh_from_db()
    assert mill.contact.language == "nl"


def test_a_language_that_is_not_offered_stays(rep: Client, mill: Mill) -> None:
    mill.contact.language = "nl-BE"
    mill.contact.save()
    assert edit(rep, mill, language="nl-BE")[0] == 302
    mill.contact.refresh_from_db()
    assert mill.contact.language == "nl-BE"
