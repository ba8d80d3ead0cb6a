"""A copy of a page's source is the page."""

from __future__ import annotations

import pytest

import fic2epub
from fic2epub.errors import NotAWork
from fic2epub.model import Source
from fic2epub.options import Options
from fic2epub.readers.viewsource import unpack_view_source
from tests.ao3.cases.case import one
from tests.ao3.download import render
from tests.ao3.saves import Opened, source_by_chrome, source_by_firefox
from tests.ao3.words import words_of
from tests.ao3.works import Era

PAGE = (
    '<!DOCTYPE html>\n<html>\n\n<body class="x">\n  <p>a &amp;amp; b &lt;p&gt; “é”\n</p>'
    "<pre>\n  x\n</pre></body></html>"
)


def unpacked(page: str) -> tuple[str | None, list[str]]:
    codes: list[str] = []
    source = Source(data=page.encode("utf-8", "surrogatepass"), name="x.html")
    found = unpack_view_source(source, Options(), lambda code, *_: codes.append(code))
    return None if found is None else found.data.decode(), codes


@pytest.mark.parametrize("show", [source_by_chrome, source_by_firefox])
def test_the_markup_is_what_it_was(show: object) -> None:
    """Blank lines, indentation, escapes."""
    assert callable(show)
    shown = next(iter(show(Opened(page=PAGE.encode())).values())).decode()
    found, codes = unpacked(shown)
    assert found is not None
    assert found.strip("\n") == PAGE
    assert codes == []


def test_an_older_firefox_names_the_block() -> None:
    assert unpacked('<html><body><pre id="viewsource">&lt;p&gt;lamp</pre></body></html>')[0] == "<p>lamp"


@pytest.mark.parametrize(
    "page",
    [
        "<p>line-content</p>",
        '<style>.line-content { color: red }</style><p class="line-content">viewsource</p>',
        '<table><tr><td class="line-content">just a table</td></tr></table>',
        '<body id="viewsource"><pre>a listing, and no page</pre></body>',
        '<body id="viewsource"></body>',
        '<pre id="viewsource2">&lt;p&gt;</pre>',
        "",
    ],
)
def test_what_shows_no_page_is_left(page: str) -> None:
    """Nobody is told of it twice."""
    assert unpacked(page) == (None, [])


_CELL = '<table><tr><td class="line-content">&lt;p&gt;lamp&lt;/p&gt;</td></tr></table>'
"""Classes are the author's to choose."""


@pytest.mark.parametrize("text", [f"{_CELL}<p>tail</p>", f"<p>head</p>{_CELL}", f"<blockquote>{_CELL}</blockquote>"])
def test_a_story_with_such_a_table_is_no_copy(text: str) -> None:
    """All around the table was lost, without a word."""
    assert unpacked(text) == (None, [])
    page = render(one("A Table", text), Era.D11)
    (chapter,) = fic2epub.read(page).chapters
    assert words_of(chapter.body.element) == words_of(text)


def test_what_is_odd_about_the_copy_is_told_once_it_is_one() -> None:
    data = '<table><tr><td class="line-content">&lt;p&gt;café — “ä”</td></tr></table>'.encode("cp1252")
    codes: list[str] = []
    source = Source(data=data, name="x.html")
    found = unpack_view_source(source, Options(), lambda code, *_: codes.append(code))
    assert found is not None
    assert found.data.decode() == "<p>café — “ä”"
    assert codes == ["S001"]


def test_a_copy_of_something_else_is_refused_for_what_it_shows() -> None:
    """As that page would be."""
    shown = source_by_chrome(Opened(page=b"<html><body>Retry later</body></html>"))
    with pytest.raises(NotAWork, match="Retry later"):
        fic2epub.read(next(iter(shown.values())))
