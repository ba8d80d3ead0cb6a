"""Which sources are of the same work, and the one work that they become."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.errors import noting
from fic2epub.guides import ChapterGuide
from fic2epub.joining.chapters import index_of, join_chapters
from fic2epub.joining.facts import FIELDS, joined_facts
from fic2epub.joining.given import Given, bodies_of, listed, origin_of, parted, ranked, site_and_id
from fic2epub.joining.pieces import join_pieces
from fic2epub.model import KEPT, Form
from fic2epub.ordering import natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fic2epub.errors import Note, Notice
    from fic2epub.guides import Guide
    from fic2epub.joining.given import Ranked
    from fic2epub.model import Asset, Html, Work

__all__ = ["join_works"]

_ONE_PAGE = frozenset(("R018", "R019"))
"""Codes of notices that a page does not hold all chapters: whoever joins them says which are missing."""
_NO_STYLE = "R023"
"""Code of the notice that a work's style was switched off."""
_VISIBLE = "R025"
"""Code of the notice that a position counts only what somebody could see."""


def join_works(given: Sequence[Given], guides: Iterable[Guide], note: Note) -> tuple[Given, ...]:
    """
    One work of all sources of it, in the order in which each was first met; each named by its first source.

    An omnibus is as many sources as it has parts.

    Sources are of the same work when they have the same number on the same archive. Those without any go to the one
    that has their title and byline, with a notice; fragments alone, given together, are pieces of one text. The trees
    of the sources are taken over. Notices of a work are its own; `note` hears what concerns all.
    """
    given = tuple(parted(given))
    if len(given) > 1 and all(_is_piece(one.work) for one in given):
        return (join_pieces(given),)
    indexes = {guide.source_url: guide for guide in guides if isinstance(guide, ChapterGuide)}
    there = {_address(one.work) for one in given}
    for address, guide in indexes.items():
        if address not in there:
            note("R077", f"the chapter index of “{guide.title}” is of no work that was given")
    return tuple(_join(group, indexes) for group in _groups(given))


def _address(work: Work[Html]) -> str:
    """The work's address without what collection it was met in; empty when not known."""
    return "/works/".join(site_and_id(work.metadata) or ())


def _is_piece(work: Work[Html]) -> bool:
    """Whether nothing is known of the work that it is a piece of."""
    return work.origin is not None and work.origin.form is Form.FRAGMENT and site_and_id(work.metadata) is None


def _groups(given: Sequence[Given]) -> Iterable[list[Given]]:
    """The sources of each work, in the order in which the works are first met."""
    named: dict[object, set[object]] = {}
    for one in given:
        if key := site_and_id(one.work.metadata):
            named.setdefault(_title_and_names(one.work), set()).add(key)
    groups: dict[object, list[Given]] = {}
    for place, one in enumerate(given):
        key_of_it = site_and_id(one.work.metadata) or _key_by_name(one.work, named) or place
        groups.setdefault(key_of_it, []).append(one)
    return groups.values()


def _key_by_name(work: Work[Html], named: dict[object, set[object]]) -> object:
    """The one work of this title and byline whose number is known, else title and byline; None without those."""
    name = _title_and_names(work)
    keys = named.get(name, set())
    if name is None or len(keys) > 1:
        return None
    return next(iter(keys), name)


def _title_and_names(work: Work[Html]) -> object:
    """What stands for a work whose number is not known; None when even that is not."""
    metadata = work.metadata
    if _is_piece(work) or not metadata.title or not metadata.creators:
        return None
    return metadata.title.casefold(), frozenset(creator.name.casefold() for creator in metadata.creators)


def _join(group: list[Given], indexes: dict[str, ChapterGuide]) -> Given:
    """One work of its sources; a single source that no index completes stays as it is."""
    first = group[0]
    guide = next((indexes[address] for one in group if (address := _address(one.work)) in indexes), None)
    if len(group) == 1 and guide is None and not first.work.listed:
        return first
    notices: list[Notice] = []
    note = noting(notices)
    sources = ranked(group)
    metadata, told = joined_facts(sources, note)
    index = index_of(sources, guide)
    chapters = join_chapters(sources, index, note)
    nameless = [one.name for one in group if site_and_id(one.work.metadata) is None]
    if len(group) > 1 and nameless:
        note("R073", f"title and byline alone say which work it is: {listed(nameless)}")
    if len(group) > 1:
        names = listed(sorted((one.name for one in group), key=natural))
        note("R070", f"made of {len(group)} sources: {names}")
    work = replace(
        _with_words(sources, note),
        metadata=metadata,
        chapters=chapters.chapters,
        listed=index,
        one_shot=sources[0].work.one_shot and len(chapters.chapters) <= 1,
        styles=next((source.work.styles for source in sources if source.work.styles), ()),
        origin=origin_of(Form.JOINED, (one.work for one in group)) if len(group) > 1 else first.work.origin,
    )
    return Given(
        min((one.name for one in group), key=natural),
        replace(work, assets=_assets(work, sources), notices=(*_kept(sources, told, work, chapters.used), *notices)),
    )


def _with_words(sources: list[Ranked], note: Note) -> Work[Html]:
    """The newest source's work, with the summary and notes that only other sources show: a chapter's page has few."""
    newest = sources[0].work
    found: dict[str, Html] = {}
    for name in ("summary", "notes", "endnotes"):
        for source in sources:
            body: Html | None = getattr(source.work, name)
            if body is not None:
                found[name] = body
                if any(other.entire and other.edition > source.edition for other in sources):
                    note("R076", f"the {name} are from an older source, {source.given.name}", name)
                break
    return replace(newest, **found)  # type: ignore[arg-type]  # by name


def _kept(sources: list[Ranked], told: dict[str, int], work: Work[Html], used: frozenset[str]) -> Iterator[Notice]:
    """
    The sources' notices, each once: of a fact, from the source that told it; of text, from those whose text is kept.

    What one source lacks and another has is no longer missing.
    """
    over = set(_ONE_PAGE)
    if work.styles:
        over.add(_NO_STYLE)
    if not any(series.visible for series in work.metadata.series):
        over.add(_VISIBLE)
    seen: set[Notice] = set()
    for place, source in enumerate(sources):
        for notice in source.work.notices:
            true = told[notice.where] == place if notice.where in FIELDS else source.given.name in used
            if true and notice.code not in over and notice not in seen:
                seen.add(notice)
                yield notice


def _assets(work: Work[Html], sources: list[Ranked]) -> tuple[Asset, ...]:
    """The pictures of the text that was kept, each once."""
    assets = {asset.href: asset for source in reversed(sources) for asset in source.work.assets}
    if not assets:
        return ()
    shown = (img.get("src") or "" for body in bodies_of(work) for img in body.element.iter("img"))
    hrefs = dict.fromkeys(src.removeprefix(KEPT) for src in shown if src.startswith(KEPT))
    return tuple(assets[href] for href in hrefs if href in assets)
