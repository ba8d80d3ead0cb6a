"""The library over HTTP: who is let in, what is answered, in whole, in part, or not at all."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from fic2epub.serving.app import application
from fic2epub.serving.codes import Gate
from fic2epub.serving.downloads import Download, Known
from fic2epub.serving.guarding import Guard, Rules
from fic2epub.serving.library import Library, Query
from fic2epub.serving.shelf import FolderShelf, open_shelf
from tests.unit.serving.asking import Client
from tests.unit.serving.shelves import book, picture, put

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HERE = {"origin": "http://localhost:8000"}


def _key(shelf: FolderShelf, language: str = "de") -> str:
    return shelf.find(Query(language=language)).entries[0].key


def _basic(password: str) -> dict[str, str]:
    return {"authorization": "Basic " + b64encode(f"reader:{password}".encode()).decode()}


def _gate(code: str = "TIDE2468") -> Gate:
    return Gate(code, b"s" * 32)


def test_every_answer_has_the_headers(client: Client) -> None:
    for path in ("/", "/opds", "/nowhere", "/cover/none.png", "/../../etc/passwd", "/static/sheet.css"):
        answer = client.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "script" not in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "same-origin"


def test_a_book_is_given_whole(client: Client, small: FolderShelf) -> None:
    entry = small.find(Query(language="de")).entries[0]
    answer = client.get(f"/get/{entry.key}/anything.epub")
    assert answer.status_code == 200
    assert answer.content == entry.path.read_bytes()
    assert answer.headers["content-type"] == "application/epub+zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="Old Tides - Ines Dray.epub"'
    assert answer.headers["etag"] == f'"{entry.etag}"'
    assert answer.headers["accept-ranges"] == "bytes"
    bare = client.head(f"/get/{entry.key}/x.epub")
    assert bare.content == b""
    assert bare.headers["content-length"] == str(entry.size)


def test_names_that_are_not_ascii_are_told_in_one_way(client: Client, small: FolderShelf) -> None:
    answer = client.get(f"/get/{_key(small, 'ja')}/x.epub")
    told = answer.headers["content-disposition"]
    assert told.startswith("attachment; filename*=UTF-8''%E6%9D%B1%E4%BA%AC")
    assert told.isascii()


def test_kobo_gets_its_own_book(client: Client, small: FolderShelf) -> None:
    key = _key(small)
    plain, kobo = client.get(f"/get/{key}/x.epub"), client.get(f"/get/{key}/x.kepub.epub")
    assert kobo.headers["content-type"] == "application/kepub+zip"
    assert kobo.headers["content-disposition"].endswith('.kepub.epub"')
    assert kobo.headers["etag"] != plain.headers["etag"]
    assert kobo.content == (small.book(key, kepub=True) or ("", b""))[1]


@pytest.mark.parametrize("form", ["x.epub", "x.kepub.epub"])
def test_parts(client: Client, small: FolderShelf, form: str) -> None:
    address = f"/get/{_key(small)}/{form}"
    whole = client.get(address)
    size = len(whole.content)
    for asked, start, end in (("0-9", 0, 10), ("10-", 10, size), ("-7", size - 7, size), (f"5-{size + 50}", 5, size)):
        part = client.get(address, headers={"range": f"bytes={asked}"})
        assert part.status_code == 206
        assert part.content == whole.content[start:end]
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
    beyond = client.get(address, headers={"range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{size}")
    for all_of_it in ("bytes=0-1,3-4", "lines=1-2", "bytes=9-3", "bytes=-", "bytes=a-b"):
        assert client.get(address, headers={"range": all_of_it}).status_code == 200
    same = {"range": "bytes=0-0", "if-range": whole.headers["etag"]}
    assert client.get(address, headers=same).status_code == 206
    assert client.get(address, headers={"range": "bytes=0-0", "if-range": '"old"'}).content == whole.content


@pytest.mark.parametrize(
    "path", ["/opds", "/opds2/books", "/opds/book/{}", "/cover/{}.jpg", "/thumb/{}.jpg", "/get/{}/x.epub"]
)
def test_who_has_it_is_told_so(client: Client, small: FolderShelf, path: str) -> None:
    address = path.format(_key(small, "en"))
    first = client.get(address)
    assert first.status_code == 200
    for condition in (
        {"if-none-match": first.headers["etag"]},
        {"if-none-match": f'"other", {first.headers["etag"]}'},
        {"if-none-match": "*"},
        {"if-modified-since": first.headers["last-modified"]},
    ):
        again = client.get(address, headers=condition)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    for no_condition in (
        {"if-none-match": '"other"'},
        {"if-modified-since": "Thu, 01 Jan 1970 00:00:01 GMT"},
        {"if-modified-since": "the other day"},
        {"if-none-match": '"other"', "if-modified-since": first.headers["last-modified"]},
    ):
        assert client.get(address, headers=no_condition).status_code == 200


def test_what_is_not_there(client: Client, small: FolderShelf) -> None:
    key = _key(small)
    for path in (
        f"/get/{'0' * 20}/x.epub",
        "/cover/x.jpg",
        f"/thumb/{key}.jpg",
        "/opds/names/salt",
        f"/opds2/book/{key}x",
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "<h1" in answer.text or "library" in answer.text
    assert client.ask("DELETE", "/").status_code == 405
    assert client.get("/?" + "x" * 5000).status_code == 414


def test_names_of_the_machine(ask: Callable[..., Client]) -> None:
    client = ask(names=frozenset(("shelf.local",)))
    for host in ("localhost", "127.0.0.1:8000", "[::1]:8000", "192.168.1.20", "shelf.local", "SHELF.local.:80"):
        assert client.get("/opds", headers={"host": host}).status_code == 200, host
    for host in (
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "a b",
        "[::1",
        "user@localhost",
    ):
        assert client.get("/opds", headers={"host": host}).status_code == 421, host


def test_forms_of_other_sites_are_refused(client: Client, said: list[str]) -> None:
    for headers in ({}, {"origin": "null"}, {"origin": "http://evil.example"}, {"origin": "http://localhost:9000"}):
        assert client.post("/refresh", headers=headers).status_code == 403
    assert client.post("/refresh", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert said == []
    for headers in (_HERE, {"referer": "http://localhost:8000/"}, {"sec-fetch-site": "same-origin"}):
        assert client.post("/refresh", headers=headers).status_code == 303
    assert said == ["nudged"] * 3


def test_what_is_sent_is_bounded(client: Client, ask: Callable[..., Client]) -> None:
    assert client.post("/refresh", headers=_HERE, content=b"x" * 70_000).status_code == 413

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(9):
            yield b"x" * 9000

    assert ask(_gate()).post("/login", headers=_HERE, content=pieces()).status_code == 413


def test_a_person_comes_in_with_the_code(ask: Callable[..., Client]) -> None:
    client = ask(_gate())
    turned = client.get("/?words=fog")
    assert (turned.status_code, turned.headers["location"]) == (303, "/login?onward=%2F%3Fwords%3Dfog")
    form = client.get(turned.headers["location"])
    assert form.status_code == 200
    assert 'name="code"' in form.text
    assert client.get("/static/sheet.css").status_code == 200
    wrong = client.post("/login", headers=_HERE, data={"code": "WRONG234", "onward": "/"})
    assert wrong.status_code == 401
    right = client.post("/login", headers=_HERE, data={"code": " tide-2468 ", "onward": "/?words=fog"})
    assert (right.status_code, right.headers["location"]) == (303, "/?words=fog")
    kept = right.headers["set-cookie"]
    assert "HttpOnly" in kept
    assert "SameSite=lax" in kept
    assert client.get("/").status_code == 200
    assert client.post("/logout", headers=_HERE).headers["location"] == "/login"
    assert client.get("/").status_code == 303


def test_a_cookie_of_another_code_or_nobody_is_none(ask: Callable[..., Client]) -> None:
    client = ask(_gate())
    for token in (
        _gate("OTHER234").token(),
        "",
        "x",
        "ffffffffff.",
        "ffffffffff.00",
        "\u20ac.x".encode().decode("latin-1"),
    ):
        assert client.get("/", headers={"cookie": f"fic2epub={token}".encode("latin-1")}).status_code == 303
    assert client.get("/", headers={"cookie": f"fic2epub={_gate().token()}"}).status_code == 200


def test_where_the_door_leads(ask: Callable[..., Client]) -> None:
    client = ask(_gate())
    for onward in ("//evil.example", "https://evil.example", "/\\evil.example", "/\r\nSet-Cookie: a", "evil", ""):
        answer = client.post("/login", headers=_HERE, data={"code": "TIDE2468", "onward": onward})
        assert answer.headers["location"] == "/"


def test_programs_come_in_with_the_code_as_password(ask: Callable[..., Client], small: FolderShelf) -> None:
    client = ask(_gate())
    key = _key(small)
    for path in ("/opds", "/opds2", f"/get/{key}/x.epub", f"/thumb/{key}.jpg"):
        refused = client.get(path)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Basic ")
        assert refused.json()["authentication"][0]["type"] == "http://opds-spec.org/auth/basic"
        assert client.get(path, headers=_basic("tide2468")).status_code != 401
    assert client.get("/", headers={"accept": "application/opds+json"}).status_code == 401  # and no form
    for header in ("Basic", "Basic !", "Basic " + "A" * 9000, "Bearer TIDE2468", "Basic VElERTI0Njg="):
        assert client.get("/opds", headers={"authorization": header}).status_code == 401


def test_who_guesses_waits_even_with_the_right_code(ask: Callable[..., Client]) -> None:
    client = ask(_gate())
    for _ in range(5):
        client.get("/opds", headers=_basic("guess234"))
    waiting = client.get("/opds", headers=_basic("TIDE2468"))
    assert waiting.status_code == 429
    assert int(waiting.headers["retry-after"]) >= 1
    form = client.post("/login", headers=_HERE, data={"code": "TIDE2468"})
    assert form.status_code == 429
    assert "retry-after" in form.headers


def test_without_a_code_the_door_stands_open(client: Client) -> None:
    assert client.get("/login").headers["location"] == "/"
    assert client.post("/login", headers=_HERE, data={"code": "x"}).headers["location"] == "/"
    assert client.post("/logout", headers=_HERE).headers["location"] == "/"


def test_a_bug_is_logged_in_a_line_and_told_without_one(
    client: Client, said: list[str], small: FolderShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a secret of the code")

    monkeypatch.setattr(type(small), "find", broken)
    answer = client.get("/opds")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert said[-1] == "fic2epub has a bug: ZeroDivisionError: a secret of the code (GET '/opds')"


def _asked(app: ASGIApp, scope: Scope) -> list[Message]:
    """What an application sends."""
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type] - a coroutine
    return sent


def test_other_protocols_are_shut_out_and_what_starts_and_ends_goes_through(small: FolderShelf) -> None:
    scopes = []

    async def inner(scope: Scope, _: Receive, __: Send) -> None:
        scopes.append(scope["type"])

    guard = Guard(inner, Library(small, "The House"), Rules())
    assert _asked(guard, {"type": "websocket"}) == [{"type": "websocket.close", "code": 1008}]
    assert _asked(guard, {"type": "lifespan"}) == []
    assert scopes == ["lifespan"]


def test_who_goes_away_in_the_midst_of_a_form_is_no_bug(small: FolderShelf, said: list[str]) -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def unheard(_: Message) -> None:
        pass

    app = application(Library(small, "The House"), small, Rules(_gate(), frozenset(), said.append))
    headers = [(b"host", b"localhost"), (b"origin", b"http://localhost"), (b"content-length", b"9")]
    scope = {"type": "http", "method": "POST", "path": "/login", "raw_path": b"/login", "query_string": b""}
    asyncio.run(app({**scope, "headers": headers, "client": ("192.168.1.5", 1)}, gone, unheard))

    assert said == []


def test_a_bug_before_all_pages_is_answered_too(small: FolderShelf, said: list[str]) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    client = Client(Guard(broken, Library(small, "The House"), Rules(log=said.append)))
    answer = client.get("/")
    assert answer.status_code == 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert len(said) == 1


def test_a_form_that_drips_is_not_waited_for(client: Client, monkeypatch: pytest.MonkeyPatch, ask: Any) -> None:
    monkeypatch.setattr("fic2epub.serving.guarding._SHORT", 0.3)

    async def pieces() -> AsyncIterator[bytes]:
        yield b"code="
        await asyncio.sleep(2)
        yield b"x"

    assert ask(_gate()).post("/login", headers=_HERE, content=pieces()).status_code == 408
    assert client.post("/login", headers=_HERE, data={"code": "x"}).status_code == 303


def test_odd_forms_are_no_fault(ask: Callable[..., Client]) -> None:
    client = ask(_gate())
    for body in (b"&a=b" * 50, b"\xff\xfe", b"code", b"code=%zz", b""):
        assert client.post("/login", headers=_HERE, content=body).status_code in {401, 429}
    assert client.post("/", headers=_HERE).status_code == 403
    assert client.post("/refresh", headers={"origin": "http://["}).status_code == 403
    assert ask().ask("PUT", "/opds").status_code == 405


def test_a_book_that_went_away_meanwhile(tmp_path: Path) -> None:
    put(tmp_path / "books", {"one.epub": book("One", cover=picture()), "two.epub": book("Two")})
    with closing(open_shelf(tmp_path / "books", tmp_path / "i.sqlite")) as shelf:
        shelf.refresh()
        client = Client(application(Library(shelf, "x"), shelf, Rules()))
        one = shelf.find(Query(words="one")).entries[0]
        (tmp_path / "books/one.epub").unlink()
        for path in ("/get/{}/x.epub", "/get/{}/x.kepub.epub", "/cover/{}.jpg"):
            assert client.get(path.format(one.key)).status_code == 404
        two = shelf.find(Query(words="two")).entries[0]
        (tmp_path / "books/two.epub").write_bytes(b"PK\x03\x04 cut")
        assert client.get(f"/get/{two.key}/x.kepub.epub").status_code == 404


def test_a_file_that_becomes_shorter_is_no_whole_answer(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x" * 10)
    download = Download((tmp_path / "x").open("rb"), 20, "x.epub", "application/epub+zip", Known('"x"', 0))
    sent = _asked(download, {"type": "http", "method": "GET", "headers": []})
    assert (b"content-length", b"20") in sent[0]["headers"]
    assert [message["body"] for message in sent[1:]] == [b"x" * 10]
    assert sent[-1]["more_body"]
