"""Signing in at the company's own provider: OpenID Connect's code flow with PKCE, `state` and `nonce`.

The token that says who somebody is is believed only where its signature, issuer, audience, time and nonce are right,
although it comes from the provider itself (docs/decisions/0024). The session keeps it, to end that of the provider.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote_plus, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# What is signed with a key that both sides know, or not at all, is none of them.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED = ["exp", "iat", "iss", "aud", "sub"]
SECONDS_TO_ANSWER = 8
SECONDS_TO_SIGN_IN = 600
LONGEST_ANSWER = 1_000_000
# Addresses that are longer are refused by some servers.
LONGEST_HINT = 6_000
# Clocks differ.
LEEWAY = 60


class Reason(TextChoices):
    """Why nobody was signed in, in a sentence for whoever tried."""

    UNREACHABLE = "unreachable", _("%(name)s does not answer. Try again in a moment, or sign in with your password.")
    STALE = "stale", _("This sign-in was begun in another browser, more than ten minutes ago, or is over: begin again.")
    DENIED = "denied", _("%(name)s did not sign you in.")
    UNTRUSTED = "untrusted", _("What %(name)s answered cannot be trusted, so nobody was signed in: tell your administrator.")  # fmt: skip  # noqa: E501
    UNVERIFIED = "unverified", _("%(name)s does not say that your e-mail address is verified, so it tells nobody who you are: ask whoever runs it.")  # fmt: skip  # noqa: E501
    UNKNOWN = "unknown", _("Nobody who works here has the e-mail address that %(name)s knows you by, or several have: ask an administrator to correct it.")  # fmt: skip  # noqa: E501


class RefusedError(Exception):
    """Nobody is signed in; `why` is told to the person, `about` to the log, without personal data."""

    def __init__(self, why: Reason, about: str = "") -> None:
        super().__init__(about or why.value)
        self.why = why


@dataclass(frozen=True)
class Attempt:
    """What a sign-in that was begun must come back with; kept in the session, for one use."""

    state: str
    nonce: str
    verifier: str
    begun: float
    following: str = ""

    @classmethod
    def begin(cls, following: str = "") -> "Attempt":
        state, nonce, verifier = (secrets.token_urlsafe(32) for _each in range(3))
        return cls(state, nonce, verifier, time.time(), following)

    def matches(self, state: str) -> bool:
        return compare_digest(self.state.encode(), state.encode()) and time.time() - self.begun < SECONDS_TO_SIGN_IN


def configured() -> bool:
    return bool(settings.OIDC_URL)


def leading_there(attempt: Attempt, coming_back: str) -> str:
    """The address at the provider that asks somebody to sign in and sends them back."""
    digest = hashlib.sha256(attempt.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": coming_back,
        "scope": "openid email",
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    address = endpoint(described(), "authorization_endpoint")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


@dataclass(frozen=True)
class Vouched:
    """Whom the provider signed in, and the token with which it is told later that the session is over."""

    email: str
    token: str


def vouched_for(answer: Mapping[str, str], attempt: Attempt | None, coming_back: str) -> Vouched:
    """Whoever signed in there. Raises RefusedError."""
    if attempt is None or not attempt.matches(answer.get("state", "")):
        raise RefusedError(Reason.STALE)
    if answer.get("iss", settings.OIDC_URL) != settings.OIDC_URL:
        raise RefusedError(Reason.UNTRUSTED, "another issuer answered")
    if "error" in answer or not answer.get("code"):
        raise RefusedError(Reason.DENIED)
    provider = described()
    tokens = tokens_for(provider, answer["code"], attempt, coming_back)
    token = str(tokens.get("id_token", ""))
    claims = believed(token, provider, attempt)
    if "email" not in claims and provider.get("userinfo_endpoint"):
        claims |= more_about(claims["sub"], provider, str(tokens.get("access_token", "")))
    email = claims.get("email")
    # Some providers write it as a text.
    if not isinstance(email, str) or not email or claims.get("email_verified") not in (True, "true"):
        raise RefusedError(Reason.UNVERIFIED)
    return Vouched(email, token)


def leading_out(token: str, state: str, coming_back: str) -> str:
    """The address at the provider that ends the session there; "" where it has none. Raises RefusedError.

    It gets the token, so it is of the very host that the operator named: others are asked for keys, and get none.
    """
    provider = described()
    if not provider.get("end_session_endpoint"):
        return ""
    address = endpoint(provider, "end_session_endpoint")
    if urlsplit(address)[:2] != urlsplit(settings.OIDC_URL)[:2]:
        raise RefusedError(Reason.UNTRUSTED, "end_session_endpoint is of another host than the provider")
    asked = {"client_id": settings.OIDC_CLIENT_ID, "post_logout_redirect_uri": coming_back, "state": state}
    if len(token) <= LONGEST_HINT:
        asked["id_token_hint"] = token
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def described() -> dict[str, Any]:
    """What the provider says of itself; asked each time, so that a change of its keys needs nothing here."""
    found = fetched(f"{settings.OIDC_URL.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != settings.OIDC_URL:
        raise RefusedError(Reason.UNTRUSTED, f"the provider calls itself {found.get('issuer')!r}")
    return found


def endpoint(provider: dict[str, Any], name: str) -> str:
    """One of its addresses, over https unless the operator's own is not."""
    address = str(provider.get(name, ""))
    if not address.startswith(("https://", "http://" if settings.OIDC_URL.startswith("http://") else "https://")):
        raise RefusedError(Reason.UNTRUSTED, f"{name} is not served over https")
    return address


