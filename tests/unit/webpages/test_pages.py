from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import pytest
from lxml import html
from starlette.routing import Route

from fic2epub.serving import webpages
from fic2epub.serving.library import Library
from tests.unit.webpages.client import Client
from tests.unit.webpages.shelves import BOOKS, PLAIN, FakeShelf, many

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from starlette.requests import Request
    from starlette.responses import Response

_KOBO = {"User-Agent": "Mozilla/5.0 (Linux; U; Android 2.0) AppleWebKit/538.1 (Kobo Touch 0377/4.20.14622)"}
_KINDLE = {"User-Agent": "Mozilla/5.0 (X11; U; Linux armv7l like Android) AppleWebKit/531.2+ Kindle/3.0+"}
_WEB = Path(webpages.__file__).with_name("web")


def _library(shelf: FakeShelf | None = None, **more: bool) -> Library:
    return Library(shelf or FakeShelf(), "The library of the house", **more)


def _client(library: Library | None = None) -> Client:
    return Client(webpages.routes(library or _library()))


def _page(client: Client, address: str, **headers: str) -> HtmlElement:
    answer = client.get(address, headers=headers)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return html.document_fromstring(answer.text)


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _downloads(page: HtmlElement) -> list[str]:
    return [unquote(link.get("href", "")) for link in page.xpath("//a[starts-with(@href, '/get/')]")]


def test_the_first_page_has_every_book_with_one_tap_to_its_file() -> None:
    page = _page(_client(), "/")

    assert [_words(title) for title in page.xpath("//h2/a")] == [" ".join(book.title.split()) for book in BOOKS]
    assert [href.split("/")[2] for href in _downloads(page)] == [book.key for book in BOOKS]
    assert "6 books" in _words(page)


def test_a_kobo_gets_books_for_kobo_first_and_others_epubs() -> None:
    client = _client()

    assert _downloads(_page(client, f"/book/{PLAIN.key}", **_KOBO)) == [
        f"/get/{PLAIN.key}/The Clock - Wren.kepub.epub",
        f"/get/{PLAIN.key}/The Clock - Wren.epub",
    ]
    assert _downloads(_page(client, f"/book/{PLAIN.key}")) == [
        f"/get/{PLAIN.key}/The Clock - Wren.epub",
        f"/get/{PLAIN.key}/The Clock - Wren.kepub.epub",
    ]
    assert all(href.endswith(".kepub.epub") for href in _downloads(_page(client, "/", **_KOBO)))


def test_a_file_for_kobo_is_nothing_else() -> None:
    downloads = _downloads(_page(_client(), f"/book/{BOOKS[3].key}"))

    assert len(downloads) == 1
    assert downloads[0].endswith(".kepub.epub")


def test_a_kindle_is_told_the_truth() -> None:
    client = _client()
    page = _page(client, f"/book/{PLAIN.key}", **_KINDLE)

    assert _downloads(page) == _downloads(_page(client, "/", **_KINDLE)) == []
    assert "cannot save this book: it takes .azw, .prc, .mobi and .txt" in _words(page)
    assert 'fic2epub send "The Clock - Wren.epub" --to mail:NAME' in _words(page)


def test_e_readers_get_short_pages() -> None:
    client = _client(_library(many(30)))

    assert len(_downloads(_page(client, "/", **_KOBO))) == 12
    assert len(_downloads(_page(client, "/?page=3", **_KOBO))) == 6
    assert len(_downloads(_page(client, "/"))) == 30


def test_what_is_looked_for_is_found_said_and_taken_back() -> None:
    page = _page(_client(), "/?words=clock&fandom=Penny+Quay")

    assert [_words(title) for title in page.xpath("//h2/a")] == ["The Clock"]
    assert page.xpath("string(//input[@name='words']/@value)") == "clock"
    filters = page.xpath("//ul[contains(@class, 'filters')]//a")
    assert [(_words(link), link.get("href")) for link in filters] == [
        ("Do not look for “clock” ×", "/?fandom=Penny+Quay"),
        ("Do not look for Fandom: Penny Quay ×", "/?words=clock"),
    ]


