"""Over TLS the certificate must be that of the host's name, although the connection goes to a number."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crm.webhooks import posting
from tests.webhooks.receiver import Receiver, listening

HOST = "hooks.example.com"


def certificate(folder: Path) -> Path:
    """Of HOST, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    encoding = serialization.Encoding.PEM
    written = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "certificate.pem"
    path.write_bytes(written + made.sign(key, hashes.SHA256()).public_bytes(encoding))
    return path


@pytest.fixture
def secured(settings: Any, tmp_path: Path, monkeypatch: Any) -> Iterator[tuple[Receiver, Path]]:
    """Listens with TLS; every name leads to it."""
    path, receiver = certificate(tmp_path), Receiver()
    server = listening(receiver)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    settings.WEBHOOK_PRIVATE_TARGETS, settings.WEBHOOK_PORTS = True, frozenset({receiver.port})

    def resolve(host: str, port: int, **_more: Any) -> list[Any]:
        return [(None, None, 0, "", ("127.0.0.1", port))]

    monkeypatch.setattr("crm.webhooks.targets.socket.getaddrinfo", resolve)
    monkeypatch.setattr("crm.webhooks.posting.socket.create_connection", connect)
    yield receiver, path
    server.shutdown()
    server.server_close()


def connect(address: tuple[str, int], timeout: float) -> Any:
    """Without the resolver, which is replaced."""
    made = posting.socket.socket()
    made.settimeout(timeout)
    made.connect(address)
    return made


def trusting(path: Path) -> Any:
    context = ssl.create_default_context(cafile=str(path))
    return lambda: context


def test_the_certificate_of_the_name(secured: Any, monkeypatch: Any) -> None:
    receiver, path = secured
    monkeypatch.setattr(posting, "tls", trusting(path))
    assert posting.post(f"https://{HOST}:{receiver.port}/", b"{}", {}).got_through


def test_that_of_another_name(secured: Any, monkeypatch: Any) -> None:
    receiver, path = secured
    monkeypatch.setattr(posting, "tls", trusting(path))
    outcome = posting.post(f"https://other.example.com:{receiver.port}/", b"{}", {})
    assert "certificate" in outcome.problem.casefold() and receiver.messages == []


def test_one_that_nobody_vouches_for(secured: Any) -> None:
    receiver, _path = secured
    outcome = posting.post(f"https://{HOST}:{receiver.port}/", b"{}", {})
    assert "certificate" in outcome.problem.casefold() and receiver.messages == []
