"""What became of a work on its way into a book, counted: words, links, pictures, notes, breaks, styles, notices."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.dom import XHTML, letters_of, parse_xml
from fic2epub.model import Role
from fic2epub.watching import AS_READ
from fic2epub.words import borders_in, words_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from fic2epub.model import Book, Html, Work

__all__ = ["Change", "Links", "Pictures", "Receipt", "Styles", "Tally", "Words"]

_X = f"{{{XHTML}}}"
_BODIES = frozenset(("chapter-body", "box-body"))
"""Classes of what holds the author's words in a document."""
_LINKS = etree.XPath("count(descendant::a[@href and not(contains(concat(' ', @class, ' '), ' picture '))])")
"""Links but those that stand in place of a picture: the author wrote none there."""
_NOTES, _COPIES, _REST = "leave out notes", "copy footnotes", "bind"
"""Steps behind those that are watched: what is gone when notes are, and what nothing else accounts for."""
_COPY = "footnote-copy"
"""Class of a footnote that stands in the book twice (book/footnotes.py)."""
_MARKS = frozenset(("noteref", "noted"))
"""Classes of links from a mark to its note, ours and the author's (book/footnotes.py)."""
_SKIN = re.compile(r"^\.skin-", re.MULTILINE)
"""Begins what the work's own sheets became (normalize/skins/dressing.py)."""
_BOXES = {"summary": "summaries", "notes": "notes", "end-notes": "notes"}


class Change(NamedTuple):
    """A step that brought words or took some away."""

    step: str
    words: int
    """How many more there are behind it; negative when there are less."""


class Words(NamedTuple):
    """
    The words of the author's own parts: texts, summaries, notes.

    Counted as the archive counts them, but that inline markup parts no word. `book` is `source` and all `changes`.
    """

    source: int
    book: int
    changes: tuple[Change, ...]


class Links(NamedTuple):
    """The links in the author's own parts."""

    source: int
    inner: int
    """Those that lead to a place in the book."""
    outer: int
    lost: int
    """Those of which the text alone was kept."""


class Pictures(NamedTuple):
    """The pictures in the author's own parts."""

    source: int
    kept: int
    """Those that the book holds."""
    linked: int
    """Those in whose place a link to them stands."""


class Styles(NamedTuple):
    """The rules of the work's own sheets."""

    source: int
    kept: int
    """Those that they became in the book."""


class Receipt(NamedTuple):
    """What a conversion did."""

    words: Words
    chapters: int
    summaries: int
    notes: int
    """Notes of the work and of chapters, before and behind."""
    footnotes: int
    """Notes that a sign in the text leads to."""
    breaks: int
    """Breaks between scenes."""
    links: Links
    pictures: Pictures
    styles: Styles
    notices: dict[str, int]
    """How many notices of each code there are."""


