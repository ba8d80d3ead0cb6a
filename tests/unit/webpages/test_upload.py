from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import html

from fic2epub.errors import DeliveryError, NotAWork
from fic2epub.serving import upload
from fic2epub.serving.library import Library, Made
from tests.unit.webpages.client import Client
from tests.unit.webpages.shelves import FakeShelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx
    from lxml.html import HtmlElement

    from fic2epub.serving.making import Sent

_KOBO = {"User-Agent": "Mozilla/5.0 (Linux; U; Android 2.0) AppleWebKit/538.1 (Kobo Touch 0377/4.20.14622)"}
_BOOK = Made("Die Überfahrt – “1”.epub", b"PK book", ("guessed, R001: its <title> was told by its file's name",))
_FORM = {"Content-Type": "multipart/form-data; boundary=x"}


class _Maker:
    """Makes the same books of anything, and remembers what it was asked."""

    def __init__(self, *books: Made, error: Exception | None = None) -> None:
        self._books = books or (_BOOK,)
        self._error = error
        self.files: list[Sent] = []
        self.options: dict[str, str] = {}

    def __call__(self, files: Sequence[Sent], options: dict[str, str]) -> tuple[Made, ...]:
        self.files, self.options = list(files), options
        if self._error:
            raise self._error
        return self._books


def _client(maker: _Maker, *, keeps: bool = False) -> Client:
    return Client(upload.routes(Library(FakeShelf(), "Library", uploads=True, keeps=keeps), maker))


def _send(client: Client, *files: tuple[str, bytes], **fields: str) -> httpx.Response:
    return client.send("POST", "/upload", files=[("work", file) for file in files], data=fields)


def _page(answer: httpx.Response) -> HtmlElement:
    return html.document_fromstring(answer.text)


def _words(answer: httpx.Response) -> str:
    return " ".join(_page(answer).text_content().split())


def test_a_work_that_is_sent_comes_back_as_a_book() -> None:
    maker = _Maker()
    client = _client(maker)

    answer = _send(client, ("The Work.html", b"<p>Once</p>"), theme="modern", device="kobo")
    assert answer.status_code == 303
    made = client.get(answer.headers["location"])
    links = _page(made).xpath("//a[@class='get']/@href")
    book = client.get(links[0])

    assert maker.files == [("The Work.html", b"<p>Once</p>")]
    assert maker.options == {"theme": "modern", "device": "kobo"}
    assert "1 book made" in _words(made)
    assert "its <title> was told by its file's name" in _words(made)
    assert unquote(links[0]).endswith("/0/Die Überfahrt – “1”.epub")
    assert book.content == b"PK book"
    assert book.headers["content-type"] == "application/epub+zip"
    assert book.headers["content-disposition"].partition("; filename*=") == (
        'attachment; filename="Die _berfahrt _ _1_.epub"',
        "; filename*=",
        "UTF-8''Die%20%C3%9Cberfahrt%20%E2%80%93%20%E2%80%9C1%E2%80%9D.epub",
    )


def test_several_files_are_sent_at_once_and_several_books_come_back() -> None:
    maker = _Maker(_BOOK, _BOOK._replace(name="Other.epub"))
    client = _client(maker, keeps=True)

    answer = _send(client, *((f"chapter {number}.html", b"x") for number in range(1, 40)))
    made = client.get(answer.headers["location"])

    assert len(maker.files) == 39
    assert "2 books made They are in the library now." in _words(made)
    assert len(_page(made).xpath("//a[@class='get']")) == 2


def test_options_that_are_none_are_left_out() -> None:
    maker = _Maker()
    _send(_client(maker), ("x.html", b"x"), theme="../../etc", device="toaster", css="body {}", title="Mine")

    assert maker.options == {}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("C:\\Users\\me\\The Work.html", "The Work.html"),
        ("../../../etc/passwd", "passwd"),
        ("\u202egnp.html", "gnp.html"),
        ("x" * 300 + ".html", "x" * 200),
        ("/", "the file"),
    ],
)
def test_a_file_is_called_by_its_name_alone(name: str, plain: str) -> None:
    maker = _Maker()
    _send(_client(maker), (name, b"x"))

    assert maker.files[0].name == plain


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotAWork("this is a page of a bank", hint="open the work, then save it"), 422),
        (DeliveryError("this took more time than there is", hint="make it elsewhere"), 503),
    ],
)
def test_errors_are_sentences_with_what_to_do(error: NotAWork | DeliveryError, status: int) -> None:
    answer = _send(_client(_Maker(error=error)), ("x.html", b"x"), theme="plain")

    assert answer.status_code == status
    alert = " ".join(_page(answer).xpath("string(//*[@role='alert'])").split())
    message, hint = (f"{words[0].upper()}{words[1:]}." for words in (error.message, error.hint))
    assert alert == f"No book was made. {message} {hint}"
    assert _page(answer).xpath("string(//option[@selected][1]/@value)") == "generic"
    assert _page(answer).xpath("//option[@selected and @value='plain']"), "what was chosen is chosen still"


