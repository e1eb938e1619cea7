"""The stream of comments: whose are shown, what narrows it, tags, replies, and what was done, on the pages."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from crm.models import Account, Activity, ActivityType, Contact
from feedback.models import Answer, AnswerReply, AnswerTag, Survey
from tests.people import People

ON = date(2025, 6, 2)


@pytest.fixture
def answers(people: People) -> dict[str, Answer]:
    """A happy and an unhappy customer of the rep, an unhappy one of the outsider, and a score alone."""
    ActivityType.objects.create(name="Call", code="call")
    ActivityType.objects.create(name="E-mail", code="email")
    survey = Survey.objects.create(name="After a win", kind="nps")
    found = {}
    rows = [
        ("happy", people.rep, 9, "Très bien conseillé"),
        ("unhappy", people.rep, 3, "Livraison EN RETARD, encore."),
        ("other", people.outsider, 2, "Too dear"),
        ("silent", people.rep, 8, ""),
    ]
    for name, owner, score, comment in rows:
        account = Account.objects.create(name=f"Moulin {name}", owner=owner)
        contact = Contact.objects.create(
            account=account, last_name=name.title(), email=f"{name}@example.com", language="fr"
        )
        found[name] = Answer.objects.create(
            survey=survey, account=account, contact=contact, score=score, comment=comment, answered_on=ON
        )
    return found


def listed(client: Client, viewer: Any, words: str = "") -> set[str]:
    client.force_login(viewer)
    page = client.get(f"/feedback/comments/?{words}")
    assert page.status_code == 200
    return {each["answer"].account.name.split()[1] for each in page.context["comments"]}


def test_whose_comments_are_shown(people: People, answers: Any, client: Client) -> None:
    assert listed(client, people.rep) == {"happy", "unhappy"}
    assert listed(client, people.manager) == {"happy", "unhappy"}
    assert listed(client, people.outsider) == {"other"}
    assert listed(client, people.admin) == {"happy", "unhappy", "other"}
    assert listed(client, people.colleague) == set()


def test_the_new_owner_of_an_account_reads_what_it_said(people: People, answers: Any, client: Client) -> None:
    answers["happy"].account.reassign(people.outsider)
    assert listed(client, people.outsider) == {"happy", "other"}


@pytest.mark.parametrize(
    ("words", "found"),
    [("text=tres+BIEN", {"happy"}), ("text=moulin+unh", {"unhappy"}), ("mood=unhappy", {"unhappy", "other"}),
     ("mood=happy", {"happy"}), ("mood=neutral&shown=all", {"silent"}), ("score=3", {"unhappy"}),
     ("answered_from=2025-06-03", set()), ("answered_to=2025-06-02", {"happy", "unhappy", "other"}),
     ("follow_up=open", {"unhappy", "other"}), ("follow_up=closed", set())],
)  # fmt: skip
def test_what_narrows_the_stream(people: People, answers: Any, client: Client, words: str, found: set[str]) -> None:
    assert listed(client, people.admin, words) == found


def test_by_survey_team_owner_and_tag(people: People, answers: Any, client: Client) -> None:
    survey = answers["happy"].survey_id
    tag = AnswerTag.objects.create(name="Advice")
    tag.answers.add(answers["happy"])
    assert listed(client, people.admin, f"survey={survey}&tag={tag.pk}") == {"happy"}
    assert listed(client, people.admin, f"team={people.south.pk}") == {"other"}
    assert listed(client, people.admin, f"owner=user:{people.rep.pk}") == {"happy", "unhappy"}


def test_a_wrong_filter_is_refused_with_what_was_typed(people: People, client: Client) -> None:
    client.force_login(people.rep)
    page = client.get("/feedback/comments/?answered_from=never")
    assert page.status_code == 422 and "never" in page.content.decode()


def test_pages_follow_one_another(people: People, client: Client) -> None:
    survey = Survey.objects.create(name="Many", kind="nps")
    for number in range(60):
        Answer.objects.create(survey=survey, owner=people.rep, score=5, comment=f"No {number}.", answered_on=ON)
    client.force_login(people.rep)
    first = client.get("/feedback/comments/").context["sheet"]
    second = client.get("/feedback/comments/", {"after": first.after}).context["sheet"]
    assert (len(first.rows), len(second.rows)) == (50, 10)
    assert not {each.pk for each in first.rows} & {each.pk for each in second.rows}


def test_tags_are_suggested_by_words_and_given_by_hand(people: People, answers: Any, client: Client) -> None:
    late = AnswerTag.objects.create(name="Delivery", words="colis\nen retard")
    AnswerTag.objects.create(name="Chance", words="liv")
    client.force_login(people.rep)
    address = f"/feedback/answers/{answers['unhappy'].pk}/"
    assert client.get(address).context["suggested"] == [late]
    client.post(f"{address}tag/", {"tag": late.pk})
    assert list(answers["unhappy"].tags.all()) == [late]
    assert client.get(address).context["suggested"] == []
    client.post(f"{address}untag/", {"tag": late.pk})
    assert not answers["unhappy"].tags.exists()


def test_others_can_neither_tag_nor_close_nor_reply(people: People, answers: Any, client: Client) -> None:
    tag = AnswerTag.objects.create(name="Delivery")
    client.force_login(people.outsider)
    address = f"/feedback/answers/{answers['unhappy'].pk}/"
    for verb, data in (
        ("tag", {"tag": tag.pk}),
        ("close", {"closed_with": "No."}),
        ("reply", {"subject": "a", "text": "b"}),
    ):
        assert client.post(f"{address}{verb}/", data).status_code == 404
    assert not (mail.outbox or AnswerReply.objects.exists() or tag.answers.exists() or Activity.objects.exists())


def test_a_reply_goes_out_and_stands_on_the_page_and_the_timeline(people: People, answers: Any, client: Client) -> None:
    client.force_login(people.rep)
    address = f"/feedback/answers/{answers['unhappy'].pk}/"
    assert client.get(address).context["reply"].initial["subject"] == "Votre réponse à «\xa0After a win\xa0»"
    client.post(f"{address}reply/", {"subject": "Pardon", "text": "Nous arrivons."})
    [sent] = mail.outbox
    assert (sent.to, sent.reply_to, sent.body) == (["unhappy@example.com"], ["rep@example.com"], "Nous arrivons.")
    [reply] = client.get(address).context["replies"]
    assert (reply.subject, reply.by, bool(reply.sent_at)) == ("Pardon", people.rep, True)
    assert "Pardon" in client.get(f"/accounts/{answers['unhappy'].account_id}/").content.decode()


def test_a_reply_that_the_server_refuses_is_told_and_kept(
    people: People, answers: Any, client: Client, monkeypatch: Any
) -> None:
    def refuse(*_args: Any, **_more: Any) -> None:
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    client.force_login(people.rep)
    address = f"/feedback/answers/{answers['unhappy'].pk}/"
    page = client.post(f"{address}reply/", {"subject": "Pardon", "text": "Nous arrivons."})
    assert page.status_code == 422
    assert "no route" in page.content.decode() and "Nous arrivons." in page.content.decode()
    assert AnswerReply.objects.get().sent_at is None and not Activity.objects.exists()


def test_nobody_is_written_to_at_an_address_that_came_back(people: People, answers: Any, client: Client) -> None:
    contact = answers["unhappy"].contact
    Contact.objects.filter(pk=contact.pk).update(
        undeliverable_email=contact.email, undeliverable_since="2025-06-01T08:00:00Z"
    )
    client.force_login(people.rep)
    address = f"/feedback/answers/{answers['unhappy'].pk}/"
    assert client.post(f"{address}reply/", {"subject": "a", "text": "b"}).status_code == 422
    assert not mail.outbox


def test_what_was_done_is_asked_for(people: People, answers: Any, client: Client) -> None:
    client.force_login(people.rep)
    address = f"/feedback/answers/{answers['unhappy'].pk}/"
    assert client.post(f"{address}close/", {"closed_with": " "}).status_code == 422
    client.post(f"{address}close/", {"closed_with": "Delivered again."})
    answers["unhappy"].refresh_from_db()
    assert answers["unhappy"].closed_with == "Delivered again."
    assert "Delivered again." in client.get(address).content.decode()
    assert listed(client, people.rep, "follow_up=closed") == {"unhappy"}


def test_the_file_has_what_the_page_has(people: People, answers: Any, client: Client) -> None:
    client.force_login(people.rep)
    text = b"".join(client.get("/feedback/comments/?format=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Livraison EN RETARD" in text and "Moulin happy" in text and "Too dear" not in text
