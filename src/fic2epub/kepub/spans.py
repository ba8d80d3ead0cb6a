"""A document for Kobo's own renderer, and back: all that is added is written between the bytes that are there.

The renderer keeps the reader's place, highlights and notes by `span`s around sentences, numbered by paragraph and
sentence. They are the rules of pgaskin/kepubify 4, so that a book keeps its places whichever of the two made it. Since
nothing is written anew, taking it all away again gives the very bytes of before.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Span", "has_spans", "language_in", "renumbered", "spans_in", "with_spans", "without_spans"]

_ATTRIBUTES = r"[^\"'>]*(?:(?:\"[^\"]*\"|'[^']*')[^\"'>]*)*"
_MARKUP = re.compile(
    rf"(<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|{_ATTRIBUTES}>))",
    re.DOTALL,
)
"""Everything between texts, whole: tags come again and again, and are looked into once."""
_NAME = re.compile(r"</?(?:([^\s/>:!?]+):)?([^\s/>:!?]+)")
_LANGUAGE = re.compile(r"<(?:[\w.-]+:)?html\b[^>]*?\b(?:xml:)?lang\s*=\s*[\"']([\w-]*)")
_STYLE = '<style type="text/css" class="kobostylehacks">div#book-inner { margin-top: 0; margin-bottom: 0;}</style>'
"""Takes away the margins that the renderer gives to the two containers."""
_OUTER, _INNER = '<div id="book-columns">', '<div id="book-inner">'
_HAS_SPANS = re.compile(r"<(?:[\w.-]+:)?span\b[^>]*\bclass\s*=\s*[\"']koboSpan[\"']")
_PARAGRAPHS = frozenset("p ol ul table h1 h2 h3 h4 h5 h6".split())
"""What begins a new number."""
_CLOSED = frozenset("script style pre audio video svg math".split())
"""What is never entered."""
_BARE = frozenset("rp option textarea picture iframe".split())
"""What may hold text or pictures alone: a span in it would be an error (HTML, content models)."""
_MAY_BE_SPACE = frozenset(" \t\n\r\f\xa0\u3000&")
_SPACES = re.compile(r"(?:\s|&(?:nbsp|#(?:9|10|13|32|160|x9|x[aA]|x[dD]|x20|x[aA]0));)*")


def has_spans(text: str) -> bool:
    """Whether the document is one for Kobo already."""
    return _HAS_SPANS.search(text) is not None


def language_in(text: str) -> str:
    """The language that the document says it is in; empty when it says none."""
    found = _LANGUAGE.search(text)
    return found[1] if found else ""


def with_spans(text: str, cut: Callable[[str], list[str]]) -> str:
    """
    The document with Kobo's style, containers and spans; as it is if it has spans.

    `text` is well-formed XHTML; `cut` parts a text into sentences (`fic2epub.kepub.sentences`).
    """
    if has_spans(text):
        return text
    spanner = _Spanner(cut, styled="kobostylehacks" in text, wrapped=_INNER in text)
    return "".join(spanner.read(text))


class Span(NamedTuple):
    """A span for Kobo."""

    paragraph: int
    sentence: int
    text: str
    """What is in it, as markup: a text, or a picture."""


_NUMBERED = re.compile(
    r"(<(?:[\w.-]+:)?span class=\"koboSpan\" id=\"kobo)\.(\d{1,7})\.(\d{1,7})\">([^<]*|<(?:[\w.-]+:)?img\b[^>]*>)"
)


def spans_in(text: str) -> list[Span]:
    """The spans of a document for Kobo, in order."""
    return [Span(int(one), int(number), held) for _, one, number, held in _NUMBERED.findall(text)]


def renumbered(text: str, numbers: Sequence[tuple[int, int]]) -> str:
    """The document for Kobo with these numbers of paragraph and sentence; as it is if it has not as many spans."""
    if len(_NUMBERED.findall(text)) != len(numbers):
        return text
    told = iter(numbers)

    def written(span: re.Match[str]) -> str:
        paragraph, sentence = next(told)
        return f'{span[1]}.{paragraph}.{sentence}">{span[4]}'

    return _NUMBERED.sub(written, text)


class _Tag(NamedTuple):
    """What a piece of markup is."""

    name: str = ""
    """Without a prefix; empty for a comment and the like."""
    prefix: str = ""
    """With its colon."""
    begins: bool = False
    ends: bool = False
    """An empty element begins and ends."""
    numbered: bool = False
    """Whether a paragraph's number begins with it."""
    closed: bool = False
    """Whether it is not entered."""


def _told(markup: str) -> _Tag:
    """What this piece of markup is."""
    found = _NAME.match(markup)
    if found is None:
        return _Tag()
    prefix, name = found[1] or "", found[2]
    ends = markup.startswith("</")
    closed = name in _CLOSED or name in _BARE or (name == "time" and "datetime" not in markup)
    return _Tag(
        name, prefix and f"{prefix}:", not ends, ends or markup.endswith("/>"), name in _PARAGRAPHS, closed and not ends
    )


