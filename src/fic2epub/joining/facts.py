"""The metadata of one work out of several sources: field by field from the newest that knows it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from fic2epub.joining.given import listed, series_key
from fic2epub.model import Kinship, Metadata, Reception

if TYPE_CHECKING:
    from fic2epub.errors import Note
    from fic2epub.joining.given import Ranked
    from fic2epub.model import RelatedWork, Series

__all__ = ["FIELDS", "joined_facts"]

FIELDS = tuple(field.name for field in fields(Metadata))
_UNKNOWN: dict[str, object] = {"language": "und", "reception": Reception()}
"""What stands for "not known" where it is not empty."""
_GUESSED_TITLE = "R031"
_TOGETHER = {"language_name": "language", "source_url": "work_id"}
"""Fields that come from the source that the other comes from, if it has them."""
_COMPARED = (
    "title", "creators", "fandoms", "relationships", "characters", "tags", "warnings", "categories", "rating",
    "language", "published",
)  # fmt: skip
"""Fields whose change from edition to edition is worth a word; counts and dates of revision change by themselves."""


def joined_facts(sources: list[Ranked], note: Note) -> tuple[Metadata, dict[str, int]]:
    """
    What is known of a work, and of each field the place in `sources` of the source that told it.

    `sources` are the newest first. What a page does not show (hidden tags, a download's lack of gifts) is filled from
    the others; where they differ, the newer one counts, and a notice says so.
    """
    known = _without_guesses(sources)
    told = {name: _teller(known, name) for name in FIELDS}
    for name, leader in _TOGETHER.items():
        if _is_known(known[told[leader]], name):
            told[name] = told[leader]
    values: dict[str, Any] = {name: getattr(known[place], name) for name, place in told.items()}
    values |= {
        "restricted": any(metadata.restricted for metadata in known),
        "series": _series(known),
        "related": _related(known),
    }
    changed = [name for name in _COMPARED if _differ(known, name)]
    if changed:
        newest = listed(dict.fromkeys(sources[told[name]].given.name for name in changed))
        note("R072", f"the sources differ in {listed(changed, len(changed))}: what {newest} says counts")
    return Metadata(**values), told


def _without_guesses(sources: list[Ranked]) -> list[Metadata]:
    """What each source says; a title that was guessed is none where another source states it."""
    known = [source.work.metadata for source in sources]
    guessed = [any(notice.code == _GUESSED_TITLE for notice in source.work.notices) for source in sources]
    if all(guessed):
        return known
    return [replace(one, title="") if guess else one for one, guess in zip(known, guessed, strict=True)]


def _teller(known: list[Metadata], name: str) -> int:
    """The first that knows the field; the first of all when none does."""
    return next((place for place, metadata in enumerate(known) if _is_known(metadata, name)), 0)


def _is_known(metadata: Metadata, name: str) -> bool:
    value = getattr(metadata, name)
    return bool(value) and value != _UNKNOWN.get(name)


def _differ(known: list[Metadata], name: str) -> bool:
    return len({_plain(getattr(metadata, name)) for metadata in known if _is_known(metadata, name)}) > 1


def _plain(value: Any) -> object:  # noqa: ANN401 - any field's value
    """Without addresses, which forms write differently, and without the order of tags."""
    return frozenset(getattr(one, "name", one) for one in value) if isinstance(value, tuple) else value


def _series(known: list[Metadata]) -> tuple[Series, ...]:
    """The newest list of series, each with its stored position where any source prints that one."""
    newest = next((metadata.series for metadata in known if metadata.series), ())
    stored = {
        series_key(one): one.position for metadata in reversed(known) for one in metadata.series if not one.visible
    }
    return tuple(
        one._replace(position=stored[series_key(one)], visible=False)
        if one.visible and series_key(one) in stored
        else one
        for one in newest
    )


def _related(known: list[Metadata]) -> tuple[RelatedWork, ...]:
    """Related works as the newest source has them, and the kinds it lacks from the others: pages of chapters do."""
    found: dict[Kinship, list[RelatedWork]] = {}
    for metadata in known:
        kinds: dict[Kinship, list[RelatedWork]] = {}
        for related in metadata.related:
            kinds.setdefault(related.kinship, []).append(related)
        found = {**kinds, **found}
    first = next((metadata.related for metadata in known if metadata.related), ())
    kept = {related.kinship for related in first}
    return (*first, *(one for kinship, works in found.items() if kinship not in kept for one in works))
