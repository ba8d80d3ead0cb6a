"""What an updated book holds so that places in the older one are still found: its words, and how it is taken away.

Reading systems keep a place by counting: KOReader the elements of a name, EPUB CFIs all elements, Kobo the spans of its
own. `fic2epub.updating` keeps what was counted before where it was; everybody else reads a book as if it had not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.dom import drop, replace_with_children, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = [
    "ADDED", "AHEAD", "CARRIED", "DEEPEST", "FLUSH", "GONE", "GUEST", "INDENTED", "KINDS", "NUMBERS", "OPENING", "PART",
    "has_places", "highest_in", "numbers_in", "numbers_told", "own_text_end", "undo_places",
]  # fmt: skip

ADDED = "fic-added"
"""Class of what stands around paragraphs that came in, and of the lines before those that a paragraph carries."""
CARRIED = "fic-line"
"""Class of a paragraph that came in, at the end of the one before it: so that no element is counted more."""
KINDS = {"fic-rule": "hr", "fic-quotation": "blockquote"}
"""Classes of a rule and of a quotation that came in, at the end of a paragraph, too → what they are."""
PART = "fic-part"
"""Class of a paragraph of such a quotation."""
OPENING = "fic-opening"
"""Class of what stands before a text, and belongs to its beginning."""
GONE = "fic-gone"
"""Class of an element that keeps the place of one that is not in the work any more."""
FLUSH = "fic-flush"
"""Class of a paragraph that is not indented, for what stands before it cannot be seen."""
INDENTED = "fic-indented"
"""Class of a paragraph that is indented, for what comes before it stands elsewhere."""
GUEST = "fic-guest"
"""Class of a chapter that came in, and stands in the document of the one before it: so that no document is counted
more; whoever makes the book gives it."""
AHEAD = "fic-ahead"
"""Class of such a chapter that came in before the first, in whose document it stands."""
NUMBERS = "fic2epub-kobo"
"""Name of the `meta` that tells the numbers of a document's spans for Kobo."""
_WRAPPERS = frozenset((ADDED, OPENING))
_AROUND = ("{*}section", "{*}header", "{*}div", "{*}article")
_SIGNS = tuple(name.encode() for name in (ADDED, CARRIED, FLUSH, GONE, GUEST, INDENTED, OPENING, NUMBERS))
_META = re.compile(rf"<(?:[\w.-]+:)?meta\b[^>]*\bname=\"{NUMBERS}\"[^>]*\bcontent=\"([a-z]+)([^\"]*)\"")
_RUN = re.compile(r"(\d{1,7})\.(\d{1,7})(?:-(\d{1,7}))?")
DEEPEST = 40
"""Lines that carry lines: more than updates bring about, and anybody can write such a book."""


def has_places(content: bytes) -> bool:
    """Whether a document holds anything that keeps places."""
    return any(sign in content for sign in _SIGNS)


def undo_places(root: _Element) -> None:
    """Take away what keeps places: a document, with or without a namespace in its names, as if it were new."""
    for meta in [one for one in root.iter("{*}meta") if one.get("name") == NUMBERS]:
        drop(meta)
    for host in [one for one in root.iter("{*}p") if _carries(one)]:
        _set_down(host)
    for element in [one for one in root.iter("*") if GONE in _names(one)]:
        if not text_of(element):  # anybody may call anything so: no word goes
            drop(element)
    for wrapper in [one for one in root.iter(*_AROUND) if not _WRAPPERS.isdisjoint(_names(one))]:
        _unwrap(wrapper)
    for element in [one for one in root.iter("{*}p") if one.get("class")]:
        _without(element, FLUSH)
        _without(element, INDENTED)


def own_text_end(host: _Element) -> int:
    """How many children of a paragraph are its own: what follows came in behind it."""
    for place, child in enumerate(host):
        if ADDED in _names(child) or CARRIED in _names(child):
            return place
    return len(host)


def _names(element: _Element) -> list[str]:
    return (element.get("class") or "").split()


