"""A mail server's answers, which come to an end: smtplib reads for as long as anything comes."""

from __future__ import annotations

import smtplib
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

__all__ = ["Wary", "WarySecured", "without"]

_MOST_LINES = 500
"""Of one answer; a greeting with all of a server's abilities has twenty."""
_PIECE = 4096
_TELLING = 3
"""First signs of a password that tell nothing of it."""


class _Answers:
    """Stands in for the file that smtplib reads answers from."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._come = b""
        self._until, self._lines = 0.0, 0

    def begin(self) -> None:
        """From here on the next answer has the time that the connection has for anything."""
        self._until, self._lines = monotonic() + (self._connection.gettimeout() or 0.0), 0

    def readline(self, most: int) -> bytes:
        """A line, or as much of it; raises `TimeoutError` when the answer takes too long or has no end."""
        self._lines += 1
        patience = self._connection.gettimeout()
        try:
            while b"\n" not in self._come and len(self._come) < most:
                left = self._until - monotonic()
                if left <= 0 or self._lines > _MOST_LINES:
                    raise TimeoutError
                self._connection.settimeout(left)
                piece = self._connection.recv(_PIECE)
                if not piece:
                    break
                self._come += piece
        finally:
            self._connection.settimeout(patience)
        size = min(most, self._come.find(b"\n") + 1 or len(self._come))
        line, self._come = self._come[:size], self._come[size:]
        return line

    def close(self) -> None:
        """Nothing is open here but the connection, which others close."""


class Wary(smtplib.SMTP):
    """smtplib's client, to which a server cannot talk for ever."""

    file: _Answers | None

    def getreply(self) -> tuple[int, bytes]:
        """The server's answer, as in smtplib."""
        if self.file is None and self.sock is not None:
            self.file = _Answers(self.sock)
        if self.file is not None:
            self.file.begin()
        return super().getreply()


class WarySecured(Wary, smtplib.SMTP_SSL):
    """The same in private from the first word on."""


def without(message: str, said: str) -> str:
    """A message without these words, also where they were cut off at its end."""
    message = message.replace(said, "…")
    cut = next((size for size in range(len(said) - 1, _TELLING, -1) if message.endswith(said[:size])), 0)
    return f"{message[: len(message) - cut]}…" if cut else message
