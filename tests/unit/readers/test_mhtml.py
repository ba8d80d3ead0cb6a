"""MHTML is taken apart; damaged or hostile files end in words, never in a traceback."""

from __future__ import annotations

from base64 import encodebytes

import pytest

import fic2epub
from fic2epub.errors import Fic2EpubError, NotAWork, ReadingError, SourceError
from fic2epub.model import Source
from fic2epub.options import Options
from fic2epub.readers import mhtml
from fic2epub.readers.mhtml import unpack_mhtml
from tests.ao3 import prose
from tests.ao3.download import render
from tests.ao3.pages import Age, render_page
from tests.ao3.refusals import PAGES
from tests.ao3.saves import SAVES, Opened
from tests.ao3.works import Era, FakeChapter, FakeWork
from tests.unit.drawn import png

PICTURE = "https://example.com/hill.png"
WORK = FakeWork(
    title="A Lamp for the Harbour",
    chapters=(
        FakeChapter(position=1, body=prose.paragraphs("mhtml", 20) + f'<p><img src="{PICTURE}" alt="A hill"></p>'),
    ),
)
REFUSED = {refused.name: refused.source for refused in PAGES}
FILES = {
    save: next(iter(SAVES[save](Opened(page=render(WORK, Era.D11), pictures={PICTURE: ("image/png", png())})).values()))
    for save in ("chrome-mhtml", "explorer-mhtml", "firefox-mhtml")
}


def unpacked(data: bytes) -> tuple[Source | None, list[str]]:
    codes: list[str] = []
    source = Source(data=data, name="lamp.mhtml")
    return unpack_mhtml(source, Options(), lambda code, *_: codes.append(code)), codes


def page(data: bytes) -> bytes:
    found, _ = unpacked(data)
    assert found is not None
    return found.data


def message(*parts: str | bytes, head: str = "", boundary: str = "b") -> bytes:
    """A message of these parts, each with its header; lines end as on Unix."""
    start = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary={boundary}{head}\n\n".encode()
    whole = (part.encode() if isinstance(part, str) else part for part in parts)
    return start + b"".join(b"--b\n" + part + b"\n" for part in whole) + b"--b--\n"


HTML = "Content-Type: text/html\n\n"


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><p>MIME-Version: 1.0\nContent-Type: text/html\n\nlamp",
        b"  <html>",
        b"",
        b"\n\n",
        b"Title: A Lamp\nby somebody\n\nIt was lit.",
        b"MIME-Version: 1.0\n\nlamp",
        b"MIME-Version: 1.0\nContent-Type: text/plain\n\nlamp",
        b"Content-Type: text/html\n\n<p>lamp",
        b"\nThe lamp\n\nMIME-Version: 1.0\nContent-Type: text/html\n",
    ],
)
def test_what_is_no_mhtml_is_left_to_others(data: bytes) -> None:
    assert unpacked(data) == (None, [])


@pytest.mark.parametrize(
    "data",
    [
        message(HTML + "<p>lamp"),
        message(HTML + "<p>lamp").replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + message(HTML + "<p>lamp"),
        b"\r\n\n" + message(HTML + "<p>lamp"),
        message(HTML + "<p>lamp", boundary='"b"'),
        message(HTML + "<p>lamp", boundary='"b "'),
        message(HTML + "<p>lamp").replace(b"related", b"mixed"),
        message(HTML + "<p>lamp").replace(b"MIME-Version", b"mime-version").replace(b"Content-Type", b"CONTENT-TYPE"),
        message(HTML + "<p>lamp").replace(b"--b\n", b"--b  \n"),
        message(HTML + "<p>lamp").replace(b"\n\n--b", b"\n\nThis message has several parts.\n--b", 1),
        message("Content-Type: application/xhtml+xml\n\n<p>lamp"),
        message('Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n<p>lamp'),
        message("Content-Type: text/html\nContent-Transfer-Encoding: QUOTED-PRINTABLE\n\n<p>la=\nm=70"),
        message(b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + encodebytes(b"<p>lamp")),
        message("Content-Type: text/plain\n\nnot this", "Content-Type: image/png\n\nx", HTML + "<p>lamp"),
        message(HTML + "no", "Content-Type: text/html\nContent-ID: <x@y>\n\n<p>lamp", head='; start="<x@y>"'),
        message(
            HTML + "no",
            "Content-Type: text/html\nContent-Location: http://a.b/\n c\n\n<p>lamp",
            head="\nSnapshot-Content-Location: http://a.b/c",
        ),
        message("Content-Type: multipart/alternative; boundary=in\n\n--in\n" + HTML + "<p>lamp\n--in--\n"),
        b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>la=6Dp",
    ],
)
def test_the_page_is_found(data: bytes) -> None:
    """However mail programs and browsers write it (RFC 2045, 2046, 2387, 2557)."""
    assert page(data).strip() == b"<p>lamp"


@pytest.mark.parametrize(
    ("charset", "content", "text"),
    [
        ("windows-1252", "“é”".encode("cp1252"), "“é”"),
        ("utf-16-le", "“é”".encode("utf-16-le"), "“é”"),
        ("iso-2022-jp", "灯台".encode("iso-2022-jp"), "灯台"),
        *((charset, "“é”".encode(), "“é”") for charset in ("utf-8", "windows-1252", "no-such", "a\0b", "punycode")),
    ],
)
def test_the_charset_of_the_part_is_believed(charset: str, content: bytes, text: str) -> None:
    """Whatever the page says; unless it is false, no charset, or one that nobody knows."""
    body = f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: base64\n\n".encode()
    assert page(message(body + encodebytes(content))).decode() == text


