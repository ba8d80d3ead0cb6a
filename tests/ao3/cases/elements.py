"""Every element and attribute that the archive lets through (otwarchive sanitizer_config.rb, lib/otw_sanitize)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3 import prose
from tests.ao3.cases.case import case, one
from tests.ao3.works import Era

if TYPE_CHECKING:
    from tests.ao3.cases.case import Case

__all__ = ["BODIES", "CASES"]

_TABLE = (
    '<table border="1" summary="Tides" width="8000"><caption align="bottom">Tides</caption>'
    '<colgroup span="2" width="50"></colgroup><col span="2" width="100" />'
    '<thead><tr><th scope="col" abbr="T" width="40">Time</th><th align="right">Height</th></tr></thead>'
    '<tfoot><tr><td colspan="2">end of table</td></tr></tfoot>'
    '<tbody><tr><td rowspan="2" height="10" axis="x">six</td><td align="center">two</td></tr><tr><td>three</td>'
    "</tr></tbody>"
    "</table>"
)

_DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""A picture of one pixel, as SingleFile writes pictures."""

BODIES: dict[str, tuple[Era, str]] = {
    "inline": (
        Era.D3,
        (
            '<p><abbr title="ante meridiem">a.m.</abbr> <acronym title="Royal Mail">RM</acronym> <b>b</b> '
            "<big>big</big> "
            "<cite>cite</cite> <code>code</code> <del>del</del> <dfn>dfn</dfn> <em>em</em> <i>i</i> <ins>ins</ins> "
            "<kbd>kbd</kbd> <q>q</q> <s>s</s> <samp>samp</samp> <small>small</small> <span>span</span> "
            "<strike>strike</strike> "
            "<strong>strong</strong> <sub>sub</sub> <sup>sup</sup> <tt>tt</tt> <u>u</u> <var>var</var>.</p>"
        ),
    ),
    "inline-nested": (
        Era.D9,
        (
            "<p><b><i><u><strike><big>All</big> of</strike> it</u> at</i> once</b>, and <small><small>tiny</small>"
            "</small>.</p>"
        ),
    ),
    "blocks": (
        Era.D3,
        (
            '<address>The Lighthouse<br />The Rock</address><blockquote cite="https://example.com/">'
            "<p>Quoted.</p></blockquote>"
            "<center><p>In the middle.</p></center><div><p>In a div.</p></div><pre>  kept   as\n   typed</pre><hr />"
            '<p>Under the <q cite="https://example.com/">line</q>.</p>'
        ),
    ),
    "headings": (
        Era.D6,
        (
            "<h1>One</h1><p>a</p><h4>Four</h4><p>b</p><h2>Two</h2><p>c</p><h6>Six</h6><p>d</p><h3>Three</h3>"
            "<h5>Five</h5><p>e</p>"
        ),
    ),
    "headings-only-deep": (Era.D9, "<h6>Six first</h6>\n<p>a</p>\n<h1></h1>\n<h5>Five</h5>\n<p>b</p>"),
    "lists": (
        Era.D3,
        (
            '<ul type="square"><li>flour</li><li>water<ol start="3" type="a"><li>salt</li><li><p>yeast</p></li>'
            "</ol></li></ul>"
            '<ol type="I"><li>rise</li></ol><dl><dt>Keeper</dt><dd>Keeps.</dd><dt>Baker</dt><dd>Bakes.</dd></dl>'
        ),
    ),
    "lists-broken": (
        Era.D2,
        (
            "<ul>loose text<li>one</li><ul><li>two</li></ul>tail</ul><dl><dd>no term</dd><p>stray</p><dt>term</dt>"
            "</dl><li>alone</li>"
        ),
    ),
    "tables": (Era.D6, _TABLE),
    "tables-nested": (
        Era.D3,
        (
            "<table><tr><td>outer<table><tbody><tr><td>inner</td></tr></tbody></table></td><td><ul><li>in cell</li>"
            "</ul></td></tr></table>"
        ),
    ),
    "tables-broken": (
        Era.D2,
        "<table>loose<tr><td>one</td>between</tr><tr></tr><p>stray</p></table><table></table><p>after</p>",
    ),
    "details": (
        Era.D6,
        (
            '<details><summary>A letter</summary><p>Dear sea,</p></details><details open="open">'
            "<summary>Open</summary>"
            "<p>Here.</p></details><details><p>No summary.</p></details><p>After.</p>"
        ),
    ),
    "ruby": (
        Era.D6,
        "<p><ruby>灯<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>と<ruby>台<rt>だい</rt></ruby></p><p>漢(kan) 字(ji)</p>",
    ),
    "figure": (
        Era.D9,
        (
            '<figure><img src="https://example.com/map.png" alt="A map" width="300" height="8000" border="2" '
            'align="left">'
            "<figcaption>The <em>coast</em>.</figcaption></figure>\n<p>After.</p>"
        ),
    ),
    "images": (
        Era.D6,
        (
            '<p>a <img src="https://example.com/a.png" /> b <img alt="no source" /> c <img src="/images/old.gif" '
            'alt="old" /> d '
            '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" alt="dot" /> e '
            '<a href="https://example.com/" rel="nofollow"><img src="https://example.com/b.jpg" alt="linked '
            '&amp; framed" /></a> f</p>'
        ),
    ),
    "pictures": (
        Era.D11,
        (
            f'<p><img src="{_DOT}" alt="A dot"> and <img src="{_DOT}" width="9" height="9"> text</p>'
            f'<p><img src="{_DOT}"></p><center><img src="{_DOT}" alt=""></center>'
            f'<p><a href="https://example.com/"><img src="{_DOT}"></a></p>'
            f'<h3><img src="{_DOT}" alt="Part two"></h3><ul><li><img src="{_DOT}"></li></ul><b><img src="{_DOT}"></b>'
            f'<table><tr><td><img src="{_DOT}"></td></tr></table>'
            f'<details><summary><img src="{_DOT}" alt="Open"></summary><p>in</p></details>'
            f'<figure><img src="{_DOT}" alt="A dot"><figcaption>Seen <em>large</em>.</figcaption></figure>'
            f'<ruby><img src="{_DOT}" alt="lamp"><rt>reading</rt></ruby><pre><img src="{_DOT}"></pre><p>end</p>'
            '<img src="data:image/webp;base64,UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAAA==" alt="not shown">'
        ),
    ),
    "iframe": (
        Era.D6,
        (
            '<p>before</p><p><iframe width="560" height="315" src="https://www.youtube.com/embed/abc" title="Waves" '
            'frameborder="0" allowfullscreen="allowfullscreen"></iframe></p>'
            '<iframe src="https://open.spotify.com/embed/track/1"></iframe><p>after</p>'
        ),
    ),
    "flash": (
        Era.D2,
        (
            '<p>before</p><object width="425" height="344" data="https://www.youtube.com/v/1">'
            '<param name="movie" value="https://www.youtube.com/v/1" /><param name="allowscriptaccess" '
            'value="never" />'
            '<embed src="https://www.youtube.com/v/1" type="application/x-shockwave-flash" allowscriptaccess="never" '
            'allownetworking="internal" width="425" height="344" /></object><p>after</p>'
        ),
    ),
    "dewplayer": (
        Era.D2,
        (
            '<p><embed type="application/x-shockwave-flash" '
            'src="http://archiveofourown.org/system/dewplayer/dewplayer-vol.swf'
            '?mp3=http://example.com/sea.mp3" width="240" height="20" allowscriptaccess="never" '
            'allownetworking="internal" /></p>'
            "<p>after the sound</p>"
        ),
    ),
    "audio": (
        Era.D3,
        (
            '<p>before</p><p><audio src="https://example.com/sea.mp3" controls="controls" crossorigin="anonymous" '
            'preload="metadata"></audio></p><p>after</p>'
        ),
    ),
    "video-unclosed-sources": (
        Era.D6,
        (
            '<p>before</p><video controls="controls" crossorigin="anonymous" preload="metadata" '
            'playsinline="playsinline" '
            'poster="https://example.com/p.png"><source src="https://example.com/a.mp4" type="video/mp4">'
            '<source src="https://example.com/a.webm"><track kind="captions" src="https://example.com/a.vtt">'
            "<p>No video here.</p></video><p>after</p><p>and after that</p>"
        ),
    ),
    "align": (
        Era.D3,
        (
            '<p align="center">c</p><p align="right">r</p><p align="justify">j</p><p align="left">l</p><div '
            'align="center"><p>d</p></div>'
            '<h2 align="right">h</h2><hr align="left" width="50%" /><span align="center">s</span>'
        ),
    ),
    "attributes": (
        Era.D11,
        (
            '<p dir="rtl" lang="ar" title="tip" align="right" class="font-big indent">أ</p>\n<p lang="not a tag" '
            'dir="sideways">x</p>\n'
            '<p class="">y</p>\n<p id="mine" style="color: red" onclick="x()" data-a="1">z</p>'
        ),
    ),
    "basic-formatting-classes": (
        Era.D6,
        (
            '<p class="indent">a</p><p class="dropcap">b</p><p class="flashback">c</p><p><span class="caps">d</span> '
            '<span class="spoiler">e</span> <span class="font-red">f</span> <span class="font-monospace '
            'font-small">g</span></p>'
            '<div class="border"><p class="align-center">h</p></div><hr class="third" /><hr class="full" />'
        ),
    ),
    "leaked-classes": (
        Era.D3,
        (
            '<p class="MsoNormal">a <span class="Apple-converted-space">\u00a0</span></p><p class="western c1">b</p>'
            '<div class="aside userinput yiv1234"><p class="p1"><span class="s1">c</span></p></div>'
        ),
    ),
    "direction": (
        Era.D6,
        (
            f'<p dir="rtl" align="right">{prose.ARABIC[0]}</p><p>English <span dir="rtl">{prose.ARABIC[1]}</span> '
            f"again.</p>"
            f'<div dir="ltr"><p dir="auto">{prose.RUSSIAN[0]}</p></div><p>\u200fmark\u200e and '
            f"\u202bembedding\u202c.</p>"
        ),
    ),
    "phrasing-around-blocks": (
        Era.D2,
        (
            "<i><p>lifted</p></i><b>loose <div>div in b</div> tail</b><span><blockquote>q in span</blockquote></span>"
            '<a href="https://example.com/" rel="nofollow"><p>block link</p></a>stray text<br />and more<p>in '
            "p<ul><li>list in p</li></ul>"
        ),
    ),
}
"""Name → era and body."""

CASES: tuple[Case, ...] = tuple(
    case(f"elements-{name}", era, one(f"Elements: {name}", body)) for name, (era, body) in BODIES.items()
)
