"""Which machines may be asked for a picture: those of the public internet, and none at home.

A page could name `http://192.168.1.1/…` for a picture, and whoever made a book of it would ask their own router. So a
name is looked up here, every address that it has is judged, and the one that was judged is the one that is asked:
a name that means another machine a moment later gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Allowed = Callable[[str], bool]
    """Whether the machine with this numeric address may be asked."""

__all__ = ["Refused", "Way", "is_public", "way_to"]

_PORTS = {"http": 80, "https": 443}
_EMBEDDING = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses that lead to an IPv4 address in their last 32 bits (RFC 6052)."""


class Refused(Exception):
    """The address is not to be asked; the message says why."""


class Way(NamedTuple):
    """How to ask for an address."""

    url: str
    """With the machine's number in place of its name."""
    host: str
    """What to call the machine in the request, with its port if that is unusual."""
    name: str
    """The machine's name, which its certificate has to bear."""


def is_public(numeric: str) -> bool:
    """Whether an address is one machine of the public internet: not private, this one, its neighbours or a group."""
    address = ipaddress.ip_address(numeric.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in (address, *_within(address)))


def _within(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads to (RFC 4291, 2.5.5; 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _EMBEDDING or int(address) >> 32 == 0:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def way_to(url: str, allowed: Allowed = is_public) -> Way:
    """Look the machine up, and answer how to ask it; raises `Refused`."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise Refused("no address") from error
    if not port or not parts.hostname:
        raise Refused("no address on the web")
    if parts.username or parts.password:
        raise Refused("an address with a password")
    number = _looked_up(parts.hostname, port, allowed)
    return Way(*_spelled(parts, number, port), parts.hostname)


def _looked_up(name: str, port: int, allowed: Allowed) -> str:
    """The first number of a machine; raises `Refused` if any of its numbers is not allowed."""
    try:
        found = socket.getaddrinfo(name.encode("idna").decode() or name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused("no such machine") from error
    numbers = [str(place[0]) for *_, place in found]
    if not numbers or not all(map(allowed, numbers)):
        raise Refused("a machine of a private network")
    return numbers[0]


def _spelled(parts: SplitResult, number: str, port: int) -> tuple[str, str]:
    """The address with the machine's number, and what to call the machine in the request."""
    at = f"[{number}]" if ":" in number else number
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    if port != _PORTS[parts.scheme]:
        host += f":{port}"
    return parts._replace(netloc=f"{at}:{port}", fragment="").geturl(), host
