"""What each step of normalizing did to a work, before and after, for people who want to see it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import markup_of
from fic2epub.watching import AS_READ

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

__all__ = ["Changed", "Excerpt", "Recorder"]

_EXCERPTS = 3
"""Shown of a step."""
_WIDTH = 160
"""Characters of markup that are shown of either side."""
_LEAD = 40
"""Characters that are shown before the first that differs."""
_WINDOW = 40
"""Blocks of either side that are compared at a time, so that a long text takes no longer for each of its blocks."""
_BLOCK = re.compile(
    r"(?=<(?:address|article|aside|blockquote|center|details|div|dl|dt|dd|figure|h[1-6]|hr|li|ol|p|pre|section|table"
    r"|td|th|tr|ul)[\s/>])"
)


class Excerpt(NamedTuple):
    """A place that a step changed: markup, cut at its ends with `…`."""

    where: str
    before: str
    """Empty when something was put in."""
    after: str
    """Empty when something was taken out."""


class Changed(NamedTuple):
    """What a step did to the whole work."""

    step: str
    """The rule's name, or what is done beside the rules."""
    times: int
    """Places that it changed; neighbouring ones count once."""
    places: tuple[str, ...]
    """The bodies that it changed, in words."""
    excerpts: tuple[Excerpt, ...]
    """The first of the places, those of different bodies before others of the same."""


class Recorder:
    """Keeps what every step changed; is shown all bodies (`fic2epub.watching.Watch`)."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}
        self._count: dict[str, int] = {}
        self._places: dict[str, dict[str, None]] = {}
        self._excerpts: dict[str, list[list[Excerpt]]] = {}

    def __call__(self, step: str, body: _Element, where: str) -> None:
        """Compare a body with what it was."""
        markup = _inside(markup_of(body))
        before = self._last.get(where, markup)
        self._last[where] = markup
        if step == AS_READ or before == markup:
            return
        hunks = list(_hunks(_BLOCK.split(before), _BLOCK.split(markup)))
        self._count[step] = self._count.get(step, 0) + len(hunks)
        self._places.setdefault(step, {})[where] = None
        shown = [Excerpt(where, *_cut(*hunk)) for hunk in hunks[:_EXCERPTS]]
        self._excerpts.setdefault(step, []).append(shown)

    def changes(self) -> tuple[Changed, ...]:
        """What there was to see, in the order in which steps first changed anything."""
        return tuple(
            Changed(step, count, tuple(self._places[step]), tuple(_chosen(self._excerpts[step])))
            for step, count in self._count.items()
        )


def _inside(markup: str) -> str:
    """The markup without the container's own tags, which are nobody's words."""
    return markup[markup.index(">") + 1 : max(markup.rindex("<"), 0)]


def _chosen(of_bodies: list[list[Excerpt]]) -> list[Excerpt]:
    """The first excerpt of each body, then the second of each, as many as are shown."""
    ranked = sorted((rank, place) for place, shown in enumerate(of_bodies) for rank in range(len(shown)))
    return [of_bodies[place][rank] for rank, place in ranked[:_EXCERPTS]]


def _hunks(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """The runs of blocks that differ, as text before and after."""
    here = there = 0
    while here < len(before) or there < len(after):
        same = 0
        for one, other in zip(before[here:], after[there:], strict=False):
            if one != other:
                break
            same += 1
        here, there = here + same, there + same
        old, new = before[here : here + _WINDOW], after[there : there + _WINDOW]
        if not (old or new):
            return
        taken, put = _first_hunk(old, new)
        yield "".join(old[:taken]), "".join(new[:put])
        here, there = here + taken, there + put


def _first_hunk(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many blocks of each side belong to the difference with which both begin."""
    for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if match.size:
            return match.a, match.b
    return len(old), len(new)


def _cut(before: str, after: str) -> tuple[str, str]:
    """Both texts, from a little before where they begin to differ, on one line and not too long."""
    start = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        start += 1
    start = max(0, start - _LEAD)
    return _shown(before, start), _shown(after, start)


def _shown(markup: str, start: int) -> str:
    text = " ".join(markup[start : start + _WIDTH].split())
    return f"{'…' * bool(start)}{text}{'…' * (len(markup) > start + _WIDTH)}"
