"""Switches are read strictly: what is not understood is refused with the name of the switch."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


@pytest.mark.parametrize(("typed", "value"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_booleans(monkeypatch: pytest.MonkeyPatch, typed: str, value: bool) -> None:
    monkeypatch.setenv("JAUGE_X", typed)
    assert environment.boolean("JAUGE_X", False) is value


def test_a_boolean_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAUGE_X", "maybe")
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X"):
        environment.boolean("JAUGE_X", False)


@pytest.mark.parametrize("typed", ["-1", "two", "1.5"])
def test_numbers_that_are_none_are_refused(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("JAUGE_X", typed)
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X"):
        environment.integer("JAUGE_X", 3)


def test_a_word_that_is_none_of_the_choices_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.one_of("JAUGE_X", ("tls", "none"), "tls") == "tls"
    monkeypatch.setenv("JAUGE_X", "ssl")
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X.*tls, none"):
        environment.one_of("JAUGE_X", ("tls", "none"), "tls")


def test_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAUGE_X", "Jauge <jauge@mill.example>")
    assert environment.mail_address("JAUGE_X", "") == "Jauge <jauge@mill.example>"
    monkeypatch.setenv("JAUGE_X", "jauge at mill")
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X"):
        environment.mail_address("JAUGE_X", "")


def test_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAUGE_X", "postgres://ann:p%40ss@db:5433/jauge")
    found = environment.database("JAUGE_X", Path("unused"))
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["PORT"]) == ("jauge", "ann", "p@ss", "5433")
    monkeypatch.setenv("JAUGE_X", "mysql://x/y")
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X"):
        environment.database("JAUGE_X", Path("unused"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://crm.example.com/", "https://crm.example.com"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("", ""),
    ],
)
def test_the_address_of_a_site(monkeypatch: pytest.MonkeyPatch, typed: str, expected: str) -> None:
    monkeypatch.setenv("JAUGE_X", typed)
    assert environment.address("JAUGE_X") == expected


@pytest.mark.parametrize(
    "typed", ["crm.example.com", "https://crm.example.com/here", "ftp://crm.example.com", "https://"]
)
def test_no_address_of_a_site(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("JAUGE_X", typed)
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X"):
        environment.address("JAUGE_X")


def test_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.ports("JAUGE_X", "80,443") == {80, 443}
    monkeypatch.setenv("JAUGE_X", " 8443 , 443 ")
    assert environment.ports("JAUGE_X", "80") == {443, 8443}


@pytest.mark.parametrize("typed", ["0", "65536", "https", "80-90", "-1"])
def test_what_is_no_list_of_ports(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("JAUGE_X", typed)
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X"):
        environment.ports("JAUGE_X", "80")
