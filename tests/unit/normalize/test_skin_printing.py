"""What is printed of a style, declaration by declaration, with a case at both sides of every border."""

from __future__ import annotations

import pytest

from fic2epub.normalize.skins.judge import judged
from fic2epub.normalize.skins.printable import Shape, printable, settled

BLOCK = Shape(inline=False, boxed=True)
PIECE = Shape(inline=True)
AUTHOR = Shape(inline=False, boxed=True, author=True)
ROOM = "padding-top: 0.3em; padding-right: 0.6em; padding-bottom: 0.3em; padding-left: 0.6em"
"""Between a line all around and the text."""


def printed(block: str, shape: Shape) -> str:
    """The declarations as a block of CSS, a little shortened."""
    style = {one.name: one.value for one in judged(block)}
    return (
        "; ".join(f"{name}: {value}" for name, value in printable(style, shape).items())
        .replace(ROOM, "ROOM")
        .replace("padding-", "~")
    )


def lines_of(table: str) -> list[list[str]]:
    """What is written and what is printed of it, line by line."""
    return [[side.strip() for side in line.split("=>")] for line in table.strip().splitlines()]


OF_LETTERS = """
font-weight: bold => font-weight: bold
font-weight: bolder => font-weight: bold
font-weight: normal => font-weight: normal
font-weight: lighter => font-weight: normal
font-weight: 500 => font-weight: normal
font-weight: 600 => font-weight: bold
font-weight: 650 =>
font-weight: inherit =>
font-style: italic => font-style: italic
font-style: normal => font-style: normal
font-style: oblique => font-style: italic
font-style: inherit =>
font-variant: small-caps => font-variant: small-caps
font-variant: normal => font-variant: normal
font-variant: ruby =>
text-decoration: underline => text-decoration: underline
text-decoration: overline => text-decoration: overline
text-decoration: line-through => text-decoration: line-through
text-decoration: line-through underline => text-decoration: underline line-through
text-decoration: none => text-decoration: none
text-decoration: blink =>
text-transform: uppercase => text-transform: uppercase
text-transform: lowercase => text-transform: lowercase
text-transform: capitalize => text-transform: capitalize
text-transform: none => text-transform: none
text-transform: full-width =>
vertical-align: super => vertical-align: super
vertical-align: sub => vertical-align: sub
vertical-align: middle =>
white-space: pre => white-space: pre-wrap
white-space: pre-wrap => white-space: pre-wrap
white-space: pre-line => white-space: pre-line
white-space: break-spaces => white-space: pre-wrap
white-space: nowrap =>
font-size: xx-small => font-size: 0.85em
font-size: x-small => font-size: 0.85em
font-size: small => font-size: 0.85em
font-size: smaller => font-size: 0.85em
font-size: medium =>
font-size: large => font-size: 1.2em
font-size: larger => font-size: 1.2em
font-size: x-large => font-size: 1.2em
font-size: xx-large => font-size: 1.2em
font-size: xxx-large => font-size: 1.2em
font-size: 1.15em => font-size: 1.2em
font-size: 1.14em =>
font-size: 0.9em => font-size: 0.85em
font-size: 0.91em =>
font-size: 114% =>
font-size: 0 =>
font-size: 0.1em => font-size: 0.85em
font-size: huge =>
font-family: monospace => font-family: monospace
font-family: georgia, serif =>
font-family: courier new => font-family: monospace
list-style-type: none => list-style-type: none
list-style-type: disc => list-style-type: disc
list-style-type: circle => list-style-type: circle
list-style-type: square => list-style-type: square
list-style-type: decimal => list-style-type: decimal
list-style-type: lower-alpha => list-style-type: lower-alpha
list-style-type: upper-alpha => list-style-type: upper-alpha
list-style-type: lower-roman => list-style-type: lower-roman
list-style-type: upper-roman => list-style-type: upper-roman
list-style-type: lower-greek => list-style-type: lower-greek
list-style-type: hebrew =>
letter-spacing: 0.1em =>
"""


@pytest.mark.parametrize(("block", "expected"), lines_of(OF_LETTERS))
def test_letters(block: str, expected: str) -> None:
    assert printed(block, BLOCK) == expected


