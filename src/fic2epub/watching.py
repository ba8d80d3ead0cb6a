"""Who looks on while a work is normalized: what a step did is seen by what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Html, Work, Xhtml

__all__ = ["AS_READ", "Watch", "bodies_of", "in_part", "told"]

AS_READ = ""
"""The step before the first."""


class Watch(Protocol):
    """Is shown a body after each step that may have changed it, and at first `AS_READ`; has to leave it as it is."""

    def __call__(self, step: str, body: _Element, where: str) -> None:
        """Look at the body; `where` names it in words: `chapter 3, notes`."""


def bodies_of(work: Work[Html] | Work[Xhtml]) -> Iterator[tuple[Html | Xhtml, str]]:
    """The bodies of a work, but not of its parts, in reading order, and what each is called."""
    for words, body in (("summary", work.summary), ("notes", work.notes)):
        if body is not None:
            yield body, words
    for chapter in work.chapters:
        place = f"chapter {chapter.number}"
        for words, part in (
            (f"{place}, summary", chapter.summary),
            (f"{place}, notes", chapter.notes),
            (place, chapter.body),
            (f"{place}, end notes", chapter.endnotes),
        ):
            if part is not None:
                yield part, words
    if work.endnotes is not None:
        yield work.endnotes, "end notes"


def told(watch: Watch | None, step: str, work: Work[Html] | Work[Xhtml]) -> None:
    """Show all bodies of a work after a step that is about all of them."""
    if watch is not None:
        for body, where in bodies_of(work):
            watch(step, body.element, where)


def in_part(watch: Watch | None, number: int) -> Watch | None:
    """The same, for a part of an omnibus."""
    if watch is None:
        return None

    def watch_part(step: str, body: _Element, where: str) -> None:
        watch(step, body, f"part {number}, {where}")

    return watch_part
