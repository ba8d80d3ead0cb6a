"""Nothing in a book runs, calls home, or reads outside it, whatever stood in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import fic2epub
from tests.ao3.cases.case import one
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.property.books import OPTIONS, well_formed
from tests.property.strategies import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Book

_ACTIVE = (
    *("<script>alert(1)</script>", '<script src="https://example.com/a.js"></script>', "<noscript><p>x</p></noscript>"),
    *('<p onclick="a()" onMouseOver=b()>x</p>', '<svg onload="a()"><script>1</script><text>x</text></svg>'),
    *('<a href="javascript:a()">x</a>', '<a href=" JaVa\tScript:a()">x</a>', '<a href="data:text/html,x">x</a>'),
    *('<a href="vbscript:a">x</a>', '<a href="file:///etc/passwd">x</a>', '<a href="../../EPUB/package.opf">x</a>'),
    *('<img src="javascript:a()" />', '<img src="file:///a.png" onerror="a()" />', '<img srcset="//x.example/a 2x" />'),
    *('<iframe src="https://example.com"></iframe>', '<iframe srcdoc="&lt;script&gt;1&lt;/script&gt;"></iframe>'),
    *(
        '<object data="a.swf"><param name="movie" value="a.swf" /></object>',
        '<embed src="https://example.com/a.swf" />',
    ),
    *(
        '<video src="https://example.com/a.mp4" autoplay poster="//x.example/a.png"></video>',
        "<applet code=a></applet>",
    ),
    *(
        '<form action="https://example.com"><input type="text" /><button>x</button></form>',
        "<base href='//x.example/'>",
    ),
    *(
        '<meta http-equiv="refresh" content="0;url=https://example.com" />',
        '<link rel="stylesheet" href="//x.example/a" />',
    ),
    *('<p style="background: url(https://example.com/a.png)">x</p>', '<p style="behavior: url(a.htc)">x</p>'),
    *("<style>@import url(https://example.com/a.css); p.a { text-align: right; color: url(//x.example/a) }</style>",),
    *('<math><mi href="javascript:a()">x</mi></math>', '<blockquote cite="javascript:a()"><p>x</p></blockquote>'),
    *('<td background="https://example.com/a.png">x</td>', "<template><script>1</script></template>"),
)
_RUNS = frozenset(
    "applet audio base button embed form frame iframe input meta object script source track video".split()
)
_ADDRESSES = frozenset(("action", "background", "cite", "data", "href", "poster", "src", "srcset"))
_SCHEMES = ("http://", "https://", "mailto:", "ftp://")


def _dangers(book: Book) -> Iterator[str]:
    """Whatever of a book could do more than stand there."""
    for document in book.documents:
        for element in well_formed(document).iter("*"):
            yield from _dangers_of(element)
    for asset in book.assets:
        if asset.href.endswith(".css") and (b"url(" in asset.data or b"@import" in asset.data):
            yield asset.href


def _dangers_of(element: _Element) -> Iterator[str]:
    tag = str(element.tag).rpartition("}")[2]
    if tag in _RUNS:
        yield f"<{tag}>"
    for name, value in element.items():
        runs = name.startswith("on") or name in {"style", "srcdoc", "http-equiv"}
        if runs or (name in _ADDRESSES and not _is_harmless(tag, value)):
            yield f"<{tag} {name}={value!r}>"


def _is_harmless(tag: str, address: str) -> bool:
    """A link to click on may lead to the web; anything else stays in the book."""
    leads_out = address.startswith(_SCHEMES) and tag in {"a", "blockquote", "q", "del", "ins"}
    return leads_out or (":" not in address and not address.startswith(("/", "../../")))


@given(body=bodies(), active=st.lists(st.sampled_from(_ACTIVE), min_size=1, max_size=6), era=st.sampled_from(Era))
def test_nothing_active_comes_through(body: str, active: list[str], era: Era) -> None:
    work = one("Active", body + "".join(active), summary="".join(active), notes="".join(reversed(active)))

    book = fic2epub.build(fic2epub.read(render(work, era), OPTIONS), OPTIONS)

    assert list(_dangers(book)) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<script/>",
        '<p onclick="a()"/>',
        '<p style="color: red"/>',
        '<a href="javascript:a()"/>',
        '<a href="file:///a"/>',
        '<img src="https://example.com/a.png"/>',
        '<img src="//x.example/a.png"/>',
        '<a href="../../secret"/>',
    ],
)
def test_each_danger_would_be_seen(markup: str) -> None:
    assert len(list(_dangers_of(etree.fromstring(markup)))) == 1
