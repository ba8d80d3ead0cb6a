"""A style sheet cut into its parts, which keep their places in the text: what is to go can be cut out.

Nothing is understood of values: strings, comments and addresses are blanked, and what is left is parted at braces and
semicolons. That is enough to find what breaks an engine, and takes no time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Part", "cut", "declarations_of", "plain", "without"]

_HIDDEN = re.compile(
    r"""/\*.*?(?:\*/|\Z) | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | (?<=url\()[^)"']*""", re.DOTALL | re.VERBOSE
)
_BETWEEN = re.compile(r"[{};]")
_GROUPS = ("@media", "@supports", "@layer", "@container", "@document", "@scope", "@starting-style")
"""Rules that hold rules."""


class Part(NamedTuple):
    """A rule, a statement (`@import …;`) or a declaration."""

    kind: str
    """`rule`, `statement`, `declaration`."""
    text: str
    """Of a rule what stands before its brace, of others all; comments and strings blanked."""
    start: int
    end: int
    around: tuple[str, ...] = ()
    """What stands before the brace around it."""


def plain(css: str) -> str:
    """The sheet with blanks in place of comments, strings and addresses."""
    return _HIDDEN.sub(_blank, css) if any(sign in css for sign in "\"'(*") else css


def _blank(match: re.Match[str]) -> str:
    text = match[0]
    return "".join("\n" if sign == "\n" else " " for sign in text) if "\n" in text else " " * len(text)


def cut(css: str) -> Iterator[Part]:
    """All parts of a sheet, inner ones before the one around them."""
    text = plain(css)
    open_rules: list[tuple[int, str]] = []
    start = 0
    for between in _BETWEEN.finditer(text):
        said = text[start : between.start()].strip()
        begun = between.start() - len(text[start : between.start()].lstrip())
        around = tuple(prelude for _, prelude in open_rules[-1:])
        if between[0] == "{":
            open_rules.append((begun, said))
        elif said:
            yield Part(_kind(said, around), said, begun, between.end() - (between[0] == "}"), around)
        start = between.end()
        if between[0] == "}" and open_rules:
            place, prelude = open_rules.pop()
            yield Part("rule", prelude, place, between.end(), tuple(prelude for _, prelude in open_rules[-1:]))


def _kind(said: str, around: tuple[str, ...]) -> str:
    inside = bool(around) and not around[-1].lower().startswith(_GROUPS)
    return "declaration" if inside and not said.startswith("@") else "statement"


def declarations_of(style: str) -> Iterator[tuple[str, str]]:
    """Name and value of each declaration of a `style` attribute, or of one declaration's text."""
    for declaration in plain(style).split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def without(css: str, parts: list[Part]) -> str:
    """The sheet without some of its parts."""
    kept, place = [], 0
    for part in sorted(parts, key=lambda part: (part.start, -part.end)):
        if part.start >= place:
            kept.append(css[place : part.start])
        place = max(place, part.end)
    return "".join((*kept, css[place:]))
