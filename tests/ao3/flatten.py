"""
What is left of a download when a program drops its tags: all text nodes in a row.

A text node of white space with a line end in it is one line end, whatever else it holds; other text stays as it is.
The style is one line without blanks. Seen in real files, and held against the templates of `download.py`.
"""

from __future__ import annotations

import re
import textwrap
from enum import Enum
from html.parser import HTMLParser

from lxml import etree

from tests.ao3.words import fragment

__all__ = ["Variant", "flatten", "flatten_text", "lines_of_body", "true_borders"]

_BLANK = " \t\n\r\f"
_UNSEEN = frozenset({"script", "noscript", "template"})
_WIDTH = 72
_HALF_A_PAIR = re.compile(r"&#x[dD][89a-fA-F][0-9a-fA-F]{2};")
"""A reference to no character: libxml2 drops it until 2.13; browsers, and Python's parser, make U+FFFD of it."""
_POSTED = "Posted originally on the"
_FIRST_ROW = re.compile(r"^(?:Rating|Archive Warnings?|Fandoms?|Language|Stats):$", re.MULTILINE)


class Variant(Enum):
    """What else a program did to the text."""

    PLAIN = "plain"
    """Nothing."""
    TRIMMED = "trimmed"
    """No blanks at either end of a line."""
    COLLAPSED = "collapsed"
    """Trimmed, and no two empty lines in a row."""
    CRLF = "crlf"
    HEADLESS = "headless"
    """Without the lines of the title and the style."""
    WRAPPED = "wrapped"
    """Long lines are parted at blanks, as old mail programs do."""
    UNPOSTED = "unposted"
    """Begins with the tags: title, style and address are gone."""
    UNCLOSED = "unclosed"
    """Without the last line, which asks for a comment."""
    JOINED = "joined"
    """All white space is single blanks."""


class _Text(HTMLParser):
    """Text nodes between the root's tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[str] = []
        self._waiting: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._end_of_node()
        if tag in ("html", "head", "style") or tag in _UNSEEN:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._end_of_node()
        if tag in self._open:
            self._open.remove(tag)

    def handle_comment(self, data: str) -> None:
        del data
        self._end_of_node()

    def handle_data(self, data: str) -> None:
        unseen = _UNSEEN.intersection(self._open) or ("style" in self._open and "head" not in self._open)
        if self._open and not unseen:
            self._waiting.append(data)

    def _end_of_node(self) -> None:
        node = "".join(self._waiting)
        self._waiting.clear()
        if "style" in self._open:
            self.parts.append(_minified(node))
        elif node.strip(_BLANK) or "\n" not in node:
            self.parts.append(node)
        else:
            self.parts.append("\n")


def _minified(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*([{};:,>])\s*", r"\1", css).replace(";}", "}")
    return re.sub(r"\s+", " ", css).replace("} ", "}").strip()


def flatten_text(download: bytes) -> str:
    """The text of a whole file, as a string with plain line ends."""
    parser = _Text()
    parser.feed(_HALF_A_PAIR.sub("", download.decode("utf-8", "surrogateescape").replace("\r\n", "\n")))
    parser.close()
    return "".join(parser.parts)


def flatten(download: bytes, variant: Variant = Variant.PLAIN) -> bytes:
    """The text of a download in UTF-8, and what else a program did to it."""
    return _VARIANTS[variant](flatten_text(download)).encode("utf-8", "surrogateescape")


def _as_it_is(text: str) -> str:
    return text


def _trimmed(text: str) -> str:
    return "\n".join(line.strip(_BLANK) for line in text.split("\n"))


def _collapsed(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", _trimmed(text)).strip("\n") + "\n"


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def _headless(text: str) -> str:
    """From `Preface` on; in files of before 2019 from the line of the address."""
    place = text.find("\nPreface\n")
    return text[place + 1 if 0 <= place < text.index(_POSTED) else text.index(_POSTED) :]


def _wrapped(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        wrapped = len(line) > _WIDTH
        lines += (
            textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False, replace_whitespace=False)
            if wrapped
            else [line]
        )
    return "\n".join(lines)


def _unposted(text: str) -> str:
    first = _FIRST_ROW.search(text, text.index(_POSTED))
    return text[first.start() if first else 0 :]


def _unclosed(text: str) -> str:
    return text[: text.rindex("Please drop by the")].rstrip() + "\n"


def _joined(text: str) -> str:
    return re.sub(rf"[{_BLANK}]+", " ", text).strip(_BLANK)


_VARIANTS = {
    Variant.PLAIN: _as_it_is,
    Variant.TRIMMED: _trimmed,
    Variant.COLLAPSED: _collapsed,
    Variant.CRLF: _crlf,
    Variant.HEADLESS: _headless,
    Variant.WRAPPED: _wrapped,
    Variant.UNPOSTED: _unposted,
    Variant.UNCLOSED: _unclosed,
    Variant.JOINED: _joined,
}

_BLOCKS = frozenset((
    *("address", "blockquote", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "summary", "table", "td", "th", "tr", "ul"),
))  # fmt: skip


def lines_of_body(markup: str) -> list[str]:
    """Paragraphs and lines of a body as a reader sees them: parted by blocks and line breaks, none of them blank."""
    parts: list[str] = []
    for event, part in etree.iterwalk(fragment(markup), events=("start", "end", "comment", "pi")):
        if part.tag in _BLOCKS:
            parts.append("\0")
        parts.append((part.text if event == "start" else part.tail) or "")
    return [line for line in (" ".join(part.split()) for part in "".join(parts).split("\0")) if line]


def true_borders(lines: list[str]) -> set[int]:
    """Where each line but the first begins, counted in characters that are not white space."""
    borders: set[int] = set()
    place = 0
    for line in lines:
        if place:
            borders.add(place)
        place += len("".join(line.split()))
    return borders
