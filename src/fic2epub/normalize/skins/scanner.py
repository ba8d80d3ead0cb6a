"""A sheet cut into its statements, in one linear walk that no text can stop.

cssutils judges what a declaration means; given a whole hostile sheet (`{` a hundred thousand times) it would not come
back, and it drops what it does not know without a word. So it is given one small block at a time, and all are counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Statement", "declarations_in", "parted", "statements"]

_TOKEN = re.compile(
    r"""/\*.*?(?:\*/|\Z) | "(?:\\.|[^"\\\n])*(?:"|(?=\n)|\Z) | '(?:\\.|[^'\\\n])*(?:'|(?=\n)|\Z)"""
    r"""| <!-- | --> | <!\[CDATA\[ | \]\]> | \\. | [{};] | [^"'{};\\/<\-\]]+ | .""",
    re.DOTALL | re.VERBOSE,
)
_NOTHING = ("<!--", "-->", "<![CDATA[", "]]>")
"""What keeps a sheet from old browsers or from XML parsers."""
_PIECE = re.compile(
    r"""/\*.*?(?:\*/|\Z) | "(?:\\.|[^"\\\n])*(?:"|(?=\n)|\Z) | '(?:\\.|[^'\\\n])*(?:'|(?=\n)|\Z)"""
    r"""| \\. | [^"'\\/(),;\[\]\s]+ | \s+ | .""",
    re.DOTALL | re.VERBOSE,
)


class Statement(NamedTuple):
    """A rule or at-rule: what stands before the brace, and what is inside; None if it ended at a semicolon."""

    prelude: str
    block: str | None


def statements(css: str) -> list[Statement]:
    """All statements at the top of the sheet; a block that is never closed ends with the sheet."""
    found: list[Statement] = []
    prelude: list[str] = []
    block: list[str] = []
    depth = 0
    for word in _words(css):
        depth += (word == "{") - (word == "}")
        if (word == "}" and depth <= 0) or (word == ";" and not depth):
            _add(found, prelude, block if word == "}" else None)
            depth = 0
        elif word != "{" or depth > 1:
            (block if depth else prelude).append(word)
    _add(found, prelude, block if depth else None)
    return found


def _words(css: str) -> Iterator[str]:
    """The tokens that say something."""
    for match in _TOKEN.finditer(css.replace("\0", "")):
        if not match[0].startswith("/*") and match[0] not in _NOTHING:
            yield match[0]


def _add(found: list[Statement], prelude: list[str], block: list[str] | None) -> None:
    """Keep what was collected, and begin anew; a brace or semicolon too many is nothing."""
    before = " ".join("".join(prelude).split())
    if before or block:
        found.append(Statement(before, None if block is None else "".join(block)))
    prelude.clear()
    if block is not None:
        block.clear()


def parted(text: str, mark: str) -> list[str]:
    """
    The text cut at each `mark` that stands outside of strings and brackets; comments are gone.

    A blank stands for white space of any kind.
    """
    parts: list[list[str]] = [[]]
    depth = 0
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece.startswith("/*"):
            continue
        depth = max(depth + (piece in "([") - (piece in ")]"), 0)
        if not depth and (piece == mark or (mark == " " and piece.isspace())):
            parts.append([])
        else:
            parts[-1].append(piece)
    return ["".join(part).strip() for part in parts]


def declarations_in(block: str) -> list[tuple[str, str]]:
    """Names in lower case and values of a block, as they are written; what has no colon is none."""
    found = (part.partition(":") for part in parted(block, ";"))
    return [(name.strip().lower(), value.strip()) for name, colon, value in found if colon and name.strip()]
