"""The numbers of a document's spans for Kobo: a sentence that was there before keeps its own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from fic2epub.kepub.sentences import cut_for
from fic2epub.kepub.spans import language_in, renumbered, spans_in, with_spans
from fic2epub.places import NUMBERS, highest_in, numbers_in, numbers_told
from fic2epub.updating.aligning import aligned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fic2epub.kepub.spans import Span

__all__ = ["numbered", "spanned", "way_of"]

_WAYS = ("kobo", "language")
_HEAD_END = "</head>"
_WHITE = re.compile(r"\s+")


def spanned(text: str, way: str) -> str:
    """The document for Kobo, with the numbers that it tells; `way` is how sentences are parted."""
    made = with_spans(text, cut_for(language_in(text), way))
    numbers = numbers_in(text, way) if NUMBERS in text else None
    return made if numbers is None else renumbered(made, numbers)


def way_of(text: str, kepub: str) -> str:
    """How the sentences of a document were parted, by what it became for Kobo."""
    return next((way for way in _WAYS if spanned(text, way) == kepub), _WAYS[0])


def numbered(old: str, new: str, way: str) -> str:
    """
    The newer document, which tells the numbers of its spans where they are not those that it would have of itself.

    `old` is the older one as it was made for Kobo, or as it was before.
    """
    before = spans_in(old) or spans_in(spanned(old, way))
    spans = spans_in(spanned(new, way))
    highest = max((highest_in(old), *(span.paragraph for span in before)))
    numbers = _kept(before, spans, highest)
    if numbers == [(span.paragraph, span.sentence) for span in spans]:
        return new
    highest = max((highest, *(one for one, _ in numbers)))
    meta = f'<meta name="{NUMBERS}" content="{numbers_told(way, numbers, highest)}"/>'
    head, end, rest = new.partition(_HEAD_END)
    return f"{head}{meta}{end}{rest}"


def _kept(before: Sequence[Span], spans: Sequence[Span], highest: int) -> list[tuple[int, int]]:
    """The number of each span: its own of before, else one that none had; `highest` is that of any paragraph."""
    kept = _pairs([_told(span) for span in before], [_told(span) for span in spans])
    last = Counter[int]()
    for span in before:
        last[span.paragraph] = max(last[span.paragraph], span.sentence)
    homes: dict[int, int] = {}
    for place, span in enumerate(spans):
        if place in kept:
            homes.setdefault(span.paragraph, before[kept[place]].paragraph)
    numbers: list[tuple[int, int]] = []
    for place, span in enumerate(spans):
        if place in kept:
            old = before[kept[place]]
            numbers.append((old.paragraph, old.sentence))
            continue
        home = homes.get(span.paragraph)
        if home is None:
            highest += 1
            home = homes[span.paragraph] = highest
        last[home] += 1
        numbers.append((home, last[home]))
    return numbers


def _pairs(old: list[str], new: list[str]) -> dict[int, int]:
    """Place of a sentence now → of the one that it was: in order, and those that moved if there is only one like it."""
    pairs = {there: here for here, there in _with_rewritten(aligned(old, new), len(old), len(new))}
    taken = set(pairs.values())
    lone_old = _once((text, place) for place, text in enumerate(old) if place not in taken)
    lone_new = _once((text, place) for place, text in enumerate(new) if place not in pairs)
    moved = {place: lone_old[text] for text, place in lone_new.items() if text in lone_old}
    return pairs | moved


def _with_rewritten(pairs: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[tuple[int, int]]:
    """With those that stand in the place of as many others: rewritten, or a number that has grown."""
    here = there = 0
    for one, other in (*pairs, (old, new)):
        if one - here == other - there:
            yield from zip(range(here, one), range(there, other), strict=True)
        if one < old:
            yield one, other
        here, there = one + 1, other + 1


def _once(texts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, list[int]] = {}
    for text, place in texts:
        found.setdefault(text, []).append(place)
    return {text: places[0] for text, places in found.items() if len(places) == 1 and text}


def _told(span: Span) -> str:
    return _WHITE.sub(" ", span.text).strip()
