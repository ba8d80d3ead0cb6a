"""Skins: what is kept, that what is lost is said, and that nothing stops the reading of a sheet."""

from __future__ import annotations

import os
import sys
from time import monotonic

import pytest

from fic2epub.dom import parse_html
from fic2epub.model import Stylesheet
from fic2epub.normalize.skins import cascade, wear_styles
from fic2epub.normalize.skins.scanner import Statement, declarations_in, parted, statements
from fic2epub.normalize.skins.sheet import without_pictures

TEXT = (
    "<p class='aa'>one <em>two</em></p><p class='bb'>three <em class='cc'>four</em></p>"
    "<div class='dd'><p>five</p></div><p>Nobody means this one, and it is longer than all that is before it.</p>"
)


def worn(css: str, markup: str = TEXT, mode: str = "paper") -> tuple[str, list[str]]:
    """The sheet that is left, and the codes of the notices but the one that counts rules."""
    codes: list[str] = []
    found = parse_html(f"<body><div>{markup}</div></body>".encode(), lambda *_: None).find("body/div")
    assert found is not None
    sheets = wear_styles(
        [found],
        [Stylesheet(css=css, where="x")],
        mode,
        lambda code, _message, _where="": codes.append(code),
    )
    return "".join(sheet.css for sheet in sheets), [code for code in codes if code != "C014"]


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".aa { text-align: center }", "text-align: center;"),
        (".xx,.bb>em{font-weight:700}", "font-weight: bold;"),
        ("p.aa { padding-left: 32px !important }", "margin-left: 6%;"),
        (".aa { margin-left: 900px }", "margin-left: 30%;"),
        ("@media screen { .cc { display: block } }", "display: block;"),
        ("<!-- .aa { font-style: oblique } -->", "font-style: italic;"),
        (".aa { text-decoration: underline dotted red }", "text-decoration: underline;"),
        (".userstuff .aa { font-variant: small-caps }", "font-variant: small-caps;"),
        ("<![CDATA[ .aa { font-weight: 900 } ]]>", "font-weight: bold;"),
        (".bb &gt; em { font-weight: bold }", "font-weight: bold;"),
        ("} .aa { font-weight: bold }", "font-weight: bold;"),
        (".aa { font-weight: bold", "font-weight: bold;"),
        ("\ufeff.aa { font-weight: bold }", "font-weight: bold;"),
        (".a\0a { font-weight: bold }", "font-weight: bold;"),
        ("/* never closed */ .aa { font-weight: bold } /* .bb { font-weight: bold }", "font-weight: bold;"),
    ],
)  # fmt: skip
def test_meaning_is_kept(css: str, kept: str) -> None:
    """Alignment, weight, slant, decoration, indentation and display, whatever stands around the rule."""
    assert worn(css) == (f".skin-1 {{ {kept} }}\n", [])


@pytest.mark.parametrize(
    ("css", "codes"),
    [
        (".aa { box-shadow: 0 0 3px red }", ["C001"]),
        (".aa:hover { display: block }", []),
        (".aa::selection { font-weight: bold }", ["C002", "C013"]),
        ("[epub|type=x] { font-weight: bold }", ["C002", "C013"]),
        ("p { text-align: right } span { font-weight: bold }", []),
        ("@import url(http://example.com/x.css);", ["C013", "C009"]),
        ("@font-face { font-family: x; src: url(http://example.com/x) }", ["C013", "C009"]),
        ("@keyframes x { from { top: 0 } } .aa { animation: x 1s }", ["C001", "C002"]),
        ("@namespace epub 'x'; @page { margin: 0 } .xx { a: b }", ["C002", "C009"]),
        ("@charset 'utf-8'; .xx { a: b }", []),
        (".aa { display: none }", ["C003"]),
        (".aa { width: expression(alert(1)) }", ["C007"]),
        ("nothing at all", ["C002", "C013"]),
        ("", []),
    ],
)
def test_loss_is_said(css: str, codes: list[str]) -> None:
    """Nothing is left of these, and a notice says so."""
    sheet, found = worn(css)
    assert sheet == ""
    assert sorted(set(found) - {"C007"} | ({"C007"} & set(codes))) == sorted(codes)