def test_facets_narrow_what_is_found() -> None:
    page = _page(_client(), "/?order=title")
    names = {_words(link): link.get("href") for link in page.xpath("//section[@class='narrow']//a")}

    assert names["Penny Quay 2 books"] == "/?fandom=Penny+Quay&order=title"
    assert names["Tides 2 books"] == "/?series=Tides&order=series"
    assert names["العربية 1 book"] == "/?language=ar&order=title"


def test_many_names_stand_on_pages_of_their_own_in_order() -> None:
    client = _client(_library(many(700)))
    first = _page(client, "/")
    link = first.xpath("//section[@class='narrow']//a[contains(., 'All 700 authors')]")[0]

    page = _page(client, link.get("href"))
    names = [_words(one) for one in page.xpath("//ul[contains(@class, 'names')]//bdi")]

    assert len(names) == 200
    assert names == sorted(names)
    assert "700, page 1 of 4" in _words(page)
    last = _page(client, "/browse/author?page=99")
    assert len(last.xpath("//ul[contains(@class, 'names')]//bdi")) == 100


def test_ten_thousand_books_are_paged() -> None:
    client = _client(_library(many(10_000)))
    page = _page(client, "/?page=100&order=title")

    assert "10,000 books, page 100 of 209" in _words(page)
    assert [_words(one) for one in page.xpath("//nav[@class='pager']//li")] == (
        ["Previous", "Page 1", "…", "Page 98", "Page 99", "Page 100", "Page 101", "Page 102", "…", "Page 209", "Next"]
    )
    assert page.xpath("string(//link[@rel='next']/@href)") == "/?order=title&page=101"
    assert page.xpath("string(//a[@aria-current='page']/@href)") == "/?order=title&page=100"


def test_a_book_says_what_it_is_and_what_stands_beside_it() -> None:
    page = _page(_client(), f"/book/{PLAIN.key}")
    said = _words(page)

    assert [_words(line) for line in page.xpath("//div[@class='summary']/p")] == [
        "A clock that keeps the tide.",
        "And who winds it.",
    ]
    assert "346 kB · updated 2 June 2024 · 12,345 words" in said
    assert "Fan fiction, Tea & <biscuits>" in said
    assert "Part 1 of Tides" in said
    assert page.xpath("string(//a[@rel='next']/@href)") == f"/book/{BOOKS[1].key}"
    assert not page.xpath("//a[@rel='prev']")
    assert page.xpath("string(//a[@rel='prev']/@href)") == ""
    other = _page(_client(), f"/book/{BOOKS[1].key}")
    assert other.xpath("string(//a[@rel='prev']/@href)") == f"/book/{PLAIN.key}"


def test_titles_say_their_language_and_which_way_they_run() -> None:
    titles = {link.get("lang"): link.get("dir") for link in _page(_client(), "/").xpath("//h2/a")}

    assert titles == {"en": "ltr", "ar": "rtl", "ja": "ltr", "de": "ltr", None: "ltr"}


def test_nothing_of_a_book_is_markup() -> None:
    client = _client()
    for address in ("/", f"/book/{BOOKS[5].key}", "/browse/author", "/?words=<script>&author=<b>B</b>"):
        page = _page(client, address)
        assert not page.xpath("//script | //b")
        assert '<script>alert("1")</script>' in _words(page) or address == "/browse/author"


def test_a_book_without_a_cover_gets_one_that_is_drawn() -> None:
    covers = _page(_client(), "/").xpath("//a[@class='cover']")

    assert covers[0].xpath("string(img/@src)") == f"/thumb/{PLAIN.key}.jpg?v=0123456789ab"
    assert _words(covers[1].xpath("span[@class='drawn']")[0]) == "The Bell"
    assert len(_words(covers[4])) <= 60


def test_an_empty_library_and_an_empty_answer_say_so() -> None:
    empty = _words(_page(_client(_library(FakeShelf(()), uploads=True)), "/").xpath("//main")[0])

    assert "This library is empty." in empty
    assert "Make a book of a saved work" in empty
    assert "No book here is what you are looking for." in _words(_page(_client(), "/?words=zzz"))
    assert "No book in this library says any." in _words(_page(_client(_library(FakeShelf(()))), "/browse/series"))


@pytest.mark.parametrize("address", ["/book/nothing", "/browse/size", "/book/..%2f..%2fetc"])
def test_what_is_not_there_is_not_found_in_words(address: str) -> None:
    answer = _client().get(address)

    assert answer.status_code == 404
    if answer.headers["content-type"].startswith("text/html"):
        assert "There is no such" in answer.text


