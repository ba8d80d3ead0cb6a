"""Marks of notes: in the text, where they refer to a note, and at the beginning of a line, where a note begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.markup.names import SPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.normalize.footnotes.lines import Line, Span, Text

__all__ = ["BRACKETS", "CIRCLED", "NUMBERED", "PARENTHESES", "RAISED", "SIGN", "Entry", "Ref", "entries_in", "mark_key"]
__all__ += ["refs_in"]

BRACKETS, PARENTHESES, RAISED, CIRCLED, SIGN, NUMBERED = "[1]", "(1)", "¹", "①", "*", "1."
"""Kinds of marks; the last one stands before notes only."""
_SIGNS = "*†‡"
_HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_WORD = r"(?:foot\s?note|note|fn\.?|tn|nota|注釈?|註|译注|訳注|прим\.?)?\s?"
_NUMBER = rf"[\[［【]{_WORD}(?P<square>\d{{1,3}})[\]］】]|[(（]{_WORD}(?P<round>\d{{1,3}})[)）]"
_RAISED = rf"(?P<high>[{_HIGH}]{{1,3}})"
_MARK = re.compile(
    rf"{_NUMBER}|(?<=[^\s*=+\-−×/^]){_RAISED}(?![\w{_HIGH}])|(?P<circled>[{_CIRCLED}])"
    rf"|(?<=[^\s*†‡(\[])(?P<sign>\*{{1,6}}|†{{1,4}}|‡{{1,4}})(?![\w*†‡])",
    re.IGNORECASE,
)
_ANY = re.compile(rf"[*†‡\[［【(（{_HIGH}{_CIRCLED}]")
"""What most lines have none of: this is seen much faster than that no mark is there."""
_ENTRY = re.compile(
    rf"[\s\u00a0]*(?:(?:{_NUMBER}|{_RAISED}|(?P<circled>[{_CIRCLED}])|(?P<sign>\*{{1,6}}|†{{1,4}}|‡{{1,4}})"
    r"|(?P<plain>\d{1,3})(?=\s?[.):：、]|\s[-–—=]\s)|(?:foot\s?note|note|注)\s?(?P<named>\d{1,3})(?=[.):：]))"
    r"(?:\s?[.):：、])?)",
    re.IGNORECASE,
)
"""Where a note begins; what follows the match is its text."""
_AND = re.compile(r"\s*(?:and|or|to|of|und|et|y|и|[,&/–—-])\s*[\[(]?\d", re.IGNORECASE)
"""What makes of a mark at the beginning of a line a word of its sentence: `[1] and [2] were`, `(1 of 2)`."""
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])[^*]*[^\s*]\1(?![\w*])")
"""`*waves*`, `**never**`: what plain text has for italics."""
_CENSORED = re.compile(r"(?:^|[^\w’'])\w{1,2}$")
"""What is left of a word before asterisks that stand for its other letters: `f***`."""
_LONE_WORDS = frozenset(("i", "a", "he", "it", "so", "we", "me", "no", "oh", "up", "on", "in", "to", "as", "is", "at"))
_POWERED = frozenset(("m", "km", "cm", "mm", "dm", "ft", "x", "y", "z", "n", "c", "r", "mc", "s", "e"))
"""Units and letters that are raised to powers."""
_LOOK_BACK = 12
_COUNTED = re.compile(
    r"\b(?:chapters?|ch|pages?|pp?|rooms?|platforms?|steps?|figs?|figures?|numbers?|nos?|parts?|vol|volumes?|lines?"
    r"|tables?|sections?|acts?|scenes?|options?|extensions?|levels?|tracks?|rules?|verses?|doors?|gates?|phases?"
    r"|seasons?|episodes?|groups?|teams?|plan|type|class|grade|next|previous)[.:]?\s?$",
    re.IGNORECASE,
)
"""What a number counts that stands behind it: `fig. (1)`, `Room [3]`."""
_LINKED = re.compile(
    rf"[\s\[(（［【]*{_WORD}(?:(?P<number>\d{{1,3}})|(?P<high>[{_HIGH}]{{1,3}})|(?P<circled>[{_CIRCLED}])"
    rf"|(?P<sign>\*{{1,6}}|[†‡§¶#]{{1,4}})|(?P<letter>[a-z]|x|[ivx]{{1,5}}))[\s\])）］】.:,]*",
    re.IGNORECASE,
)

Key = int | str
"""Numbers of notes, or their signs as they are: `**`."""


class Ref(NamedTuple):
    """A mark in the text."""

    kind: str
    key: Key
    line: int
    start: int
    end: int
    element: _Element | None = None
    """The raised element or the dead link that is the mark."""
    attached: bool = True
    """Whether no blank stands before it."""


class Entry(NamedTuple):
    """A line that may begin a note."""

    kind: str
    key: Key
    line: int
    end: int
    """Where the mark ends; it begins at the line's first character."""
    start: int = 0


