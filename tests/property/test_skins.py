"""Skins by chance: no word is hidden, none is lost, nothing is fetched, and what is written is CSS of 2.1."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import cssutils
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import fic2epub
from fic2epub import Options
from fic2epub.model import Source, Stylesheet
from fic2epub.normalize.skins import wear_styles
from tests.ao3.cases.case import one
from tests.ao3.pages.age import Age
from tests.ao3.pages.page import render_page
from tests.ao3.skins import SKINNED, skinned
from tests.ao3.words import fragment, words_of
from tests.property.books import author_bodies
from tests.validators.bar_pages import PAGE_CHECKS
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

_NAMES = ("aa", "bb", "cc", "dd", "text", "letter", "username")
_TAGS = ("div", "p", "span", "em", "b", "blockquote", "h3", "ul", "li", "table", "tr", "td", "a", "hr", "br", "center")
_COMPOUNDS = (
    *(f".{name}" for name in _NAMES),
    *(
        "p",
        "*",
        "#workskin",
        "span.aa",
        "em",
        ":not(.aa)",
        ":is(.bb, .cc)",
        ".aa:hover",
        ".bb:nth-child(2n)",
        "[title]",
    ),
    *(".cc::before", ".dd:after", ".aa:hover::after", ".bb:first-letter", ":focus", "a:link", "td", ".userstuff", "!"),
)
_COMBINATORS = (" ", " ", " ", " > ", " + ", " ~ ", ", ")
_DECLARATIONS = (
    *("color: red", "color: #123", "background: black", "background: url(http://127.0.0.1:1/a.png)", "display: none"),
    *("display: flex", "display: block", "display: inline", "visibility: hidden", "opacity: 0", "opacity: 1"),
    *("position: absolute; left: -9999px", "text-indent: -9999px", "text-indent: -1em", "margin: 1em auto 2em -3em"),
    *("padding: 0 calc(1em + 10%)", "width: min(3em, 20%)", "float: right", "float: left", "font-size: 0"),
    *("font: italic bold 1.5em/2 serif", "border: 3px double red", "border-left: 1px", "content: 'q'", "content: ' '"),
    *("content: attr(title)", "content: counter(n)", "counter-increment: n", "text-align: center", "list-style: none"),
    *("color: var(--a, blue)", "--a: var(--b)", "--b: 3em", "margin-left: var(--b)", "font-weight: 700 !important"),
    *("background: linear-gradient(red, blue)", "height: 0; overflow: hidden", "transform: scale(0)", "x: y", "}"),
    *("font-size: 400%", "letter-spacing: 9em", "white-space: pre", "white-space: nowrap", "text-transform: uppercase"),
)
_WRAPPERS = (
    "{}",
    "{}",
    "{}",
    "@media screen {{ {} }}",
    "@media (min-width: 9in) {{ {} }}",
    "@supports (x: y) {{ {} }}",
)


@st.composite
def _rules(draw: st.DrawFn) -> str:
    """One rule of a sheet, or what is meant to be one."""
    selector = draw(st.sampled_from(_COMPOUNDS))
    for _ in range(draw(st.integers(0, 3))):
        selector += draw(st.sampled_from(_COMBINATORS)) + draw(st.sampled_from(_COMPOUNDS))
    block = "; ".join(draw(st.lists(st.sampled_from(_DECLARATIONS), max_size=5)))
    return draw(st.sampled_from(_WRAPPERS)).format(f"{selector} {{ {block} }}")


_SHEETS = st.lists(_rules(), max_size=12).map("\n".join)


@st.composite
def _markup(draw: st.DrawFn, depth: int = 3) -> str:
    """Nested elements with classes of which the sheets speak; every word stands between blanks."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        tag, name = draw(st.sampled_from(_TAGS)), draw(st.sampled_from(_NAMES))
        inner = draw(_markup(depth - 1)) if depth and draw(st.booleans()) else f" word{draw(st.integers(0, 99))} "
        title = draw(st.sampled_from(("", ' title="said"')))
        parts.append(f'<{tag} class="{name}"{title}>{inner}</{tag}>')
    return " ".join(parts)


def _is_added(element: _Element) -> bool:
    """Whether it is text that a style generated, or that stood in a title: what notices name."""
    return not {"generated", "gloss"}.isdisjoint((element.get("class") or "").split()) and (
        "bracketed" not in (element.get("class") or "").split()
    )


def _page(markup: str, css: str) -> bytes:
    return render_page(replace(one("Skins", markup), skin=css.replace("</style", "")), Age.A2026_06)


def _words(book: fic2epub.model.Book) -> Counter[str]:
    """All words but that of the titles, which a rule of another kind shows."""
    counted = sum((words_of(body, _is_added) for body in author_bodies(book)), Counter())
    return Counter({word: number for word, number in counted.items() if word != "said"})


@pytest.mark.parametrize("mode", ["paper", "author", "off"])
@given(markup=_markup(), css=_SHEETS)
def test_no_word_is_hidden_and_none_is_lost(mode: str, markup: str, css: str) -> None:
    options = Options(cover="none", work_skin=mode)
    plain = fic2epub.build(fic2epub.read(_page(markup, ""), options), options)

    book = fic2epub.build(fic2epub.read(_page(markup, "#workskin .zz{}" + css), options), options)

    assert _words(book) == _words(plain)
    assert list(_unbearable(book)) == []


_PLAIN_RULE = re.compile(r"\.[a-z]+(?:-[a-z0-9]+)* \{ [^{}@]+; \}")
_HIDES = re.compile(
    r"display: none|visibility|opacity|font-size: 0[^.]|position|text-indent: -[2-9]|url\(|var\(|calc\("
)


