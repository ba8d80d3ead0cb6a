"""What is told of a work's style, word for word, and the marks that colours become, one after the other."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.model import Stylesheet
from fic2epub.normalize.skins import wear_styles
from fic2epub.normalize.skins.colours import Colour
from fic2epub.normalize.skins.voices import Speech, marks_of

PAGE = "<p>" + "And a text around it that is long enough. " * 4 + "</p>"


@pytest.mark.parametrize(
    ("css", "html", "mode", "told"),
    [
        (
            ".aa { content: 'x'; counter-reset: n } .bb { color: red; top: 0 } .cc { font-weight: bold }",
            "<p class='aa bb'>a</p>",
            "paper",
            [
                "C014: of 3 rules of the work's style, 2 mean something in its text, 2 are heard",
                "C001: the looks (colours, fonts, sizes) in 1 of 3 rules were left to the reader",
                "C007: the layout of a screen in 1 of 3 rules became margins, or nothing",
                "C008: colours that became weight, slant or a line: 1",
            ],
        ),
        (
            ".aa { color: red } .bb { color: blue }",
            "<p><i class='aa'>a</i> <i class='bb'>b</i></p>",
            "paper",
            [
                "C014: of 2 rules of the work's style, 2 mean something in its text, 2 are heard",
                "C001: the looks (colours, fonts, sizes) in 2 of 2 rules were left to the reader",
                "C008: colours that became weight, slant or a line: 2",
            ],
        ),
        (
            ".aa { color: red } .bb { top: 0 }",
            "<p class='aa bb'>a</p>",
            "author",
            [
                "C014: of 2 rules of the work's style, 2 mean something in its text, 1 are heard",
                "C007: the layout of a screen in 1 of 2 rules became margins, or nothing",
                "C008: colours that became weight, slant or a line: 1",
                "C010: elements that keep their colours, each with its ground: 1",
            ],
        ),
        (
            ".aa { color: red }",
            "<p class='aa'>a</p>",
            "off",
            ["C011: the work's style was left out, as was asked for: 1 rules"],
        ),
        (
            "@import 'x.css'; @font-face { src: url(y) } .aa::after { content: url(z.png) }",
            "<p class='aa'>a</p>",
            "paper",
            [
                "C014: of 3 rules of the work's style, 1 mean something in its text, 1 are heard",
                "C009: what the style would fetch is not in the book (3): `@import 'x.css'`, `@font-face`",
            ],
        ),
        (
            "? { a: b } ?? { a: b } ??? { a: b } ???? { a: b } ????? { a: b } ?????? { a: b } %%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%% { a: b } .aa { color: red }",  # noqa: E501 - a sheet in one piece
            "<p>a</p>",
            "paper",
            [
                "C014: of 8 rules of the work's style, 0 mean something in its text, 0 are heard",
                "C002: 7 of 8 rules are not understood and were left out: `?`, `??`, `???`, `????`, `?????`",
            ],
        ),
        (
            "%%% { a: b }",
            "<p>a</p>",
            "paper",
            [
                "C013: nothing in the work's style could be read",
                "C002: 1 of 1 rules are not understood and were left out: `%%%`",
            ],
        ),
        (
            ".aa { background-color: black } .bb { top: 0 }",
            "<p class='aa bb'>a</p>",
            "author",
            [
                "C014: of 2 rules of the work's style, 2 mean something in its text, 1 are heard",
                "C007: the layout of a screen in 1 of 2 rules became margins, or nothing",
                "C010: elements that keep their colours, each with its ground: 1",
            ],
        ),
        ("@media tv { .aa { top: 0 } }", "<p>a</p>", "paper", []),
        (
            ".aa { display: none } .bb { display: none } .bb:hover { display: block } .cc::before { content: 'one' } .dd::before { content: '\\2605'; position: absolute } .cc::after { content: '\\e000' }",  # noqa: E501 - a sheet in one piece
            "<p class='aa'>a</p><p class='bb'>b</p><p class='cc'>c</p><p class='cc dd'>d</p>",
            "paper",
            [
                "C014: of 6 rules of the work's style, 6 mean something in its text, 6 are heard",
                "C007: the layout of a screen in 1 of 6 rules became margins, or nothing",
                "C009: what the style would fetch is not in the book (2)",
                "C003: hidden elements that are shown, for no book can uncover them: 1",
                "C005: texts that a hand would have uncovered are shown where they stand: 1",
                "C006: texts of the style that stand in the book as text: 1: `one`",
                "C012: ornaments without a letter that the style draws beside the text were left out: 1",
            ],
        ),
        (
            ".aa::before { content: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' } .bb::before { content: 'c' }",  # noqa: E501 - a sheet in one piece
            "<p class='aa'>a</p><p class='bb'>a</p><p class='bb'>a</p>",
            "paper",
            [
                "C014: of 2 rules of the work's style, 2 mean something in its text, 2 are heard",
                "C006: texts of the style that stand in the book as text: 3: `bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb`, `c`",  # noqa: E501 - a sheet in one piece
            ],
        ),
    ],
)
def test_what_became_of_a_style_is_told(css: str, html: str, mode: str, told: list[str]) -> None:
    said: list[str] = []
    body = etree.fromstring(f"<div class='userstuff'>{html}{PAGE}</div>")
    wear_styles([body], [Stylesheet(css=css)], mode, lambda code, text, _where="": said.append(f"{code}: {text}"))
    assert said == told


def marks(count: int, **parts: object) -> list[str]:
    """The marks of so many voices, each as a block of CSS."""
    one = Speech((None, None), 0, inline=True, family=False, tag="p", printed=())
    speeches = [one._replace(voice=(Colour(250, 0, number), None), order=number, **parts) for number in range(count)]
    found = marks_of(reversed(speeches))
    return ["; ".join(f"{name}: {value}" for name, value in found[speech]) for speech in speeches]


@pytest.mark.parametrize(
    ("count", "parts", "expected"),
    [
        (
            33,
            {},
            [
                "font-style: italic",
                "font-weight: bold",
                "border-bottom: 1px dotted",
                "border-bottom: 1px solid",
                "border-bottom: 3px double",
                "font-variant: small-caps",
                "font-weight: bold; font-style: italic",
                "border-bottom: 1px dotted; font-style: italic",
                "border-bottom: 1px dotted; font-weight: bold",
                "border-bottom: 1px solid; font-style: italic",
                "border-bottom: 1px solid; font-weight: bold",
                "border-bottom: 3px double; font-style: italic",
                "border-bottom: 3px double; font-weight: bold",
                "font-variant: small-caps; font-style: italic",
                "font-variant: small-caps; font-weight: bold",
                "font-variant: small-caps; border-bottom: 1px dotted",
                "font-variant: small-caps; border-bottom: 1px solid",
                "font-variant: small-caps; border-bottom: 3px double",
                "border-bottom: 1px dotted; font-weight: bold; font-style: italic",
                "border-bottom: 1px solid; font-weight: bold; font-style: italic",
                "border-bottom: 3px double; font-weight: bold; font-style: italic",
                "font-variant: small-caps; font-weight: bold; font-style: italic",
                "font-variant: small-caps; border-bottom: 1px dotted; font-style: italic",
                "font-variant: small-caps; border-bottom: 1px dotted; font-weight: bold",
                "font-variant: small-caps; border-bottom: 1px solid; font-style: italic",
                "font-variant: small-caps; border-bottom: 1px solid; font-weight: bold",
                "font-variant: small-caps; border-bottom: 3px double; font-style: italic",
                "font-variant: small-caps; border-bottom: 3px double; font-weight: bold",
                "font-variant: small-caps; border-bottom: 1px dotted; font-weight: bold; font-style: italic",
                "font-variant: small-caps; border-bottom: 1px solid; font-weight: bold; font-style: italic",
                "font-variant: small-caps; border-bottom: 3px double; font-weight: bold; font-style: italic",
                "font-style: italic",
                "font-weight: bold",
            ],
        ),
        (
            25,
            {"inline": False},
            [
                "border-left: 1px solid; padding-left: 0.6em",
                "border-left: 2px dotted; padding-left: 0.6em",
                "border-left: 3px double; padding-left: 0.6em",
                "border-left: 2px dashed; padding-left: 0.6em",
                "border-left: 4px solid; padding-left: 0.6em",
                "font-style: italic",
                "font-weight: bold",
                "font-style: italic; border-left: 1px solid; padding-left: 0.6em",
                "font-style: italic; border-left: 2px dotted; padding-left: 0.6em",
                "font-style: italic; border-left: 3px double; padding-left: 0.6em",
                "font-style: italic; border-left: 2px dashed; padding-left: 0.6em",
                "font-style: italic; border-left: 4px solid; padding-left: 0.6em",
                "font-weight: bold; border-left: 1px solid; padding-left: 0.6em",
                "font-weight: bold; border-left: 2px dotted; padding-left: 0.6em",
                "font-weight: bold; border-left: 3px double; padding-left: 0.6em",
                "font-weight: bold; border-left: 2px dashed; padding-left: 0.6em",
                "font-weight: bold; border-left: 4px solid; padding-left: 0.6em",
                "font-weight: bold; font-style: italic",
                "font-weight: bold; font-style: italic; border-left: 1px solid; padding-left: 0.6em",
                "font-weight: bold; font-style: italic; border-left: 2px dotted; padding-left: 0.6em",
                "font-weight: bold; font-style: italic; border-left: 3px double; padding-left: 0.6em",
                "font-weight: bold; font-style: italic; border-left: 2px dashed; padding-left: 0.6em",
                "font-weight: bold; font-style: italic; border-left: 4px solid; padding-left: 0.6em",
                "border-left: 1px solid; padding-left: 0.6em",
                "border-left: 2px dotted; padding-left: 0.6em",
            ],
        ),
        (
            7,
            {"inline": False, "printed": (("border", "1px solid"),)},
            [
                "border: 1px solid",
                "border: 2px dotted",
                "border: 3px double",
                "border: 2px dashed",
                "border: 3px solid",
                "border: 1px solid",
                "border: 2px dotted",
            ],
        ),
        (
            4,
            {"inline": False, "family": True},
            [
                "font-style: italic",
                "font-weight: bold",
                "font-variant: small-caps",
                "font-weight: bold; font-style: italic",
            ],
        ),
        (
            4,
            {"family": True},
            [
                "font-style: italic",
                "font-weight: bold",
                "font-variant: small-caps",
                "font-weight: bold; font-style: italic",
            ],
        ),
        (
            5,
            {"slanted": True},
            [
                "font-weight: bold",
                "border-bottom: 1px dotted",
                "border-bottom: 1px solid",
                "border-bottom: 3px double",
                "font-variant: small-caps",
            ],
        ),
        (
            5,
            {"weighted": True},
            [
                "font-style: italic",
                "border-bottom: 1px dotted",
                "border-bottom: 1px solid",
                "border-bottom: 3px double",
                "font-variant: small-caps",
            ],
        ),
        (
            5,
            {"printed": (("border-bottom", "1px solid"),)},
            [
                "font-style: italic",
                "font-weight: bold",
                "font-variant: small-caps",
                "font-weight: bold; font-style: italic",
                "font-variant: small-caps; font-style: italic",
            ],
        ),
        (
            4,
            {"inline": False, "printed": (("border-left", "1px solid"),)},
            ["font-style: italic", "font-weight: bold", "font-weight: bold; font-style: italic", "font-style: italic"],
        ),
        (
            3,
            {
                "printed": (
                    ("font-weight", "bold"),
                    ("font-style", "italic"),
                    ("font-variant", "small-caps"),
                    ("border", "x"),
                )
            },
            ["", "", ""],
        ),
        (
            3,
            {"inline": False, "printed": (("font-weight", "bold"), ("font-style", "italic"), ("border-left", "x"))},
            ["", "", ""],
        ),
        (1, {}, ["font-style: italic"]),
    ],
)
def test_voices_have_marks(count: int, parts: dict[str, object], expected: list[str]) -> None:
    assert marks(count, **parts) == expected
