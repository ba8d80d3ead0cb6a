"""Books by mail: what goes wrong, what is said of it, and what is never said."""

from __future__ import annotations

import ssl
import traceback
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
import trustme

from fic2epub.delivery import mailing
from fic2epub.delivery.mailing import post
from fic2epub.errors import OptionsError
from fic2epub.targets import DEVICES
from tests.unit.delivery.mailboxes import (
    BOOK,
    GREETED,
    PASSWORD,
    USER,
    Postbox,
    account_at,
    post_office,
    refusal,
    scripted,
    shown_by,
)

if TYPE_CHECKING:
    from fic2epub.delivery.accounts import Account

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


def test_a_wrong_password(secure: Account, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIC2EPUB_MAIL_PASSWORD_QUAY", "wrong and SECRET")

    error = refusal(secure)

    assert "does not take the password" in error.message
    assert "SECRET" not in "".join(traceback.format_exception(error)) + error.hint
    assert not box.mails


@pytest.mark.parametrize("password", ["ebb é flow", "潮"])
def test_a_password_with_more_than_ascii(password: str, ca: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIC2EPUB_MAIL_PASSWORD_QUAY", password)
    answers = (*GREETED, b"535 no")
    with scripted(*answers, context=shown_by(ca)) as (port, heard):
        error = refusal(account_at(port, "tls"))

    assert heard[1].startswith(b"AUTH PLAIN ")
    assert "does not take the password" in error.message


@pytest.mark.parametrize(
    ("answers", "said", "hint"),
    [
        ((b"454 later", b"454 later"), "does not let us in", "not now"),
        ((b"235 in", b"hm"), "does not take the mail", "on-line"),
        ((b"235 in", b"250 ok", b"250 ok", b"354 go on", b"hm"), "went away", "cannot be known"),
    ],
)
def test_other_answers(ca: trustme.CA, answers: tuple[bytes, ...], said: str, hint: str) -> None:
    with scripted(*GREETED, *answers, context=shown_by(ca)) as (port, _):
        error = refusal(account_at(port, "tls"))

    assert said in error.message
    assert hint in error.hint


def test_a_server_that_repeats_the_password(ca: trustme.CA) -> None:
    said = f"550 no {PASSWORD} here".encode()
    with scripted(*GREETED, b"235 in", said, context=shown_by(ca)) as (port, _):
        error = refusal(account_at(port, "tls"))
    with scripted(*GREETED, b"432 " + PASSWORD.encode(), context=shown_by(ca)) as (port, _):
        refusal(account_at(port, "tls"))

    assert "550 no … here" in error.message


def test_a_server_that_speaks_in_riddles(ca: trustme.CA) -> None:
    said = b"550 \x1b[31m\xff\x00" + b"x" * 5000
    with scripted(*GREETED, b"235 in", said, context=shown_by(ca)) as (port, _):
        error = refusal(account_at(port, "tls"))

    assert error.message.isprintable()
    assert len(error.message) < 400


def test_an_account_that_nobody_has_checked(secure: Account, box: Postbox) -> None:
    injected = "quay@example.org\r\nBcc: other@example.org"

    assert "cannot be written" in refusal(secure._replace(sender=injected)).message
    assert "cannot be written" in refusal(secure._replace(to=(injected,))).message
    assert not box.mails


def test_servers_have_to_show_who_they_are() -> None:
    context = mailing._context()  # noqa: SLF001

    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


def test_a_certificate_of_another_name(box: Postbox, ca: trustme.CA) -> None:
    with post_office(box, shown_by(ca, "example.org"), security="tls") as port:
        error = refusal(account_at(port, "tls"))

    assert "certificate" in error.message
    assert "localhost" in error.message
    assert not box.mails


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for(box: Postbox, security: str) -> None:
    with post_office(box, shown_by(trustme.CA()), security=security) as port:
        error = refusal(account_at(port, security))

    assert "not to be trusted" in error.message
    assert not box.mails


def test_no_starttls_no_mail(box: Postbox) -> None:
    with post_office(box, None, security="none", auth_required=False) as port:
        error = refusal(account_at(port, "starttls"))

    assert "no STARTTLS" in error.message
    assert not box.mails


def test_starttls_that_is_refused() -> None:
    with scripted(b"220 here", b"250-here\r\n250 STARTTLS", b"454 not now") as (port, heard):
        error = refusal(account_at(port, "starttls"))

    assert "454" in error.message
    assert not any(line.startswith(b"AUTH") for line in heard)


def test_a_server_that_takes_no_password(ca: trustme.CA) -> None:
    with scripted(b"220 here", b"250 here", context=shown_by(ca)) as (port, _):
        error = refusal(account_at(port, "tls"))

    assert "takes no password" in error.message


def test_the_wrong_port(box: Postbox, ca: trustme.CA) -> None:
    with post_office(box, shown_by(ca), security="starttls") as port:
        error = refusal(account_at(port, "tls"))

    assert "587" in error.hint


def test_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted(b"220 here") as (port, _):
        pass
    error = refusal(account_at(port))
    silent = scripted(None)
    monkeypatch.setattr(mailing, "_PATIENCE", 0.2)
    with silent as (port, _):
        late = refusal(account_at(port))

    assert "refused" in error.message
    assert "no answer in time" in late.message


@pytest.mark.parametrize("greeting", [b"554 not you", b"nonsense", b""])
def test_a_server_that_does_not_greet(greeting: bytes) -> None:
    with scripted(greeting) as (port, _):
        error = refusal(account_at(port))

    assert "cannot be reached" in error.message


def test_an_address_that_is_refused_stops_the_mail(secure: Account, box: Postbox) -> None:
    box.refused["gone@kindle.com"] = "550 no such user"

    error = refusal(secure._replace(to=("reader_1@kindle.com", "gone@kindle.com")))

    assert "gone@kindle.com" in error.message
    assert "no such user" in error.message
    assert not box.mails


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("451 4.7.1 greylisted", "a quarter of an hour"),
        ("552 5.3.4 too big", "smaller pictures"),
        ("554 5.7.1 spam", "nothing of this mail was sent"),
    ],
)
def test_a_mail_that_is_refused(secure: Account, box: Postbox, answer: str, said: str) -> None:
    box.answers = [answer]

    error = refusal(secure)

    assert said in error.hint
    assert not box.mails