class Tally:
    """
    Counts while a work becomes a book; is shown every body after each step (`fic2epub.watching.Watch`).

    A body is weighed anew only when its letters or what parts its words have changed: what a step does to other markup
    costs little.
    """

    def __init__(self, work: Work[Html]) -> None:
        self._letters: dict[str, tuple[bytes, int]] = {}
        self._words: dict[str, int] = {}
        self._links: dict[str, int] = {}
        self._changes: Counter[str] = Counter()
        self._lost = 0
        self._source = Counter(rules=sum(_rules(sheets) for sheets in _sheets(work)))

    def __call__(self, step: str, body: _Element, where: str) -> None:
        """Weigh a body."""
        letters = letters_of(body), borders_in(body)
        links = int(_LINKS(body))
        if step == AS_READ:
            self._words[where] = words_read(body)
            self._source.update(words=self._words[where], links=links, pictures=sum(1 for _ in body.iter("img")))
            self._source.update(rules=_rules("".join(sheet.itertext("*")) for sheet in body.iter("style")))
        elif letters != self._letters[where]:
            self._reckon(step, where, words_read(body))
        self._lost += max(0, self._links.get(where, 0) - links)
        self._letters[where], self._links[where] = letters, links

    def _reckon(self, step: str, where: str, words: int) -> None:
        self._changes[step] += words - self._words[where]
        self._words[where] = words

    def receipt(self, book: Book, notes: str = "around") -> Receipt:
        """The receipt, when the book is made; `notes` says where they were wanted (`Options.notes`)."""
        dropped = notes == "drop"
        found = _found_in(book)
        self._changes[_COPIES] += found["copied"]
        self._changes[_NOTES if dropped else _REST] += found["words"] - found["copied"] - sum(self._words.values())
        links = sum(count for where, count in self._links.items() if not (dropped and where.endswith("notes")))
        lost = self._lost + max(0, links - found["inner"] - found["outer"] + found["linked"])
        changes = tuple(Change(step, words) for step, words in self._changes.items() if words)
        sheets = (asset.data.decode("utf-8") for asset in book.assets if asset.href.startswith("css/author"))
        return Receipt(
            words=Words(self._source["words"], found["words"], changes),
            chapters=found["chapters"],
            summaries=found["summaries"],
            notes=found["notes"],
            footnotes=found["footnotes"],
            breaks=found["breaks"],
            links=Links(self._source["links"], found["inner"], found["outer"], lost),
            pictures=Pictures(self._source["pictures"], found["kept"], found["linked"]),
            styles=Styles(self._source["rules"], sum(len(_SKIN.findall(css)) for css in sheets)),
            notices=dict(sorted(Counter(notice.code for notice in book.notices).items())),
        )


def _sheets(work: Work[Html]) -> Iterator[Iterable[str]]:
    yield (sheet.css for sheet in work.styles)
    for part in work.parts:
        yield from _sheets(part)


def _rules(sheets: Iterable[str]) -> int:
    return sum(css.count("{") for css in sheets)


def _found_in(book: Book) -> Counter[str]:
    """What is counted in the finished documents."""
    found: Counter[str] = Counter()
    for document in book.documents:
        if document.role in {Role.COVER, Role.TITLE_PAGE, Role.CONTENTS}:
            continue
        root = parse_xml(document.xhtml)
        goes_on = "-part" in document.href
        found["chapters"] += document.role is Role.CHAPTER and not goes_on
        for box in root.iter(f"{_X}section"):
            names = frozenset(box.get("class", "").split())
            if "continued" not in names:
                found.update(kind for name, kind in _BOXES.items() if name in names)
            found["notes"] += sum(line.get("class") == "box-title" for line in box.iterchildren(f"{_X}p"))
        for body in _bodies(root):
            found.update(_found_in_body(body))
    return found


def _bodies(root: _Element) -> Iterator[_Element]:
    """The author's own parts of a document, their names without a namespace."""
    for element in root.iter("{*}*"):
        element.tag = str(element.tag).removeprefix(_X)
    for element in root.iter("div"):
        if not _BODIES.isdisjoint(element.get("class", "").split()):
            yield element


def _found_in_body(body: _Element) -> Counter[str]:
    copies = [note for note in body.iter("aside", "div") if _COPY in note.get("class", "").split()]
    copied = {link for note in copies for link in note.iter("a")}
    links = [link for link in body.iter("a") if link.get("href") and link not in copied]
    outer = sum(":" in link.get("href", "") for link in links)
    return Counter(
        words=words_read(body),
        copied=sum(map(words_read, copies)),
        inner=len(links) - outer,
        outer=outer,
        linked=sum("picture" in link.get("class", "").split() for link in links),
        kept=sum(1 for _ in body.iter("img")),
        breaks=sum(element.tag == "hr" or element.get("role") == "separator" for element in body.iter("hr", "p")),
        footnotes=sum(not _MARKS.isdisjoint(link.get("class", "").split()) for link in links),
    )
