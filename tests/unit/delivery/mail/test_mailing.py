"""Books by mail: what is sent, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fic2epub.delivery import mailing
from fic2epub.delivery.mailing import Attachment, attachment_name, post
from fic2epub.targets import DEVICES
from tests.unit.delivery import mailboxes
from tests.unit.delivery.mailboxes import (
    BOOK,
    GREETED,
    TO,
    USER,
    Postbox,
    account_at,
    post_office,
    refusal,
    scripted,
    shown_by,
)

if TYPE_CHECKING:
    import trustme

    from fic2epub.delivery.accounts import Account

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


def test_a_book_comes_as_it_was_sent(account: Account, box: Postbox) -> None:
    posted = post(account, [BOOK])

    (mail,) = box.mails
    (part,) = mail.message.iter_attachments()
    assert posted == (((BOOK.name,),), ())
    assert (mail.sender, mail.to) == (USER, list(TO))
    assert part.get_content_type() == "application/epub+zip"
    assert part.get_filename() == BOOK.name
    assert part.get_content() == BOOK.content


def test_a_mail_is_plain_and_has_words(secure: Account, box: Postbox) -> None:
    post(secure, [BOOK])

    message = box.mails[0].message
    assert message["Subject"].isascii()
    assert message["Subject"].strip()
    assert message.get_body().get_content().strip()
    assert box.mails[0].content.isascii()
    assert max(map(len, box.mails[0].content.splitlines())) < 998
    assert message["To"] == TO[0]
    assert message["Message-ID"].endswith("@example.org>")


def test_a_mail_goes_to_all_addresses(secure: Account, box: Postbox) -> None:
    addresses = tuple(f"reader_{number}@kindle.com" for number in range(15))

    post(secure._replace(to=addresses), [BOOK])

    assert tuple(box.mails[0].to) == addresses


def test_names_stay_what_they_are_for_kindle(secure: Account, box: Postbox) -> None:
    post(secure, [BOOK._replace(name="海の時計 - Naïve & Söhne.epub")])

    (part,) = box.mails[0].message.iter_attachments()
    assert part.get_filename() == "海の時計 - Naïve & Söhne.epub"
    assert b"filename*=utf-8''" in box.mails[0].content
    assert b"filename*0" not in box.mails[0].content


@pytest.mark.parametrize(
    ("name", "borne"),
    [
        ("The Clock That Kept the Tide - Quayside.epub", "The-Clock-That-Kept.epub"),
        ("Lighthouses-of-the-north.epub", "Lighthouses-of-the.epub"),
        ("CON.epub", "CON.epub"),
    ],
)
def test_short_names_are_cut_at_a_word(name: str, borne: str) -> None:
    assert attachment_name(name, DEVICES["pocketbook"]) == borne


def test_names_are_plain_and_short_for_pocketbook(secure: Account, box: Postbox) -> None:
    names = ("海.epub", "Ä long, long title with commas - Söhne.epub", "Ä long, long title with more of it.kepub.epub")

    post(secure._replace(device="pocketbook"), [BOOK._replace(name=name) for name in names])

    assert [part.get_filename() for part in box.mails[0].message.iter_attachments()] == [
        "book.epub",
        "A-long-long-title-with.epub",
        "A-long-long-title-wi-2.epub",
    ]


@pytest.mark.parametrize("device", ["kindle", "pocketbook", "generic"])
@given(name=st.text(max_size=60) | st.sampled_from(["a\r\nBcc: b@c.org\r\n\r\n.epub", "\u202egnp.epub", "x" * 10_000]))
def test_no_name_gets_into_the_head_of_a_mail(device: str, name: str) -> None:
    target = DEVICES[device]

    message = mailing._message(account_at(1), [Attachment(attachment_name(name, target), b"PK")])  # noqa: SLF001

    content = message.as_bytes(policy=mailing._UNFOLDED)  # noqa: SLF001
    borne = attachment_name(name, target)
    assert borne.endswith(".epub")
    assert len(borne.encode()) <= (target.mail_name or 120) + len(".epub")
    assert not any(sign in borne for sign in "\r\n\x00\u202e\u2066/\\")
    assert max(map(len, content.split(b"\r\n"))) < 998
    assert content.count(b"\n") == content.count(b"\r\n")
    assert [line for line in content.splitlines() if line.lower().startswith((b"bcc", b"to:"))] == [
        b"To: " + TO[0].encode()
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
        posted = post(account_at(port, "tls"), books)
        error = refusal(account_at(port, "tls"), Attachment("large.epub", b"x" * 40_000))

    assert [len(mail) for mail in posted.mails] == [2, 1]
    assert "the server takes" in error.message
    assert error.where == "large.epub"
    assert len(box.mails) == 2


def test_a_book_that_kindle_does_not_take_is_not_sent(secure: Account, box: Postbox) -> None:
    error = refusal(secure, BOOK, Attachment("large.epub", bytes(50_000_001)))

    assert "Kindle takes 50 MB" in error.message
    assert "--image-size" in error.hint
    assert not box.mails


def test_nothing_to_send() -> None:
    assert post(account_at(1), []) == ((), ())


def test_a_server_on_this_machine_may_be_talked_to_in_the_open(box: Postbox) -> None:
    with post_office(box, None, security="none", auth_required=False) as port:
        post(account_at(port, user=""), [BOOK])

    assert len(box.mails) == 1


def test_a_password_with_more_than_ascii_is_the_right_one(
    secure: Account, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIC2EPUB_MAIL_PASSWORD_QUAY", "ebb é flow")
    monkeypatch.setattr(mailboxes, "PASSWORD", "ebb é flow")

    post(secure, [BOOK])

    assert len(box.mails) == 1


def test_who_is_stopped_in_the_midst_does_not_wait(ca: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    answers = (*GREETED, b"235 in", b"250 ok", b"250 ok", None)
    monkeypatch.setattr(mailing, "_given", stop)
    with scripted(*answers, context=shown_by(ca)) as (port, heard), pytest.raises(KeyboardInterrupt):
        post(account_at(port, "tls"), [BOOK])

    assert not any(line.startswith((b"QUIT", b"DATA")) for line in heard)


def test_a_server_that_does_not_say_farewell(ca: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "_FAREWELL", 0.1)
    answers = (*GREETED, b"235 in", b"250 ok", b"250 ok", b"354 go on", b"250 taken")
    with scripted(*answers, context=shown_by(ca)) as (port, _):
        posted = post(account_at(port, "tls"), [BOOK])

    assert len(posted.mails) == 1
