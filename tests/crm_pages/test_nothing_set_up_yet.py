"""Pages of a company that has set up nothing yet say what is missing and who adds it; nothing falls over."""

import pytest
from django.urls import reverse

from crm.models import Opportunity

pytestmark = pytest.mark.django_db


def test_the_quick_log_says_that_types_are_missing(client, people):
    client.force_login(people.rep)
    assert "an administrator adds them" in client.get(reverse("crm:quick_log")).content.decode()
    client.force_login(people.admin)
    page = client.get(reverse("crm:quick_log")).content.decode()
    assert "There is no type of activity yet." in page
    assert f'href="{reverse("crm:settings")}">Add the usual ones' in page


def test_an_opportunity_without_pipeline_is_refused_in_words(client, people):
    client.force_login(people.rep)
    answer = client.post(reverse("crm:opportunity_new"), {"name": "First one"})
    assert answer.status_code == 422
    assert "pipeline" in answer.content.decode().split("<form", 2)[-1]
    assert not Opportunity.objects.exists()


@pytest.mark.parametrize("name", ["crm:board", "crm:opportunity_new"])
def test_who_may_make_a_pipeline_is_led_there(client, people, name):
    address = reverse(name)
    client.force_login(people.rep)
    page = client.get(address).content.decode()
    assert "An administrator adds a pipeline" in page and reverse("crm:settings_usual", args=["pipelines"]) not in page
    client.force_login(people.admin)
    page = client.get(address).content.decode()
    assert "An administrator adds a pipeline" not in page
    assert f'href="{reverse("crm:reference", args=["pipelines"])}"' in page
    usual = reverse("crm:settings_usual", args=["pipelines"])
    assert f'action="{usual}"' in page and f'name="next" value="{address}"' in page
    after = client.post(usual, {"next": address}, follow=True)
    assert after.redirect_chain[0][0] == address
    assert "There is no pipeline yet" not in after.content.decode()


def test_objectives_of_nobody_offer_no_button_without_words(client, people):
    client.force_login(people.admin)
    page = client.get(reverse("kpis:objectives"), {"year": "1999"}).content.decode()
    assert 'class="btn btn-primary" href=""' not in page


def test_nothing_chosen_is_a_dash(client, people):
    client.force_login(people.rep)
    assert "---------" not in client.get(reverse("crm:account_new")).content.decode()
