"""What people paste: spacers, scene breaks, word processors' leavings, odd characters, both serializations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.ao3 import prose
from tests.ao3.cases.case import Case, case, chapter, one, several
from tests.ao3.works import Era

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CASES"]

_DIVIDERS = (
    *(
        "***",
        "* * *",
        "*",
        "---",
        "–––",
        "—",
        "~*~",
        "~~~",
        "oOo",
        "xXx",
        "-oOo-",
        "#",
        "◇",
        "⁂",
        "❦",
        ".:.",
        "** - _ - **",
    ),
    *("🌊🌊🌊", "x", "_____", "• • •", "\\*\\*\\*", "<em>***</em>", "<strong>~</strong>"),
)
_MARKUP_DIVIDERS = (
    "<hr />",
    '<hr class="third" />',
    "<center><p>* * *</p></center>",
    '<p align="center">***</p>',
    '<div align="center"><p>~</p></div>',
    '<p><img src="https://example.com/divider.png" alt="" /></p>',
    "<p>\u00a0</p><p>\u00a0</p><p>\u00a0</p>",
    "<hr />\n<hr />",
    "<h3>***</h3>",
)


def _scenes(dividers: tuple[str, ...], *, wrapped: bool) -> str:
    parts = [prose.paragraphs("scene-0", 1)]
    for number, divider in enumerate(dividers, 1):
        parts += [f"<p>{divider}</p>" if wrapped else divider, prose.paragraphs(f"scene-{number}", 1)]
    return "".join(parts)


_BODIES: dict[str, tuple[Era, str]] = {
    "google-docs": (
        Era.D6,
        (
            '<b><p dir="ltr"><span>The lamp </span><span>was</span><span> lit.</span></p><p dir="ltr"><span>'
            "</span><br /></p>"
            '<p><span><br /></span></p></b><ul><li dir="ltr"><p dir="ltr"><span>flour</span></p></li></ul>'
            '<p dir="ltr"><span>She </span><span><em>ran</em></span><span>ning</span><span>.</span></p>'
        ),
    ),
    "word": (
        Era.D3,
        (
            '<p class="MsoNormal">\u00a0\u00a0\u00a0\u00a0\u00a0“Bread,”<o:p></o:p> he said.</p><p '
            'class="MsoNormal"><o:p>\u00a0</o:p></p>'
            '<p class="MsoNormal" align="center">Rain…\u00a0</p>'
        ),
    ),
    "spacers": (
        Era.D3,
        (
            "<p>one</p><p>\u00a0</p><p>two</p><p> </p><p>three</p><p><br /></p><p>four<br /><br />five</p><p></p>"
            "<p><br />six<br /></p><p>seven\u00a0</p><p><br /><br /></p><p>&nbsp;</p><p>eight</p><p>"
            "<span>\u00a0</span></p>"
        ),
    ),
    "breaks-at-top-level": (Era.D1, "one<br /><br />two<br />three<br /><br /><br />four<em>five</em><p>six</p>seven"),
    "dividers-text": (Era.D6, _scenes(_DIVIDERS, wrapped=True)),
    "dividers-markup": (Era.D6, _scenes(_MARKUP_DIVIDERS, wrapped=False)),
    "dividers-at-the-ends": (Era.D9, "<hr>\n<p>***</p>\n<p>text</p>\n<p>***</p>\n<hr>"),
    "pretty-printed": (
        Era.D3,
        (
            "<p>\n  <em>a</em>\n  <strong>!</strong>\n</p><blockquote>\n  <p>quoted</p>\n</blockquote>\n<ul>\n  "
            "<li>x</li>\n</ul>"
        ),
    ),
    "html5-serialized": (
        Era.D7A,
        '<p>one<br>\ntwo<br>\nthree</p>\n<hr>\n<p><img src="https://example.com/a.png" alt="a">x & y</p>\n<p>last',
    ),
    "headings-typed": (Era.D6, "<p><strong>Chapter One</strong></p><p>Text.</p><h1>The Lamp</h1><p>More.</p>"),
    "lists-as-layout": (
        Era.D6,
        (
            "<dl><dt>KEEPER:</dt><dd>Rain again.</dd><dt>BAKER:</dt><dd>Bread again.</dd></dl><ul><li>ada: "
            "hi</li><li>bee: hi!</li></ul>"
            "<blockquote><blockquote><blockquote><p>deep</p></blockquote></blockquote></blockquote>"
        ),
    ),
    "poetry": (
        Era.D3,
        (
            "<p>The lamp<br />&nbsp;&nbsp;&nbsp;&nbsp;turns,<br />\u2003the sea<br />returns.</p><pre>  salt\n    "
            "bread\n      rain</pre>"
        ),
    ),
    "capitals": (
        Era.D6,
        '<p><span class="dropcap">T</span>he lamp and <span class="smallcaps">the sea</span>; <b>T</b>ogether.</p>',
    ),
    "mixed-scripts": (
        Era.D9,
        prose.story(
            (prose.JAPANESE[0], prose.ARABIC[1], prose.RUSSIAN[2], prose.FRENCH[1], "ภาษาไทยไม่มีช่องว่าง", "Z̸̢a̴l̷g̶o̸"), Era.D9
        ),
    ),
    "emoji": (Era.D7, "<p>👩‍👩‍👧 family, 👩👩👧 apart, 👍🏽, 🏳️‍🌈, 🇯🇵, ❤️ and \ue000 private.</p>"),
    "letters-as-fonts": (Era.D6, "<p>𝓣𝓱𝓮 𝓵𝓪𝓶𝓹, ｆｕｌｌ ｗｉｄｔｈ, ⓒⓘⓡⓒⓛⓔⓓ.</p>"),
    "soft-hyphens": (Era.D7, "<p>light\u00adhouse, zero\u200bwidth, word\u2060joiner, non\u200cjoiner</p>"),
    "quotes-and-signs": (
        Era.D6,
        (
            "<p>“Smart” ‘quotes’ — &lt;3, AT&amp;T, &lt;p&gt;not a tag&lt;/p&gt;, a&nbsp;b a\u00a0b, 5 &gt; 4, "
            "&amp;amp; &quot;q&quot;</p>"
        ),
    ),
    "bare-links": (Era.D6, '<p>https://example.com/?a=1&amp;b=2 <a href="/works/1" rel="nofollow">/works/1</a></p>'),
    "glued-paragraphs": (Era.D3, "<p>first.</p><p>second.</p><div>third</div><p>fourth</p>"),
    "deep-spans": (Era.D6, "<p>" + "<span>" * 60 + "deep" + "</span>" * 60 + "</p>"),
    "deep-quotes": (Era.D3, "<blockquote>" * 30 + "<p>low voice</p>" + "</blockquote>" * 30),
    "deep-lists": (Era.D3, "<ul><li>" * 30 + "low voice" + "</li></ul>" * 30),
    "deep-indents": (Era.D3, '<div class="indent">' * 30 + "<p>low voice</p>" + "</div>" * 30),
    "hidden-things": (
        Era.D2,
        (
            '<p>seen</p><script>alert("x")</script><style>p { color: red }</style><form><input value="x" />'
            "<button>press</button></form>"
            '<p onclick="x()">also <font color="red" face="Arial">seen</font> <mark>marked</mark></p><section>'
            "<p>in a section</p></section>"
        ),
    ),
}
_LONG = prose.paragraphs("long-before-the-nul", 20)
"""A NUL among the first thousands of bytes is taken for a binary file's."""


