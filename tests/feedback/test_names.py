"""Who gave a low score: reps learn it where the company wants so; anonymous answers are read in company only."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from crm.models import Account, Contact
from feedback.models import Answer, FeedbackSettings, Invitation, Survey
from tests.people import People

ON = date(2025, 6, 2)


@pytest.fixture
def hidden(people: People) -> Answer:
    """A low score and a high one of the same customer; reps do not see who gave low ones."""
    FeedbackSettings(reps_see_low_scores=False).save()
    survey = Survey.objects.create(name="After a win", kind="nps")
    account = Account.objects.create(name="Moulin", owner=people.rep)
    contact = Contact.objects.create(account=account, last_name="Meunier", email="m@example.com")
    Answer.objects.create(survey=survey, account=account, contact=contact, score=9, comment="Bien", answered_on=ON)
    low: Answer = Answer.objects.create(
        survey=survey, account=account, contact=contact, score=1, comment="Bad!", answered_on=ON
    )
    return low


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    return b"".join(page.streaming_content).decode() if page.streaming else page.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["/feedback/comments/?score=1", "/feedback/comments/?score=1&format=csv",
                                     "/feedback/answers/{answer}/"])  # fmt: skip
def test_a_rep_reads_the_comment_without_the_name(people: People, hidden: Answer, client: Client, address: str) -> None:
    client.force_login(people.rep)
    text = text_of(client, address.format(answer=hidden.pk))
    assert "Bad!" in text or "bad" in text
    assert "Moulin" not in text and "Meunier" not in text and "m@example.com" not in text
    client.force_login(people.manager)
    assert "Moulin" in text_of(client, address.format(answer=hidden.pk))


def test_the_pages_of_the_customer_do_not_show_it(people: People, hidden: Answer, client: Client) -> None:
    client.force_login(people.rep)
    for address in (f"/accounts/{hidden.account_id}/", f"/contacts/{hidden.contact_id}/"):
        assert "Bad!" not in text_of(client, address)
    client.force_login(people.manager)
    assert "Bad!" in text_of(client, f"/accounts/{hidden.account_id}/")


def test_nor_does_the_opportunity_that_it_was_asked_after(
    people: People, hidden: Answer, pipeline: Any, client: Client
) -> None:
    from crm.models import Opportunity

    deal = Opportunity.open(name="Stones", account=hidden.account, owner=people.rep)
    hidden.invitation = Invitation.objects.create(survey=hidden.survey, opportunity=deal)
    hidden.save()
    client.force_login(people.rep)
    assert "Bad!" not in text_of(client, f"/opportunities/{deal.pk}/")
    assert "Stones" not in text_of(client, f"/feedback/answers/{hidden.pk}/")


def test_it_is_not_found_by_the_name(people: People, hidden: Answer, client: Client) -> None:
    client.force_login(people.rep)
    assert "Bad!" not in text_of(client, "/feedback/comments/?text=moulin")
    client.force_login(people.manager)
    assert "Bad!" in text_of(client, "/feedback/comments/?text=moulin")


def test_a_rep_cannot_reply_to_whom_they_may_not_know(people: People, hidden: Answer, client: Client) -> None:
    client.force_login(people.rep)
    assert client.post(f"/feedback/answers/{hidden.pk}/reply/", {"subject": "a", "text": "b"}).status_code == 422


def anonymous(people: People, count: int, owner: Any) -> Survey:
    survey: Survey = Survey.objects.get_or_create(name="Quiet", kind="nps", anonymous=True)[0]
    for number in range(count):
        Answer.objects.create(
            survey=survey, owner=owner, team=owner.team, score=3, comment=f"{owner} {number}", answered_on=ON
        )
    return survey


def test_too_few_anonymous_answers_are_not_read(people: People, client: Client) -> None:
    anonymous(people, 4, people.rep)
    anonymous(people, 1, people.colleague)
    client.force_login(people.rep)
    assert "Rep 0" not in text_of(client, "/feedback/comments/")
    assert client.get(f"/feedback/answers/{Answer.objects.first().pk}/").status_code == 404  # type: ignore[union-attr]
    client.force_login(people.manager)
    assert "Rep 0" in text_of(client, "/feedback/comments/")


def test_whose_customers_they_were_is_never_told(people: People, client: Client) -> None:
    anonymous(people, 6, people.rep)
    client.force_login(people.manager)
    page = client.get("/feedback/comments/")
    assert len(page.context["comments"]) == 6
    assert {each["answer"].seller for each in page.context["comments"]} == {None}
    assert not client.get(f"/feedback/comments/?owner=user:{people.rep.pk}").context["comments"]
    assert not client.get(f"/feedback/comments/?team={people.north.pk}").context["comments"]