def _carries(host: _Element) -> bool:
    return own_text_end(host) < len(host)


def _set_down(host: _Element) -> None:
    """Make paragraphs again of what a paragraph carries, behind it; what blank stood before each is behind a break."""
    behind, space, host.tail = host, host.tail, None
    for before, line in list(_lines(host)):
        behind.tail = before
        behind.addnext(line)
        behind.tail, line.tail = before, None
        behind = line
        line.tag = _of(host, line)
        if GONE not in _names(line):
            _without(line, CARRIED)
            for name in KINDS:
                _without(line, name)
    behind.tail = space


def _of(host: _Element, line: _Element) -> str:
    """The name of what a paragraph carries, as in the namespace of that."""
    kind = next((KINDS[name] for name in _names(line) if name in KINDS), "")
    if not kind:
        return str(host.tag)
    line.attrib.pop("role", None)
    for part in line:
        part.tag = str(host.tag)
        _without(part, PART)
    return f"{str(host.tag)[:-1]}{kind}"


def _lines(host: _Element, depth: int = 0) -> Iterator[tuple[str | None, _Element]]:
    """All that it carries, and what that carries, in order, each with the white space before it; all is taken out."""
    if depth > DEEPEST:
        return
    carried = list(host)[own_text_end(host) :]
    spaces = [child.tail for child in carried]
    for child in carried:
        child.tail = None
        host.remove(child)
    before: str | None = None
    for child, space in zip(carried, spaces, strict=True):
        if CARRIED in _names(child):
            further = list(_lines(child, depth + 1))
            yield before, child
            yield from further
        before = space


def _unwrap(wrapper: _Element) -> None:
    """Let what is in it stand where it stands, or at the beginning of the text behind it."""
    if OPENING in _names(wrapper):
        text = wrapper.getnext()
        if text is not None:
            for place, child in enumerate(list(wrapper)):
                text.insert(place, child)
            drop(wrapper)
            return
    replace_with_children(wrapper)


def _without(element: _Element, name: str) -> None:
    if name not in _names(element):
        return
    rest = " ".join(one for one in _names(element) if one != name)
    if rest:
        element.set("class", rest)
    else:
        del element.attrib["class"]


def highest_in(text: str) -> int:
    """The highest number that a paragraph ever had in a document that tells numbers; 0 when it does not."""
    found = _META.search(text)
    told = found[2].rpartition("!")[2] if found else ""
    return int(told[:7]) if told.isascii() and told.isdigit() else 0


def numbers_told(way: str, numbers: list[tuple[int, int]], highest: int) -> str:
    """
    The content of the `meta` for these numbers of paragraph and sentence, in order: `kobo 1.1-3 7.1 2.1 !8`.

    `highest` is the highest number that any paragraph ever had.
    """
    runs: list[list[int]] = []
    for paragraph, sentence in numbers:
        if runs and runs[-1][0] == paragraph and runs[-1][2] == sentence - 1:
            runs[-1][2] = sentence
        else:
            runs.append([paragraph, sentence, sentence])
    spelled = (f"{one}.{first}" if first == last else f"{one}.{first}-{last}" for one, first, last in runs)
    return " ".join((way, *spelled, f"!{highest}"))


def numbers_in(text: str, way: str) -> list[tuple[int, int]] | None:
    """
    The numbers of a document's spans that it tells, if it does for this way to part sentences.

    None, too, when they are such as no book of ours has: twice the same, or more than there is text.
    """
    found = _META.search(text)
    if found is None or found[1] != way:
        return None
    numbers: list[tuple[int, int]] = []
    for run in _RUN.finditer(found[2].partition("!")[0]):
        first, last = int(run[2]), int(run[3] or run[2])
        if last - first > len(text):
            return None
        numbers += [(int(run[1]), sentence) for sentence in range(first, last + 1)]
    return numbers if len(numbers) == len(set(numbers)) and len(numbers) <= len(text) else None
