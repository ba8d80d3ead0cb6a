"""The access code: who knows it comes in, who guesses waits.

A code of eight signs out of thirty has 39 bits. The delays below leave whoever guesses about a hundred attempts an hour
in all, from however many addresses: half of all codes would take thousands of years.
"""

from __future__ import annotations

import hmac
import secrets
import time
from base64 import b64decode
from collections import OrderedDict
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LEAST", "LIFETIME", "Gate", "password_in", "typed"]

_ALPHABET = "23456789ACDEFGHJKLMNPQRTUVWXYZ"
"""Without signs that look like others: 0 and O, 1 and I, 5 beside S, 8 beside B."""
_LENGTH = 8
LEAST = 6
"""Signs of a password of one's own."""
LIFETIME = 180 * 24 * 3600
"""Seconds for which a browser is known."""
_FREE = 5
"""Attempts of an address that cost nothing: people mistype."""
_LONGEST_WAIT = 900
_ADDRESSES = 4096
"""Addresses that are remembered for their mistakes."""
_MISTAKES, _FORGIVEN = 60, 36.0
"""Mistakes of everybody together before all have to wait, and seconds in which one of them is forgiven."""
_LONGEST_PASSWORD = 256


class _Mistakes(NamedTuple):
    many: int
    until: float
    """Before which moment nothing is tried."""


def typed() -> str:
    """A new code, for people to type."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def password_in(authorization: str) -> str | None:
    """The password of a header for HTTP Basic (RFC 7617), whatever the name; None when it is none."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic" or len(encoded) > 2 * _LONGEST_PASSWORD:
        return None
    try:
        _, colon, password = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except ValueError:
        return None
    return password if colon else None


class Gate:
    """Who may come in."""

    def __init__(
        self,
        code: str,
        secret: bytes,
        *,
        plain: bool = True,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`plain` says that case and blanks of the code do not count; `secret` signs what browsers keep."""
        self._plain = plain
        self._code = self._spelled(code)
        self._key = blake2b(self._code, key=secret, digest_size=32).digest()
        self._clock, self._now = clock, now
        self._mistakes: OrderedDict[str, _Mistakes] = OrderedDict()
        self._together, self._since = 0.0, clock()
        self._lock = Lock()

    def wait(self, address: str) -> int:
        """Seconds until this address may try again; 0 when it may now."""
        with self._lock:
            return self._wait(_network(address))

    def admits(self, password: str, address: str) -> bool:
        """Whether this is the code; each mistake of an address, and of all, makes the next attempt wait longer."""
        network = _network(address)
        right = len(password) <= _LONGEST_PASSWORD and hmac.compare_digest(self._spelled(password), self._code)
        with self._lock:
            if self._wait(network):
                return False
            if right:
                self._mistakes.pop(network, None)
                return True
            many = self._mistakes.pop(network, _Mistakes(0, 0.0)).many + 1
            delay = min(2.0 ** (many - _FREE), _LONGEST_WAIT) if many >= _FREE else 0.0
            self._mistakes[network] = _Mistakes(many, self._clock() + delay)
            self._together += 1
            while len(self._mistakes) > _ADDRESSES:
                self._mistakes.popitem(last=False)
            return False

    def token(self) -> str:
        """What a browser keeps so as to be known."""
        expires = f"{int(self._now()) + LIFETIME:x}"
        return f"{expires}.{self._signed(expires)}"

    def knows(self, token: str) -> bool:
        """Whether this was given out here, for this code, and not too long ago."""
        expires, _, signature = token.partition(".")
        if not hmac.compare_digest(self._signed(expires).encode(), signature.encode("utf-8", "replace")):
            return False
        return int(expires, 16) > self._now()

    def _wait(self, network: str) -> int:
        now = self._clock()
        self._together = max(0.0, self._together - (now - self._since) / _FORGIVEN)
        self._since = now
        alone = self._mistakes.get(network, _Mistakes(0, 0.0)).until - now
        together = (self._together - _MISTAKES + 1) * _FORGIVEN if self._together > _MISTAKES - 1 else 0.0
        return max(0, -int(-max(alone, together) // 1))

    def _spelled(self, code: str) -> bytes:
        """The code as it is compared."""
        text = "".join(sign for sign in code.upper() if sign.isalnum()) if self._plain else code
        return text.encode("utf-8", "replace")

    def _signed(self, expires: str) -> str:
        return blake2b(expires.encode("utf-8", "replace"), key=self._key, digest_size=20).hexdigest()


def _network(address: str) -> str:
    """The address; of IPv6 the half that one household, or one attacker, has to itself."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)