@pytest.mark.parametrize("name", ["frame.html", "..%2fwebpages.py", "nothing.css"])
def test_only_the_files_of_the_pages_are_given_out(name: str) -> None:
    assert _client().get(f"/static/{name}").status_code == 404


def test_a_file_of_the_pages_may_be_kept_for_ever_under_the_address_of_its_content() -> None:
    client = _client()
    address = _page(client, "/").xpath("string(//link[@rel='stylesheet']/@href)")
    answer = client.get(address)

    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/sheet.css").headers["cache-control"] == "no-cache"


def test_there_is_no_way_to_send_files_where_there_are_none() -> None:
    client = _client(_library(uploads=True))

    assert _page(client, "/").xpath("//a[@href='/upload']")
    assert not _page(client, "/", **_KOBO).xpath("//a[@href='/upload']")
    assert not _page(client, "/", **_KINDLE).xpath("//a[@href='/upload']")
    assert not _page(_client(), "/").xpath("//a[@href='/upload']")


@pytest.mark.parametrize(
    ("wrong", "wait", "status", "said"),
    [
        (False, 0, 200, "It stands in the terminal"),
        (True, 0, 401, "This is not the code."),
        (True, 1, 429, "Wait 1 second,"),
        (True, 90, 429, "Wait 90 seconds,"),
    ],
)
def test_the_form_for_the_code_says_what_is_wrong(wrong: bool, wait: int, status: int, said: str) -> None:  # noqa: FBT001 - a case
    answer = webpages.login_page(_library(guarded=True), wrong=wrong, wait=wait, onward='/?words="x"')
    page = html.document_fromstring(bytes(answer.body).decode())

    assert answer.status_code == status
    assert said in _words(page)
    assert page.xpath("string(//input[@name='onward']/@value)") == '/?words="x"'
    assert page.xpath("//label[@for='code']")
    assert not page.xpath("//a[starts-with(@href, '/browse')]"), "nothing of the library stands before its code"


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 418, 421, 429, 500, 503, 507])
def test_every_error_has_a_sentence(status: int) -> None:
    answer = webpages.error_page(_library(), status, "")

    assert answer.status_code == status
    assert html.document_fromstring(bytes(answer.body).decode()).xpath("string(//main/p[1])").strip()


def test_every_page_has_a_language_a_title_landmarks_and_one_heading_above_all() -> None:
    client = _client(_library(guarded=True, uploads=True))
    for address in ("/", "/?words=zzz", f"/book/{PLAIN.key}", "/browse/fandom", "/book/nothing"):
        page = _page(client, address)
        assert page.get("lang") == "en"
        assert page.xpath("string(//title)").endswith("The library of the house")
        assert len(page.xpath("//main")) == len(page.xpath("//h1")) == len(page.xpath("//header")) == 1
        assert page.xpath("string(//body/a[1]/@href)") == "#content"
        assert not page.xpath("//*[@style] | //style | //script | //@*[starts-with(name(), 'on')]")


def test_every_way_on_a_page_leads_somewhere() -> None:
    def elsewhere(_: Request) -> Response:
        return webpages.error_page(_library(), 200, "")

    library = _library(uploads=True)
    others = ("/upload", "/opds", "/opds2", "/get/{key}/{name}")
    routes = [*webpages.routes(library), *(Route(address, elsewhere) for address in others)]
    client = Client(routes)
    met, ahead = set[str](), ["/"]
    while ahead:
        address = ahead.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        met.add(address)
        links = html.document_fromstring(answer.text).xpath("//a/@href")
        ways = {urljoin(address, link) for link in links if not link.startswith(("#", "http"))}
        ahead.extend(way for way in ways - met - set(ahead) if len(met) + len(ahead) < 150)
    assert len(met) > 60


def test_the_sheet_is_one_that_the_oldest_browser_understands() -> None:
    sheet = re.sub(r"/\*.*?\*/", "", (_WEB / "sheet.css").read_text(encoding="utf-8"), flags=re.DOTALL)

    assert not re.search(
        r"grid|flex|var\(|calc\(|\drem|:is\(|:where\(|:not\(|transition|animation|@font|@import|url\(", sheet
    )
    assert "prefers-color-scheme: dark" in sheet
