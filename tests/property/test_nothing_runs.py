"""Nothing in a book runs, calls home, or reads outside it, whatever stood in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import fic2epub
from tests.ao3.cases.case import one
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.property.books import OPTIONS
from tests.property.dangers import dangers_in, dangers_of
from tests.property.strategies import bodies

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


@given(body=bodies(), active=st.lists(st.sampled_from(_ACTIVE), min_size=1, max_size=6), era=st.sampled_from(Era))
def test_nothing_active_comes_through(body: str, active: list[str], era: Era) -> None:
    work = one("Active", body + "".join(active), summary="".join(active), notes="".join(reversed(active)))

    book = fic2epub.build(fic2epub.read(render(work, era), OPTIONS), OPTIONS)

    assert list(dangers_in(book)) == []


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
    assert len(list(dangers_of(etree.fromstring(markup)))) == 1