def tokens_for(provider: dict[str, Any], code: str, attempt: Attempt, coming_back: str) -> dict[str, Any]:
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": coming_back,
        "code_verifier": attempt.verifier,
    }
    headers = {}
    ways = provider.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" in ways:
        pair = f"{quote_plus(settings.OIDC_CLIENT_ID)}:{quote_plus(settings.OIDC_SECRET)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        body |= {"client_id": settings.OIDC_CLIENT_ID, "client_secret": settings.OIDC_SECRET}
    return fetched(endpoint(provider, "token_endpoint"), urlencode(body).encode(), headers)


def believed(token: str, provider: dict[str, Any], attempt: Attempt) -> dict[str, Any]:
    """The claims of a token that the provider signed, for us, just now, for this very attempt."""
    keys = fetched(endpoint(provider, "jwks_uri"))
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key_for(token, keys),
            algorithms=ALGORITHMS,
            issuer=settings.OIDC_URL,
            audience=settings.OIDC_CLIENT_ID,
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
    except jwt.PyJWTError as error:
        raise RefusedError(Reason.UNTRUSTED, f"its token is refused: {type(error).__name__}") from error
    if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
        raise RefusedError(Reason.UNTRUSTED, "its token was made for another program")
    if not compare_digest(str(claims.get("nonce", "")).encode(), attempt.nonce.encode()):
        raise RefusedError(Reason.UNTRUSTED, "its token is of another sign-in")
    return claims


def key_for(token: str, keys: dict[str, Any]) -> jwt.PyJWK:
    """The one that the token names; where it names none, the only one that there is."""
    name = jwt.get_unverified_header(token).get("kid")
    signing = [each for each in jwt.PyJWKSet.from_dict(keys).keys if each.public_key_use in (None, "sig")]
    found = [each for each in signing if name is None or each.key_id == name]
    if len(found) != 1:
        raise jwt.InvalidKeyError("no such key")
    return found[0]


def more_about(subject: str, provider: dict[str, Any], access: str) -> dict[str, Any]:
    """The e-mail address, from providers that leave it out of the token."""
    address = endpoint(provider, "userinfo_endpoint")
    found = fetched(address, headers={"Authorization": f"Bearer {access}"})
    if found.get("sub") != subject:
        raise RefusedError(Reason.UNTRUSTED, "it told of another person than it signed in")
    return {name: found[name] for name in ("email", "email_verified") if name in found}


class NoRedirect(HTTPRedirectHandler):
    """What is asked holds a secret: it goes to nobody but whom it is meant for."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


def fetched(address: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """A JSON object of the provider's."""
    asked = Request(address, body, {"Accept": "application/json", "User-Agent": "Jauge", **(headers or {})})
    try:
        with build_opener(NoRedirect).open(asked, timeout=SECONDS_TO_ANSWER) as answer:
            text = answer.read(LONGEST_ANSWER + 1)
    except HTTPError as error:
        why = Reason.UNREACHABLE if error.code >= 500 else Reason.UNTRUSTED
        raise RefusedError(why, f"the provider answered with the status {error.code}") from error
    except (OSError, HTTPException) as error:
        raise RefusedError(Reason.UNREACHABLE, f"the provider cannot be asked: {error}") from error
    try:
        found = json.loads(text) if len(text) <= LONGEST_ANSWER else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise RefusedError(Reason.UNTRUSTED, "the provider answered with something else than a JSON object")
    return found
