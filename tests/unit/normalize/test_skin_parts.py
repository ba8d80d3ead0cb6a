"""What a skin is taken apart into: colours, static values, conditions, selectors, generated text."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.model import Stylesheet
from fic2epub.normalize.skins.colours import (
    BLACK,
    WHITE,
    Colour,
    bearable,
    colour_of,
    contrast,
    readable_on,
)
from fic2epub.normalize.skins.generated import Counters, put_in, text_of_content
from fic2epub.normalize.skins.hidden import COVERED, GONE, hidden_by
from fic2epub.normalize.skins.judge import Declaration, judged
from fic2epub.normalize.skins.selectors import read_selectors
from fic2epub.normalize.skins.sheet import read_sheets
from fic2epub.normalize.skins.static import ems, made_static, percent


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("red", Colour(255, 0, 0)),
        ("transparent", Colour(0, 0, 0, 0.0)),
        ("#123", Colour(0x11, 0x22, 0x33)),
        ("#1238", Colour(0x11, 0x22, 0x33, 0.53)),
        ("#a1b2c3", Colour(0xA1, 0xB2, 0xC3)),
        ("#a1b2c300", Colour(0xA1, 0xB2, 0xC3, 0.0)),
        ("#12345", None),
        ("rgb(1, 2, 3)", Colour(1, 2, 3)),
        ("rgba(1, 2, 3, 0.5)", Colour(1, 2, 3, 0.5)),
        ("rgb(1 2 3 / 50%)", Colour(1, 2, 3, 0.5)),
        ("rgb(100%, 50%, 0%)", Colour(255, 127, 0)),
        ("rgb(300, -5, 0)", Colour(255, 0, 0)),
        ("rgba(1, 2, 3, 7)", Colour(1, 2, 3, 1.0)),
        ("hsl(120, 100%, 25%)", Colour(0, 128, 0)),
        ("hsl(480deg, 100%, 25%)", Colour(0, 128, 0)),
        ("hsla(0, 0%, 50%, .2)", Colour(128, 128, 128, 0.2)),
        ("rgb(1, 2)", None),
        ("rgb(a, b, c)", None),
        ("inherit", None),
        ("", None),
    ],
)
def test_colours_are_numbers(written: str, colour: Colour | None) -> None:
    assert colour_of(written) == colour


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        (Colour(0x76, 0x76, 0x76), WHITE, 4.54),
        (Colour(255, 0, 0), BLACK, 5.25),
    ],
)
def test_contrast_is_that_of_wcag(one: Colour, other: Colour, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio == round(contrast(other, one), 2)


@pytest.mark.parametrize(
    ("ground", "ink", "shown"),
    [
        (WHITE, BLACK, "#000000"),
        (WHITE, Colour(0x76, 0x76, 0x76), "#767676"),
        (WHITE, Colour(255, 255, 0), "#666600"),
        (BLACK, Colour(0, 0, 128), "#8080c0"),
        (Colour(0x77, 0x77, 0x77), Colour(0x77, 0x77, 0x77), "#000000"),
    ],
)
def test_letters_are_moved_until_they_can_be_read(ground: Colour, ink: Colour, shown: str) -> None:
    assert readable_on(ground, ink).hex == shown
    assert contrast(readable_on(ground, ink), ground) >= 4.5


@pytest.mark.parametrize("name", ["red", "yellow", "blue", "black", "white", "lime", "navy", "gray", "pink"])
def test_letters_can_be_read_by_day_and_by_night(name: str) -> None:
    colour = colour_of(name)
    assert colour is not None
    shade = bearable(colour)
    assert min(contrast(shade, BLACK), contrast(shade, WHITE)) >= 4.5
    assert bearable(shade) == shade


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1em", "1em"),
        ("VAR(--a)", "2em"),
        ("var( --a , 1px ) solid", "2em solid"),
        ("var(--none, red)", "red"),
        ("var(--none, rgb(1, 2, 3))", "rgb(1, 2, 3)"),
        ("var(--none, var(--a))", "2em"),
        ("var(--none)", "unknown-variable"),
        ("var(--loop)", None),
        ("var(--wide)", None),
        ("calc(1em + 16px)", "2em"),
        ("calc(3em - 16px)", "2em"),
        ("calc(2 * 3em)", "6em"),
        ("calc(3em / 2)", "1.5em"),
        ("calc(3em / 0)", "0"),
        ("calc(10% + 5%)", "15%"),
        ("calc(10% + 1em)", "none"),
        ("calc(10% + 0px)", "10%"),
        ("calc((1em + 1em) * 2)", "4em"),
        ("-webkit-calc(1em*2)", "2em"),
        ("min(1em, 3em)", "1em"),
        ("max(1em, 3em)", "3em"),
        ("clamp(1em, 2em, 3em)", "2em"),
        ("clamp(1em, 9em, 3em)", "3em"),
        ("clamp(1em, 0em, 3em)", "1em"),
        ("min(1em, 10%)", "none"),
        ("min(x, 1em)", "none"),
        ("1px calc(1px + 15px) 2px", "1px 1em 2px"),
        ("rgb(1 2 3)", "rgb(1, 2, 3)"),
        ("rgb(1 2 3 / 50%)", "rgba(1, 2, 3, 50%)"),
        ("#11223380", "rgba(17, 34, 51, 0.50)"),
        ("#1238", "rgba(17, 34, 51, 0.53)"),
        ("#123", "#123"),
        ("hsl(120deg, 1%, 2%)", "hsl(120, 1%, 2%)"),
    ],
)
def test_values_are_made_static(written: str, value: str | None) -> None:
    variables = {"--a": "2em", "--loop": "var(--loop)", "--wide": "x" * 1_900 + " var(--b)", "--b": "y" * 200}
    assert made_static(written, variables) == value


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("1em", 1.0),
        ("16px", 1.0),
        ("12pt", 1.0),
        ("1pc", 1.0),
        ("1in", 6.0),
        ("2ex", 1.0),
        ("10vw", 3.0),
        ("-.5rem", -0.5),
        ("0", 0.0),
        ("5", None),
        ("5%", None),
        ("1foo", None),
        ("auto", None),
        ("", None),
        ("+2em", 2.0),
    ],
)
def test_lengths_are_told_in_em(written: str, length: float | None) -> None:
    assert ems(written) == length


def test_shares_are_told_in_per_cent() -> None:
    assert [percent(written) for written in ("5%", "-1.5%", "5em", "5")] == [5.0, -1.5, None, None]


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ("", 1),
        ("screen", 1),
        ("print", 1),
        ("all", 1),
        ("speech", 0),
        ("only screen", 1),
        ("not screen", 0),
        ("not tv", 0),
        ("(min-width: 480px)", 1),
        ("(min-width: 481px)", 0),
        ("(max-width: 480px)", 1),
        ("(max-width: 479px)", 0),
        ("screen and (max-width: 40em)", 1),
        ("(max-width: 40em) and (min-width: 35em)", 0),
        ("tv, screen", 1),
        ("(max-height: 640px)", 1),
        ("(max-height: 639px)", 0),
        ("(width: 480px)", 0),
        ("(color)", 0),
        ("x y z", 0),
        ("(orientation: portrait)", 1),
        ("(orientation: landscape)", 0),
        ("(max-width: 40em) or (x)", 0),
        ("(min-width: 9)", 0),
        ("not (min-width: 481px)", 1),
        ("(prefers-color-scheme: light)", 1),
        ("(hover: hover)", 0),
        ("(min-hover: none)", 0),
    ],
)
def test_conditions_are_asked_of_a_small_page(condition: str, kept: int) -> None:
    sheet = read_sheets([Stylesheet(css=f"@media {condition} {{ .aa {{ color: red }} }}")])
    assert (len(sheet.rules), sheet.elsewhere, sheet.total) == (kept, 1 - kept, 1)


def test_conditions_are_nested_four_deep() -> None:
    for depth, kept in ((4, 1), (5, 0)):
        sheet = read_sheets([Stylesheet(css="@media all {" * depth + ".aa { color: red }" + "}" * depth)])
        assert len(sheet.rules) == kept


def test_a_sheet_that_says_the_same_is_read_once() -> None:
    one, two = Stylesheet(css=".aa { color: red }", where="x"), Stylesheet(css=".bb { color: red }")
    assert [rule.number for rule in read_sheets([one, two, one._replace(where="y")]).rules] == [0, 1]


@pytest.mark.parametrize(
    ("written", "weight"),
    [
        (".aa", (0, 1, 0)),
        ("p.aa", (0, 1, 1)),
        ("#xx .aa p", (1, 1, 1)),
        ("*", (0, 0, 0)),
        (".aa:hover", (0, 2, 0)),
        (".aa::before", (0, 1, 1)),
        (".aa:nth-child(2)", (0, 2, 0)),
        (":is(p, .aa)", (0, 1, 0)),
        (":not(#xx)", (1, 0, 0)),
        ("[title].aa", (0, 2, 0)),
        ("#workskin .aa", (0, 1, 0)),
        (".aa:empty", (0, 2, 0)),
    ],
)
def test_selectors_have_weights(written: str, weight: tuple[int, int, int]) -> None:
    (selector,) = read_selectors(written)
    assert selector is not None
    assert selector.weight == weight


@pytest.mark.parametrize(
    "written",
    [
        "",
        ".",
        "p,",
        "> p",
        "p >",
        "p > > b",
        ".aa::before b",
        "pp.aa|b",
        ".1a",
        "[a=]",
        "[a",
        ":nth-child(n n)",
        ":not()",
        ":not(.aa",
        ":foo",
        "::marker",
        ":has(b)",
        ":not(:not(:not(:not(b))))",
        ":is(.aa::before)",
        " ".join(["b"] * 13),
        ".aap p*b",
    ],
)
def test_what_is_no_selector_is_none(written: str) -> None:
    assert None in read_selectors(written)


def test_selectors_end_somewhere() -> None:
    assert None not in read_selectors(" ".join(["b"] * 12))
    assert None not in read_selectors("." + "a" * 1_999)
    assert read_selectors("." + "a" * 2_000) == [None]


@pytest.mark.parametrize(
    ("block", "longhands"),
    [
        ("margin: 1px", {"margin-top": "1px", "margin-right": "1px", "margin-bottom": "1px", "margin-left": "1px"}),
        ("margin: 1px 2px", {"margin-top": "1px", "margin-right": "2px", "margin-bottom": "1px", "margin-left": "2px"}),
        (
            "padding: 1px 2px 3px",
            {"padding-top": "1px", "padding-right": "2px", "padding-bottom": "3px", "padding-left": "2px"},
        ),
        (
            "padding: 1px 2px 3px 4px",
            {"padding-top": "1px", "padding-right": "2px", "padding-bottom": "3px", "padding-left": "4px"},
        ),
        (
            "border-left: red .1em dotted",
            {"border-left-width": "0.1em", "border-left-style": "dotted", "border-left-color": "red"},
        ),
        (
            "border-right: thick",
            {"border-right-width": "thick", "border-right-style": "none", "border-right-color": ""},
        ),
        ("background: no-repeat #FFF url(x.png)", {"background-color": "#fff", "background-image": "url(x.png)"}),
        ("background: url(x.png)", {"background-color": "transparent", "background-image": "url(x.png)"}),
        ("background: rgba(1, 2, 3, 0.5)", {"background-color": "rgba(1, 2, 3, 0.5)", "background-image": "none"}),
        (
            "font: italic 700 12px/2 Arial, serif",
            {
                "font-style": "italic",
                "font-variant": "normal",
                "font-weight": "700",
                "font-size": "12px",
                "font-family": "arial, serif",
            },
        ),
        (
            "font: small-caps large serif",
            {
                "font-style": "normal",
                "font-variant": "small-caps",
                "font-weight": "normal",
                "font-size": "large",
                "font-family": "serif",
            },
        ),
        ("text-decoration: underline", {"text-decoration-line": "underline"}),
        ("list-style: inside square", {"list-style-type": "square"}),
        ("list-style: url(x) outside", {"list-style-type": "disc"}),
        ("padding-inline: 1em", {"padding-left": "1em", "padding-right": "1em"}),
        ("content: 'It IS' !important", {"content": "'It IS'"}),
        ("COLOR: RED", {"color": "red"}),
    ],
)
def test_shorthands_are_taken_apart(block: str, longhands: dict[str, str]) -> None:
    assert {one.name: one.value for one in judged(block)} == longhands


def test_what_is_no_declaration_is_counted() -> None:
    assert judged("x") == (Declaration("", ""),)
    assert judged(" ") == ()
    assert judged("a: " + "(" * 51) == (Declaration("", ""),)
    assert judged("color: red !important") == (Declaration("color", "red", important=True),)
    assert Declaration("", "") in judged("color: red; *zoom: 1")
    assert judged("color: red;" + " " * 4_000 + "width: 1px") == (Declaration("color", "red"),)


@pytest.mark.parametrize(
    ("style", "how"),
    [
        ({"display": "none"}, GONE),
        ({"visibility": "collapse"}, GONE),
        ({"opacity": "0.04"}, GONE),
        ({"opacity": "0.05"}, ""),
        ({"opacity": "4%"}, GONE),
        ({"opacity": "x"}, ""),
        ({"font-size": "0"}, GONE),
        ({"font-size": "0%"}, GONE),
        ({"font-size": "1px"}, ""),
        ({"text-indent": "-20em"}, GONE),
        ({"text-indent": "-19em"}, ""),
        ({"position": "absolute", "left": "-20em"}, GONE),
        ({"position": "fixed", "top": "-999px"}, GONE),
        ({"position": "relative", "left": "-999px"}, ""),
        ({"clip": "rect(0, 0, 0, 0)"}, GONE),
        ({"clip": "rect(0, 20px, 20px, 0)"}, ""),
        ({"clip-path": "inset(100%)"}, GONE),
        ({"clip-path": "circle(0)"}, GONE),
        ({"overflow": "hidden", "width": "0"}, GONE),
        ({"overflow": "hidden", "max-height": "0%"}, GONE),
        ({"overflow": "visible", "height": "0"}, ""),
        ({"transform": "rotate(1deg) scale(0)"}, GONE),
        ({"transform": "scale(0.5)"}, ""),
        ({"color": "red", "background-color": "#f00"}, COVERED),
        ({"color": "red", "background-color": "rgba(255, 0, 0, 0)"}, ""),
        ({"color": "red"}, ""),
        ({"color": "transparent"}, COVERED),
        ({}, ""),
    ],
)
def test_ways_to_hide_are_known(style: dict[str, str], how: str) -> None:
    assert hidden_by(style) == how


def test_generated_text_is_put_in_once() -> None:
    element = etree.fromstring("<p>a<b/>c</p>")
    counters = Counters()
    counters.pass_element({"counter-reset": "n 3 m", "counter-increment": "n -1 k none"})
    written = "'\\A x' attr(CLASS) counter(n) counters(m, '.') counter(k) url(x) / 'alt' no-open-quote"
    assert text_of_content(written, element, counters) == (" x201alt", True)
    for _ in range(2):
        put_in(element, "before", "one ")
        put_in(element, "after", "two")
    put_in(element, "before", "  ")
    put_in(element, "after", "  ")
    assert etree.tostring(element, encoding="unicode") == (
        '<p> <span class="generated">one </span>a<b/>c<span class="generated">two</span> </p>'
    )
