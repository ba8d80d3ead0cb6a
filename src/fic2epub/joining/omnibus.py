"""Several works in one book: which series they are of, in which order they stand, what is said of all of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import lines_of
from fic2epub.guides import SeriesGuide
from fic2epub.joining.given import listed, origin_of, series_key, site_and_id
from fic2epub.model import AO3, Form, Metadata, Progress, Work
from fic2epub.ordering import natural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from fic2epub.errors import Note
    from fic2epub.guides import Guide
    from fic2epub.joining.given import Given
    from fic2epub.model import Html

__all__ = ["guide_of", "make_omnibus"]

_SHOWN = 12
"""Missing works that a notice names."""
_NOT_ALL = ("R081", "R083")
"""Codes of notices that works of the series are missing: it is not complete, whatever those are that are there."""
_RATINGS = ("Not Rated", "General Audiences", "Teen And Up Audiences", "Mature", "Explicit")
"""In the archive's order (otwarchive config/config.yml)."""


_AO3_SERIES = re.compile(r"https?://(?:www\.)?archiveofourown\.org/(?:collections/[^/]+/)?series/(\d+)")


class _Frame(NamedTuple):
    """The series that the book is of, as far as guides and works tell."""

    key: str = ""
    """Its number, or its name when no number is told."""
    name: str = ""
    url: str | None = None
    guides: tuple[SeriesGuide, ...] = ()
    """The slices of its page, in order."""
    words: SeriesGuide | None = None
    """What tells the description and the notes of the series."""


def make_omnibus(given: Sequence[Given], guides: Iterable[Guide], title: str | None, note: Note) -> Work[Html]:
    """
    One work whose parts are these works, in the order of the series that they belong to.

    The order is that of the series' page, else of the positions that the works tell, else of their dates, else of
    their names. What is missing of the series is named in a notice; what does not belong to it stands last. Takes the
    trees over.
    """
    told = [guide for guide in guides if isinstance(guide, SeriesGuide)]
    frame = _frame(given, [guide for guide in told if guide.works], note)
    frame = frame._replace(words=_words(frame, told))
    codes: set[str] = set()

    def note_gaps(code: str, message: str, where: str = "") -> None:
        codes.add(code)
        note(code, message, where)

    parts = _in_order(given, frame, note_gaps)
    metadata = _metadata([part.work.metadata for part in parts], frame, title, note)
    if metadata.progress and not codes.isdisjoint(_NOT_ALL):
        metadata = replace(metadata, progress=metadata.progress._replace(planned=None))
    words = frame.words
    return Work(
        metadata=metadata,
        parts=tuple(part.work for part in parts),
        summary=words.description if words else None,
        notes=words.notes if words else None,
        origin=origin_of(Form.OMNIBUS, (part.work for part in parts)),
    )


def guide_of(omnibus: Work[Html]) -> SeriesGuide:
    """What an omnibus that is a source itself says of its series; not its order, for other works may be given, too."""
    metadata = omnibus.metadata
    return SeriesGuide(
        name=metadata.title,
        works=(),
        site=(metadata.source_url or "").partition("/series/")[0],
        url=metadata.source_url,
        description=omnibus.summary,
        notes=omnibus.notes,
    )


def _words(frame: _Frame, told: list[SeriesGuide]) -> SeriesGuide | None:
    """The first page of the series that has any words of its own."""
    ours = (guide for guide in told if _key_of_page(guide) == frame.key)
    return next((guide for guide in ours if guide.description or guide.notes), None)


def _key_of_page(guide: SeriesGuide) -> str:
    return (guide.url or "").rpartition("/series/")[2] or guide.name


def _frame(given: Sequence[Given], slices: list[SeriesGuide], note: Note) -> _Frame:
    """The series with the most works among those given: of the pages that were given, else of those the works name."""
    ids = {key for one in given if (key := site_and_id(one.work.metadata))}
    pages: dict[str, list[SeriesGuide]] = {}
    for guide in slices:
        pages.setdefault(_key_of_page(guide), []).append(guide)
    fitting = {
        key: sum((one.site, work.work_id) in ids for one in same for work in one.works) for key, same in pages.items()
    }
    best = max(fitting, key=lambda series: fitting[series], default="")
    for series, same in pages.items():
        if series != best or not fitting[series]:
            note("R084", f"the page of the series “{same[0].name}” was of no use")
    if fitting.get(best):
        chosen = _sorted_slices(pages[best])
        return _Frame(best, chosen[0].name, next((one.url for one in chosen if one.url), None), chosen)
    return _shared(given, note)


def _sorted_slices(slices: list[SeriesGuide]) -> tuple[SeriesGuide, ...]:
    """By the first position that each tells; as they were given where they tell none."""
    return tuple(sorted(slices, key=lambda one: min((_number(work.position) for work in one.works), default=0.0)))


def _shared(given: Sequence[Given], note: Note) -> _Frame:
    """The series that most of the works name, the first of several; none when no two works share one."""
    named = [series for one in given for series in {series_key(one): one for one in one.work.metadata.series}.values()]
    counted = Counter(series_key(series) for series in named)
    if not counted or (len(given) > 1 and counted.most_common(1)[0][1] == 1):
        if len(given) > 1:
            note("R080", "these works share no series: they stand in the order of their names")
        return _Frame()
    key = counted.most_common(1)[0][0]
    series = next(one for one in named if series_key(one) == key)
    return _Frame(key, series.name, _address(series.url))


def _address(url: str | None) -> str | None:
    """The series' address; AO3's own without what it was once reached by (`http`, `www`)."""
    match = _AO3_SERIES.match(url or "")
    return f"{AO3}/series/{match[1]}" if match else url