OF_BLOCKS = """
text-align: left => text-align: left
text-align: right => text-align: right
text-align: center => text-align: center
text-align: justify =>
text-align: start => text-align: left
text-align: end => text-align: right
text-align: -webkit-center => text-align: center
text-align: -moz-center => text-align: center
text-align: inherit =>
text-indent: 4em => text-indent: 4em
text-indent: 4.5em => text-indent: 4em
text-indent: 0 => text-indent: 0
text-indent: -4em => margin-left: 1.2em; text-indent: -1.2em
text-indent: -4.1em =>
text-indent: 20% => text-indent: 20%
text-indent: 21% => text-indent: 20%
text-indent: 0% => text-indent: 0%
text-indent: -1% =>
text-indent: x =>
text-indent: -1em; margin-left: 1em; margin-right: 1em => margin-left: 1.2em; text-indent: -1.2em; margin-right: 3%
text-indent: 1em; margin-left: 1em => text-indent: 1em; margin-left: 3%
margin-top: 2em => margin-top: 2em
margin-top: 2.5em => margin-top: 2em
margin-top: 0.5em => margin-top: 0.5em
margin-top: 0 => margin-top: 0
margin-top: -1em => margin-top: 0
margin-bottom: 3em => margin-bottom: 2em
margin-bottom: auto =>
margin-bottom: 0.25em => margin-bottom: 0.25em
margin-left: 1em => margin-left: 3%
margin-right: 2em => margin-right: 6%
margin-left: 10em => margin-left: 30%
margin-left: 11em => margin-left: 30%
margin-right: 30% => margin-right: 30%
margin-right: 31% => margin-right: 30%
margin-left: -1em => margin-left: 0
margin-left: 0 => margin-left: 0
margin-right: 0 => margin-right: 0
margin-left: thin =>
padding-left: 1em => margin-left: 3%
padding-right: 1em; margin-right: 5% => margin-right: 8%
padding-left: 1em; border: 1px solid => border: 1px solid; ~top: 0.3em; ~right: 0.6em; ~bottom: 0.3em; ~left: 1em
padding-left: 1em; background: red => border: 1px solid; ~top: 0.3em; ~right: 0.6em; ~bottom: 0.3em; ~left: 1em
float: left => margin-left: 0; margin-right: 20%
float: right => margin-left: 20%; margin-right: 0
float: none =>
float: left; margin-right: 25% => margin-left: 0; margin-right: 25%
float: right; margin-left: 25% => margin-left: 25%; margin-right: 0
float: right; margin-right: 4% => margin-left: 20%; margin-right: 4%
float: left; margin-left: 4% => margin-left: 4%; margin-right: 20%
float: right; margin-left: 5% => margin-left: 20%; margin-right: 0
align-self: flex-end => margin-left: 20%; margin-right: 0
align-self: end => margin-left: 20%; margin-right: 0
align-self: right => margin-left: 20%; margin-right: 0
align-self: flex-start => margin-left: 0; margin-right: 20%
align-self: left => margin-left: 0; margin-right: 20%
align-self: center =>
justify-self: end => margin-left: 20%; margin-right: 0
justify-self: left => margin-left: 0; margin-right: 20%
justify-content: flex-end => margin-left: 20%; margin-right: 0
justify-content: end => margin-left: 20%; margin-right: 0
justify-content: right => margin-left: 20%; margin-right: 0
justify-content: left =>
justify-content: flex-start =>
flex-direction: row-reverse => margin-left: 20%; margin-right: 0
flex-direction: row =>
margin-left: auto => margin-left: 20%; margin-right: 0
margin-right: auto => margin-left: 0; margin-right: 20%
margin-left: auto; margin-right: 1em => margin-left: 20%; margin-right: 3%
margin-left: 1em; margin-right: auto => margin-left: 3%; margin-right: 20%
margin-left: auto; margin-right: auto =>
margin: 0 auto; width: 60% => margin-top: 0; margin-bottom: 0; margin-left: 20%; margin-right: 20%
margin: 0 auto; width: 50% => margin-top: 0; margin-bottom: 0; margin-left: 25%; margin-right: 25%
margin: 0 auto; width: 40% => margin-top: 0; margin-bottom: 0; margin-left: 25%; margin-right: 25%
margin: 0 auto; width: 100% => margin-top: 0; margin-bottom: 0
margin: 0 auto; width: 99% => margin-top: 0; margin-bottom: 0; margin-left: 0.5%; margin-right: 0.5%
margin: 0 auto; width: 0% => margin-top: 0; margin-bottom: 0
margin: 0 auto; width: 10em => margin-top: 0; margin-bottom: 0
margin: 0 1em; width: 60% => margin-top: 0; margin-bottom: 0; margin-left: 3%; margin-right: 3%
margin: 0 auto; width: 1% => margin-top: 0; margin-bottom: 0; margin-left: 25%; margin-right: 25%
display: inline => display: inline
display: block =>
display: none =>
display: inline-block =>
position: absolute =>
border: thin solid => border: 1px solid; ROOM
border: medium dotted => border: 3px dotted; ROOM
border: thick dashed => border: 4px dashed; ROOM
border: 1px double => border: 3px double; ROOM
border: 4px double => border: 4px double; ROOM
border: 2px groove => border: 2px solid; ROOM
border: 0 solid =>
border-left-style: solid; border-left-width: -1px =>
border: 0.1px solid => border: 1px solid; ROOM
border: 9px solid => border: 4px solid; ROOM
border: 1px none =>
border: 1px hidden =>
border: solid => border: 3px solid; ROOM
border: 1.5px solid => border: 2px solid; ROOM
border: 40em solid => border: 4px solid; ROOM
border-top: 1px solid => border-top: 1px solid; ~top: 0.3em
border-right: 1px solid => border-right: 1px solid; ~right: 0.6em
border-bottom: 1px solid => border-bottom: 1px solid; ~bottom: 0.3em
border-left: 1px solid => border-left: 1px solid; ~left: 0.6em
border-style: none solid => border-right: 3px solid; border-left: 3px solid; ~right: 0.6em; ~left: 0.6em
background: red => border: 1px solid; ROOM
background: transparent =>
background: none =>
background: url(x.png) => border: 1px solid; ROOM
background: rgba(1, 2, 3, 0.5) => border: 1px solid; ROOM
background: rgba(1, 2, 3, 0) =>
background: inherit =>
background-color: red; background-image: none => border: 1px solid; ROOM
border: 1px solid; padding: 0 => border: 1px solid; ROOM
border: 1px solid; padding: 1em => border: 1px solid; ~top: 1em; ~right: 1em; ~bottom: 1em; ~left: 1em
border: 1px solid; padding: 2em => border: 1px solid; ~top: 1em; ~right: 1em; ~bottom: 1em; ~left: 1em
border: 1px solid; padding: 0.05em => border: 1px solid; ~top: 0.1em; ~right: 0.1em; ~bottom: 0.1em; ~left: 0.1em
border: 1px solid; padding: 5% => border: 1px solid; ROOM
border-left: thin solid; padding: 1em => border-left: 1px solid; ~top: 1em; ~right: 1em; ~bottom: 1em; ~left: 1em
border-left: 1px solid; padding-top: 0.5em => border-left: 1px solid; ~top: 0.5em; ~left: 0.6em
padding: 1em => margin-left: 3%; margin-right: 3%
"""