class _Spanner:
    """A document as it is read, tag by tag."""

    def __init__(self, cut: Callable[[str], list[str]], *, styled: bool, wrapped: bool) -> None:
        self._cut = cut
        self._styled = styled
        self._wrapped = wrapped
        self._open: list[str] = []
        """Names of the elements that are open inside the body; empty outside of it."""
        self._closed = 0
        """How many elements were open when one began that is not to be entered; 0 when none did."""
        self._paragraph = 0
        self._sentence = 0
        self._fresh = False
        """Whether the next span begins a paragraph."""
        self._prefix = ""
        """Of XHTML's namespace, with its colon."""

    def read(self, text: str) -> Iterator[str]:
        """All of it, with what is Kobo's."""
        told: dict[str, _Tag] = {}
        pieces = iter(_MARKUP.split(text))
        for words, markup in zip_longest(pieces, pieces, fillvalue=""):
            if words:
                yield self._written(words) if self._open and not self._closed else words
            tag = told.get(markup)
            if tag is None:
                tag = told[markup] = _told(markup)
            yield self._tag(tag, markup) if self._open else self._outside(tag, markup)

    def _outside(self, tag: _Tag, markup: str) -> str:
        """A tag before the body, or behind it."""
        self._prefix = tag.prefix
        if tag.name == "head" and not tag.begins and not self._styled:
            return self._ours(_STYLE) + markup
        if tag.name == "body" and tag.begins and not tag.ends:
            self._open.append(tag.name)
            return markup if self._wrapped else markup + self._ours(_OUTER) + self._ours(_INNER)
        return markup

    def _tag(self, tag: _Tag, markup: str) -> str:
        """A tag of the body; comments and the like are written as they are."""
        if not tag.name:
            return markup
        if not tag.begins:
            return self._left(tag, markup)
        picture = tag.name == "img" and not self._closed
        if picture:
            self._paragraph += 1
            self._sentence = 1
            self._fresh = False
            markup = f'<{self._prefix}span class="koboSpan" id="kobo.{self._paragraph}.1">{markup}'
        if tag.ends:
            return f"{markup}</{self._prefix}span>" if picture else markup
        self._open.append(tag.name)
        if not self._closed:
            self._fresh = self._fresh or tag.numbered
            self._closed = len(self._open) if tag.closed else 0
        return markup

    def _left(self, tag: _Tag, markup: str) -> str:
        """An element ends; the body, too."""
        if len(self._open) == 1:
            self._open.clear()
            return markup if self._wrapped else 2 * self._ours("</div>") + markup
        if self._closed == len(self._open):
            self._closed = 0
        self._open.pop()
        return f"{markup}</{self._prefix}span>" if tag.name == "img" and not self._closed else markup

    def _written(self, text: str) -> str:
        """Text of an element, each sentence in its span; white space alone has one only right inside of a `p`."""
        in_paragraph = self._open[-1] == "p"
        if not in_paragraph and text.isspace():
            return text
        pieces = self._cut(text)
        if in_paragraph or not any(piece[0] in _MAY_BE_SPACE and _SPACES.fullmatch(piece) for piece in pieces):
            return self._numbered(pieces)
        return "".join(piece if _SPACES.fullmatch(piece) else self._numbered([piece]) for piece in pieces)

    def _numbered(self, pieces: list[str]) -> str:
        """Each of these sentences in its span."""
        if self._fresh:
            self._paragraph += 1
            self._sentence = 0
            self._fresh = False
        first = self._sentence + 1
        self._sentence += len(pieces)
        prefix, place = self._prefix, f"kobo.{self._paragraph}"
        start, end = f'<{prefix}span class="koboSpan" id="{place}', f"</{prefix}span>"
        return "".join([f'{start}.{number}">{piece}{end}' for number, piece in enumerate(pieces, first)])

    def _ours(self, markup: str) -> str:
        """Markup of ours in the document's own spelling of the namespace."""
        return _prefixed(markup, self._prefix) if self._prefix else markup


def _prefixed(markup: str, prefix: str) -> str:
    return re.sub(r"<(/?)", rf"<\1{prefix}", markup)


_SPAN = re.compile(
    r"<(?P<prefix>(?:[\w.-]+:)?)span\b(?=[^>]*\bclass\s*=\s*[\"']koboSpan[\"'])[^>]*>"
    r"(?P<kept>[^<]*|<(?P=prefix)img\b(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>(?:</(?P=prefix)img\s*>)?)</(?P=prefix)span\s*>"
)
_STYLED = re.compile(r"<((?:[\w.-]+:)?)style\b(?=[^>]*\bkobostylehacks\b)[^>]*>[^<]*</\1style\s*>")
_WRAPPED = re.compile(
    r"(<((?:[\w.-]+:)?)body\b(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>)"
    r"<\2div id=\"book-columns\"><\2div id=\"book-inner\">(.*)</\2div></\2div>(</\2body\s*>)",
    re.DOTALL,
)


def without_spans(text: str) -> str:
    """The document without what is Kobo's: the text that `with_spans` was given, if it had nothing of it."""
    text = _SPAN.sub(lambda span: span["kept"], text)
    text = _STYLED.sub("", text)
    return _WRAPPED.sub(r"\1\3\4", text)
