"""Where the operator wants one, an administrator without a second factor sets one up and reaches nothing else."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from config import environment
from crm.models import ApiToken, User
from tests.people import People
from tests.sign_in.conftest import PASSWORD, code_of

PAGES = ["/my-day/", "/settings/", "/tokens/", "/admin/", "/admin/crm/user/", "/settings/people/", "/account/email/",
         "/account/password/change/", "/imports/"]  # fmt: skip


@pytest.fixture
def wanted(settings: Any) -> None:
    settings.SECOND_FACTOR = "administrators"


@pytest.mark.usefixtures("wanted")
def test_an_administrator_without_one_reaches_nothing_else(client: Client, boss: User, sign_in: Any) -> None:
    assert sign_in(client, boss.username).status_code == 302
    for page in PAGES:
        answer = client.get(page)
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/account/"), page
    assert client.post("/tokens/", {"name": "Mine", "scope": "read"}).status_code == 302
    assert not ApiToken.objects.exists()
    assert client.get("/my-day/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/account/"
    assert client.get("/api/accounts/").status_code == 403
    token = ApiToken.issue(boss, "Older", "write")[1]
    answer = Client().get("/api/accounts/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 403 and "second factor" in answer.json()["detail"]
    # What everybody may open, and the way out.
    assert client.get("/healthz").status_code == 200
    page = client.get("/account/").content.decode()
    assert "A second factor is needed" in page and reverse("account_logout") in page
    assert client.post(reverse("account_logout")).status_code == 302


@pytest.mark.usefixtures("wanted")
def test_setting_one_up_opens_everything_and_gives_recovery_codes(client: Client, boss: User, sign_in: Any) -> None:
    sign_in(client, boss.username)
    # A session that was left open changes nothing of this: the password is asked again.
    assert client.get(reverse("mfa_activate_totp")).headers["Location"].startswith("/account/reauthenticate/")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer.headers["Location"]).context["unused_codes"]
    assert len(codes) == 10
    assert client.get("/settings/").status_code == 200
    # Neither the seed nor a code is readable in the database.
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored and codes[0] not in stored
    other = Client()
    assert sign_in(other, boss.username).headers["Location"] == reverse("mfa_authenticate")
    assert other.get("/my-day/").status_code == 302
    assert other.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert other.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert other.get("/my-day/").status_code == 200
    # Each recovery code opens once.
    third = Client()
    sign_in(third, boss.username)
    assert third.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 200


@pytest.mark.usefixtures("wanted")
def test_without_it_the_door_is_shut_again(client: Client, boss: User, secret: str) -> None:
    client.force_login(boss)
    assert client.get("/settings/").status_code == 200
    Authenticator.objects.all().delete()
    assert client.get("/settings/").status_code == 302


@pytest.mark.usefixtures("wanted")
def test_others_need_none(client: Client, people: People) -> None:
    client.force_login(people.manager)
    assert client.get("/my-day/").status_code == 200


def test_everybody_needs_one_where_the_operator_says_so(client: Client, people: People, settings: Any) -> None:
    settings.SECOND_FACTOR = "everybody"
    for person in (people.rep, people.manager, people.admin):
        client.force_login(person)
        assert client.get("/my-day/").headers.get("Location") == "/account/", person
        token = ApiToken.issue(person, "Shop", "read")[1]
        assert Client().get("/api/accounts/", headers={"Authorization": f"Bearer {token}"}).status_code == 403, person
    assert "A second factor is needed" in client.get("/account/").content.decode()
    TOTP.activate(people.rep, generate_totp_secret())
    client.force_login(people.rep)
    assert client.get("/my-day/").status_code == 200
    # Customers and whoever is not signed in are asked for nothing.
    assert Client().get("/account/login/").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "administrators", "expected"),
    [("", "", "nobody"), ("", "1", "administrators"), ("everybody", "1", "everybody"), ("everybody", "", "everybody"),
     ("administrators", "0", "administrators"), ("nobody", "0", "nobody")],
)  # fmt: skip
def test_the_switch_and_the_former_one(
    monkeypatch: pytest.MonkeyPatch, wanted: str, administrators: str, expected: str
) -> None:
    monkeypatch.setenv("JAUGE_X", wanted)
    monkeypatch.setenv("JAUGE_ADMIN_X", administrators)
    assert environment.second_factor("JAUGE_X", "JAUGE_ADMIN_X") == expected


@pytest.mark.parametrize(("wanted", "administrators"), [("nobody", "1"), ("everyone", ""), ("1", ""), ("", "perhaps")])
def test_a_switch_that_is_not_understood_stops_the_program(
    monkeypatch: pytest.MonkeyPatch, wanted: str, administrators: str
) -> None:
    monkeypatch.setenv("JAUGE_X", wanted)
    monkeypatch.setenv("JAUGE_ADMIN_X", administrators)
    with pytest.raises(ImproperlyConfigured, match="JAUGE_"):
        environment.second_factor("JAUGE_X", "JAUGE_ADMIN_X")


def test_nobody_needs_one_unless_the_operator_says_so(client: Client, boss: User) -> None:
    client.force_login(boss)
    assert client.get("/settings/").status_code == 200


def test_a_code_opens_once(client: Client, boss: User, secret: str, sign_in: Any) -> None:
    code = code_of(secret)
    for other, status in ((client, 302), (Client(), 200)):
        sign_in(other, boss.username, PASSWORD)
        assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == status


def test_pages_of_second_factors_open(client: Client, boss: User, secret: str, sign_in: Any) -> None:
    sign_in(client, boss.username)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    names = ["mfa_index", "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_generate_recovery_codes",
             "mfa_reauthenticate", "account_reauthenticate"]  # fmt: skip
    for name in names:
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert " style=" not in page.content.decode() and "onclick" not in page.content.decode()
