"""Where messages may go. Addresses are only compared here: nothing is sent, no name is looked up."""

from typing import Any

import pytest

from crm.webhooks.targets import TargetError, addresses, may_go_to, parse

PRIVATE = [
    "10.0.0.1", "172.16.5.4", "192.168.1.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "192.0.0.8", "192.0.2.1", "198.18.0.1", "240.0.0.1", "255.255.255.255", "224.0.0.1", "239.1.2.3",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
    "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "no address",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"]


def resolver(*found: str) -> Any:
    return lambda host, port, type: [(None, type, 0, "", (each, port)) for each in found]


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_not_on_the_public_internet_is_refused(text: str) -> None:
    assert not may_go_to(text)
    with pytest.raises(TargetError):
        addresses(parse("https://example.com/"), resolver("8.8.8.8", text))


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_on_it_is_not(text: str) -> None:
    assert addresses(parse("https://example.com/"), resolver(text)) == [text]


def test_an_operator_allows_their_own_network(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE_TARGETS = True
    assert may_go_to("10.0.0.1") and may_go_to("127.0.0.1") and may_go_to("fd00::1")
    assert not any(may_go_to(each) for each in ("0.0.0.0", "::", "224.0.0.1", "ff02::1"))


def test_numbers_in_other_clothes_are_looked_at_as_what_they_are() -> None:
    for host in ("2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]"):
        with pytest.raises(TargetError):
            addresses(parse(f"https://{host}/"))


@pytest.mark.parametrize(
    "address",
    [
        "", "example.com", "ftp://example.com/", "https://", "https:///hooks", "javascript:alert(1)",
        "https://user:word@example.com/", "https://user@example.com/", "https://example.com/#part",
        "https://example.com/a b", "https://example.com/\r\nX: y", "https://exämple.com/", "https://example.com:0/",
        "https://example.com:99999/", "https://example.com:22/", "https://example.com:8443/", "http://example.com/",
        "https://example.com\\@127.0.0.1/", "https://example.com/" + "x" * 500,
    ],
)  # fmt: skip
def test_what_is_no_address_that_is_allowed(address: str) -> None:
    with pytest.raises(TargetError):
        parse(address)


def test_an_address_taken_apart() -> None:
    found = parse("https://Example.com/hooks/jauge?key=1")
    assert (found.host, found.port, found.path, found.host_header) == (
        "example.com", 443, "/hooks/jauge?key=1", "example.com",
    )  # fmt: skip
    assert parse("https://[2606:2800:220:1:248:1893:25c8:1946]/").host_header.startswith("[2606")


def test_http_and_other_ports_where_the_operator_allows_them(settings: Any) -> None:
    settings.WEBHOOK_HTTP, settings.WEBHOOK_PORTS = True, frozenset({80, 8080})
    assert parse("http://example.com:8080/").host_header == "example.com:8080"
    assert parse("http://example.com").path == "/"


def test_a_host_that_is_not_known() -> None:
    def nobody(*_words: Any, **_more: Any) -> Any:
        raise OSError("not known")

    with pytest.raises(TargetError, match="not known"):
        addresses(parse("https://example.com/"), nobody)
    with pytest.raises(TargetError, match="not known"):
        addresses(parse("https://example.com/"), resolver())
