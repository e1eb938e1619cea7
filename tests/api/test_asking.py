"""Invitations and rules of asking through the API, with the rights and the refusals of the pages."""

from typing import Any

import pytest

from feedback.models import Invitation, Survey, SurveyRule
from feedback.starting_points import BY_SLUG, begin
from tests.api.conftest import Program, World


@pytest.fixture
def survey(world: World) -> Survey:
    made: Survey = Survey.objects.create(name="After a win", kind="nps")
    begin(made, BY_SLUG["win"]).publish(world.people.admin)
    return made


def ask(program: Program, world: World, survey: Survey, **more: Any) -> Any:
    return program.send("POST", "invitations/", {"contact": world.contact.pk, "survey": survey.pk, **more})


def test_a_customer_is_asked_by_a_link_and_it_is_withdrawn(rep: Program, world: World, survey: Survey) -> None:
    made = ask(rep, world, survey, delivery="link")
    assert made.status_code == 201, made.content
    own = made.json()
    assert (own["state"], own["contact"]) == ("sent", world.contact.pk)
    assert own["link"].endswith(f"/{Invitation.objects.get().token}/")
    assert [each["id"] for each in rep.results(f"invitations/?contact={world.contact.pk}")] == [own["id"]]
    gone = rep.send("POST", f"invitations/{own['id']}/withdraw/", {})
    assert (gone.status_code, gone.json()["state"], gone.json()["link"]) == (200, "revoked", "")
    assert rep.send("POST", f"invitations/{own['id']}/withdraw/", {}).json()["code"] == "not_waiting"


def test_who_was_asked_lately_is_not_asked_again(rep: Program, world: World, survey: Survey) -> None:
    ask(rep, world, survey, delivery="link")
    refused = ask(rep, world, survey, delivery="link")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_asked")
    assert Invitation.objects.count() == 1


def test_without_an_address_nobody_is_written_to(rep: Program, world: World, survey: Survey) -> None:
    assert ask(rep, world, survey).json()["code"] == "not_asked"


def test_what_is_not_the_contacts_own_is_refused(rep: Program, world: World, survey: Survey) -> None:
    refused = ask(rep, world, survey, delivery="link", opportunity=world.opportunity.pk)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "opportunity")


def test_others_neither_ask_nor_see(rep: Program, outsider: Program, world: World, survey: Survey) -> None:
    own = ask(rep, world, survey, delivery="link").json()
    assert ask(outsider, world, survey, delivery="link").status_code == 422
    assert outsider.results("invitations/") == []
    assert outsider.send("POST", f"invitations/{own['id']}/withdraw/", {}).status_code == 404


def test_a_rule_is_made_activated_and_stopped(admin: Program, world: World, survey: Survey) -> None:
    body = {
        "name": "Wins",
        "survey": survey.pk,
        "event": "won",
        "share": 50,
        "quiet_from": "20:00",
        "quiet_until": "07:00",
    }
    made = admin.send("POST", "survey-rules/", body)
    assert made.status_code == 201, made.content
    own = made.json()
    assert (own["active"], own["share"], own["survey"]) == (False, 50, survey.pk)
    address = f"survey-rules/{own['id']}/"
    assert admin.send("POST", f"{address}activate/", {}).json()["active"] is True
    waiting = Invitation.objects.create(survey=survey, contact=world.contact, rule_id=own["id"], email="m@example.com")
    assert admin.send("POST", f"{address}deactivate/", {}).json()["active"] is False
    waiting.refresh_from_db()
    assert waiting.state == Invitation.State.REVOKED
    changed = admin.send("PATCH", address, {"delay_days": 3})
    assert (changed.status_code, changed.json()["delay_days"], changed.json()["share"]) == (200, 3, 50), changed.content
    assert [each["id"] for each in admin.results(f"survey-rules/?survey={survey.pk}")] == [own["id"]]


@pytest.mark.parametrize(
    ("more", "field"),
    [({"event": "campaign"}, "campaign"), ({"quiet_from": "20:00"}, "quiet_until"), ({"share": 0}, "share")],
)
def test_a_rule_that_contradicts_itself_is_refused(admin: Program, survey: Survey, more: Any, field: str) -> None:
    refused = admin.send("POST", "survey-rules/", {"name": "Wins", "survey": survey.pk, "event": "won", **more})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field), refused.content
    assert not SurveyRule.objects.exists()
