"""Books by mail, to the mailbox of a device: the only module that talks to a mail server.

Nothing goes out unless the server has shown a certificate that fits its name, and a mail goes to all of its addresses
or to none. When a server goes away in the midst of one, it cannot be known whether it took it: then that is what is
said. No password is in any message or error, also when a server repeats it.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import unicodedata
from base64 import b64encode
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from typing import TYPE_CHECKING

from fic2epub.delivery.accounts import password_of
from fic2epub.delivery.answers import Wary, WarySecured, without
from fic2epub.errors import DeliveryError, Notice
from fic2epub.naming import shortened
from fic2epub.targets import DEVICES, MEGABYTE, bearable
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fic2epub.delivery.accounts import Account
    from fic2epub.targets import Target

__all__ = ["Attachment", "Posted", "attachment_name", "post"]

_PATIENCE = 60.0
"""Seconds that a server has for an answer."""
_LAST_PATIENCE = 600.0
"""Seconds that it has when it was given all of a mail (RFC 5321, 4.5.3.2.6)."""
_FAREWELL = 5.0
"""Seconds for the answer to a farewell: all is done by then."""
_SELF = "[127.0.0.1]"
"""What this machine calls itself: its name is nobody's business."""
_LINE = 57
"""Bytes that become a line of 78 signs in a mail (RFC 2045, 6.8)."""
_HEAD = 4000
"""Bytes of a mail without its books, and of the head of each book: more than they have."""
_UNFOLDED = SMTP.clone(max_line_length=900)
"""Names are not parted: not all who read mail put the parts together (RFC 2231, 3)."""
_LONGEST_NAME = 120
"""Bytes of an attachment's name: one line of a mail has 998, and a name may need three for each of its bytes."""
_MOST_QUOTED = 200
"""Signs of a server's own words that are shown."""
_LATER, _TOO_LARGE, _BAD_LOGIN = 400, 552, frozenset((530, 534, 535, 538))
"""Answers: from here on "not now", up to 500; too large; wrong password (RFC 5321, 4.2; RFC 4954, 6)."""
_OK, _KNOWN, _LET_IN = frozenset((250,)), frozenset((250, 251)), frozenset((235, 503))
_GREETING = "The books are attached.\r\n"
"""A mail without words, or with others than ASCII, is not taken for one (calibre, gui2/email.py)."""


class Attachment(NamedTuple):
    """A book to be mailed."""

    name: str
    """Of its file; Kindle shows it as the title."""
    content: bytes


class Posted(NamedTuple):
    """What was sent."""

    mails: tuple[tuple[str, ...], ...]
    """The names of the attachments of each."""
    notices: tuple[Notice, ...]


def post(account: Account, books: Sequence[Attachment]) -> Posted:
    """
    Mail books to the addresses of an account; in several mails when one would be too large.

    Raises `OptionsError` when there is no password, and `DeliveryError` when a book is too large or the server does
    not take a mail: the error says what was sent up to then.
    """
    if not books:
        return Posted((), ())
    target = DEVICES[account.device]
    named = _named(books, target)
    for book in named:
        _refuse_large(book, target)
    secret = password_of(account)
    sent: list[tuple[str, ...]] = []
    with _discreet(secret, account.user), _session(account, secret) as server:
        mails = list(_mails(named, target, _size_of(server)))
        for mail in mails:
            try:
                _send(server, account, mail)
            except DeliveryError as error:
                raise _so_far(error, sent, mails) from None
            sent.append(tuple(book.name for book in mail))
    said = f"{len(named)} books went in {len(mails)} mails, for one would be too large"
    return Posted(tuple(sent), (Notice("D024", said, account.name),) if len(mails) > 1 else ())


def attachment_name(name: str, target: Target) -> str:
    """The name of a book as the device's mailbox bears it."""
    if not target.mail_name:
        return bearable(name, target._replace(ending=".epub"), longest=_LONGEST_NAME)
    plain = unicodedata.normalize("NFKD", bearable(name, target._replace(ending=""))).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", " ", plain).strip()
    slug = shortened(words, room=target.mail_name).replace(" ", "-").lstrip("_") if words else ""
    return f"{slug or 'book'}.epub"