def mark_key(text: str) -> Key | None:
    """The key of a mark that stands alone, as in a link or a raised element: `1`, `[1]`, `**`, `a`; None for words."""
    match = _LINKED.fullmatch(text.strip(SPACES))
    if match is None:
        return None
    return _key(match["number"] or match["high"] or match["circled"] or match["sign"] or match["letter"].lower())


def _key(written: str) -> Key:
    if written[0] in _HIGH:
        return int("".join(str(_HIGH.index(digit)) for digit in written))
    if written[0] in _CIRCLED:
        return _CIRCLED.index(written) + 1
    return int(written) if written.isdigit() else written


def _found(match: re.Match[str]) -> tuple[str, str]:
    """Kind of a mark, and the key as it is written."""
    for kind, group in (
        (BRACKETS, "square"),
        (PARENTHESES, "round"),
        (RAISED, "high"),
        (CIRCLED, "circled"),
        (SIGN, "sign"),
        (NUMBERED, "plain"),
        (NUMBERED, "named"),
    ):
        written = match.groupdict().get(group)
        if written:
            return kind, written
    raise AssertionError(match)  # pragma: no cover - the patterns have no other branch


def refs_in(text: Text, live: set[_Element]) -> Iterator[Ref]:
    """All marks in the text of a body, in order; links that lead somewhere (`live`) are none of them."""
    for line in text.lines:
        if line.is_spoken:
            yield from sorted(_refs(line, live), key=lambda ref: ref.start)


def _refs(line: Line, live: set[_Element]) -> Iterator[Ref]:
    taken = bytearray(len(line.text))
    for span in line.spans:
        taken[span.start : span.end] = b"x" * (span.end - span.start)
    raised = [span for span in line.spans if span.element.tag == "sup"]
    yield from (ref for span in raised if (ref := _raised(line, span)))
    yield from (ref for span in line.spans if span.element.tag == "a" and (ref := _dead(line, span, live)))
    if _ANY.search(line.text) is None or "[0]" in line.text:  # who counts from nought counts no notes
        return
    if "*" in line.text:
        for match in _EMPHASIS.finditer(line.text):
            taken[match.start() : match.end()] = b"x" * len(match[0])
    for match in _MARK.finditer(line.text):
        start, end = match.span()
        if line.starts(start) or any(taken[start:end]):
            continue
        kind, written = _found(match)
        before = line.text[max(0, start - _LOOK_BACK) : start]
        if _is_no_mark(kind, before):
            continue
        yield Ref(kind, _key(written), line.number, start, end, None, not line.text[start - 1].isspace())


def _is_no_mark(kind: str, before: str) -> bool:
    """Whether what comes before a mark makes something else of it."""
    if kind == SIGN:
        return _is_censored(before)
    return _is_power(before) if kind == RAISED else _COUNTED.search(before) is not None


def _is_censored(before: str) -> bool:
    match = _CENSORED.search(before)
    return match is not None and match[0].strip(" .,“”\"'").lower() not in _LONE_WORDS