def _in_order(given: Sequence[Given], frame: _Frame, note: Note) -> list[Given]:
    """The works as the book has them."""
    if frame.guides:
        place = _by_page(frame, given, note)
    elif frame.key:
        place = _by_position(frame, given, note)
    else:
        return sorted(given, key=lambda one: natural(one.name))
    ordered = sorted(given, key=lambda one: (place(one), _day(one), natural(one.name)))
    others = [one.work.metadata.title for one in ordered if place(one) == _LAST]
    if others:
        note("R082", f"not part of “{frame.name}”, and last in the book: {listed(others, _SHOWN)}")
    return ordered


_LAST = float("inf")


def _by_page(frame: _Frame, given: Sequence[Given], note: Note) -> Callable[[Given], float]:
    """The place on the series' page; names what the page lists and nobody gave."""
    works = [(guide.site, work) for guide in frame.guides for work in guide.works]
    places = {(site, work.work_id): float(place) for place, (site, work) in reversed(list(enumerate(works)))}
    there = {site_and_id(one.work.metadata) for one in given}
    names = [
        work.title or f"a work not revealed yet ({work.work_id})"
        for site, work in works
        if (site, work.work_id) not in there
    ]
    _note_missing(names, frame, note)
    size = max((guide.size or 0 for guide in frame.guides), default=0)
    if size > len(places):
        note("R083", f"the page lists {len(places)} of the series' {size} works: it is one of several")
    unlisted = _position_of(frame)

    def place(one: Given) -> float:
        on_page = places.get(site_and_id(one.work.metadata) or ("", ""))
        # A work of a slice that was not given follows those of the slices that were.
        return on_page if on_page is not None else len(places) + unlisted(one)

    return place


def _by_position(frame: _Frame, given: Sequence[Given], note: Note) -> Callable[[Given], float]:
    """The position that each work tells; names the positions that nobody has."""
    place = _position_of(frame)
    there = [place(one) for one in given if place(one) != _LAST]
    whole = {int(number) for number in there if number == int(number)}
    _note_missing([f"part {number}" for number in range(1, max(whole, default=0)) if number not in whole], frame, note)
    twice = [number for number, count in Counter(there).items() if count > 1]
    if twice:
        note(
            "R085",
            f"several works are part {listed((f'{number:g}' for number in twice), _SHOWN)}: the older one first",
        )
    return place


def _position_of(frame: _Frame) -> Callable[[Given], float]:
    """The position in this series that a work tells; the last of all when it tells none."""

    def position(one: Given) -> float:
        return next(
            (_number(series.position) for series in one.work.metadata.series if series_key(series) == frame.key),
            _LAST,
        )

    return position


def _number(position: str) -> float:
    try:
        return float(position)
    except ValueError:
        return _LAST


def _note_missing(names: list[str], frame: _Frame, note: Note) -> None:
    if names:
        note("R081", f"not given of “{frame.name}”: {listed(names, _SHOWN)}")


def _day(one: Given) -> str:
    published = one.work.metadata.published
    return published.isoformat() if published else "9999"


def _metadata(known: list[Metadata], frame: _Frame, title: str | None, note: Note) -> Metadata:
    """What is said of the book: the series' own facts, and what its parts have between them."""
    guide = frame.words
    words = [metadata.words for metadata in known]
    language = _most(metadata.language for metadata in known)
    if not title and not frame.name:
        note("R086", "the book is called after its first work", "title")
    return Metadata(
        title=title or frame.name or _called(known),
        creators=tuple({creator.name: creator for one in known for creator in one.creators}.values()),
        fandoms=_union(one.fandoms for one in known),
        relationships=_union(one.relationships for one in known),
        characters=_union(one.characters for one in known),
        tags=_union(one.tags for one in known),
        warnings=_union(one.warnings for one in known),
        categories=_union(one.categories for one in known),
        rating=_strictest(known),
        language=language,
        language_name=next((one.language_name for one in known if one.language == language), None),
        published=min((one.published for one in known if one.published), default=None),
        updated=_updated(known),
        words=sum(word for word in words if word is not None) if None not in words else None,
        progress=_progress(known),
        source_url=frame.url,
        restricted=any(one.restricted for one in known),
        summary="\n".join(lines_of(guide.description.element)) if guide and guide.description else "",
    )


def _called(known: list[Metadata]) -> str:
    """What a book is called whose works have nothing in common."""
    first = known[0].title or "Untitled"
    return f"{first} and {len(known) - 1} more" if len(known) > 1 else first


def _union(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(names)))


def _most(tags: Iterable[str]) -> str:
    """The language of most of the works whose language is known; of several the first."""
    counted = Counter(tag for tag in tags if tag != "und")
    return counted.most_common(1)[0][0] if counted else "und"


def _strictest(known: list[Metadata]) -> str | None:
    """The rating of the work that fewest may read; one that the archive does not know goes before all."""
    ratings = [metadata.rating for metadata in known if metadata.rating]
    return max(
        ratings,
        key=lambda rating: _RATINGS.index(rating) if rating in _RATINGS else len(_RATINGS),
        default=None,
    )


def _updated(known: list[Metadata]) -> date | None:
    return max(_days(known), default=None)


def _days(known: list[Metadata]) -> Iterator[date]:
    for metadata in known:
        day = metadata.updated or metadata.published
        if day:
            yield day


def _progress(known: list[Metadata]) -> Progress | None:
    """Chapters of all works; how many are planned is known when it is of each."""
    told = [metadata.progress for metadata in known if metadata.progress]
    if len(told) < len(known):
        return None
    planned = [progress.planned for progress in told]
    return Progress(
        posted=sum(progress.posted for progress in told),
        planned=sum(count for count in planned if count is not None) if None not in planned else None,
    )