def test_pictures_are_known_by_every_address() -> None:
    """The one written, the one relative to the page, and `cid:`."""
    found, _ = unpacked(
        message(
            "Content-Type: text/html\nContent-Location: https://a.org/works/1\n\n<p>lamp",
            "Content-Type: image/png\nContent-Location: https://a.org/i/x.png\nContent-ID: <7@x>\n\nxyz",
        )
    )
    assert found is not None
    for address in ("https://a.org/i/x.png", "/i/x.png", "../i/x.png", "cid:7@x"):
        assert address in found.files
        assert found.files[address] == b"xyz"
    for address in ("x.png", "http://[x", "", 7):
        assert address not in found.files
    assert sorted(found.files) == ["cid:7@x", "https://a.org/i/x.png", "https://a.org/works/1"]
    assert len(found.files) == 3
    with pytest.raises(KeyError):
        found.files["y.png"]


@pytest.mark.parametrize("save", FILES)
@pytest.mark.parametrize("partial", [False, True])
def test_cut_anywhere_it_is_a_book_or_an_error(save: str, partial: bool) -> None:  # noqa: FBT001
    """Nothing is taken for the whole that is not."""
    whole = fic2epub.read(FILES[save])
    for tenth in range(1, 40):
        part = FILES[save][: len(FILES[save]) * tenth // 40]
        try:
            work = fic2epub.read(part, Options(partial=partial))
        except Fic2EpubError as error:
            assert error.message  # noqa: PT017 - either way is right
            continue
        codes = {notice.code for notice in work.notices}
        assert "S003" in codes
        assert partial or len(work.chapters[0].body.element) == len(whole.chapters[0].body.element)


def test_a_page_cut_off_in_the_middle_is_told_by_its_reader() -> None:
    """As of any page; and what is there makes a book if that is asked for."""
    half = FILES["chrome-mhtml"][: len(FILES["chrome-mhtml"]) // 2]
    with pytest.raises(ReadingError, match="ends before the work"):
        fic2epub.read(half)
    assert fic2epub.read(half, Options(partial=True)).chapters


@pytest.mark.parametrize("end", [0.3, 0.6])
def test_a_page_cut_off_before_its_text_is_not_said_to_be_another(end: float) -> None:
    whole = next(iter(SAVES["chrome-mhtml"](Opened(page=render_page(WORK, max(Age)))).values()))
    text = whole.find(b'id=3D"workskin"')

    with pytest.raises(ReadingError, match="ends before the page in it does") as raised:
        fic2epub.read(whole[: int(text * end)])
    assert raised.value.hint == "save the page again"


def test_another_page_that_lost_its_pictures_alone_is_said_to_be_another() -> None:
    whole = SAVES["chrome-mhtml"](Opened(page=REFUSED["restricted"], pictures={PICTURE: ("image/png", png())}))

    with pytest.raises(NotAWork, match="log-in page"):
        fic2epub.read(next(iter(whole.values()))[:-200])


def test_a_cut_before_the_page_is_told() -> None:
    with pytest.raises(ReadingError, match="ends before"):
        unpacked(message("Content-Type: image/png\n\nx")[:-6])


def test_a_message_without_a_page_is_no_work() -> None:
    with pytest.raises(NotAWork, match="without a page"):
        unpacked(message("Content-Type: text/plain\n\nhello"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"bGFtcA==", b"lamp"),
        (b"bGFtcA", b"lamp"),
        (b"bGFtc", b"lam"),
        (b"b*G F\ntcA=", b"lamp"),
        (b"=", b""),
        (b"", b""),
    ],
)
def test_damaged_base64_is_read_as_far_as_it_goes(content: bytes, expected: bytes) -> None:
    assert page(message(b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + content)) == expected


@pytest.mark.parametrize(
    "data",
    [
        message(HTML + "x", boundary=""),
        message(HTML + "x").replace(b"; boundary=b", b""),
        message(HTML + "x", boundary="other"),
        message(HTML + "x", boundary="b*0=x; boundary*1"),
        message(HTML + "x", boundary="''''%ff*"),
        message("Content-Type: " + "x" * 200_000 + "\n\nx"),
        message("Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 50 + HTML + "x"),
        message("\n" * 100),
        message("Content-Type: text/html; charset*=utf-8'x'%ff%fe\n\nx"),
        message(b"Content-Type: text/html\nContent-Location: \xff\xfe\n\nx"),
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--",
    ],
    ids=range(14),
)
def test_odd_headers_do_no_harm(data: bytes) -> None:
    """A page, or an error of ours."""
    try:
        found, _ = unpacked(data)
    except Fic2EpubError:
        return
    assert found is not None
    assert all(isinstance(found.files[address], bytes) for address in found.files)


def test_there_is_an_end_to_the_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mhtml, "_MOST_PARTS", 10)
    with pytest.raises(SourceError, match="more than 10 parts"):
        unpacked(message(*([HTML + "x"] * 11)))


def test_a_large_file_is_read_in_one_pass() -> None:
    """Lines that look like delimiters, and a part of as many lines, cost what they weigh."""
    data = message(HTML + "--bb\n" * 200_000 + "a--b\n" * 200_000 + "x=\n" * 200_000)
    assert len(page(data)) > 2_000_000