def _is_power(before: str) -> bool:
    """Whether a raised number behind this is one of mathematics, or of units: `10³`, `m²`, `mc²`."""
    word = re.search(r"\w*$", before)
    return word is not None and (word[0][-1:].isdigit() or word[0].lower() in _POWERED)


def _raised(line: Line, span: Span) -> Ref | None:
    """A number or sign that is raised, and in no link and around none."""
    said = line.text[span.start : span.end].strip(SPACES)
    key = mark_key(said) if not said.isalpha() else None
    linked = any(True for _ in (*span.element.iter("a"), *span.element.iterancestors("a")))
    if key is None or linked or line.starts(span.start) or (isinstance(key, str) and key[0] not in _SIGNS):
        return None
    if isinstance(key, int) and _is_power(line.text[max(0, span.start - _LOOK_BACK) : span.start]):
        return None
    attached = not line.text[span.start - 1].isspace()
    return Ref(RAISED if isinstance(key, int) else SIGN, key, line.number, span.start, span.end, span.element, attached)


def _dead(line: Line, span: Span, live: set[_Element]) -> Ref | None:
    """A mark whose link leads to a place that is gone."""
    link = span.element
    if link in live or not link.get("href", "").startswith("#") or line.starts(span.start):
        return None
    said = line.text[span.start : span.end].strip(SPACES)
    key = mark_key(said) if not said.isalpha() else None
    if key is None:
        return None
    kind = BRACKETS if "[" in said else RAISED if isinstance(key, int) else SIGN
    return Ref(kind, key, line.number, span.start, span.end, link, attached=True)


def entries_in(text: Text) -> Iterator[Entry]:
    """All lines that begin as a note may, in order."""
    numbers: dict[_Element, int] = {}
    term: Key | None = None
    for line in text.lines:
        if not line.is_spoken or line.is_heading:
            continue
        said, term = term, mark_key(line.text) if line.block.tag == "dt" else None
        if said is not None and line.block.tag == "dd" and line.breaks is None:
            yield Entry(NUMBERED if isinstance(said, int) else SIGN, said, line.number, 0)
        else:
            entry = _entry(line) or _listed(line, numbers)
            if entry and line.text[entry.end :].strip(SPACES):
                yield entry


def _entry(line: Line) -> Entry | None:
    first = next((span for span in line.spans if span.element.tag == "sup" and line.starts(span.start)), None)
    if first is not None and (key := mark_key(line.text[first.start : first.end])) is not None:
        return Entry(RAISED if isinstance(key, int) else SIGN, key, line.number, first.end, first.start)
    match = _ENTRY.match(line.text)
    if match is None:
        return None
    kind, written = _found(match)
    if (kind == SIGN and line.text.count("*", match.end()) % 2) or _AND.match(line.text, match.end()):  # `*waves*`
        return None
    start = len(line.text) - len(line.text.lstrip(SPACES))
    return Entry(kind, _key(written), line.number, match.end(), start)


def _listed(line: Line, numbers: dict[_Element, int]) -> Entry | None:
    """An entry of a numbered list; `numbers` keeps those of the lists that were met."""
    block = line.block if line.block.tag == "li" else line.block.getparent()
    if block is None or block.tag != "li" or line.breaks is not None:
        return None
    first = line.block is block or (block.find("*") is line.block and not (block.text or "").strip(SPACES))
    listing = block.getparent()
    if not first or listing is None or listing.tag != "ol" or "reversed" in listing.attrib:
        return None
    if block not in numbers:
        _count(listing, numbers)
    return Entry(NUMBERED, numbers[block], line.number, 0)


def _count(listing: _Element, numbers: dict[_Element, int]) -> None:
    """The numbers that a list shows before its entries."""
    number = int(listing.get("start", "1"))
    for entry in listing.iterchildren("li"):
        number = int(entry.get("value", number))
        numbers[entry] = number
        number += 1
