"""A provider of sign-ins on 127.0.0.1: it signs in whoever is named, and lies as it is told to."""

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

CLIENT, SECRET = "jauge", "of-this-test-0123456789abcdefghi"


@cache
def key(name: str) -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


@dataclass
class Provider:
    """`claims` are what it says of who signs in; `signer` is the key that it signs with, `shown` the one that it shows."""

    claims: dict[str, Any] = field(default_factory=lambda: {"email": "rep@example.com", "email_verified": True})
    userinfo: dict[str, Any] = field(default_factory=dict)
    signer: str = "its"
    algorithm: str = "RS256"
    down: bool = False
    description: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def sign_in(self, there: str) -> str:
        """What a person does there: the address that their browser is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def answer(self, path: str, form: dict[str, str], authorization: str) -> Any:
        self.asked.append(path)
        if self.down:
            return None
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "userinfo_endpoint": f"{self.address}/userinfo",
            } | self.description
        if path == "/keys":
            shown = jwt.algorithms.RSAAlgorithm.to_jwk(key("its").public_key(), as_dict=True)
            return {"keys": [{**shown, "kid": "1", "use": "sig"}]}
        if path == "/token":
            return self.tokens(form, authorization)
        return self.userinfo if authorization == "Bearer opens-userinfo" else None

    def tokens(self, form: dict[str, str], authorization: str) -> Any:
        asked = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        expected = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if (
            asked is None
            or asked["code_challenge_method"] != "S256"
            or asked["code_challenge"] != base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            or (form["redirect_uri"], authorization) != (asked["redirect_uri"], expected)
        ):
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 60, "nonce": asked["nonce"]}
        signer: Any = key(self.signer) if self.algorithm == "RS256" else "x" * 32 if self.algorithm == "HS256" else None
        token = jwt.encode(claims | self.claims, signer, self.algorithm, {"kid": "1"})
        return {"access_token": "opens-userinfo", "token_type": "Bearer", "id_token": token}


def serving(provider: Provider) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            said = provider.answer(self.path, form, self.headers.get("Authorization", ""))
            body = json.dumps(said).encode()
            self.send_response(200 if said is not None else 503 if provider.down else 400)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_words: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return server
