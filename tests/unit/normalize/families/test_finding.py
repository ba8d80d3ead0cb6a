"""Where a block ends to be one: each threshold at either side, and names with their strength."""

from __future__ import annotations

import pytest

from fic2epub.normalize.families.names import is_family_class, is_told_by_shape
from fic2epub.normalize.families.shapes import FIELD, SPOKEN, lines_of
from tests.unit.normalize.families.test_blocks import body_of, normalized


def families(markup: str) -> list[str]:
    """The families of the blocks that are printed of it."""
    body = body_of(markup)
    normalized(body)
    found = [token for one in body.iter("*") for token in (one.get("class") or "").split()]
    return [token.removeprefix("block-") for token in found if token in _BLOCKS]


_BLOCKS = {f"block-{name}" for name in "texts chat mail post letter sign paper window".split()}


def paragraph(length: int, name: str = "") -> str:
    return f'<p class="{name}">{"a" * length}</p>' if name else f"<p>{'a' * length}</p>"


@pytest.mark.parametrize(
    ("name", "length", "is_block"),
    [
        ("sign", 400, True),
        ("sign", 401, False),
        ("notice", 120, True),
        ("notice", 121, False),
        ("letter", 40, True),
        ("letter", 39, False),
        ("newspaper", 40, True),
        ("newspaper", 39, False),
        ("tweet", 1, True),
        ("dialogbox", 1, True),
        ("window", 400, False),
    ],
)
def test_a_block_has_so_many_letters(name: str, length: int, is_block: bool) -> None:  # noqa: FBT001 a case's answer
    assert bool(families(f'<div class="{name}">{paragraph(length)}</div>')) is is_block


@pytest.mark.parametrize(("length", "is_block"), [(500, True), (501, False)])
def test_nobody_types_more_than_that(length: int, is_block: bool) -> None:  # noqa: FBT001 a case's answer
    assert bool(families(paragraph(length, "text") + paragraph(1, "reply"))) is is_block


@pytest.mark.parametrize(("length", "found"), [(2_993, ["post"]), (2_994, [])])
def test_a_chapter_of_a_journal_is_no_post(length: int, found: list[str]) -> None:
    head = '<p class="user">anna</p><p class="date">May</p>'

    assert families(f'<div class="post">{head}{paragraph(length)}</div>') == found


@pytest.mark.parametrize(("depth", "found"), [(7, ["window"]), (8, [])])
def test_blocks_are_not_looked_for_in_any_depth(depth: int, found: list[str]) -> None:
    inner = '<div class="system"><p>[Light +1]</p></div>'
    around = [f'<div class="letter">{"" if place else "<p>x</p>"}' for place in range(depth)]

    assert families("".join(around) + inner + "</div>" * depth) == found


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="sms"> </div>',
        '<div class="email"><p><br></p></div>',
        '<div class="system"><p>&nbsp;</p></div>',
    ],
)
def test_nothing_is_no_block(markup: str) -> None:
    assert families(markup + "<p>x</p>") == []


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<div class="chat"><p class="text">Hi</p><p class="reply">Yo</p></div>', ["texts"]),
        ('<div class="chat"><p>Anna: yes</p><p>Ben: no</p></div>', ["chat"]),
        ('<div class="window"><p class="from">Anna</p><p class="subject">Rope</p></div>', ["mail"]),
        ('<div class="paper"><p>Dear Anna,</p><p>yes.</p></div>', ["letter"]),
        ('<div class="tweet"><p class="tweet">a</p><p class="tweet">b</p></div>', ["post"] * 1),
        ('<div class="twitter"><div class="tweet"><p>a</p></div><p>b</p></div>', ["post"]),
        ('<div class="letter"><p>x</p><p class="sign">No ferry today</p></div>', ["sign"]),
    ],
)
def test_what_is_in_a_block_tells_of_which_family_it_is(markup: str, found: list[str]) -> None:
    assert families(markup) == found


@pytest.mark.parametrize(
    ("token", "family"),
    [
        ("text", "texts"),
        ("Text-Left2", "texts"),
        ("breply", "texts"),
        ("pesterlog", "chat"),
        ("tweet", "post"),
        ("noun", "gloss"),
        ("redacted", "redacted"),
        ("time", None),
        ("left", None),
        ("textual", None),
        ("MsoNormal", None),
        ("", None),
    ],
)
def test_a_name_is_of_a_family(token: str, family: str | None) -> None:
    assert is_family_class(token) == family


@pytest.mark.parametrize(
    ("token", "told"), [("text", True), ("bubble", True), ("email", True), ("username", False), ("in", False)]
)
def test_a_place_tells_what_a_colour_told(token: str, told: bool) -> None:  # noqa: FBT001 a case's answer
    assert is_told_by_shape(token) is told


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Anna: yes", "Anna:"),
        ("Anna : yes", "Anna :"),
        ("[10:31] Anna: yes", "[10:31] Anna:"),
        ("10.31.05 pm Anna: yes", "10.31.05 pm Anna:"),
        ("<anna> yes", "<anna>"),
        ("[Anna]: yes", "[Anna]:"),
        ("tidal-wave [TW]: yes", None),
        ("Anna:yes", None),
        ("10:31", None),
        ("No name here", None),
        ("3: yes", None),
        ("Anna, who knew: yes", None),
    ],
)
def test_a_line_begins_with_who_speaks(line: str, name: str | None) -> None:
    match = SPOKEN.match(line)

    assert (match[1] if match else None) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [("From: Anna", "From:"), ("SUBJECT: a", "SUBJECT:"), ("Objet : a", "Objet :"), ("Form: a", None), ("To a", None)],
)
def test_a_line_begins_with_a_field(line: str, name: str | None) -> None:
    match = FIELD.match(line)

    assert (match[1] if match else None) == name


def test_lines_are_what_blocks_and_breaks_make() -> None:
    body = body_of("<p>a<br>b <em>c</em></p>d<ul><li>e</li><li> </li></ul>\nf\ng")

    assert lines_of(body) == ["a", "b c", "d", "e", "f\ng"]
