"""What `make bench` and `make load-test` measure on: a database that nobody has named."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.bench import throwaway


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that would run, and the databases they would run on."""
    words: list[str] = []

    @contextmanager
    def database(address: str) -> Iterator[str]:
        words.append("made")
        yield "postgres://own"
        words.append("dropped")

    def run(environment: dict[str, str], *command: str, **_options: Any) -> None:
        words.append(" ".join((environment["JAUGE_DATABASE_URL"], *command)))

    monkeypatch.setattr(throwaway, "database", database)
    monkeypatch.setattr(throwaway, "run", run)
    monkeypatch.setattr(throwaway, "machine", lambda _address: "a machine")
    return words


def test_the_server_of_the_environment_is_used_and_never_its_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAUGE_DATABASE_URL", "postgresql://me:word@db.example.com:5433/jauge")
    assert throwaway.server() == "postgres://me:word@db.example.com:5433/postgres"
    monkeypatch.delenv("JAUGE_DATABASE_URL")
    assert throwaway.server() == throwaway.SERVER


def test_another_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAUGE_DATABASE_URL", "sqlite:///jauge.sqlite3")
    with pytest.raises(SystemExit, match="PostgreSQL"):
        throwaway.server()


@pytest.mark.parametrize(
    ("what", "size", "measured"),
    [
        (
            "bench",
            1_000_000,
            ["fill --size 1000000", "pages --changing", "pages", "statements", "api", "imports --size 100000"],
        ),
        ("load-test", 2000, ["fill --size 2000", "load"]),
    ],
)
def test_everything_is_measured_on_databases_that_are_dropped(
    what: str, size: int, measured: list[str], asked: list[str]
) -> None:
    throwaway.measure(what, size, "postgres://server/postgres", {})
    assert [each.partition("tests.bench ")[2] for each in asked if "tests.bench" in each] == measured
    assert all(each.startswith("postgres://own ") for each in asked if each not in ("made", "dropped"))
    assert asked.count("made") == asked.count("dropped") == 1 + (what == "bench")
    assert asked[0] == "made" and asked[-1] == "dropped"