def _named(books: Sequence[Attachment], target: Target) -> list[Attachment]:
    """The books under names that the mailbox bears, each under one of its own."""
    found: list[Attachment] = []
    taken: set[str] = set()
    for book in books:
        name = first = attachment_name(book.name, target)
        number = 1
        while name.casefold() in taken:
            number += 1
            room = (target.mail_name or _LONGEST_NAME) - len(f"-{number}")
            name = f"{first.removesuffix('.epub')[:room]}-{number}.epub"
        taken.add(name.casefold())
        found.append(Attachment(name, book.content))
    return found


def _refuse_large(book: Attachment, target: Target) -> None:
    if target.mail_bytes and len(book.content) > target.mail_bytes:
        limit = f"{target.title} takes {target.mail_bytes // MEGABYTE} MB by mail"
        hint = "make it with smaller pictures (--image-size) or none (--images drop)"
        raise DeliveryError(
            f"the book has {len(book.content) / MEGABYTE:.1f} MB, and {limit}", where=book.name, hint=hint
        )


def _size_of(server: smtplib.SMTP) -> int:
    """The largest mail that the server takes, in bytes; 0 when it does not say."""
    said = server.esmtp_features.get("size", "")
    return int(said) if re.fullmatch(r"[0-9]{1,18}", said) else 0


def _mailed(book: Attachment) -> int:
    """Bytes of a book in a mail."""
    return (len(book.content) + _LINE - 1) // _LINE * 78 + _HEAD


def _mails(books: Sequence[Attachment], target: Target, largest: int) -> Iterator[list[Attachment]]:
    """The books, as many in a mail as the mailbox and the server take; raises `DeliveryError` if one is too large."""
    mail: list[Attachment] = []
    for book in books:
        if largest and _mailed(book) + _HEAD > largest:
            hint = f"a book may have {largest * _LINE // 78 // MEGABYTE} MB: smaller pictures, or another way"
            said = (
                f"the mail would have {_mailed(book) / MEGABYTE:.1f} MB, and the server takes {largest / MEGABYTE:.1f}"
            )
            raise DeliveryError(said, where=book.name, hint=hint)
        if mail and not _fits([*mail, book], target, largest):
            yield mail
            mail = []
        mail.append(book)
    if mail:
        yield mail


def _fits(mail: list[Attachment], target: Target, largest: int) -> bool:
    bytes_in = sum(len(book.content) for book in mail)
    return not (
        (target.mail_books and len(mail) > target.mail_books)
        or (target.mail_bytes and bytes_in > target.mail_bytes)
        or (largest and sum(map(_mailed, mail)) + _HEAD > largest)
    )


def _so_far(error: DeliveryError, sent: list[tuple[str, ...]], mails: list[list[Attachment]]) -> DeliveryError:
    """The error, and what was sent before it."""
    if sent:
        names = ", ".join(name for mail in sent for name in mail)
        error.message += f" ({len(sent)} of {len(mails)} mails were sent before: {names})"
        error.args = (error.message,)
    return error


@contextmanager
def _discreet(secret: str, user: str) -> Iterator[None]:
    """No error says the password, nor the beginning of it, whatever the server has said."""
    plain = f"\0{user}\0{secret}"  # RFC 4616
    spoken = (*(b64encode(said.encode()).decode() for said in (plain, secret)), secret) if secret else ()
    try:
        yield
    except DeliveryError as error:
        for said in spoken:
            error.message = without(error.message, said)
        error.args = (error.message,)
        raise


