"""The administrator's home: what is done and what is left, true on an empty company and on one at work."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from crm import setup
from crm.models import Account, Activity, ActivityType, Channel, Company, LostReason, Pipeline, User
from crm.usual import USUAL
from tests.people import People


@pytest.fixture
def founder(db: None, client: Client) -> Client:
    """The first administrator of a company in which nothing is."""
    user = User.objects.create_superuser("founder", "founder@example.com", "word")
    client.force_login(user)
    return client


def left() -> dict[str, str]:
    return {str(step.address): step.left for step in setup.steps()}


def test_an_empty_company_opens_with_its_steps(founder: Client) -> None:
    answer = founder.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == "/settings/"
    page = answer.content.decode()
    assert "Set up Jauge" in page
    assert page.count('<span class="tag tag-warn">To do</span>') == 9
    assert [str(step.label) for step in setup.steps()] == [
        "The company", "Teams", "People", "Pipeline", "Channels", "Activity types", "Objectives", "Surveys",
        "Your data",
    ]  # fmt: skip


def test_a_company_at_work_opens_with_its_dashboard(admin: Client, people: People) -> None:
    Account.objects.create(name="Mill", owner=people.rep)
    assert admin.get("/").headers["Location"] == "/dashboards/company/"


@pytest.mark.parametrize("kind", USUAL)
def test_usual_entries_once(founder: Client, kind: str) -> None:
    company = Company.current()
    company.language = "fr"
    company.save()
    address = reverse("crm:settings_usual", args=[kind])
    assert founder.post(address).status_code == 302
    model = USUAL[kind][0]
    made = model.objects.count()
    assert made
    founder.post(address)
    assert model.objects.count() == made
    assert founder.post("/settings/usual/regions/").status_code == 404


def test_with_the_usual_entries_a_call_is_logged_and_a_deal_won(founder: Client) -> None:
    for kind in USUAL:
        founder.post(reverse("crm:settings_usual", args=[kind]))
    account = Account.objects.create(name="Mill", owner=User.objects.get())
    words = {"about": f"account:{account.pk}", "type": ActivityType.objects.get(code="call").pk, "minutes": "5"}
    founder.post("/quick-log/", words)
    assert Activity.objects.get().account == account
    assert LostReason.objects.exists() and Channel.objects.exists()
    assert Pipeline.objects.get().is_default


def test_steps_follow_what_is_there(admin: Client, people: People, pipeline: Pipeline) -> None:
    steps = left()
    assert steps[reverse("crm:teams")] == ""
    assert "5 have not signed in yet" in steps[reverse("crm:people")] or steps[reverse("crm:people")]
    assert steps[reverse("crm:reference_edit", args=["pipelines", pipeline.pk])] == ""
    assert steps[reverse("crm:reference", args=["channels"])] != ""
    pipeline.stages.filter(kind="lost").update(active=False)
    assert "won and a lost end" in left()[reverse("crm:reference_edit", args=["pipelines", pipeline.pk])]


def test_the_demo_is_set_up(db: None, settings: object) -> None:
    settings.JAUGE_DEMO = True  # type: ignore[attr-defined]
    call_command("demo", "--small")
    missing = {step.label: step.left for step in setup.steps() if step.left}
    assert set(map(str, missing)) <= {"People"}


def test_data_come_in_by_the_import_pages(admin: Client) -> None:
    page = admin.get("/settings/").content.decode()
    assert 'href="/imports/"' in page
    assert admin.get("/imports/").status_code == 200