def _unbearable(book: fic2epub.model.Book) -> Iterator[str]:
    """What stands in the author's sheet and must not."""
    for asset in book.assets:
        if "author" in asset.href and asset.href.endswith(".css"):
            css = re.sub(
                r"/\* fic2epub: (\w+) \*/.*?/\* fic2epub: end of \1 \*/", "", asset.data.decode(), flags=re.DOTALL
            )
            yield from (line for line in css.splitlines() if line and not _PLAIN_RULE.fullmatch(line))
            yield from _HIDES.findall(css)
            style = cssutils.parseString(css, validate=True)
            yield from (prop.cssText for one in style for prop in one.style if not prop.valid)


@pytest.mark.parametrize("mode", ["paper", "author"])
@given(markup=_markup(), css=_SHEETS)
def test_what_is_worn_is_worn_again(mode: str, markup: str, css: str) -> None:
    body = fragment(markup)
    sheets = wear_styles([body], [Stylesheet(css=css)], mode, _say_nothing)
    once = etree.tostring(body)

    again = wear_styles([body], sheets, mode, _say_nothing)

    assert etree.tostring(body) == once
    assert again == sheets


def _say_nothing(_code: str, _message: str, _where: str = "") -> None:
    """What there is to notice is noticed elsewhere."""


@pytest.mark.parametrize("mode", ["paper", "author", "off"])
@pytest.mark.parametrize("name", SKINNED)
def test_the_six_skins_are_read_again_as_they_were_written(name: str, mode: str, tmp_path: Path) -> None:
    options = Options(cover="none", work_skin=mode)
    page = render_page(skinned(name), Age.A2026_06)
    book = fic2epub.build(fic2epub.read(page, options), options)
    target = tmp_path / "book.epub"
    fic2epub.write(book, target)

    again = fic2epub.build(fic2epub.read(target, options), options)

    assert _sheets(again) == _sheets(book)
    assert {one.href: one.xhtml for one in again.documents} == {one.href: one.xhtml for one in book.documents}
    judged = opened(unzipped(target))
    assert [said for check in PAGE_CHECKS for said in check(judged)] == []


def _sheets(book: fic2epub.model.Book) -> list[bytes]:
    return [asset.data for asset in book.assets if asset.href.endswith(".css")]


@pytest.fixture
def listening() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and who has knocked at it."""
    knocked: list[str] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.1)
        done = threading.Event()

        def wait() -> None:
            while not done.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                knocked.append(str(address))
                connection.close()

        thread = threading.Thread(target=wait)
        thread.start()
        yield server.getsockname()[1], knocked
        done.set()
        thread.join()


_CALLS = (
    "@import url(http://{0}/a.css); @import 'http://{0}/b.css' screen; @charset 'utf-8'; "
    "@font-face {{ font-family: x; src: url(http://{0}/x.woff) }} @namespace url(http://{0}/n); "
    "#workskin .aa {{ background: url(http://{0}/a.png); content: url('http://{0}/c.png') }} "
    "#workskin .aa {{ behavior: url(http://{0}/d) }} "
    "#workskin .aa::before {{ content: url(http://{0}/e.png) 'said' }} #workskin .aa {{ list-style: url(//{0}/f) }}"
)
_CALLER = (
    '<p class="aa" style="background: url(http://{0}/g.png); @import url(http://{0}/h.css)">a</p>'
    '<style>@import "http://{0}/i.css"; .aa {{ background-image: image-set(url(http://{0}/j)) }}</style>'
    '<img src="http://{0}/k.png" alt="k"/>'
)


@pytest.mark.parametrize("mode", ["paper", "author", "off"])
def test_nothing_is_fetched(mode: str, listening: tuple[int, list[str]], tmp_path: Path) -> None:
    """Through the library, and through the program."""
    port, knocked = listening
    host = f"127.0.0.1:{port}"
    page = _page(_CALLER.format(host), _CALLS.format(host))
    options = Options(cover="none", work_skin=mode)
    book = fic2epub.build(fic2epub.read(Source(data=page, name="page.html"), options), options)
    file = tmp_path / "page.html"
    file.write_bytes(page)
    command = [sys.executable, "-m", "fic2epub", str(file), "--work-skin", mode, "-o", str(tmp_path / "b.epub")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert not any(host.encode() in asset.data for asset in book.assets if asset.href.endswith(".css"))
    assert {"C009"} <= {notice.code for notice in book.notices}
    with socket.create_connection(("127.0.0.1", port)):
        pass
    for _ in range(50):
        if knocked:
            break
        threading.Event().wait(0.05)
    assert len(knocked) == 1, "the test itself, and nobody else"


@pytest.mark.parametrize("bad", [b"\xff\xfe\x80", b"\x00", b"<!--", b"<![CDATA[", b"&gt;&lt;&#0;", b"{", b'"', b"/*"])
def test_bad_bytes_in_a_style_make_a_book(bad: bytes) -> None:
    """The rule before them holds, and so does the text behind the style."""
    page = _page(
        '<p class="aa">word</p>', "#workskin .aa { font-style: italic }\n#workskin .zz { content: '@@'; x: @@ }"
    )

    book = fic2epub.build(fic2epub.read(page.replace(b"@@", bad), Options(cover="none")), Options(cover="none"))

    assert _words(book)["word"] == 1
    assert [b"font-style: italic" in sheet for sheet in _sheets(book)[1:]] == [True]
