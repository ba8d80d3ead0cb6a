"""What is to be joined: a work as one source has it, under the source's name, and how new it is among its like."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.model import AO3, Form, Origin
from fic2epub.ordering import natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fic2epub.model import Html, Metadata, Series, Work

__all__ = [
    "Given",
    "Ranked",
    "bodies_of",
    "listed",
    "origin_of",
    "parted",
    "ranked",
    "released",
    "series_key",
    "site_and_id",
]

_WORK_URL = re.compile(r"(https?://[^/]+)/(?:collections/[^/]+/)?works/(\d+)")
_CUT_OFF = "R030"
_NAMED = 5
"""Names that a notice spells out."""
_FORMS = (
    *(Form.PAGE, Form.CHAPTER_PAGE, Form.DOWNLOAD, Form.EPUB, Form.JOINED),
    *(Form.MAIL, Form.FRAGMENT, Form.TEXT),
)
"""What tells most and is nearest to what the author wrote goes first."""
_ONE_DAY = timedelta(days=1)
"""Saved pages tell the day of a revision in the time zone of who saved them, downloads in the archive's."""


class Given(NamedTuple):
    """A work as one source has it."""

    name: str
    """What a person calls the source: a file's name."""
    work: Work[Html]


class Ranked(NamedTuple):
    """A source of a work among the others of the same work."""

    given: Given
    edition: int
    """Greater is newer; equal for sources that show the same state of the work."""
    cut: bool
    """Whether the source's end is missing."""
    entire: bool
    """Whether it holds all chapters that were posted when it was saved."""

    @property
    def form(self) -> int:
        """The rank of the source's form, 0 the best."""
        origin = self.given.work.origin
        return _FORMS.index(origin.form) if origin and origin.form in _FORMS else len(_FORMS)

    @property
    def plain(self) -> bool:
        """Whether the source's tags were dropped: its paragraphs are guessed."""
        return self.form == _FORMS.index(Form.TEXT)

    @property
    def work(self) -> Work[Html]:
        """The work as this source has it."""
        return self.given.work


def series_key(series: Series) -> str:
    """What tells a series from others: the number in its address, else its name."""
    return (series.url or "").rstrip("/").rpartition("/series/")[2] or series.name


def site_and_id(metadata: Metadata) -> tuple[str, str] | None:
    """The archive's address and its number of the work; None when the source does not tell."""
    match = _WORK_URL.match(metadata.source_url or "")
    if match:
        return match[1], match[2]
    return (AO3, metadata.work_id) if metadata.work_id else None


def ranked(group: Iterable[Given]) -> list[Ranked]:
    """
    The sources of one work, the newest and fullest first.

    Newer is what was revised later, or has more chapters posted; a day's difference alone is none.
    """
    oldest_first = sorted(group, key=lambda given: (_day(given.work), _posted(given.work)))
    edition, found = 0, []
    for place, given in enumerate(oldest_first):
        if place and not _same_state(oldest_first[place - 1].work, given.work):
            edition += 1
        cut = any(notice.code == _CUT_OFF for notice in given.work.notices)
        found.append(Ranked(given, edition, cut, _is_entire(given.work)))
    return sorted(found, key=lambda one: (-one.edition, one.cut, not one.entire, one.form, natural(one.given.name)))


def bodies_of(work: Work[Html]) -> Iterator[Html]:
    """All bodies of the work and its chapters."""
    found = [work.summary, work.notes, work.endnotes]
    for chapter in work.chapters:
        found += [chapter.body, chapter.summary, chapter.notes, chapter.endnotes]
    return (body for body in found if body is not None)


def parted(given: Iterable[Given]) -> Iterator[Given]:
    """The same works, and in place of an omnibus the works that are its parts."""
    for one in given:
        yield from (Given(one.name, part) for part in one.work.parts) if one.work.parts else (one,)


def released(work: Work[Html]) -> Work[Html]:
    """The same work; the page that its bodies stood in, with a list of all chapters, is not kept in memory."""
    for body in bodies_of(work):
        etree.Element("released").append(body.element)  # a document of its own
    return work


def origin_of(form: Form, works: Iterable[Work[Html]]) -> Origin:
    """The origin of what is made of these works: all their files, and the last day on which one was written."""
    origins = [work.origin for work in works if work.origin is not None]
    files = dict.fromkeys(name for origin in origins for name in origin.files)
    days = [origin.saved for origin in origins if origin.saved is not None]
    return Origin(form, files=tuple(files), saved=max(days, default=None))


def listed(names: Iterable[str], shown: int = _NAMED) -> str:
    """`a, b and c`; `a, b and 7 more` when they are many."""
    each = list(dict.fromkeys(names))
    if len(each) > shown + 1:
        return f"{', '.join(each[:shown])} and {len(each) - shown} more"
    return each[0] if len(each) == 1 else f"{', '.join(each[:-1])} and {each[-1]}" if each else ""


def _day(work: Work[Html]) -> date:
    return work.metadata.updated or work.metadata.published or date.min


def _posted(work: Work[Html]) -> int:
    """How many chapters were posted; 0 when it is not known."""
    return work.metadata.progress.posted if work.metadata.progress else 0


def _same_state(older: Work[Html], newer: Work[Html]) -> bool:
    counts = {_posted(older), _posted(newer)} - {0}
    return len(counts) <= 1 and _day(newer) - _day(older) <= _ONE_DAY


def _is_entire(work: Work[Html]) -> bool:
    return work.origin is None or work.origin.form not in {Form.CHAPTER_PAGE, Form.FRAGMENT}