@contextmanager
def _session(account: Account, secret: str) -> Iterator[smtplib.SMTP]:
    """The server, after it has shown who it is and was shown who we are; raises `DeliveryError`."""
    server = _connected(account)
    try:
        if account.security == "starttls":
            _secured(server, account)
        if secret:
            _log_in(server, account, secret)
        yield server
        with suppress(smtplib.SMTPException, OSError):
            _be_patient(server, _FAREWELL)
            server.quit()
    finally:  # a server that was told half of a mail forgets it, and has no answer to a farewell
        server.close()


def _be_patient(server: smtplib.SMTP, seconds: float) -> None:
    """How long to wait for its answers from here on."""
    if server.sock is not None:
        server.sock.settimeout(seconds)


def _context() -> ssl.SSLContext:
    """The certificates that the system trusts, or those that SSL_CERT_FILE names."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _connected(account: Account) -> smtplib.SMTP:
    where = account.server
    with _told(account, "the server cannot be reached"):
        if account.security == "tls":
            secured = WarySecured(where, account.port, _SELF, timeout=_PATIENCE, context=_context())
            secured.ehlo_or_helo_if_needed()
            return secured
        server = Wary(where, account.port, _SELF, timeout=_PATIENCE)
        server.ehlo_or_helo_if_needed()
        return server


def _secured(server: smtplib.SMTP, account: Account) -> None:
    """Talk in private from here on; whoever stands between and says that this cannot be is not believed."""
    if not server.has_extn("starttls"):
        hint = 'security = "tls" with port 465, if the server has that; else it is not safe'
        raise DeliveryError(
            "the server offers no STARTTLS, and nothing is sent in the open", where=_at(account), hint=hint
        )
    with _told(account, "the server does not begin to talk in private"):
        server.starttls(context=_context())
        server.ehlo_or_helo_if_needed()


def _log_in(server: smtplib.SMTP, account: Account, secret: str) -> None:
    hint = f"is the password right? Some providers want one for this program alone (“app password”): {account.user}"
    with _told(account, "the server does not let us in", secret=secret):
        if not server.has_extn("auth"):
            raise DeliveryError(
                "the server takes no password", where=_at(account), hint="leave user out of the account"
            )
        try:
            if secret.isascii():
                server.login(account.user, secret)
            else:
                _log_in_plainly(server, account.user, secret)
        except smtplib.SMTPAuthenticationError as error:
            if error.smtp_code in _BAD_LOGIN:
                raise DeliveryError("the server does not take the password", where=_at(account), hint=hint) from None
            raise


def _log_in_plainly(server: smtplib.SMTP, user: str, secret: str) -> None:
    """A password with more than ASCII, which smtplib does not know to send (RFC 4616)."""
    told = b64encode(f"\0{user}\0{secret}".encode()).decode()
    code, said = server.docmd("AUTH", f"PLAIN {told}")
    if code not in _LET_IN:
        raise smtplib.SMTPAuthenticationError(code, said)


def _send(server: smtplib.SMTP, account: Account, mail: list[Attachment]) -> None:
    """One mail, to all addresses or to none; raises `DeliveryError`."""
    with _told(account, "the mail cannot be written"):
        content = _message(account, mail).as_bytes(policy=_UNFOLDED)
    size = (f"SIZE={len(content)}",) if server.has_extn("size") else ()
    with _told(account, "the server does not take the mail"):
        _expect(server.mail(account.sender, size), _OK, f"mail from {account.sender}")
        for address in account.to:
            _expect(server.rcpt(address), _KNOWN, f"mail to {address}")
    with _told(account, "the server went away while the mail was sent", unknown=True):
        _be_patient(server, _LAST_PATIENCE)
        _expect(_given(server, content), _OK, "the mail")
        _be_patient(server, _PATIENCE)


def _given(server: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
    """The server's answer when it was given all of a mail, or when it wanted none of it."""
    try:
        return server.data(content)
    except smtplib.SMTPDataError as error:
        return error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""


def _expect(answer: tuple[int, bytes], wanted: frozenset[int], what: str) -> None:
    """Raise what stands for a refusal."""
    code, said = answer
    if code < 0:  # what was said is no answer
        raise smtplib.SMTPServerDisconnected("nonsense")
    if code not in wanted:
        raise _Refused(code, said, what)


