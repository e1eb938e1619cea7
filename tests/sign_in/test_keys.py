"""JAUGE_SECRET_KEY is changed: what was made with the former one goes on, until that is taken away."""

import io
import secrets
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from crm.encryption import ENCRYPTED, SHOPS, WEBHOOKS, encrypted
from crm.invitations import link
from crm.models import Company, IngestSource, User, WebhookEndpoint
from crm.webhooks import outbox, sending
from tests.people import People
from tests.sign_in.conftest import PASSWORD, code_of


def stored(table: str, column: str = "secret") -> str:
    """What lies in the database, whatever the model makes of it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return str(cursor.fetchone()[0])


def changed(settings: Any, keep: bool = True) -> None:
    """Another secret in force; the former one is kept among the former, or lost."""
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
    settings.SECRET_KEY = secrets.token_urlsafe(48)


def encrypt_secrets() -> str:
    out = io.StringIO()
    call_command("encrypt_secrets", stdout=out)
    return out.getvalue()


@pytest.fixture
def shop(people: People) -> IngestSource:
    return IngestSource.objects.create(name="Shop", kind="woocommerce", secret="shop-secret-1")


@pytest.fixture
def hook(people: People) -> WebhookEndpoint:
    return WebhookEndpoint.objects.create(address="https://example.com/", description="Store", secret="whsec_1")


def test_neither_secret_can_be_read_in_the_database(shop: IngestSource, hook: WebhookEndpoint) -> None:
    shop.change_secret("shop-secret-2")
    tables = [("crm_ingestsource", "secret"), ("crm_ingestsource", "former_secret"), ("crm_webhookendpoint", "secret")]
    kept = [stored(*each) for each in tables]
    assert all(each.startswith(ENCRYPTED) for each in kept)
    assert not any(word in "".join(kept) for word in ("shop-secret", "whsec_"))
    shop.refresh_from_db()
    assert shop.keys() == [b"shop-secret-2", b"shop-secret-1"]
    assert WebhookEndpoint.objects.get().secret == "whsec_1"


def test_each_use_has_a_key_of_its_own(db: None) -> None:
    shop = IngestSource.objects.create(name="Shop", kind="woocommerce")
    IngestSource.objects.filter(pk=shop.pk).update(secret=encrypted("moved", WEBHOOKS))
    assert IngestSource.objects.get().secret == ""
    IngestSource.objects.filter(pk=shop.pk).update(secret=encrypted("own", SHOPS))
    assert IngestSource.objects.get().secret == "own"


def test_beside_the_old_version_nothing_is_encrypted_until_the_operator_says_so(db: None) -> None:
    Company.current()
    Company.objects.update(encrypts_secrets=False)
    IngestSource.objects.create(name="Shop", kind="woocommerce", secret="as-it-is-1")
    WebhookEndpoint.objects.create(address="https://example.com/", description="Store", secret="whsec_1")
    assert stored("crm_ingestsource") == "as-it-is-1" and stored("crm_webhookendpoint") == "whsec_1"
    said = encrypt_secrets()
    assert "shops and telephony 1, webhooks 1, second factors 0" in said
    assert stored("crm_ingestsource").startswith(ENCRYPTED) and stored("crm_webhookendpoint").startswith(ENCRYPTED)
    assert (IngestSource.objects.get().secret, WebhookEndpoint.objects.get().secret) == ("as-it-is-1", "whsec_1")
    assert Company.objects.get().encrypts_secrets


def test_a_new_company_encrypts_from_the_first_on(db: None) -> None:
    Company.objects.all().delete()
    assert Company.current().encrypts_secrets


def test_sessions_go_on_and_can_still_be_ended(client: Client, boss: User, sign_in: Any, settings: Any) -> None:
    sign_in(client, boss.username)
    before = client.session.session_key
    changed(settings)
    assert client.get("/sessions/").status_code == 200
    after = client.session.session_key
    # Django gives it another key, once, which the list of sessions has to know.
    assert after != before
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [after]
    assert client.get("/sessions/").status_code == 200
    for row in UserSession.objects.all():
        row.end()
    assert client.get("/sessions/").status_code == 302


def test_nobody_is_signed_out_by_looking_where_they_are_signed_in(boss: User, sign_in: Any, settings: Any) -> None:
    desk, phone = Client(), Client()
    for client in (desk, phone):
        sign_in(client, boss.username)
    changed(settings)
    assert desk.get("/sessions/").content.decode().count("127.0.0.1") == 2
    sign_in(Client(), boss.username)
    assert phone.get("/sessions/").content.decode().count("127.0.0.1") == 3
    assert desk.get("/sessions/").status_code == 200


def test_without_the_former_secret_sessions_end(client: Client, boss: User, sign_in: Any, settings: Any) -> None:
    sign_in(client, boss.username)
    changed(settings, keep=False)
    assert client.get("/sessions/").status_code == 302


@pytest.mark.parametrize("keep", [True, False])
def test_links_of_invitations(client: Client, people: People, settings: Any, keep: bool) -> None:
    people.rep.set_unusable_password()
    people.rep.save()
    request = RequestFactory().get("/", headers={"Host": "localhost"})
    request.user = AnonymousUser()
    address = link(people.rep, request).removeprefix("http://localhost")
    changed(settings, keep)
    page = client.get(address, follow=True, headers={"Host": "localhost"})
    assert bool(page.redirect_chain) is keep


def test_second_factors_go_on(client: Client, boss: User, secret: str, sign_in: Any, settings: Any) -> None:
    codes = RecoveryCodes.activate(boss).get_unused_codes()
    changed(settings)
    for code in (code_of(secret), codes[0]):
        sign_in(client, boss.username, PASSWORD)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
        client.post(reverse("account_logout"))
    # Encrypted again they need the former secret no more.
    assert "second factors 2" in encrypt_secrets()
    settings.SECRET_KEY_FALLBACKS = []
    sign_in(client, boss.username, PASSWORD)
    assert client.post(reverse("mfa_authenticate"), {"code": codes[1]}).status_code == 302


def test_a_code_of_a_lost_seed_is_wrong_and_no_failure(
    client: Client, boss: User, secret: str, sign_in: Any, settings: Any
) -> None:
    kept = Authenticator.objects.get().data
    changed(settings, keep=False)
    sign_in(client, boss.username, PASSWORD)
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 200
    with pytest.raises(CommandError, match="second factors 1"):
        encrypt_secrets()
    assert Authenticator.objects.get().data == kept


def test_secrets_go_on_with_the_former_key(shop: IngestSource, hook: WebhookEndpoint, settings: Any) -> None:
    changed(settings)
    assert IngestSource.objects.get().keys() == [b"shop-secret-1"]
    encrypt_secrets()
    settings.SECRET_KEY_FALLBACKS = []
    assert IngestSource.objects.get().keys() == [b"shop-secret-1"]
    assert WebhookEndpoint.objects.get().secret == "whsec_1"


def test_where_the_key_is_lost_nothing_opens_and_a_new_secret_helps(
    client: Client, shop: IngestSource, hook: WebhookEndpoint, people: People, settings: Any
) -> None:
    kept = stored("crm_ingestsource")
    changed(settings, keep=False)
    client.force_login(people.admin)
    found = IngestSource.objects.get()
    assert found.keys() == []
    # Saved for another reason it stays what it was: the key may be found again.
    found.save()
    assert stored("crm_ingestsource") == kept
    sentence = "The secret cannot be read any more"
    page = client.get(reverse("crm:connection", args=[shop.pk])).content.decode()
    assert sentence in page and "is taken for one more hour" not in page
    assert sentence in client.get(reverse("crm:webhook", args=[hook.pk])).content.decode()
    # In the lists, too: nobody opens what is said to be in use.
    assert "Secret lost: nothing is received" in client.get(reverse("crm:connections")).content.decode()
    assert "Secret lost: nothing is sent" in client.get(reverse("crm:webhooks")).content.decode()
    settings_page = client.get(reverse("crm:settings")).content.decode()
    assert "Secret lost: nothing is received" in settings_page and "Secret lost: nothing is sent" in settings_page
    claim = sending.claim(outbox.ping(WebhookEndpoint.objects.get()).pk)
    assert claim is not None and "make a new one" in sending.send(claim).problem
    with pytest.raises(CommandError, match="key that is lost: shops and telephony 1, webhooks 1, second factors 0"):
        encrypt_secrets()
    found.change_secret("shop-secret-3")
    assert IngestSource.objects.get().keys() == [b"shop-secret-3"]
    WebhookEndpoint.objects.update(active=False)
    assert "Secret lost" not in client.get(reverse("crm:settings")).content.decode()


def test_where_the_key_is_lost_shopifys_secret_is_pasted_again(client: Client, people: People, settings: Any) -> None:
    shop = IngestSource.objects.create(name="Shop", kind=IngestSource.Kind.SHOPIFY, secret="shop-secret-1")
    changed(settings, keep=False)
    client.force_login(people.admin)
    page = client.get(reverse("crm:connection", args=[shop.pk])).content.decode()
    assert "paste it once more below" in page and "make a new one below" not in page


def test_a_secret_that_cannot_be_read_is_no_former_one(
    client: Client, shop: IngestSource, people: People, settings: Any
) -> None:
    changed(settings, keep=False)
    client.force_login(people.admin)
    client.post(reverse("crm:connection_secret", args=[shop.pk]))
    found = IngestSource.objects.get()
    assert (found.former_secret, found.former_until, len(found.keys())) == ("", None, 1)
    page = client.get(reverse("crm:connection", args=[shop.pk])).content.decode()
    assert "the former secret is taken as well" not in page
