"""A drawing is made safe by a list of what draws; simple ones stay drawings, others become pixels where that can be."""

from __future__ import annotations

import re
import sys

import pytest

from fic2epub.images.fitting import fitted
from fic2epub.images.target import Fitted, Target, Unshowable
from fic2epub.kinds import kind_of
from tests.unit.images.samples import opened

GROUND = '<rect class="ground" fill="#ffffff" x="0" y="0" width="30" height="20"/>'
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"'
DISC = '<circle cx="9" cy="9" r="5"/>'


def drawn(inside: str, head: str = f"{HEAD}>", before: str = "", target: Target | None = None) -> Fitted:
    data = f"{before}{head}{inside}</svg>".encode()
    assert kind_of(data) == "svg"
    return fitted(data, "svg", target or Target())


def left(inside: str, **around: str) -> str:
    """What stays in the drawing beside a disc."""
    became = drawn(DISC + inside, **around)
    assert became.kind == "svg"
    text = became.data.decode().partition("?>\n")[2].strip()
    return re.sub(r"<svg[^>]*>|</svg>", "", text).replace(GROUND, "").replace(DISC, "")


@pytest.fixture
def without_resvg(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were not installed."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)


def test_a_simple_drawing_stays_one() -> None:
    """On white, for it would be seen through at night; once."""
    became = drawn(DISC)
    assert became.data.decode().endswith(f'viewBox="0 0 30 20">{GROUND}{DISC}</svg>\n')
    assert not any(became.changed)
    assert fitted(became.data, "svg", Target()).data == became.data


@pytest.mark.parametrize(
    ("inside", "stays"),
    [
        ("<script>alert(1)</script>", ""),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", ""),
        ('<path d="M0 0" onclick="x()" onload="x()"/>', '<path d="M0 0"/>'),
        ('<image href="https://example.com/a.png"/>', ""),
        ('<image href="data:image/png;base64,AAAA"/>', ""),
        ('<use href="https://example.com/a.svg#b"/>', "<use/>"),
        ('<a href="javascript:x()"><path d="M0 0"/></a>', '<g><path d="M0 0"/></g>'),
        ('<path style="fill:url(https://example.com/a)" d="M0 0"/>', '<path d="M0 0"/>'),
        ('<path fill="url( \'//example.com/a\')" d="M0 0"/>', '<path d="M0 0"/>'),
        ('<path fill="u\\72l(//x)" d="M0 0"/>', '<path d="M0 0"/>'),
        ("<style>@import 'https://example.com/a.css';</style>", "<style/>"),
        ("<style>.a{background:url(//x)}</style>", "<style/>"),
        ("<iframe src='//x'/><embed/><video/><audio/><object/>", ""),
        ("<x:y xmlns:x='urn:x'><path d='M0 0'/></x:y>", ""),
    ],
)
def test_what_runs_or_leads_outside_goes(inside: str, stays: str) -> None:
    assert left(inside) == stays


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a" transform="scale(2)" class="b"><path d="M0 0" style="fill:#333"/></g>',
        "<style>.b{fill:url(#c)}</style>",
        '<text x="1" y="2" font-family="serif">a <tspan dy="1">b</tspan> c</text>',
        "<title>A lamp</title>",
    ],
)
def test_what_draws_stays(inside: str) -> None:
    assert left(inside) == inside
    assert not drawn(DISC + inside).changed.poorer


def test_words_behind_what_goes_stay() -> None:
    assert left("<text>a<script>x</script>b<!-- c -->d</text>") == "<text>abd</text>"


def test_references_within_are_kept() -> None:
    became = drawn(DISC + '<path id="p" d="M0 0"/><use href="#p"/><path fill="url(#p)"/>')
    assert b'<use xlink:href="#p"/><path fill="url(#p)"/>' in became.data
    assert b'xmlns:xlink="http://www.w3.org/1999/xlink"' in became.data


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


def test_entities_are_not_read() -> None:
    """Neither a file's nor the drawing's own; the doctype goes with them."""
    became = drawn(f"{DISC}<text>a&f;b&a;c</text>", before=ENTITIES)
    assert b"<text>abc</text>" in became.data
    assert b"DOCTYPE" not in became.data
    assert b"root:" not in became.data


def _doubling(depth: int) -> str:
    first = f'<defs><g id="g0">{DISC}</g>'
    rest = "".join(f'<g id="g{n}"><use href="#g{n - 1}"/><use href="#g{n - 1}"/></g>' for n in range(1, depth))
    return f'{first}{rest}</defs><use href="#g{depth - 1}"/>'


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("inside", "before"),
    [
        (_doubling(40), ""),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', ""),
        ('<g id="a"><use href="#a"/></g>', ""),
        ('<pattern id="a"><path fill="url(#a)"/></pattern>', ""),
        ("<g/>" * 20_001, ""),
        ("", ""),
        ("<title>only words</title>", ""),
        ("<circle", ""),
        ("<g>" * 3000 + DISC + "</g>" * 3000, ""),
        ('<text x="&l11;">x</text>', f'<!DOCTYPE svg [<!ENTITY l0 "{"x" * 99}">{LAUGHS}]>'),
    ],
    ids=["doubles", "circle", "itself", "pattern", "many", "empty", "nothing drawn", "broken", "deep", "laughs"],
)
def test_drawings_that_never_end_are_none(inside: str, before: str) -> None:
    with pytest.raises(Unshowable):
        drawn(inside, before=before)