@pytest.mark.parametrize(
    "css",
    [
        "{" * 50_000,
        "}" * 50_000,
        "a{" * 30_000,
        "/*" * 50_000,
        "\\" * 50_000,
        '.aa{x:"' * 9_000,
        "\0" * 9_000,
        ".aa{" + ":" * 50_000,
        ".aa{" + "(" * 50_000,
        "<!" * 50_000,
        ".aa{width:expression(" * 5_000,
        "@" * 50_000,
        "@media screen{" * 20_000,
        ":not(" * 20_000 + "{a:b}",
        ",".join([".aa"] * 100_000) + "{a:b}",
        "[a='" * 20_000,
        ":root{" + "".join(f"--v{n}: var(--v{n + 1}) var(--v{n + 1});" for n in range(60)) + "}.aa{width:var(--v0)}",
        ".aa{width:" + "calc(" * 300 + "1px" + ")" * 300 + "}",
        ".aa{cursor:url(data:" + "A" * 5_000_000 + ")}",
        ".aa{cursor:" + "url(data:" * 200_000,
        ".aa::before{content:'" + "\\" * 50_000,
    ],
    ids=lambda css: css[:12].encode("unicode_escape").decode(),
)
@pytest.mark.timeout(60)
def test_hostile_sheets_come_to_an_end(css: str) -> None:
    """They mean nothing, and they stop nothing."""
    start = monotonic()
    assert worn(css)[0] == ""
    assert monotonic() - start < 20


@pytest.mark.parametrize(
    ("css", "codes"),
    [
        ("".join(f".r{n:06}{{font-weight:bold}}" for n in range(100_000)), ["C004"]),
        ("".join(f".aa{{margin-left:{n}px}}" for n in range(30_000)), ["C004"]),
        (".x " * 11 + ".e { font-weight: bold }", []),
        (".nowhere " + ".x " * 10 + ".e { font-weight: bold }", ["C004"]),
        (".aa { color: red }" + " " * 1_000_001, ["C001", "C004"]),
    ],
    ids=["rules", "judgements", "deep", "everything", "blanks"],
)
@pytest.mark.timeout(100)
def test_bombs_are_left_out(css: str, codes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A book is made, and it is said that the style was too much."""
    if not os.environ.get("CI"):  # where there is time for all that are allowed
        monkeypatch.setattr(cascade, "_MOST_JUDGED", 300)
    markup = "<div class='x'>" * 300 + "<p class='e aa'>text</p>" * 300 + "</div>" * 300
    found = worn(css, markup)[1]
    assert sorted(set(found) - {"C007", "C008"}) == codes


def test_a_rule_is_not_lost_behind_a_broken_one() -> None:
    """A brace too many ends where a browser ends it."""
    assert statements("} .aa { b: c } .dd { e: '}' ; f: g") == [
        Statement(".aa", " b: c "),
        Statement(".dd", " e: '}' ; f: g"),
    ]


def test_declarations_end_at_semicolons_of_their_own() -> None:
    """Not at those in strings, brackets and comments."""
    block = "A: 'x;y'; b : url(data:a;b) /* c: d; */ ; ; e; : f"
    assert declarations_in(block) == [("a", "'x;y'"), ("b", "url(data:a;b)")]
    assert parted("a, b(c, d), [e,f]", ",") == ["a", "b(c, d)", "[e,f]"]


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{background:url(data:image/png;base64,AAAA)}", ".a{background:url(data:)}"),
        ('.a{background:url("data:x;y")}.b{c:d}', '.a{background:url("data:")}.b{c:d}'),
        (".a{background:url(data:AAAA", ".a{background:url(data:AAAA"),
        (".a{b:c}", ".a{b:c}"),
    ],
)
def test_pictures_in_sheets_are_not_read(css: str, kept: str) -> None:
    """What an address spells out is gone, and the rules behind it stay."""
    assert without_pictures(css) == kept


def test_no_sheet_no_cssutils() -> None:
    """The library is imported when there is something to judge."""
    loaded = sys.modules.pop("cssutils", None)
    try:
        assert worn("/* nothing */") == ("", [])
        assert "cssutils" not in sys.modules
    finally:
        if loaded:
            sys.modules["cssutils"] = loaded
