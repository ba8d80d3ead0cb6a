"""How many places in a book lead to the same sentence in its next edition."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from tests.places.histories import name_in
from tests.places.resolving import OnKobo, Opened

__all__ = ["KINDS", "Tried", "tried"]

KINDS = ("KOReader", "EPUB CFI", "Kobo")


class Tried(NamedTuple):
    """Places that were tried."""

    count: Counter[str]
    """By kind; those whose sentence is still there."""
    missed: Counter[str]
    """Those that led elsewhere."""
    misses: tuple[tuple[str, str, str, str], ...]
    """Kind, place, sentence, and what was found in its stead."""

    def __add__(self, other: Tried) -> Tried:  # type: ignore[override]
        """Both together."""
        return Tried(self.count + other.count, self.missed + other.missed, self.misses + other.misses)


NONE = Tried(Counter(), Counter(), ())


def tried(before: bytes, after: bytes, step: int = 1) -> Tried:
    """Every place of each kind in one edition, or every so many of them, looked up in another."""
    old, new = Opened(before), Opened(after)
    here, there = OnKobo(before), OnKobo(after)
    names = {name_in(spot.sentence) for _, spot in new.spots()}
    count, missed, misses = Counter[str](), Counter[str](), []
    for place, (number, spot) in enumerate(old.spots()):
        name = name_in(spot.sentence)
        if place % step or name not in names:
            continue
        pointer, cfi = old.xpointer(number, spot, explicit=bool(place % 2)), old.cfi(number, spot)
        assert name_in(old.at_xpointer(pointer).sentence) == name  # type: ignore[union-attr]
        assert name_in(old.at_cfi(cfi).sentence) == name  # type: ignore[union-attr]
        for kind, address, found in (
            ("KOReader", pointer, new.at_xpointer(pointer)),
            ("EPUB CFI", cfi, new.at_cfi(cfi)),
        ):
            count[kind] += 1
            got = "" if found is None else found.sentence
            if name_in(got) != name:
                missed[kind] += 1
                misses.append((kind, address, name, got))
    for address, text in list(here.spans.items())[::step]:
        name = name_in(text)
        if name in names:
            count["Kobo"] += 1
            if name_in(there.spans.get(address, "")) != name:
                missed["Kobo"] += 1
                misses.append(("Kobo", address, name, there.spans.get(address, "")))
    return Tried(count, missed, tuple(misses))
