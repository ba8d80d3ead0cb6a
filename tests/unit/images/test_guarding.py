"""No machine of a private network is asked, whatever it is called."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from fic2epub.images.guarding import Refused, Way, is_public, way_to


@pytest.mark.parametrize("number", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "::ffff:93.184.216.34"])
def test_the_public_internet_is_asked(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254"),  # noqa: S104 - nobody binds
        *("100.64.0.1", "224.0.0.1", "239.1.1.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1"),
        *("::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::"),
        *("2001:0:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
    ],
)
def test_machines_at_home_are_not(number: str) -> None:
    """Private, this one, neighbours, groups; also inside an address of another kind."""
    assert not is_public(number)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "localhost"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0", "0.0.0.0", "[::]"),  # noqa: S104 - nobody binds
    ],
)
def test_any_spelling_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises(Refused, match=r"private|no such machine"):
        way_to(f"http://{host}/a.png")


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://example.com/a.png", "gopher://example.com/", "data:image/png,x", "/a.png", ""),
        *("http:///a.png", "http://[x/a.png", "http://example.com:99999/", "http://example.com:x/", "https://"),
        *("http://user:word@example.com/a.png", "http://user@example.com/", "http://ex\0ample/", "http://" + "a" * 300),
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        way_to(url, lambda _: True)


def named(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    """A name service that answers with these numbers."""

    def look_up(_: str, port: int, **__: Any) -> list[tuple[Any, ...]]:
        return [(0, 0, 0, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_the_machine_that_was_judged_is_the_one_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its number; its name goes along for the certificate and the request."""
    named(monkeypatch, "93.184.216.34", "93.184.216.35")
    assert way_to("https://Example.com/a%20b.png?x#y") == Way(
        "https://93.184.216.34:443/a%20b.png?x", "example.com", "example.com"
    )
    assert way_to("http://example.com:8080/a") == Way("http://93.184.216.34:8080/a", "example.com:8080", "example.com")
    named(monkeypatch, "2606:4700:4700::1111")
    assert way_to("http://[2606:4700:4700::1111]/a") == Way(
        "http://[2606:4700:4700::1111]:80/a", "[2606:4700:4700::1111]", "2606:4700:4700::1111"
    )


def test_one_private_number_among_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, "93.184.216.34", "10.0.0.1")
    with pytest.raises(Refused, match="private"):
        way_to("https://example.com/a.png")
    named(monkeypatch)
    with pytest.raises(Refused, match="private"):
        way_to("https://example.com/a.png")
