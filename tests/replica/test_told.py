"""What `/readyz` and `/metrics` say of the replica; a process serves without it."""

from collections.abc import Callable
from math import inf
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from config import health, metrics

TOKEN = "scraped-by-prometheus-0123456789"
AWAY = OperationalError("connection to server at db2.internal failed")


@pytest.fixture
def tell(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[float | Exception], None]:
    settings.METRICS_TOKEN, settings.REPLICA_SECONDS = TOKEN, 5
    monkeypatch.setitem(settings.DATABASES, "replica", {"ATOMIC_REQUESTS": False})

    def told(seconds: float | Exception) -> None:
        def seconds_behind() -> float:
            if isinstance(seconds, Exception):
                raise seconds
            return seconds

        for module in (health, metrics):
            monkeypatch.setattr(module, "seconds_behind", seconds_behind)

    return told


@pytest.mark.parametrize(
    ("seconds", "told", "lag"),
    [
        (0.04, {"ok": True, "lag_seconds": 0.0}, ["0.04"]),
        (5.0, {"ok": True, "lag_seconds": 5.0}, ["5.0"]),
        (61.5, {"ok": False, "lag_seconds": 61.5}, ["61.5"]),
        (inf, {"ok": False, "lag_seconds": None}, ["inf"]),
        (AWAY, {"ok": False}, []),
        (TimeoutError("silent"), {"ok": False}, []),
    ],
)
def test_how_far_it_is_behind(
    client: Client, db: None, tell: Any, seconds: float | Exception, told: dict[str, Any], lag: list[str]
) -> None:
    tell(seconds)
    answer = client.get("/readyz")
    assert answer.status_code == 200 and answer.json()["ready"]
    assert answer.json()["checks"]["replica"] == told
    assert b"db2" not in answer.content
    lines = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode().splitlines()
    assert [line.split()[1] for line in lines if line.startswith("jauge_replica_lag_seconds ")] == lag


def test_without_one_nothing_is_said(client: Client, db: None) -> None:
    assert "replica" not in client.get("/readyz").json()["checks"]
