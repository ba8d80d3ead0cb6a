"""Books by mail: what is sent, what is refused, and what is never said."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from fic2epub.delivery import mailing
from fic2epub.delivery.accounts import Account
from fic2epub.delivery.mailing import Attachment, attachment_name, post
from fic2epub.errors import DeliveryError, OptionsError
from fic2epub.targets import DEVICES
from tests.unit.delivery import mailboxes
from tests.unit.delivery.mailboxes import PASSWORD, USER, Postbox, post_office, scripted, shown_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BOOK = Attachment("The Clock - Quayside.epub", b"PK\x03\x04" + bytes(range(256)) * 40)
_TO = ("reader_1@kindle.com",)
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
_GREETED = (b"220 here", b"250-here\r\n250 AUTH PLAIN LOGIN")


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def _trusted(ca: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = tmp_path / "ca.pem"
    ca.cert_pem.write_to_path(authority)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv("FIC2EPUB_MAIL_PASSWORD_QUAY", PASSWORD)
    monkeypatch.setattr(mailing, "_PATIENCE", 2.0)
    monkeypatch.setattr(mailing, "_LAST_PATIENCE", 0.3)


@pytest.fixture
def box() -> Postbox:
    return Postbox()


@pytest.fixture(params=["tls", "starttls"])
def account(request: pytest.FixtureRequest, box: Postbox, ca: trustme.CA) -> Iterator[Account]:
    with post_office(box, shown_by(ca), security=request.param) as port:
        yield _account(port, request.param)


@pytest.fixture
def secure(box: Postbox, ca: trustme.CA) -> Iterator[Account]:
    with post_office(box, shown_by(ca), security="tls") as port:
        yield _account(port, "tls")


def _account(port: int, security: str = "none", **told: Any) -> Account:
    usual = Account("quay", "localhost", port, security, USER, USER, _TO, "kindle")
    return usual._replace(**told)


def _refused(account: Account, *books: Attachment) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        post(account, books or (_BOOK,))
    told = "".join(traceback.format_exception(caught.value)) + caught.value.hint + repr(caught.value.args)
    assert PASSWORD not in told
    assert caught.value.message
    assert caught.value.hint
    return caught.value


def test_a_book_comes_as_it_was_sent(account: Account, box: Postbox) -> None:
    posted = post(account, [_BOOK])

    (mail,) = box.mails
    (part,) = mail.message.iter_attachments()
    assert posted == (((_BOOK.name,),), ())
    assert (mail.sender, mail.to) == (USER, list(_TO))
    assert part.get_content_type() == "application/epub+zip"
    assert part.get_filename() == _BOOK.name
    assert part.get_content() == _BOOK.content


def test_a_mail_is_plain_and_has_words(secure: Account, box: Postbox) -> None:
    post(secure, [_BOOK])

    message = box.mails[0].message
    assert message["Subject"].isascii()
    assert message["Subject"].strip()
    assert message.get_body().get_content().strip()
    assert box.mails[0].content.isascii()
    assert max(map(len, box.mails[0].content.splitlines())) < 998
    assert message["To"] == _TO[0]
    assert message["Message-ID"].endswith("@example.org>")


def test_a_mail_goes_to_all_addresses(secure: Account, box: Postbox) -> None:
    addresses = tuple(f"reader_{number}@kindle.com" for number in range(15))

    post(secure._replace(to=addresses), [_BOOK])

    assert tuple(box.mails[0].to) == addresses


def test_names_stay_what_they_are_for_kindle(secure: Account, box: Postbox) -> None:
    post(secure, [_BOOK._replace(name="海の時計 - Naïve & Söhne.epub")])

    (part,) = box.mails[0].message.iter_attachments()
    assert part.get_filename() == "海の時計 - Naïve & Söhne.epub"
    assert b"filename*=utf-8''" in box.mails[0].content
    assert b"filename*0" not in box.mails[0].content


def test_names_are_plain_and_short_for_pocketbook(secure: Account, box: Postbox) -> None:
    names = ("海.epub", "Ä long, long title with commas - Söhne.epub", "Ä long, long title with more of it.kepub.epub")

    post(secure._replace(device="pocketbook"), [_BOOK._replace(name=name) for name in names])

    assert [part.get_filename() for part in box.mails[0].message.iter_attachments()] == [
        "book.epub",
        "A-long-long-title-with.epub",
        "A-long-long-title-wi-2.epub",
    ]


@pytest.mark.parametrize("device", ["kindle", "pocketbook", "generic"])
@given(name=st.text(max_size=60) | st.sampled_from(["a\r\nBcc: b@c.org\r\n\r\n.epub", "\u202egnp.epub", "x" * 10_000]))
def test_no_name_gets_into_the_head_of_a_mail(device: str, name: str) -> None:
    target = DEVICES[device]

    message = mailing._message(_account(1), [Attachment(attachment_name(name, target), b"PK")])  # noqa: SLF001

    content = message.as_bytes(policy=mailing._UNFOLDED)  # noqa: SLF001
    borne = attachment_name(name, target)
    assert borne.endswith(".epub")
    assert len(borne.encode()) <= (target.mail_name or 120) + len(".epub")
    assert not any(sign in borne for sign in "\r\n\x00\u202e\u2066/\\")
    assert max(map(len, content.split(b"\r\n"))) < 998
    assert content.count(b"\n") == content.count(b"\r\n")
    assert [line for line in content.splitlines() if line.lower().startswith((b"bcc", b"to:"))] == [
        b"To: " + _TO[0].encode()
    ]


def test_books_go_in_several_mails_when_one_would_be_too_large(
    secure: Account, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    kindle = DEVICES["kindle"]._replace(mail_bytes=25_000, mail_books=2)
    monkeypatch.setitem(DEVICES, "kindle", kindle)
    books = [Attachment(f"{number}.epub", b"x" * 10_000) for number in range(5)]

    posted = post(secure, books)

    assert posted.mails == (("0.epub", "1.epub"), ("2.epub", "3.epub"), ("4.epub",))
    assert [notice.code for notice in posted.notices] == ["D024"]
    assert [len(list(mail.message.iter_attachments())) for mail in box.mails] == [2, 2, 1]


def test_the_servers_own_limit_counts(box: Postbox, ca: trustme.CA) -> None:
    books = [Attachment(f"{number}.epub", b"x" * 10_000) for number in range(3)]
    with post_office(box, shown_by(ca), security="tls", data_size_limit=40_000) as port:
        posted = post(_account(port, "tls"), books)
        error = _refused(_account(port, "tls"), Attachment("large.epub", b"x" * 40_000))

    assert [len(mail) for mail in posted.mails] == [2, 1]
    assert "the server takes" in error.message
    assert error.where == "large.epub"
    assert len(box.mails) == 2


def test_a_book_that_kindle_does_not_take_is_not_sent(secure: Account, box: Postbox) -> None:
    error = _refused(secure, _BOOK, Attachment("large.epub", bytes(50_000_001)))

    assert "Kindle takes 50 MB" in error.message
    assert "--image-size" in error.hint
    assert not box.mails


def test_a_wrong_password(secure: Account, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIC2EPUB_MAIL_PASSWORD_QUAY", "wrong and SECRET")

    error = _refused(secure)

    assert "does not take the password" in error.message
    assert "SECRET" not in "".join(traceback.format_exception(error)) + error.hint
    assert not box.mails


@pytest.mark.parametrize("password", ["ebb é flow", "潮"])
def test_a_password_with_more_than_ascii(password: str, ca: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIC2EPUB_MAIL_PASSWORD_QUAY", password)
    answers = (*_GREETED, b"535 no")
    with scripted(*answers, context=shown_by(ca)) as (port, heard):
        error = _refused(_account(port, "tls"))

    assert heard[1].startswith(b"AUTH PLAIN ")
    assert "does not take the password" in error.message


def test_a_password_with_more_than_ascii_is_the_right_one(
    secure: Account, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIC2EPUB_MAIL_PASSWORD_QUAY", "ebb é flow")
    monkeypatch.setattr(mailboxes, "PASSWORD", "ebb é flow")

    post(secure, [_BOOK])

    assert len(box.mails) == 1


@pytest.mark.parametrize(
    ("answers", "said", "hint"),
    [
        ((b"454 later", b"454 later"), "does not let us in", "not now"),
        ((b"235 in", b"hm"), "does not take the mail", "on-line"),
        ((b"235 in", b"250 ok", b"250 ok", b"354 go on", b"hm"), "went away", "cannot be known"),
    ],
)
def test_other_answers(ca: trustme.CA, answers: tuple[bytes, ...], said: str, hint: str) -> None:
    with scripted(*_GREETED, *answers, context=shown_by(ca)) as (port, _):
        error = _refused(_account(port, "tls"))

    assert said in error.message
    assert hint in error.hint


def test_nothing_to_send() -> None:
    assert post(_account(1), []) == ((), ())


def test_a_server_that_repeats_the_password(ca: trustme.CA) -> None:
    said = f"550 no {PASSWORD} here".encode()
    with scripted(*_GREETED, b"235 in", said, context=shown_by(ca)) as (port, _):
        error = _refused(_account(port, "tls"))
    with scripted(*_GREETED, b"432 " + PASSWORD.encode(), context=shown_by(ca)) as (port, _):
        _refused(_account(port, "tls"))

    assert "550 no … here" in error.message


def test_a_server_that_speaks_in_riddles(ca: trustme.CA) -> None:
    said = b"550 \x1b[31m\xff\x00" + b"x" * 5000
    with scripted(*_GREETED, b"235 in", said, context=shown_by(ca)) as (port, _):
        error = _refused(_account(port, "tls"))

    assert error.message.isprintable()
    assert len(error.message) < 400


def test_a_certificate_of_another_name(box: Postbox, ca: trustme.CA) -> None:
    with post_office(box, shown_by(ca, "example.org"), security="tls") as port:
        error = _refused(_account(port, "tls"))

    assert "certificate" in error.message
    assert "localhost" in error.message
    assert not box.mails


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for(box: Postbox, security: str) -> None:
    with post_office(box, shown_by(trustme.CA()), security=security) as port:
        error = _refused(_account(port, security))

    assert "not to be trusted" in error.message
    assert not box.mails


def test_no_starttls_no_mail(box: Postbox) -> None:
    with post_office(box, None, security="none", auth_required=False) as port:
        error = _refused(_account(port, "starttls"))

    assert "no STARTTLS" in error.message
    assert not box.mails


def test_starttls_that_is_refused() -> None:
    with scripted(b"220 here", b"250-here\r\n250 STARTTLS", b"454 not now") as (port, heard):
        error = _refused(_account(port, "starttls"))

    assert "454" in error.message
    assert not any(line.startswith(b"AUTH") for line in heard)


def test_a_server_on_this_machine_may_be_talked_to_in_the_open(box: Postbox) -> None:
    with post_office(box, None, security="none", auth_required=False) as port:
        post(_account(port, user=""), [_BOOK])

    assert len(box.mails) == 1


def test_a_server_that_takes_no_password(ca: trustme.CA) -> None:
    with scripted(b"220 here", b"250 here", context=shown_by(ca)) as (port, _):
        error = _refused(_account(port, "tls"))

    assert "takes no password" in error.message


def test_the_wrong_port(box: Postbox, ca: trustme.CA) -> None:
    with post_office(box, shown_by(ca), security="starttls") as port:
        error = _refused(_account(port, "tls"))

    assert "587" in error.hint


def test_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted(b"220 here") as (port, _):
        pass
    error = _refused(_account(port))
    silent = scripted(None)
    monkeypatch.setattr(mailing, "_PATIENCE", 0.2)
    with silent as (port, _):
        late = _refused(_account(port))

    assert "refused" in error.message
    assert "no answer in time" in late.message


@pytest.mark.parametrize("greeting", [b"554 not you", b"nonsense", b""])
def test_a_server_that_does_not_greet(greeting: bytes) -> None:
    with scripted(greeting) as (port, _):
        error = _refused(_account(port))

    assert "cannot be reached" in error.message


def test_an_address_that_is_refused_stops_the_mail(secure: Account, box: Postbox) -> None:
    box.refused["gone@kindle.com"] = "550 no such user"

    error = _refused(secure._replace(to=("reader_1@kindle.com", "gone@kindle.com")))

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

    error = _refused(secure)

    assert said in error.hint
    assert not box.mails


def test_what_was_sent_before_is_said(secure: Account, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DEVICES, "kindle", DEVICES["kindle"]._replace(mail_books=1))
    box.answers = ["250 taken", "554 no"]

    error = _refused(secure, _BOOK, _BOOK._replace(name="second.epub"))

    assert f"1 of 2 mails were sent before: {_BOOK.name}" in error.message
    assert len(box.mails) == 1


@pytest.mark.parametrize("end", [(), (None,)])
def test_a_server_that_goes_away_with_the_mail(ca: trustme.CA, end: tuple[None, ...]) -> None:
    answers = (*_GREETED, b"235 in", b"250 ok", b"250 ok", b"354 go on", *end)
    with scripted(*answers, context=shown_by(ca)) as (port, heard):
        error = _refused(_account(port, "tls"))

    assert heard[-1] == b"."
    assert "went away" in error.message
    assert "cannot be known" in error.hint


def test_who_is_stopped_in_the_midst_does_not_wait(ca: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    answers = (*_GREETED, b"235 in", b"250 ok", b"250 ok", None)
    monkeypatch.setattr(mailing, "_given", stop)
    with scripted(*answers, context=shown_by(ca)) as (port, heard), pytest.raises(KeyboardInterrupt):
        post(_account(port, "tls"), [_BOOK])

    assert not any(line.startswith((b"QUIT", b"DATA")) for line in heard)


def test_a_server_that_does_not_say_farewell(ca: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "_FAREWELL", 0.1)
    answers = (*_GREETED, b"235 in", b"250 ok", b"250 ok", b"354 go on", b"250 taken")
    with scripted(*answers, context=shown_by(ca)) as (port, _):
        posted = post(_account(port, "tls"), [_BOOK])

    assert len(posted.mails) == 1


def test_data_that_is_not_wanted(ca: trustme.CA) -> None:
    answers = (*_GREETED, b"235 in", b"250 ok", b"250 ok", b"450 busy")
    with scripted(*answers, context=shown_by(ca)) as (port, _):
        error = _refused(_account(port, "tls"))

    assert "450 busy" in error.message
    assert "not now" in error.hint


def test_no_password_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    monkeypatch.delenv("FIC2EPUB_MAIL_PASSWORD_QUAY")
    monkeypatch.setattr(keyring, "get_password", lambda *_: None)

    with pytest.raises(OptionsError, match="no password"):
        post(_account(1), [_BOOK])