def test_what_was_sent_before_is_said(secure: Account, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DEVICES, "kindle", DEVICES["kindle"]._replace(mail_books=1))
    box.answers = ["250 taken", "554 no"]

    error = refusal(secure, BOOK, BOOK._replace(name="second.epub"))

    assert f"1 of 2 mails were sent before: {BOOK.name}" in error.message
    assert len(box.mails) == 1


@pytest.mark.parametrize("end", [(), (None,)])
def test_a_server_that_goes_away_with_the_mail(
    ca: trustme.CA, end: tuple[None, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "_LAST_PATIENCE", 0.3)
    answers = (*GREETED, b"235 in", b"250 ok", b"250 ok", b"354 go on", *end)
    with scripted(*answers, context=shown_by(ca)) as (port, heard):
        error = refusal(account_at(port, "tls"))

    assert heard[-1] == b"."
    assert "went away" in error.message
    assert "cannot be known" in error.hint


def test_data_that_is_not_wanted(ca: trustme.CA) -> None:
    answers = (*GREETED, b"235 in", b"250 ok", b"250 ok", b"450 busy")
    with scripted(*answers, context=shown_by(ca)) as (port, _):
        error = refusal(account_at(port, "tls"))

    assert "450 busy" in error.message
    assert "not now" in error.hint


def test_no_password_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    monkeypatch.delenv("FIC2EPUB_MAIL_PASSWORD_QUAY")
    monkeypatch.setattr(keyring, "get_password", lambda *_: None)

    with pytest.raises(OptionsError, match="no password"):
        post(account_at(1), [BOOK])


@pytest.mark.parametrize("mark", [b"220-", b"250-"], ids=["greeting", "abilities"])
def test_an_answer_without_an_end(mark: bytes) -> None:
    answers = [b"220 here"] * (mark == b"250-") + [b"\r\n".join([mark + b"and more"] * 2000 + [mark[:3] + b" done"])]

    with scripted(*answers) as (port, _):
        error = refusal(account_at(port))

    assert "no answer in time" in error.message


@pytest.mark.parametrize("size", [0, 170])
def test_a_server_that_repeats_how_the_password_was_sent(size: int) -> None:
    told = b64encode(f"\0{USER}\0{PASSWORD}".encode())
    said = b"550 " + b"x" * size + told  # cut off behind 200 signs

    with scripted(*GREETED, b"235 in", said) as (port, _):
        error = refusal(account_at(port))

    assert told[:10].decode() not in error.message