@pytest.mark.parametrize(("block", "expected"), lines_of(OF_BLOCKS))
def test_blocks(block: str, expected: str) -> None:
    assert printed(block, BLOCK) == expected


OF_AUTHORS = """
font-size: xx-small => font-size: 0.75em
font-size: x-small => font-size: 0.75em
font-size: small => font-size: 0.89em
font-size: smaller => font-size: 0.85em
font-size: medium =>
font-size: large => font-size: 1.2em
font-size: larger => font-size: 1.2em
font-size: x-large => font-size: 1.5em
font-size: xx-large => font-size: 2em
font-size: xxx-large => font-size: 2em
font-size: 0.95em => font-size: 0.95em
font-size: 1.04em =>
font-size: 0.96em =>
font-size: 105% => font-size: 1.05em
font-size: 0.7em => font-size: 0.75em
font-size: 0 =>
font-size: huge =>
font-size: 2.5em => font-size: 2em
font-size: 1.234em => font-size: 1.23em
font-family: mono => font-family: monospace
font-family: courier => font-family: monospace
font-family: consolas => font-family: monospace
font-family: menlo => font-family: monospace
font-family: terminal => font-family: monospace
font-family: typewriter => font-family: monospace
font-family: cursive => font-family: cursive
font-family: brush script => font-family: cursive
font-family: handlee => font-family: cursive
font-family: comic neue => font-family: cursive
font-family: sans => font-family: sans-serif
font-family: arial => font-family: sans-serif
font-family: helvetica => font-family: sans-serif
font-family: verdana => font-family: sans-serif
font-family: tahoma => font-family: sans-serif
font-family: calibri => font-family: sans-serif
font-family: system-ui => font-family: sans-serif
font-family: impact => font-family: sans-serif
font-family: serif => font-family: serif
font-family: times => font-family: serif
font-family: georgia => font-family: serif
font-family: garamond => font-family: serif
font-family: palatino => font-family: serif
font-family: cambria => font-family: serif
font-family: papyrus =>
letter-spacing: 0.3em => letter-spacing: 0.3em
letter-spacing: 0.31em =>
letter-spacing: -0.3em => letter-spacing: -0.3em
letter-spacing: -0.31em =>
letter-spacing: 0 =>
letter-spacing: normal =>
text-align: justify => text-align: justify
background: red =>
background: rgba(1, 2, 3, 0.5) => border: 1px solid; ROOM
background: rgba(1, 2, 3, 0.99) => border: 1px solid; ROOM
background: red url(x.png) => border: 1px solid; ROOM
background: url(x.png) => border: 1px solid; ROOM
background: red; border: 1px solid => border: 1px solid; ROOM
background: red; padding: 1em => ~top: 1em; ~right: 1em; ~bottom: 1em; ~left: 1em
background: red; border-left: 1px solid => border-left: 1px solid; ~left: 0.6em
"""


