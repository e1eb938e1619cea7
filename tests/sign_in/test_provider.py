"""The company's provider signs in whom it vouches for and who works here, and nobody else."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import environment
from crm.models import AuditEntry, User
from tests.people import People
from tests.sign_in.conftest import code_of
from tests.sign_in.provider import CLIENT, SECRET, Provider, serving

BEGIN, RETURN = "/account/provider/", "/account/provider/return/"
Event = AuditEntry.Event


@pytest.fixture
def provider(settings: Any, people: People) -> Iterator[Provider]:
    made = Provider()
    server = serving(made)
    settings.OIDC_URL, settings.OIDC_NAME = made.address, "Mill login"
    settings.OIDC_CLIENT_ID, settings.OIDC_SECRET = CLIENT, SECRET
    yield made
    server.shutdown()
    server.server_close()


def walk(client: Client, provider: Provider, begin: str = BEGIN) -> Any:
    """From the button to what Jauge says in the end."""
    there = client.get(begin).headers["Location"]
    return client.get(provider.sign_in(there))


def is_in(client: Client) -> bool:
    return client.get("/my-day/").status_code == 200


def refusal(client: Client, provider: Provider, sentence: str = "") -> str:
    """Why nobody was signed in, as the trail has it; the sentence is on the sign-in page."""
    users = User.objects.count()
    answer = walk(client, provider)
    return reason(client, answer, users, sentence)


def reason(client: Client, answer: Any, users: int, sentence: str = "") -> str:
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/")
    page = client.get("/account/login/").content.decode()
    assert "notice-error" in page and sentence in page
    assert not is_in(client) and User.objects.count() == users
    found = AuditEntry.objects.latest("pk")
    assert (found.event, found.by, found.details["how"]) == (Event.SIGN_IN_FAILED, None, "openid")
    return str(found.details["reason"])


def test_the_right_person_is_signed_in(client: Client, provider: Provider, people: People) -> None:
    answer = walk(client, provider, f"{BEGIN}?next=/accounts/")
    assert answer.headers["Location"] == "/accounts/"
    assert client.get("/my-day/").wsgi_request.user == people.rep
    found = AuditEntry.objects.get(event=Event.SIGN_IN)
    assert (found.by, found.details) == (people.rep, {"how": ["openid"]})
    assert not AuditEntry.objects.filter(event=Event.SIGN_IN_FAILED).exists()


def test_nobody_is_led_elsewhere_afterwards(client: Client, provider: Provider) -> None:
    assert walk(client, provider, f"{BEGIN}?next=https://evil.example/").headers["Location"] == "/"


def test_the_button_is_there_where_there_is_a_provider(client: Client, provider: Provider, settings: Any) -> None:
    page = client.get("/account/login/?next=/accounts/").content.decode()
    assert "Sign in with Mill login" in page and 'href="/account/provider/?next=%2Faccounts%2F"' in page
    page = client.get("/account/login/", headers={"accept-language": "fr"}).content.decode()
    assert "Se connecter avec Mill login" in page
    settings.OIDC_URL = settings.OIDC_NAME = ""
    assert "/account/provider/" not in client.get("/account/login/").content.decode()
    assert [client.get(address).status_code for address in (BEGIN, RETURN)] == [404, 404]


def test_the_policy_of_pages_stays_as_strict(client: Client, provider: Provider) -> None:
    """It is a link: no form leads to the provider, and its redirects need no exception."""
    assert "form-action 'self';" in client.get("/account/login/").headers["Content-Security-Policy"] + ";"


def test_the_address_is_compared_whatever_its_case(client: Client, provider: Provider) -> None:
    provider.claims["email"] = "Rep@Example.com"
    walk(client, provider)
    assert is_in(client)


def test_providers_that_tell_it_apart(client: Client, provider: Provider) -> None:
    provider.userinfo = {"sub": "1", **provider.claims}
    provider.claims = {}
    walk(client, provider)
    assert is_in(client)


def test_of_another_person_than_it_signed_in(client: Client, provider: Provider) -> None:
    provider.userinfo = {"sub": "2", **provider.claims}
    provider.claims = {}
    assert refusal(client, provider) == "untrusted"


@pytest.mark.parametrize("email", ["stranger@example.com", "rep@example.com.evil.example", "%"])
def test_an_unknown_address(client: Client, provider: Provider, email: str) -> None:
    provider.claims["email"] = email
    assert refusal(client, provider, sentence="Nobody who works here") == "unknown"


def test_sentences_in_french(provider: Provider) -> None:
    provider.claims["email"] = "stranger@example.com"
    client = Client(headers={"accept-language": "fr"})
    assert refusal(client, provider, sentence="Personne qui travaille ici") == "unknown"


@pytest.mark.parametrize(
    "said", [{"email_verified": False}, {"email_verified": None}, {"email_verified": 1, "email": ""}]
)
def test_an_address_that_is_not_verified(client: Client, provider: Provider, said: dict[str, Any]) -> None:
    provider.claims |= said
    assert refusal(client, provider) == "unverified"


def test_who_has_left(client: Client, provider: Provider, people: People) -> None:
    people.rep.left_on = timezone.localdate() - timedelta(days=2)
    people.rep.save()
    assert refusal(client, provider) == "unknown"
    people.rep.left_on, people.rep.is_active = None, False
    people.rep.save()
    assert refusal(client, provider) == "unknown"


def test_an_address_that_two_have(client: Client, provider: Provider, people: People) -> None:
    User.objects.filter(pk=people.outsider.pk).update(email="REP@example.com")
    assert refusal(client, provider) == "unknown"


@pytest.mark.parametrize("change", [
    {"aud": "another-program"}, {"iss": "https://evil.example"}, {"exp": 1}, {"nonce": "of-another"}, {"nonce": None},
    {"aud": [CLIENT, "other"], "azp": "other"}, {"iat": 4_000_000_000},
])  # fmt: skip
def test_a_token_that_is_not_for_this(client: Client, provider: Provider, change: dict[str, Any]) -> None:
    provider.claims |= change
    assert refusal(client, provider) == "untrusted"


@pytest.mark.parametrize(("signer", "algorithm"), [("another", "RS256"), ("its", "none"), ("its", "HS256")])
def test_a_signature_that_is_not_the_providers(client: Client, provider: Provider, signer: str, algorithm: str) -> None:
    provider.signer, provider.algorithm = signer, algorithm
    assert refusal(client, provider) == "untrusted"


def test_a_provider_that_calls_itself_otherwise(client: Client, provider: Provider, people: People) -> None:
    provider.description = {"issuer": "https://evil.example"}
    assert reason(client, client.get(BEGIN), User.objects.count()) == "untrusted"


def test_a_provider_that_is_down(client: Client, provider: Provider) -> None:
    provider.down = True
    assert reason(client, client.get(BEGIN), User.objects.count(), sentence="does not answer") == "unreachable"


def test_an_answer_opens_once_and_in_its_own_browser_only(client: Client, provider: Provider) -> None:
    back = provider.sign_in(client.get(BEGIN).headers["Location"])
    users, thief = User.objects.count(), Client()
    assert reason(thief, thief.get(back), users) == "stale"
    assert client.get(back).headers["Location"] == "/"
    client.post("/account/logout/")
    assert reason(client, client.get(back), users) == "stale"


def test_another_state_ends_the_attempt(client: Client, provider: Provider) -> None:
    back, users = provider.sign_in(client.get(BEGIN).headers["Location"]), User.objects.count()
    assert reason(client, client.get(f"{RETURN}?code=code-0&state=guessed"), users) == "stale"
    assert reason(client, client.get(back), users) == "stale"


def test_an_attempt_ends_after_ten_minutes(client: Client, provider: Provider) -> None:
    back, users = provider.sign_in(client.get(BEGIN).headers["Location"]), User.objects.count()
    with time_machine.travel(time.time() + 601):
        assert reason(client, client.get(back), users) == "stale"


def test_a_code_that_the_provider_does_not_know(client: Client, provider: Provider) -> None:
    back, users = provider.sign_in(client.get(BEGIN).headers["Location"]), User.objects.count()
    provider.codes.clear()
    assert reason(client, client.get(back), users) == "untrusted"


def test_who_is_refused_there(client: Client, provider: Provider) -> None:
    state = client.get(BEGIN).headers["Location"].partition("&state=")[2].partition("&")[0]
    answer = client.get(f"{RETURN}?error=access_denied&state={state}")
    assert reason(client, answer, User.objects.count(), sentence="Mill login did not sign you in") == "denied"


def test_a_second_factor_is_asked_for_all_the_same(client: Client, provider: Provider, people: People) -> None:
    secret = generate_totp_secret()
    TOTP.activate(people.rep, secret)
    assert walk(client, provider).headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(client)
    assert AuditEntry.objects.get(event=Event.SIGN_IN).details == {"how": ["openid", "mfa"]}


def test_an_administrator_without_one_sets_it_up(client: Client, provider: Provider, settings: Any) -> None:
    settings.SECOND_FACTOR = "administrators"
    provider.claims["email"] = "admin@example.com"
    walk(client, provider)
    assert client.get("/settings/").headers["Location"] == reverse("mfa_index")


def test_beginning_has_a_limit(client: Client, provider: Provider) -> None:
    assert [client.get(BEGIN).status_code for _each in range(61)][-1] == 429


@pytest.mark.parametrize("typed", ["login.example.com", "http://login.example.com", "https://a b", "https://me@evil.example", "http://127.0.0.1.evil.example", "https://login.example.com/?tenant=1"])  # fmt: skip
def test_addresses_of_providers_are_strict(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("JAUGE_X", typed)
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X"):
        environment.issuer("JAUGE_X")


def test_all_of_it_is_set_or_nothing() -> None:
    environment.all_or_none({"JAUGE_A": "", "JAUGE_B": ""})
    environment.all_or_none({"JAUGE_A": "1", "JAUGE_B": "2"})
    with pytest.raises(ImproperlyConfigured, match="JAUGE_A is set and JAUGE_B is not"):
        environment.all_or_none({"JAUGE_A": "1", "JAUGE_B": ""})


LEAVE, LEFT = "/account/provider/leave/", "/account/provider/left/"


def out(client: Client) -> Any:
    """Signing out, and what comes after."""
    return client.post(reverse("account_logout"))


def asked_of(page: Any) -> dict[str, str]:
    there = page.context["there"]
    return {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}


def test_signing_out_ends_the_session_of_the_provider(client: Client, provider: Provider, people: People) -> None:
    provider.description = {"end_session_endpoint": f"{provider.address}/logout"}
    walk(client, provider)
    assert out(client).headers["Location"] == LEAVE and not is_in(client)
    page = client.get(LEAVE)
    assert page.context["there"].startswith(f"{provider.address}/logout?")
    # A redirect after a form would be held against `form-action`; a page that was loaded leads on.
    assert page.status_code == 200 and '<meta http-equiv="refresh" content="0; url=' in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    asked = asked_of(page)
    assert (asked["client_id"], asked["post_logout_redirect_uri"]) == (CLIENT, f"http://testserver{LEFT}")
    hint = jwt.decode(asked["id_token_hint"], options={"verify_signature": False})
    assert hint["email"] == people.rep.email
    # It leads there once; and back, with the state, once.
    assert client.get(LEAVE).headers["Location"] == "/account/login/"
    for state, said in (("another", False), (asked["state"], False)):
        assert client.get(LEFT, {"state": state}).headers["Location"] == "/account/login/"
        assert ("here and at Mill login" in client.get("/account/login/").content.decode()) is said


def test_who_comes_back_with_the_state_is_told(client: Client, provider: Provider) -> None:
    provider.description = {"end_session_endpoint": f"{provider.address}/logout"}
    walk(client, provider)
    out(client)
    client.get(LEFT, {"state": asked_of(client.get(LEAVE))["state"]})
    assert "You are signed out, here and at Mill login." in client.get("/account/login/").content.decode()


def test_whoever_came_with_a_password_leaves_without_the_provider(
    client: Client, provider: Provider, boss: User, sign_in: Any
) -> None:
    sign_in(client, boss.username)
    asked = len(provider.asked)
    assert out(client).headers["Location"] == "/"
    assert client.get(LEAVE).headers["Location"] == "/account/login/" and len(provider.asked) == asked


def test_a_token_is_of_the_person_who_is_signed_in(client: Client, provider: Provider, people: People) -> None:
    walk(client, provider)
    session = client.session
    session["crm.openid.token"] = [people.admin.pk, "of-another"]
    session.save()
    assert out(client).headers["Location"] == "/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/logout", "http://127.0.0.1:1/logout", "javascript:alert(1)"]
)
def test_the_token_goes_to_the_provider_only(client: Client, provider: Provider, elsewhere: str) -> None:
    provider.description = {"end_session_endpoint": elsewhere}
    walk(client, provider)
    out(client)
    assert client.get(LEAVE).headers["Location"] == "/account/login/"
    assert "perhaps not at Mill login" in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("description", [{}, {"issuer": "https://another.example"}])
def test_a_provider_that_ends_no_sessions_is_said(client: Client, provider: Provider, description: Any) -> None:
    walk(client, provider)
    provider.description = description
    out(client)
    assert client.get(LEAVE).headers["Location"] == "/account/login/" and not is_in(client)
    assert "perhaps not at Mill login" in client.get("/account/login/").content.decode()


def test_the_operator_may_want_nothing_of_it(client: Client, provider: Provider, settings: Any) -> None:
    settings.OIDC_SIGN_OUT = False
    walk(client, provider)
    assert "crm.openid.token" not in client.session
    assert out(client).headers["Location"] == "/"
