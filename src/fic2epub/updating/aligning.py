"""Which texts of a newer edition are which of the older one: in the same order, and in time that grows as they do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["aligned", "likeness", "same"]

_ALIKE = 0.5
"""How alike an edited text and the one of before are at least: of all their words, those that both have."""
_WINDOW = 60
"""Texts of either side between two that did not change, which are compared each with each; of more, those in step."""
_WORD = re.compile(r"\w+|[^\w\s]")


def aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places of texts that are the same, or the same but for an edit, in the order of both."""
    pairs = same(old, new)
    found: list[tuple[int, int]] = []
    here = there = 0
    for one, other in (*pairs, (len(old), len(new))):
        found += _edited(old, new, range(here, one), range(there, other))
        if one < len(old):
            found.append((one, other))
        here, there = one + 1, other + 1
    return found


def same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places of texts that did not change, in the order of both."""
    return list(_same(old, new, range(len(old)), range(len(new))))


def _same(old: Sequence[str], new: Sequence[str], here: range, there: range) -> Iterator[tuple[int, int]]:
    """Those at both ends, those that each side has once, and so on between these (the "patience" of Bram Cohen)."""
    behind: list[tuple[int, int]] = []
    while here and there and old[here[0]] == new[there[0]]:
        yield here[0], there[0]
        here, there = here[1:], there[1:]
    while here and there and old[here[-1]] == new[there[-1]]:
        behind.append((here[-1], there[-1]))
        here, there = here[:-1], there[:-1]
    if here and there:
        anchors = _anchors(old, new, here, there)
        for one, other in anchors:
            yield from _same(old, new, range(here.start, one), range(there.start, other))
            yield one, other
            here, there = range(one + 1, here.stop), range(other + 1, there.stop)
        if anchors:
            yield from _same(old, new, here, there)
    yield from reversed(behind)


def _anchors(old: Sequence[str], new: Sequence[str], here: range, there: range) -> list[tuple[int, int]]:
    """The longest row of texts that both have once, in the order of both."""
    places = _once(old, here)
    pairs = [(places[text], place) for text, place in _once(new, there).items() if text in places]
    pairs.sort(key=lambda pair: pair[1])
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (one, _) in enumerate(pairs):
        length = bisect_left(ends, one)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [one]
        last[length : length + 1] = [number]
    row: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _once(texts: Sequence[str], places: range) -> dict[str, int]:
    counts = Counter(texts[place] for place in places)
    return {texts[place]: place for place in places if counts[texts[place]] == 1}


def _edited(old: Sequence[str], new: Sequence[str], here: range, there: range) -> list[tuple[int, int]]:
    """The best pairs of texts that differ, none crossing another: of all rows the one that is the most alike."""
    if not here or not there:
        return []
    if len(here) > _WINDOW or len(there) > _WINDOW:
        pairs = zip(here, there, strict=False)
        return [(one, other) for one, other in pairs if likeness(old[one], new[other]) >= _ALIKE]
    words = [Counter(_WORD.findall(new[place])) for place in there]
    best: list[list[float]] = [[0.0] * (len(there) + 1) for _ in range(len(here) + 1)]
    alike: list[list[float]] = []
    for row, place in enumerate(here):
        of_old = Counter(_WORD.findall(old[place]))
        shares = [_share(of_old, of_new) for of_new in words]
        alike.append([share + _opening(old[place], new[two]) for share, two in zip(shares, there, strict=True)])
        for column in range(len(there)):
            score = alike[row][column]
            paired = best[row][column] + score if score >= _ALIKE else 0.0
            best[row + 1][column + 1] = max(best[row][column + 1], best[row + 1][column], paired)
    found: list[tuple[int, int]] = []
    row, column = len(here), len(there)
    while row and column:
        score = alike[row - 1][column - 1]
        if score >= _ALIKE and best[row][column] == best[row - 1][column - 1] + score:
            found.append((here[row - 1], there[column - 1]))
            row, column = row - 1, column - 1
        elif best[row][column] == best[row - 1][column]:
            row -= 1
        else:
            column -= 1
    return found[::-1]


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: the words that both have, of the words of either."""
    return 1.0 if one == other else _share(Counter(_WORD.findall(one)), Counter(_WORD.findall(other)))


def _opening(one: str, other: str) -> float:
    """How much of two texts is the same from their beginnings on: places in a text are counted from there."""
    pairs = zip(one, other, strict=False)
    same = next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    return same / max(1, len(one), len(other))


def _share(one: Counter[str], other: Counter[str]) -> float:
    """Of the shorter one's words those that both have, if it is no mere scrap of the longer one."""
    least, most = sorted((one.total(), other.total()))
    if not least:
        return 0.0
    common = (one & other).total()
    return common / least if 3 * least >= most else 2 * common / (least + most)