@pytest.mark.parametrize(("block", "expected"), lines_of(OF_AUTHORS))
def test_what_authors_keep(block: str, expected: str) -> None:
    assert printed(block, AUTHOR) == expected


OF_PIECES = """
display: block => display: block
display: inline =>
display: inline-block =>
display: flex => display: block
display: grid => display: block
display: list-item => display: block
display: flow-root => display: block
display: table => display: block
display: -webkit-box => display: block
display: -webkit-flex => display: block
display: none =>
position: absolute => display: block
position: fixed => display: block
position: relative =>
float: left => display: block
float: right => display: block; text-align: right
float: none =>
float: right; text-align: left => display: block
float: right; display: block; text-align: left => display: block; text-align: left
display: block; text-align: center => display: block; text-align: center
text-align: center =>
display: block; text-indent: 1em => display: block; text-indent: 1em
text-indent: 1em =>
margin: 1em =>
border: 1px solid => border: 1px solid
border-bottom: 1px dotted => border-bottom: 1px dotted
background: red =>
padding: 1em =>
font-weight: bold => font-weight: bold
"""


@pytest.mark.parametrize(("block", "expected"), lines_of(OF_PIECES))
def test_pieces_of_lines(block: str, expected: str) -> None:
    assert printed(block, PIECE) == expected


@pytest.mark.parametrize(
    ("block", "shape", "expected"),
    [
        ("margin-left: 1em; font-weight: bold", BLOCK._replace(own_layout=False), "font-weight: bold"),
        ("display: block; font-weight: bold", PIECE._replace(own_layout=False), "font-weight: bold"),
        ("text-align: center", BLOCK._replace(own_layout=False), ""),
        ("border: 1px solid; padding-left: 1em", BLOCK._replace(boxed=False), "margin-left: 3%"),
        ("display: inline", BLOCK._replace(flexible=True), ""),
        ("font-weight: bold", PIECE._replace(flexible=True), "display: block; font-weight: bold"),
        ("float: left", PIECE._replace(short=True), ""),
        ("float: right; display: block", PIECE._replace(short=True), "display: block; text-align: right"),
    ],
)
def test_the_place_says_what_can_be_printed(block: str, shape: Shape, expected: str) -> None:
    assert printed(block, shape) == expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("font-size", "150%", "1.2em"),
        ("font-size", "1em", ""),
        ("font-family", "courier", "monospace"),
        ("font-family", "arial", ""),
        ("text-align", "end", "right"),
        ("text-align", "inherit", ""),
        ("font-weight", "700", "bold"),
        ("text-decoration-line", "underline dotted", "underline"),
        ("display", "flex", "flex"),
    ],
)
def test_single_longhands_are_settled(name: str, value: str, expected: str) -> None:
    assert settled(name, value) == expected