class _Refused(smtplib.SMTPResponseException):
    """An answer that is none of those that were hoped for; never leaves the module."""

    def __init__(self, code: int, said: bytes, what: str) -> None:
        super().__init__(code, said)
        self.what = what


def _message(account: Account, mail: list[Attachment]) -> EmailMessage:
    """A mail with these books: nothing of them is in its head but their names, in a form that cannot be misread."""
    message = EmailMessage(policy=SMTP)
    message["From"] = account.sender
    message["To"] = ", ".join(account.to)
    message["Subject"] = "A book to read" if len(mail) == 1 else f"{len(mail)} books to read"
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = make_msgid(domain=account.sender.rpartition("@")[2])
    message.set_content(_GREETING)
    for book in mail:
        message.add_attachment(book.content, maintype="application", subtype="epub+zip", filename=book.name)
    return message


@contextmanager
def _told(account: Account, what: str, *, secret: str = "", unknown: bool = False) -> Iterator[None]:
    """Tell what goes wrong in here as `DeliveryError`: `what`, and with `unknown` that the mail may have been taken."""
    where = _at(account)
    hint = "look into the device's library before you send it again: it cannot be known whether the mail was taken"
    try:
        yield
    except DeliveryError:
        raise
    except _Refused as error:
        raise _refusal(error, where) from None
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(f"{what}: {_quoted(error, secret)}", where=where, hint=_hint_for(error.smtp_code)) from None
    except ssl.SSLCertVerificationError as error:
        raise _distrusted(error, where) from None
    except ssl.SSLError:
        if unknown:
            raise DeliveryError(what, where=where, hint=hint) from None
        tried = 'is it the right port? security = "tls" is for 465, "starttls" for 587'
        raise DeliveryError("the server cannot be talked to in private", where=where, hint=tried) from None
    except (smtplib.SMTPException, OSError, UnicodeError, ValueError) as error:
        why = _why(error)
        tried = "is the machine on-line, and are server, port and security right?"
        raise DeliveryError(
            f"{what}{f': {why}' if why else ''}", where=where, hint=hint if unknown else tried
        ) from None


def _why(error: Exception) -> str:
    """In a few words; empty when nothing is known."""
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "no answer in time"
    return "" if isinstance(error, smtplib.SMTPException) else getattr(error, "strerror", "") or ""


def _refusal(error: _Refused, where: str) -> DeliveryError:
    """What a refusal means for who sends."""
    if error.smtp_code == _TOO_LARGE:
        hint = "smaller pictures, or fewer books at a time"
        return DeliveryError("the server does not take a mail of this size", where=where, hint=hint)
    said = f"the server refuses {error.what}: {_quoted(error)}"
    return DeliveryError(said, where=where, hint=_hint_for(error.smtp_code))


def _hint_for(code: int) -> str:
    if _LATER <= code < _LATER + 100:
        return "it says “not now”: try again in a quarter of an hour"
    return "nothing of this mail was sent"


def _distrusted(error: ssl.SSLCertVerificationError, where: str) -> DeliveryError:
    said = f"the server's certificate is not to be trusted: {error.verify_message}"
    return DeliveryError(
        said, where=where, hint="is it the right name? A server of your own: SSL_CERT_FILE names its CA"
    )


def _quoted(error: smtplib.SMTPResponseException, secret: str = "") -> str:
    """The server's own words, as far as they can be shown: it may say anything, the password too."""
    said = error.smtp_error.decode("ascii", "replace") if isinstance(error.smtp_error, bytes) else str(error.smtp_error)
    said = " ".join("".join(char if " " <= char <= "~" else " " for char in said).split())[:_MOST_QUOTED]
    return f"{error.smtp_code} {said}" if said and not secret else str(error.smtp_code)


def _at(account: Account) -> str:
    return f"{account.server}:{account.port}"
