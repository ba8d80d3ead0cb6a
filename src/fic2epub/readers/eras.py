"""When the archive printed a download, told by what its templates changed over the years.

Each change is looked for on its own, and all are put together to the narrowest span; none is relied on. The months
are those of commits to otwarchive (app/views/downloads, app/models/download.rb, config/locales/views/en.yml).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.dom import text_of
from fic2epub.patterns import late
from fic2epub.readers.selectors import child, classes, kids
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Progress
    from fic2epub.readers.layout import Page

__all__ = ["era_of", "span"]

_FIRST = "2010-12"
"""The first form of the file (12cdf68e23)."""
_PLURALS = frozenset(("archive warnings", "categories", "fandoms", "relationships", "characters", "ratings"))
_SINGULARS = frozenset(("archive warning", "category", "fandom", "relationship", "character", "rating"))
_SEPARATED = re.compile(r"Words: \d{1,3},\d{3}")
_UNSEPARATED = late(r"Words: \d{4}")


class _Clue(NamedTuple):
    """A change of a template: the file is of that month or later, or (not `after`) of that month or earlier."""

    month: str
    after: bool


def era_of(root: _Element, page: Page, progress: Progress, *, headed: bool) -> str:
    """
    The months between which the archive printed this download: `2019-01 to 2022-06`, `2026-02 or later`.

    `headed` says whether its chapters have heads of their own. Empty when the file contradicts itself: somebody
    changed it.
    """
    clues = [*_of_frame(root, page), *_of_rows(page), *_of_stats(page), *_of_words(page), *_of_chapters(page)]
    if progress.posted == 1 and progress.planned != 1:  # 7e8272c612: in chapter form, too
        clues.append(_Clue("2026-02", headed))
    first = max((clue.month for clue in clues if clue.after), default=_FIRST)
    last = min((clue.month for clue in clues if not clue.after), default="")
    return span(first, last)


def span(first: str, last: str) -> str:
    """Two months as people read them; `last` may be empty. Empty when `last` is before `first`."""
    if not last:
        return f"{first} or later"
    if first == last:
        return first
    return f"{first} to {last}" if first < last else ""


def _of_frame(root: _Element, page: Page) -> Iterator[_Clue]:
    """Wrappers, encoding, fonts."""
    wrapped = child(page.chapters.getparent(), "div", id_="preface") is not None
    yield _Clue("2019-01", wrapped)  # 3463d1a8f9
    style = root.find("head/style")
    sheet = "" if style is None else style.text or ""
    if "#afterword" in sheet:
        yield _Clue("2023-10", after=True)  # d87652399d
    if sheet and not wrapped:
        yield _Clue("2014-06", "Nimbus" in sheet)  # ac067ef0fe
        if root.find("head/meta[@charset]") is None:
            yield _Clue("2016-10", after=False)  # 7a5b7857eb
        elif root.find("head/meta[@http-equiv='Content-Type']") is None:
            yield _Clue("2016-10", after=True)
    author = child(child(page.meta, "div", "byline"), "a")
    if author is not None and "login" in classes(author):
        yield _Clue("2016-10", after=False)  # `login author` until 2015-10


def _of_rows(page: Page) -> Iterator[_Clue]:
    """Labels of tags, and the row of the language."""
    label, languages = "", 0
    tags = child(page.meta, "dl", "tags")
    for cell in () if tags is None else kids(tags):
        if cell.tag == "dt":
            label = text_of(cell).rstrip(":").casefold()
            languages += label == "language"
            if label in _PLURALS:
                yield _Clue("2023-10", after=True)  # 86b711593a
        elif label in _SINGULARS and len(cell) > 1:
            yield _Clue("2023-10", after=False)
        if label.startswith("archive warning") and cell.tag == "dd":
            yield from _of_warnings(text_of(cell))
    yield _Clue("2022-06", bool(languages))  # 0716fca45e


def _of_warnings(names: str) -> Iterator[_Clue]:
    """The name of the warning that warns of nothing (2f325f9079)."""
    if "Creator Chose Not To" in names:
        yield _Clue("2023-04", after=True)
    elif "Choose Not To" in names:
        yield _Clue("2023-04", after=False)


def _of_stats(page: Page) -> Iterator[_Clue]:
    """The order of words and chapters (2f325f9079), and commas in numbers (ed3c063dc7)."""
    tags = child(page.meta, "dl", "tags")
    last = None if tags is None else next(tags.iterchildren("dd", reversed=True), None)
    stats = text_of(last)
    words, chapters = stats.find("Words:"), stats.find("Chapters:")
    if words >= 0:
        yield _Clue("2023-04", 0 <= words < chapters)
    if _SEPARATED.search(stats):
        yield _Clue("2023-04", after=True)
    elif _UNSEPARATED.search(stats):
        yield _Clue("2023-04", after=False)


def _of_words(page: Page) -> Iterator[_Clue]:
    """The last line, the address, the pointer to end notes, and how parents are listed."""
    closing = text_of(page.closing)
    if closing.startswith("Please drop by the "):
        yield _Clue("2023-10", closing.startswith("Please drop by the Archive"))  # d26b22a069
    links = [link.get("href") or "" for link in kids(page.message, "a")]
    if links and links[-1].startswith("http"):
        yield _Clue("2025-12", links[-1].startswith("https:"))  # a60a0fe452
    pointer = child(child(page.meta, "div", "endnote-link"), "a")
    if pointer is not None:
        more = "more" in (pointer.text or "")
        if more or "more" in text_of(child(page.meta, "div", "endnote-link")):
            yield _Clue("2025-05", more)  # 27b763518f
    for kid in kids(page.meta):
        if kid.tag == "ul" or (kid.tag == "dl" and "tags" not in classes(kid)):
            yield _Clue("2018-08", kid.tag == "ul")  # bb5ce6cbef


def _of_chapters(page: Page) -> Iterator[_Clue]:
    """Classes and words of the first chapter's head."""
    head = child(page.chapters, "*")
    heading = child(head, "h2") if head is not None and "meta" in classes(head) else None
    if head is None or heading is None:
        return
    yield _Clue("2011-11", "group" in classes(head))  # 65274825bf
    if not text_of(heading).startswith("Chapter "):
        yield _Clue("2025-10", after=False)  # d60b7fdab1