def test_no_drawing_without_its_namespace() -> None:
    with pytest.raises(Unshowable):
        drawn(DISC, head="<svg>")


RICH = '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><circle cx="9" cy="9" r="5" filter="url(#f)"/>'


def test_what_few_draw_alike_becomes_pixels() -> None:
    pytest.importorskip("resvg_py")
    became = drawn(RICH)
    assert became.kind == "png"
    assert opened(became.data).size == (30, 20)
    assert opened(became.data).convert("RGB").getpixel((29, 19)) == (255, 255, 255)
    assert not became.changed.poorer
    assert drawn(DISC, target=Target(grey=True)).kind == "png"
    assert (
        opened(drawn(RICH, head='<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="90">').data).width == 1600
    )


@pytest.mark.usefixtures("without_resvg")
def test_without_the_extra_a_drawing_is_poorer() -> None:
    became = drawn(RICH + '<path style="fill:red;mask:url(#m)" d="M0 0"/>')
    assert became.kind == "svg"
    assert b"filter" not in became.data
    assert b'style="fill:red;"' in became.data
    assert became.changed.poorer
    assert fitted(became.data, "svg", Target()).data == became.data
    assert drawn(DISC, target=Target(grey=True)).kind == "svg"


@pytest.mark.parametrize(
    ("head", "box"),
    [
        ('width="3in" height="20mm"', "0 0 288 75.5906"),
        ('width="100%" height="50%"', "0 0 300 150"),
        ('viewBox="-5 -5 10 10"', "-5 -5 10 10"),
        ('viewBox="0 0 0 0" width="7" height="8"', "0 0 7 8"),
        ('viewBox="1,2,3"', "0 0 300 150"),
        ('viewBox="0 0 1.2.3 x"', "0 0 300 150"),
        ('viewBox="0,0 4e1,nan"', "0 0 300 150"),
        ('width="1e999"', "0 0 300 150"),
    ],
)
def test_a_drawing_has_a_size(head: str, box: str) -> None:
    """As browsers tell it (CSS 2.1, section 10.3.2); the white ground covers it."""
    text = drawn(DISC, head=f'<svg xmlns="http://www.w3.org/2000/svg" {head}>').data.decode()
    x, y, width, height = box.split()
    assert f'viewBox="{box}"' in text
    assert f'x="{x}" y="{y}" width="{width}" height="{height}"/>' in text
    assert "%" not in text.replace("%PDF", "")


@pytest.mark.parametrize(
    ("inside", "stays"),
    [
        ('<path id="1 2" d="M0 0"/>', '<path d="M0 0"/>'),
        ('<path id="a" d="M0 0"/><path id="a" d="M1 1"/>', '<path id="a" d="M0 0"/><path d="M1 1"/>'),
        ('<use href="#nothing"/><use href="#a b"/>', "<use/><use/>"),
        ("<style>path{fill:red}<style/></style>", "<style>path{fill:red}</style>"),
        ("<title>A<path d='M0 0'/>B</title>", "<title>AB</title>"),
        ('<path xmlns="" d="M0 0"/>', ""),
        ("<style>path{fill:</style>", "<style/>"),
        ("<style>1{fill:red}</style>", "<style/>"),
        ("<style>a{b:c;;}</style><style>/*</style>", "<style/><style/>"),
        ("<style>a{b:c}<image/>more</style>", "<style/>"),
        ('<path fill="url(#a)" d="M0 0"/>', '<path fill="none" d="M0 0"/>'),
        ('<path stroke="URL(\'#a\') red" d="M0 0"/>', '<path stroke="red" d="M0 0"/>'),
        ('<path style="fill:url(#a);x:y"/>', '<path style="fill:none;x:y"/>'),
        ("<style>/* a */ .b,#c > g{fill:url(#d);}</style>", "<style>/* a */ .b,#c &gt; g{fill:url(#d);}</style>"),
    ],
)
def test_a_drawing_is_one_that_epubcheck_reads(inside: str, stays: str) -> None:
    assert left(inside) == stays


def test_a_drawing_that_is_drawn_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pixel wide, and higher than any screen: resvg alone would not come back from it."""
    pytest.importorskip("resvg_py")
    monkeypatch.setattr("fic2epub.images.vectors._SECONDS", 1)
    monkeypatch.setattr("fic2epub.images.vectors._PATIENCE", 10)
    with pytest.raises(Unshowable):
        drawn(DISC, head='<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1e9">', target=Target(grey=True))


def test_where_no_program_can_be_started_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resvg_py")
    monkeypatch.setattr(sys, "executable", "")
    assert drawn(DISC, target=Target(grey=True)).kind == "svg"
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Unshowable, match="no end"):
        drawn(DISC, target=Target(grey=True))
