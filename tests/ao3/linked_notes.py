"""Which marks of a book lead to which notes, told by reading the book."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

import fic2epub
from fic2epub import Options
from fic2epub.model import Source
from tests.ao3.download import render
from tests.ao3.works import Era

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from fic2epub.model import Book
    from tests.ao3.footnotes import Footnoted
    from tests.ao3.works import FakeWork

__all__ = ["Score", "book_of", "linked_pairs", "score_of"]

_HTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_MARKED = re.compile(r"\w+\d+q")
_TOLD = re.compile(r"\w+\d+w")


class Score(NamedTuple):
    """How many marks lead where they should."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def share(self) -> float:
        """Of all marks, those that lead to their note, and of all links, those that are right: the lesser."""
        due, made = self.right + self.missed, self.right + self.wrong
        return min(self.right / due if due else 1.0, self.right / made if made else 1.0)

    def and_(self, other: Score) -> Score:
        """Both together."""
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


def book_of(work: FakeWork, options: Options | None = None) -> Book:
    """The book made of a download of the work."""
    options = options or Options(cover="none")
    source = Source(data=render(work, Era.D9), name="work.html")
    return fic2epub.build(fic2epub.read(source, options), options)


def linked_pairs(book: Book) -> list[tuple[str, str]]:
    """For each link that a reading system shows as a note: the word before it (or in it), and that in the note."""
    roots = {document.href: etree.fromstring(document.xhtml) for document in book.documents}
    places = {(href, one.get("id")): one for href, root in roots.items() for one in root.iter(f"{_HTML}aside")}
    found = []
    for href, root in roots.items():
        for link in root.iter(f"{_HTML}a"):
            if link.get(_TYPE) == "noteref":
                file, _, ident = link.get("href", "").partition("#")
                file = posixpath.join(posixpath.dirname(href), file) if file else href
                found.append((_word_before(link), _last(_TOLD, _text(places.get((file, ident))))))
    return found


def _word_before(link: _Element) -> str:
    """The unique word in the link, or the last one before it in its paragraph."""
    inside = _last(_MARKED, _text(link))
    if inside:
        return inside
    block = next((one for one in link.iterancestors(f"{_HTML}p", f"{_HTML}td", f"{_HTML}li")), None)
    before: list[str] = []
    for event, one in etree.iterwalk(block, events=("start", "end")) if block is not None else ():
        if one is link:
            break
        before.append((one.text if event == "start" else one.tail) or "")
    return _last(_MARKED, "".join(before))


def _text(element: _Element | None) -> str:
    return "" if element is None else "".join(map(str, element.itertext()))


def _last(pattern: re.Pattern[str], text: str) -> str:
    return next(reversed(pattern.findall(text)), "")


def score_of(works: Iterable[Footnoted]) -> Score:
    """How many marks of these works lead where they should."""
    total = Score()
    for made in works:
        pairs = linked_pairs(book_of(made.work))
        right = len(made.pairs & set(pairs))
        wrong = len(pairs) - sum(pair in made.pairs for pair in pairs)
        total = total.and_(Score(right, wrong, len(made.pairs) - right))
    return total
