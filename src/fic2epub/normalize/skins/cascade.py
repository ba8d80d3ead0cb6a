"""The cascade, done once and for all: which declarations hold for an element, for its `::before` and its `::after`.

What an old reader would have to work out from selectors of all kinds is known here, for the elements are. Elements
that the same rules mean share one `Style`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.skins.judge import judged
from fic2epub.normalize.skins.matching import keys_of
from fic2epub.normalize.skins.scanner import declarations_in
from fic2epub.normalize.skins.static import made_static

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fic2epub.normalize.skins.judge import Declaration
    from fic2epub.normalize.skins.matching import Nodes
    from fic2epub.normalize.skins.selectors import Selector
    from fic2epub.normalize.skins.sheet import Sheet

__all__ = ["PLAIN", "Cascade", "Style"]


class _Entry(NamedTuple):
    """One selector of one rule."""

    weight: tuple[int, int, int]
    number: int
    """Of the rule; later ones win."""
    place: int
    """Among all selectors of the work."""
    selector: Selector


_MOST_JUDGED = 3_000
"""Rules that cssutils is asked about: each takes it a millisecond."""


@dataclass(slots=True, eq=False)
class Style:
    """What a set of rules says of an element; compared by identity."""

    rules: tuple[int, ...] = ()
    own: dict[str, str] = field(default_factory=dict)
    """Longhands, without those of rules that speak of the whole text."""
    all: dict[str, str] = field(default_factory=dict)
    """Longhands of all rules."""
    touched: frozenset[str] = frozenset()
    """Longhands that change under a reader's hand."""
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    """The longhands of `before`, `after` and `first-letter`."""
    touched_parts: dict[str, dict[str, str]] = field(default_factory=dict)
    """The same while a reader points at something."""
    colour_order: int = 0
    """The rule that gives the colour, by its number."""


PLAIN = Style()
"""Of an element that no rule means."""


class Cascade:
    """The rules of a work, ready to be asked about elements."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._simple: defaultdict[str, list[_Entry]] = defaultdict(list)
        """Selectors that ask for a name and classes alone: what they mean is known once for all elements alike."""
        self._others: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._alike: dict[tuple[str, frozenset[str]], list[_Entry]] = {}
        self._styles: dict[tuple[str | int, ...], Style] = {}
        self._judged: dict[int, tuple[Declaration, ...]] = {}
        self.left_out: set[int] = set()
        """Rules that came too late to be judged."""
        place = 0
        for rule in sheet.rules:
            for selector in rule.selectors:
                kept = self._simple if selector.is_simple else self._others
                kept[keys_of(selector)].append(_Entry(selector.weight, rule.number, place, selector))
                place += 1

    def style_of(self, nodes: Nodes, index: int, inline: str = "") -> Style:
        """The style of one element, by the rules and by declarations of its own."""
        keys = [str(nodes.elements[index].tag), "*", *(f".{name}" for name in nodes.classes[index])]
        entries = [entry for key in keys for entry in self._others.get(key, ())]
        met = [one for one in entries if nodes.matches(one.selector, index)]
        met = sorted([*met, *self._met_by_likes(nodes, index, keys)], key=lambda one: one[:3])
        if not met and not inline:
            return PLAIN
        key: tuple[str | int, ...] = (inline, *(entry.place for entry in met))
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._computed(met, inline)
        return style

    def _met_by_likes(self, nodes: Nodes, index: int, keys: list[str]) -> list[_Entry]:
        """The simple selectors that mean an element, and all others of its name with its classes."""
        kind = (keys[0], nodes.classes[index])
        found = self._alike.get(kind)
        if found is None or not index:
            entries = [entry for key in keys for entry in self._simple.get(key, ())]
            found = [one for one in entries if nodes.matches(one.selector, index)]
            if index:
                self._alike[kind] = found
        return found

    @property
    def used(self) -> set[int]:
        """The rules that mean any element, by their numbers."""
        return {number for style in self._styles.values() for number in style.rules}

    def declarations(self, number: int) -> tuple[Declaration, ...]:
        """What one rule declares, with static values."""
        found = self._judged.get(number)
        if found is None and len(self._judged) >= _MOST_JUDGED:
            self.left_out.add(number)
            return ()
        if found is None:
            found = self._judged[number] = judged(static_block(self._sheet.rules[number].block, self._sheet.variables))
        return found

    def _computed(self, met: list[_Entry], inline: str) -> Style:
        written = judged(static_block(inline, self._sheet.variables)) if inline else ()
        still = [entry for entry in met if not entry.selector.stateful]
        plain = [entry for entry in still if not entry.selector.part]
        ours = [entry for entry in plain if not entry.selector.is_page]
        moved = [entry for entry in met if entry.selector.stateful]
        return Style(
            rules=tuple(dict.fromkeys(entry.number for entry in met)),
            own=self._merged(ours, written),
            all=self._merged(plain, written),
            touched=frozenset(self._merged(entry for entry in moved if not entry.selector.part)),
            parts={part: self._merged(_of_part(still, part)) for part in _parts(still)},
            touched_parts={part: self._merged(_of_part(met, part)) for part in _parts(moved)},
            colour_order=max((entry.number for entry in ours if self._colours(entry.number)), default=0),
        )

    def _colours(self, number: int) -> bool:
        return any(one.name in ("color", "background-color") for one in self.declarations(number))

    def _merged(self, entries: Iterable[_Entry], more: tuple[Declaration, ...] = ()) -> dict[str, str]:
        """Later declarations over earlier ones, important ones over all."""
        found = [one for entry in entries for one in self.declarations(entry.number)]
        found += more
        merged = {one.name: one.value for one in found if one.name and not one.important}
        merged |= {one.name: one.value for one in found if one.name and one.important}
        return merged


def _parts(entries: list[_Entry]) -> list[str]:
    return sorted({entry.selector.part for entry in entries if entry.selector.part})


def _of_part(entries: list[_Entry], part: str) -> list[_Entry]:
    return [entry for entry in entries if entry.selector.part == part]


def static_block(block: str, variables: Mapping[str, str]) -> str:
    """The block with its values made static; what cannot be is left out, as a browser does."""
    if not any(sign in block for sign in ("(", "#", "--")):
        return block
    kept = []
    for name, value in declarations_in(block):
        static = None if name.startswith("--") else made_static(value, variables)
        if static is not None:
            kept.append(f"{name}: {static}")
    return "; ".join(kept)
