"""Blank lines, lines of prose and places, at both sides of each limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from fic2epub.normalize.markup import rules_for, run
from fic2epub.normalize.markup.lines import is_prose
from fic2epub.normalize.markup.places import is_closed, is_long, picture_in, place_of
from fic2epub.normalize.markup.spacing import is_doubled, lines_of
from fic2epub.options import Options

if TYPE_CHECKING:
    from lxml.etree import _Element


def _body(markup: str) -> _Element:
    return etree.fromstring(f"<div>{markup}</div>")


def _told(markup: str, options: Options | None = None) -> dict[str, str]:
    """The notices of normalizing it."""
    notices: dict[str, str] = {}
    run(
        rules_for(options or Options()), _body(markup), lambda code, message, _where="": notices.update({code: message})
    )
    return notices


def _paragraphs(gaps: str) -> str:
    """Paragraphs with so many blank ones between as the digits say."""
    return "<p>a.</p>" + "".join("<p>\u00a0</p>" * int(gap) + "<p>b.</p>" for gap in gaps)


@pytest.mark.parametrize(
    ("total", "blank", "doubled"),
    [
        (0, 0, False),
        (1, 1, False),
        (2, 1, False),
        (2, 2, True),
        (5, 2, False),
        (5, 3, True),
        (10, 5, False),
        (10, 6, True),
    ],
)
def test_three_of_five_gaps_are_double_spacing(total: int, blank: int, *, doubled: bool) -> None:
    assert is_doubled(total, blank) is doubled


@pytest.mark.parametrize(
    ("gaps", "breaks", "spacing"),
    [
        ("1", 1, 0),
        ("11", 0, 2),
        ("10", 1, 0),
        ("11100", 0, 3),
        ("11000", 2, 0),
        ("1110000000", 0, 3),
        ("1101000000", 3, 0),
        ("111000000100", 1, 3),
        ("1110000002", 1, 3),
        ("1112", 1, 3),
        ("12", 0, 3),
        ("112", 1, 2),
        ("11122", 0, 7),
        ("111122", 2, 4),
        ("2222", 0, 8),
        ("222224", 1, 10),
        ("111113", 1, 5),
    ],
)
def test_blank_lines_are_told_by_ratio_and_run(gaps: str, breaks: int, spacing: int) -> None:
    told = _told(_paragraphs(gaps))

    assert told.get("M011", "").endswith(f"blank lines {breaks}" if breaks else "")
    assert bool(breaks) == ("M011" in told)
    assert told.get("M012", "").endswith(f": {spacing}" if spacing else "")
    assert bool(spacing) == ("M012" in told)


def test_where_breaks_are_drawn_two_blank_gaps_are_spacing() -> None:
    drawn = "<p>***</p>" + _paragraphs("000000")

    assert _told(_paragraphs("11000000") + drawn)["M012"].endswith(": 2")
    assert "M012" not in _told(_paragraphs("10100000") + drawn)
    assert "M012" not in _told(_paragraphs("11000000"))


@pytest.mark.parametrize(("inside", "lines"), [("\u00a0", 1), ("<br/>", 1), ("<br/><br/>", 2), ("<br/>" * 50, 40)])
def test_a_blank_paragraph_shows_as_many_lines_as_it_has_breaks(inside: str, lines: int) -> None:
    assert lines_of(etree.fromstring(f"<p>{inside}</p>")) == lines


@pytest.mark.parametrize(("text", "long"), [("a" * 40, False), ("a" * 41, True), ("灯" * 13, False), ("灯" * 14, True)])
def test_length_is_counted_in_bytes(text: str, *, long: bool) -> None:
    assert is_long(text) is long


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("She left.", True),
        ("“No”", True),
        ("Why?", True),
        ("Oh—", True),
        ("終わった。", True),
        ("Tobias", False),
        ("Love,", False),
    ],
)
def test_a_sentence_is_closed_by_its_mark(text: str, *, closed: bool) -> None:
    assert is_closed(text) is closed


_PROSE = "The lamp in the window burned until the morning came"


@pytest.mark.parametrize(
    ("lines", "prose"),
    [
        ([], False),
        ([f"{_PROSE}. {_PROSE}."], False),
        ([f"{_PROSE}. {_PROSE}.", f"{_PROSE}. {_PROSE}."], True),
        (["a" * 100 + ".", "a" * 100 + "."], True),
        (["a" * 99 + ".", "a" * 100 + "."], False),
        (["a" * 101, "a" * 100 + "."], False),
        (["a" * 99 + ".", "a" * 33 + ".", "a" * 30 + "."], True),
        (["a" * 98 + ".", "a" * 33 + ".", "a" * 31 + "."], False),
        (["a" * 99 + ".", "a" * 33 + ".", "a" * 29 + "."], False),
        (["a" * 99 + ".", "a" * 99 + ".", "a" * 99 + ".", "a" * 99], True),
        (["a" * 99 + ".", "a" * 99 + ".", "a" * 99, "a" * 99], False),
        ([f"ada: {_PROSE}, {_PROSE}.", f"bee: {_PROSE}, {_PROSE}.", f"{_PROSE}, {_PROSE}."], False),
        ([f"ada: {_PROSE}, {_PROSE}.", f"{_PROSE}.", f"{_PROSE}, {_PROSE}."], True),
    ],
)
def test_prose_has_long_lines_that_are_ended(lines: list[str], *, prose: bool) -> None:
    assert is_prose(lines) is prose


def test_a_place_is_seen_from_the_outermost_wrapper() -> None:
    body = _body(
        '<p>a</p><p>b</p><p> </p><blockquote><div class="align-center"><p>*</p></div></blockquote><hr/><p>c</p>'
    )

    place = place_of(body.findall(".//p")[3])

    assert place.outermost.tag == "blockquote"
    assert place.centred
    assert (place.before, place.after) == (("b", "a"), ("c",))


@pytest.mark.parametrize(
    ("inside", "divides"),
    [
        ('<img src="asset:images/1.png" alt="divider"/>', True),
        ('<img src="asset:images/line-break.png" alt=""/>', True),
        ('<img src="asset:dividers/1.png" alt=""/>', False),
        (
            '<a class="picture" href="a/separator.gif">Image <code class="picture-address">a/separator.gif</code></a>',
            True,
        ),
        ('<span class="picture missing">[Image: scene break]</span>', True),
        ('<img src="asset:images/1.png" alt="a room divider"/>', False),
        ('<img src="asset:images/1.png" alt="outbreak"/>', False),
    ],
)
def test_a_picture_divides_by_its_words_or_its_file(inside: str, *, divides: bool) -> None:
    picture = picture_in(etree.fromstring(f"<p>{inside}</p>"))

    assert picture is not None
    assert picture.divides is divides


@pytest.mark.parametrize(
    "inside",
    [
        "words",
        '<img src="a"/>words',
        '<img src="a"/><img src="b"/>',
        '<a class="picture">b</a> c',
        '<span class="picture">Image: a divider</span>',
    ],
)
def test_a_picture_is_alone(inside: str) -> None:
    assert picture_in(etree.fromstring(f"<p>{inside}</p>")) is None


@pytest.mark.parametrize(("typed", "others", "said"), [(1, 0, True), (2, 1, True), (1, 1, False), (0, 1, False)])
def test_a_body_says_that_most_of_its_paragraphs_were_indented(typed: int, others: int, *, said: bool) -> None:
    body = _body("<p>\u00a0\u00a0a.</p>" * typed + "<p>b.\u00a0</p>" * others)

    run(rules_for(Options()), body, lambda *_: None)

    assert (body.get("class") == "typed-indents") is said