def _odd(name: str, body: str, read_as: str, resave: Callable[[bytes], bytes] | None = None) -> Case:
    """A body with characters that XML forbids, and what is to be read instead."""
    made = case(f"mess-{name}", Era.D3, one(f"Mess: {name}", body))
    (only,) = made.expected.chapters
    expected = replace(made.expected, chapters=(replace(only, body=read_as),))
    return replace(made, expected=expected, resave=resave or made.resave)


_ILLEGAL: tuple[Case, ...] = (
    _odd("control-characters", "<p>a\x0cb c\x01d\x1fe \x7ff \x80g</p>", "<p>a b cde f g</p>"),
    _odd("noncharacters", "<p>lamp\ufffe light\uffff \ufdd0house</p>", "<p>lamp light house</p>"),
    _odd("byte-order-mark-inside", "<p>lamp\ufefflight</p>", "<p>lamplight</p>"),
    _odd("line-separators", "<p>lamp\u2028light\u2029house</p>", "<p>lamp<br />light<br />house</p>"),
    _odd("control-references", "<p>a&#12;b c&#1;d &#x93;quoted&#x94; &#xd800;e</p>", "<p>a b cd “quoted” e</p>"),
    _odd(
        # NFC must not join a tag's ">" with the stroke that overlays the first letter.
        "combining-after-markup",
        "<p>\u0338lamp</p><p>\u0300\u0338light <b>h</b>\u0338ouse</p>",
        "<p>\u0338lamp</p><p>\u0300\u0338light <b>h</b>\u0338ouse</p>",
    ),
    _odd("decomposed", "<p>cafe\u0301 and nai\u0308ve</p>", "<p>café and naïve</p>"),
    _odd(
        "nul-bytes",
        f"{_LONG}<p>lamp LIGHT house</p>",
        f"{_LONG}<p>lamp light house</p>",
        lambda file: file.replace(b" LIGHT ", b" li\x00ght "),
    ),
)

CASES: tuple[Case, ...] = (
    *(case(f"mess-{name}", era, one(f"Mess: {name}", body)) for name, (era, body) in _BODIES.items()),
    *_ILLEGAL,
    case(
        "mess-two-generations",
        Era.D9,
        several(
            "Old and New",
            chapter(1, body="<p>old<br />line</p><p></p><p>x</p><hr />"),
            chapter(2, body="<p>new<br>\nline</p>\n<hr>\n<p>y</p>"),
        ),
    ),
    case("text-french", Era.D6, one("Le phare", prose.story(prose.FRENCH), language="Français")),
    case("text-japanese", Era.D9, one("灯台", prose.story(prose.JAPANESE, Era.D9), language="日本語", words=71)),
    case(
        "text-arabic",
        Era.D6,
        several("المنارة", chapter(1, body=prose.story(prose.ARABIC)), chapter(2), language="العربية"),
    ),
    case("text-russian", Era.D4, one("Маяк", prose.story(prose.RUSSIAN), language="Русский")),
    case("text-thai", Era.D9, one("ประภาคาร", "<p>ประภาคารส่องแสงในคืนฝนตก</p>", language="ไทย", words=24)),
    case("text-hebrew-by-hand", Era.D3, one("מגדלור", '<p dir="rtl">המגדלור האיר בלילה הגשום.</p>', language="עברית")),
)
