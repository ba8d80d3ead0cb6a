"""Mail servers of the tests' own, on this machine: one that is real, and one that says what a test wants."""

from __future__ import annotations

import socket
import ssl
import threading
import traceback
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from fic2epub.delivery.accounts import Account
from fic2epub.delivery.mailing import Attachment, post
from fic2epub.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    import trustme

BOOK = Attachment("The Clock - Quayside.epub", b"PK\x03\x04" + bytes(range(256)) * 40)
TO = ("reader_1@kindle.com",)
GREETED = (b"220 here", b"250-here\r\n250 AUTH PLAIN LOGIN")
"""Of a scripted server: its first two answers."""
USER, PASSWORD = "quay@example.org", "the tide turns at six"


class Mail(NamedTuple):
    """What a server was given."""

    sender: str
    to: list[str]
    message: EmailMessage
    content: bytes


class Postbox:
    """What the real server does with mails: keeps them, or refuses."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.refused: dict[str, str] = {}
        """Addresses that are none, and what is said of them."""
        self.answers: list[str] = []
        """What is said of the next mails, the first one first; then that they are taken."""

    async def handle_RCPT(self, _s: Any, _n: Any, envelope: Any, address: str, _o: Any) -> str:  # noqa: N802
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _s: Any, _n: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's names
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer.startswith("250"):
            message: Any = message_from_bytes(envelope.content, policy=default)
            self.mails.append(Mail(envelope.mail_from, envelope.rcpt_tos, message, envelope.content))
        return answer


def _lets_in(_server: Any, _session: Any, _envelope: Any, _how: str, told: Any) -> AuthResult:
    fits = isinstance(told, LoginPassword) and (told.login, told.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=fits, handled=False)


def shown_by(ca: trustme.CA, name: str = "localhost") -> ssl.SSLContext:
    """What a server of this name shows of itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(name).configure_cert(context)
    return context


@contextmanager
def post_office(box: Postbox, context: ssl.SSLContext | None, *, security: str, **settings: Any) -> Iterator[int]:
    """A real server with this box; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if security == "starttls":
        settings |= {"tls_context": context, "require_starttls": True}
    login = {"authenticator": _lets_in, "auth_required": True, "auth_require_tls": security == "starttls"}
    wrapped = context if security == "tls" else None
    server = Controller(box, "127.0.0.1", port, ssl_context=wrapped, **{**login, **settings})
    server.start()
    try:
        yield port
    finally:
        server.stop()


@contextmanager
def scripted(*answers: bytes | None, context: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """
    A server that greets with the first answer, and has another one for each line that it is sent; then it hangs up.

    None is silence until the other side goes. What it was sent is in the list.
    """
    heard: list[bytes] = []
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            line, _ = door.accept()
            line.settimeout(30)
            with context.wrap_socket(line, server_side=True) if context else line as line:
                _speak(line, list(answers), heard)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield door.getsockname()[1], heard
    finally:
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)  # whoever waits for a caller
        door.close()
        thread.join(5)


def _speak(line: socket.socket, answers: list[bytes | None], heard: list[bytes]) -> None:
    file = line.makefile("rb")
    for number, answer in enumerate(answers):
        if number:
            heard.append(file.readline())
        if answer is None:
            file.read()
            return
        line.sendall(answer + b"\r\n")
        if answer.startswith(b"354"):
            while (said := file.readline()) not in {b".\r\n", b""}:
                heard.append(said)
            heard.append(b".")
            last = answers[number + 1] if len(answers) > number + 1 else b""
            if last is None:
                file.read()
            elif last:
                line.sendall(last + b"\r\n")
            return


def account_at(port: int, security: str = "none", **told: Any) -> Account:
    """An account at a server on this machine."""
    usual = Account("quay", "localhost", port, security, USER, USER, TO, "kindle")
    return usual._replace(**told)


def refusal(account: Account, *books: Attachment) -> DeliveryError:
    """What is said when books cannot be mailed: never the password, and always what to do."""
    with pytest.raises(DeliveryError) as caught:
        post(account, books or (BOOK,))
    told = "".join(traceback.format_exception(caught.value)) + caught.value.hint + repr(caught.value.args)
    assert PASSWORD not in told
    assert caught.value.message
    assert caught.value.hint
    return caught.value
