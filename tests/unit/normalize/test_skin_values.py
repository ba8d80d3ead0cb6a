"""Shorthands, ways to hide, generated text and counters: every entry of their tables, and what is beside it."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.normalize.skins.generated import Counters, takes_text, text_of_content
from fic2epub.normalize.skins.hidden import GONE, hidden_by, is_revealed, set_gloss, stands_behind_text
from fic2epub.normalize.skins.judge import judged
from fic2epub.normalize.skins.scanner import declarations_in, parted, statements
from fic2epub.normalize.skins.static import ems

SIDES = ("top", "right", "bottom", "left")


def longhands(block: str) -> dict[str, str]:
    """What a block means."""
    return {one.name: one.value for one in judged(block)}


@pytest.mark.parametrize("kind", ["width", "style", "color"])
def test_borders_have_four_sides(kind: str) -> None:
    words = {"width": "1px 2px 3px 4px", "style": "solid dotted dashed none", "color": "red blue lime navy"}[kind]
    expected = {f"border-{side}-{kind}": word for side, word in zip(SIDES, words.split(), strict=True)}
    assert longhands(f"border-{kind}: {words}") == expected


@pytest.mark.parametrize("style", "none hidden dotted dashed solid double groove ridge inset outset".split())
def test_kinds_of_lines_are_known(style: str) -> None:
    assert longhands(f"border: {style}")["border-top-style"] == style
    assert longhands(f"border: {style}")["border-left-width"] == "medium"
    assert longhands(f"border: {style}")["border-right-color"] == ""


@pytest.mark.parametrize("width", ["thin", "medium", "thick", "1px", ".5em"])
def test_widths_of_lines_are_known(width: str) -> None:
    assert ems(longhands(f"border: {width}")["border-bottom-width"]) == ems(width)
    assert longhands(f"border: solid {width} red")["border-bottom-color"] == "red"


@pytest.mark.parametrize(
    ("shorthand", "names"),
    [
        ("margin-inline", ["margin-left", "margin-right"]),
        ("margin-inline-start", ["margin-left"]),
        ("margin-inline-end", ["margin-right"]),
        ("padding-inline", ["padding-left", "padding-right"]),
        ("padding-inline-start", ["padding-left"]),
        ("padding-inline-end", ["padding-right"]),
        ("flex-flow", ["flex-direction"]),
        ("-webkit-transform", ["transform"]),
        ("text-decoration", ["text-decoration-line"]),
    ],
)
def test_other_names_for_the_same(shorthand: str, names: list[str]) -> None:
    assert longhands(f"{shorthand}: 1px") == dict.fromkeys(names, "1px")


@pytest.mark.parametrize(
    ("shorthand", "sides"),
    [
        *((f"border-{side}", [side]) for side in SIDES),
        ("border", [*SIDES]),
        ("border-inline-start", ["left"]),
        ("border-inline-end", ["right"]),
    ],
)
def test_lines_at_each_side(shorthand: str, sides: list[str]) -> None:
    found = longhands(f"{shorthand}: 2px dotted red")
    assert {name for name in found if name.endswith("style")} == {f"border-{side}-style" for side in sides}
    assert set(found.values()) == {"2px", "dotted", "red"}


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        ("oblique bolder large 'Some Face'", ("oblique", "normal", "bolder", "large", '"some face"')),
        ("lighter 1em/2 a, b", ("normal", "normal", "lighter", "1em", "a, b")),
        ("normal small-caps 900 1em a", ("normal", "small-caps", "900", "1em", "a")),
        ("1em / 2 a", ("normal", "normal", "normal", "1em", "a")),
    ],
)
def test_fonts_are_taken_apart(font: str, expected: tuple[str, ...]) -> None:
    names = ("font-style", "font-variant", "font-weight", "font-size", "font-family")
    assert tuple(longhands(f"font: {font}").get(name) for name in names) == expected


@pytest.mark.parametrize("name", ["height", "max-height", "width", "max-width"])
def test_no_room_hides(name: str) -> None:
    assert hidden_by({"overflow": "hidden", name: "0"}) == GONE
    assert hidden_by({"overflow": "hidden", name: "1px"}) == ""
    assert is_revealed(frozenset((name,)))


@pytest.mark.parametrize("name", ["left", "right", "top", "bottom", "margin-left", "margin-top"])
def test_far_away_hides(name: str) -> None:
    assert hidden_by({"position": "absolute", name: "-20em"}) == GONE
    assert hidden_by({"position": "absolute", name: "-19.9em"}) == ""
    assert is_revealed(frozenset((name,)))


@pytest.mark.parametrize(
    ("style", "hides"),
    [
        ("visibility: hidden", True),
        ("visibility: visible", False),
        ("opacity: 0", True),
        ("opacity: 0.0", True),
        ("opacity: .04", True),
        ("opacity: 5%", False),
        ("opacity: 1", False),
        ("transform: scale( 0 )", True),
        ("transform: scale(0.1)", False),
        ("clip: rect(1px 1px 1px 1px)", True),
        ("clip: rect(1px, 1px, 2px, 1px)", False),
        ("clip-path: inset(50%)", True),
        ("clip-path: inset(49%)", False),
        ("clip-path: circle(0 at 1px)", True),
        ("font-size: 0px", True),
        ("font-size: 0.1em", False),
    ],
)
def test_each_way_to_hide_has_its_border(style: str, *, hides: bool) -> None:
    assert bool(hidden_by(longhands(style))) is hides


@pytest.mark.parametrize(
    "name",
    "display visibility opacity font-size text-indent clip clip-path transform position color background-color "
    "background-image filter".split(),
)
def test_what_a_hand_changes_may_reveal(name: str) -> None:
    assert is_revealed(frozenset((name, "margin-right")))
    assert not is_revealed(frozenset(("margin-right", "font-weight")))


@pytest.mark.parametrize(
    ("html", "stands"),
    [
        ("<p>a<i/></p>", True),
        ("<p> <i/></p>", False),
        ("<p><b/><i/></p>", True),
        ("<p>a<br/><i/></p>", False),
        ("<p>a<br/>b<i/></p>", True),
        ("<p>a<br/> <i/></p>", False),
    ],
)
def test_words_stand_before_a_gloss(html: str, *, stands: bool) -> None:
    assert stands_behind_text(etree.fromstring(html).find("i")) is stands


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<i>b</i>c</p>", "<p>a <i>[b]</i> c</p>"),
        ("<p>a <i>b</i>, c</p>", "<p>a <i>[b]</i>, c</p>"),
        ("<p>a<i> (b)</i></p>", "<p>a <i> (b)</i></p>"),
        ("<p><b>a</b><i>b</i></p>", "<p><b>a</b> <i>[b]</i></p>"),
        ("<p><b>a</b> <i>b</i></p>", "<p><b>a</b> <i>[b]</i></p>"),
        ("<p><b>a</b>c<i>b</i></p>", "<p><b>a</b>c <i>[b]</i></p>"),
        ("<p><i>b<b>c</b></i></p>", "<p><i>[b<b>c</b>]</i></p>"),
        *((f"<p>a <i>{sign}b</i></p>", f"<p>a <i>{sign}b</i></p>") for sign in "[({［（「【"),
    ],
)
def test_a_gloss_has_its_brackets(html: str, expected: str) -> None:
    whole = etree.fromstring(html)
    set_gloss(whole.find("i"))
    assert etree.tostring(whole, encoding="unicode") == expected


@pytest.mark.parametrize("tag", "area br col embed hr img input link meta param source track wbr script style".split())
def test_some_have_no_text(tag: str) -> None:
    assert not takes_text(etree.Element(tag))
    assert takes_text(etree.Element("p"))


@pytest.mark.parametrize(
    ("written", "text", "picture"),
    [
        (r"'\41'", "A", False),
        (r"'\000041 b'", "Ab", False),
        (r"'\0'", "\ufffd", False),
        (r"'\d7ff'", "\ud7ff", False),
        (r"'\d800'", "\ufffd", False),
        (r"'\dfff'", "\ufffd", False),
        (r"'\e000'", "\ue000", False),
        (r"'\10ffff'", "\U0010ffff", False),
        (r"'\110000'", "\ufffd", False),
        (r"'\g'", "g", False),
        ("'a\\\nb'", "ab", False),
        ("'a\nb'", "a b", False),
        ('"it\'s"', "it's", False),
        ("open-quote 'a' close-quote", "“a”", False),
        ("OPEN-QUOTE", "“", False),
        ("attr(title)", "T", False),
        ("attr(none)", "", False),
        ("none", "", False),
        ("url(x.png) 'a'", "a", True),
        ("counter(n) '. '", "0. ", False),
        ("'e\\301'", "é", False),
        ("'" + "a" * 1_200 + "'", "a" * 999, False),
    ],
)
def test_content_says(written: str, text: str, *, picture: bool) -> None:
    assert text_of_content(written, etree.fromstring("<p title='T'/>"), Counters()) == (text, picture)


def test_counters_count() -> None:
    counters = Counters()
    counters.pass_element({"counter-increment": "a"})
    counters.pass_element({"counter-increment": "a 2 b -3"})
    counters.pass_element({"counter-reset": "none c 7", "counter-increment": "none"})
    assert [counters.value(name) for name in ("a", "b", "c", "d", "none")] == ["3", "-3", "7", "0", "0"]
    counters.pass_element({"counter-reset": "a", "counter-increment": "b 9999999 c -9999999"})
    counters.pass_element({"counter-increment": "b 9999999 c -9999999"})
    assert [counters.value(name) for name in "abc"] == ["0", "9999999", "-9999999"]


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("1ch", 0.5),
        ("1rem", 1.0),
        ("1cm", 2.36),
        ("1mm", 0.236),
        ("1vw", 0.3),
        ("1vh", 0.4),
        ("1vmin", 0.3),
        ("1vmax", 0.4),
        ("1.em", 1.0),
        (".5em", 0.5),
        ("1234567em", None),
        ("1 em", None),
        ("1EM", 1.0),
    ],
)
def test_units(written: str, length: float | None) -> None:
    assert ems(written) == length


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a{b}c{d}", [("a", "b"), ("c", "d")]),
        ("@x y; a{b}", [("@x y", None), ("a", "b")]),
        ("a{b{c}d}e{f}", [("a", "b{c}d"), ("e", "f")]),
        ("a{b", [("a", "b")]),
        ("a", [("a", None)]),
        ("}a{b}", [("a", "b")]),
        (";;a{b}", [("a", "b")]),
        ("a{}", [("a", "")]),
        ("a{'}'}", [("a", "'}'")]),
        ('a{"}"}', [("a", '"}"')]),
        ("a{'\n}b{c}", [("a", "'\n"), ("b", "c")]),
        ("a/*{*/{b}", [("a", "b")]),
        ("<!-- a{b} -->", [("a", "b")]),
        ("<![CDATA[a{b}]]>", [("a", "b")]),
        ("a\\{c{b}", [("a\\{c", "b")]),
        ("a\0{b}", [("a", "b")]),
        ("a  \n b{c}", [("a b", "c")]),
    ],
)
def test_a_sheet_is_cut(css: str, found: list[tuple[str, str | None]]) -> None:
    assert [tuple(one) for one in statements(css)] == found


def test_texts_are_cut_outside_of_brackets() -> None:
    assert parted("a, (b, c), [d, e], 'f, g', \"h, i\", j\\,k", ",") == [
        "a", "(b, c)", "[d, e]", "'f, g'", '"h, i"', "j\\,k",
    ]  # fmt: skip
    assert parted("a)b, c", ",") == ["a)b", "c"]
    assert parted("a /* b, c */ d", ",") == ["a  d"]
    assert parted("a \n b", " ") == ["a", "b"]
    assert declarations_in("A : b ; c; : d; e:f:g") == [("a", "b"), ("e", "f:g")]