def test_without_a_file_there_is_a_sentence() -> None:
    answer = _client(_Maker()).send("POST", "/upload", files=[("work", ("", b""))])

    assert answer.status_code in {400, 422}
    assert "No book was made." in _words(answer)


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "text/plain"}, b"hello", 400),
        ({"Content-Type": "multipart/form-data"}, b"hello", 400),
        (_FORM, b"hello", 400),
        (_FORM, b"--x\r\nContent-Disposition: nothing\r\n\r\n1\r\n--x--\r\n", 400),
        (_FORM, b'--x\r\nContent-Disposition: form-data; name="work"; filename="a"\r\n\r\nbroken off', 422),
        (_FORM, b'--x\r\nContent-Disposition: form-data; name="theme"\r\n\r\n' + b"a" * 5000 + b"\r\n--x--\r\n", 400),
        (
            _FORM,
            b"".join(
                b'--x\r\nContent-Disposition: form-data; name="work"; filename="a"\r\n\r\nb\r\n' for _ in range(300)
            )
            + b"--x--\r\n",
            400,
        ),
    ],
)
def test_what_is_no_form_is_refused_in_words(headers: dict[str, str], body: bytes, status: int) -> None:
    maker = _Maker()
    answer = _client(maker).send("POST", "/upload", headers=headers, content=body)

    assert answer.status_code == status
    assert "No book was made." in _words(answer)
    assert not maker.files


def test_what_is_too_large_is_refused_before_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "LARGEST", 1 << 20)
    maker = _Maker()
    answer = _send(_client(maker), ("x.html", b"x" * (2 << 20)))

    assert answer.status_code == 413
    assert "more than 1 MB" in _words(answer)
    assert not maker.files


def test_what_does_not_come_to_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow() -> object:
        yield b"--x\r\n"
        await asyncio.sleep(5)

    monkeypatch.setattr(upload, "_PATIENCE", 0.05)
    answer = _client(_Maker()).send("POST", "/upload", headers=_FORM, content=slow())

    assert answer.status_code == 408
    assert "took too long" in _words(answer)


def test_the_server_goes_on_while_books_are_made_and_says_when_it_is_busy() -> None:
    go_on = threading.Event()

    def slow(_: Sequence[Sent], __: dict[str, str]) -> tuple[Made, ...]:
        assert go_on.wait(20)
        return (_BOOK,)

    client = Client(upload.routes(Library(FakeShelf(), "Library", uploads=True), slow))

    async def ask() -> tuple[int, list[int], list[int]]:
        async with client.opened() as opened:
            posts = [opened.post("/upload", files={"work": ("x.html", b"x")}) for _ in range(8)]
            waiting = [asyncio.create_task(post) for post in posts]
            done: set[asyncio.Task[httpx.Response]] = set()
            while len(done) < 4:
                done, _ = await asyncio.wait(waiting, timeout=0.05)
            form = await opened.get("/upload")
            go_on.set()
            others = await asyncio.gather(*(one for one in waiting if one not in done))
            return form.status_code, [one.result().status_code for one in done], [one.status_code for one in others]

    assert asyncio.run(ask()) == (200, [503] * 4, [303] * 4)


def test_books_wait_for_an_hour_and_no_more_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(upload, "monotonic", lambda: now[0])
    monkeypatch.setattr(upload, "_KEPT_BYTES", 100)
    counter = upload.Counter()

    first = counter.put((Made("1.epub", b"x" * 60),))
    second = counter.put((Made("2.epub", b"x" * 60),))
    large = counter.put((Made("3.epub", b"x" * 500),))
    assert [bool(counter.books(word)) for word in (first, second, large, "")] == [False, False, True, False]

    now[0] += 3601
    assert counter.books(large) == ()


@pytest.mark.parametrize("address", ["/made/nothing", "/made/nothing/0/x.epub"])
def test_what_is_not_kept_any_more_is_not_found_in_words(address: str) -> None:
    answer = _client(_Maker()).get(address)

    assert answer.status_code == 404
    assert "Send the work once more." in _words(answer)


def test_the_words_behind_which_books_wait_cannot_be_guessed() -> None:
    counter = upload.Counter()
    words = {counter.put((_BOOK,)) for _ in range(40)}

    assert len(words) == 40
    assert min(map(len, words)) >= 22


def test_an_e_reader_has_no_form() -> None:
    client = _client(_Maker())

    assert not _page(client.get("/upload", headers=_KOBO)).xpath("//form[@action='/upload']")
    assert "This browser has no files to send." in _words(client.get("/upload", headers=_KOBO))
    form = _page(client.get("/upload"))
    assert form.xpath("string(//form[@action='/upload']/@enctype)") == "multipart/form-data"
    assert {label.get("for") for label in form.xpath("//main//label")} == {"work", "device", "theme"}
