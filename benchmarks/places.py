"""
How many places in a book lead to the same sentence in its next edition, by kind of reading system.

Authors by chance (tests/places/histories.py) save a work, change it, and save it again. Each save is made a book: by
`convert`, as if there were none yet, and by `update`, from the book before. Run from the repository's root:

    python benchmarks/places.py 300

Updates in which chapters change places are counted apart, in other histories.
Prints a table for `docs/explanation/places.md`; `--table FILE` writes it there.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.options import Options
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.places.histories import MOVING, Author
from tests.places.measuring import KINDS, tried

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.places.measuring import Tried

OPTIONS = Options(cover="none")
UPDATES = 4
MOST_CHANGES = 4
LENGTH = (30, 80)
"""Paragraphs of a chapter: about as many as on the archive, where two or three thousand words are usual."""
Figures = Counter[tuple[str, str, str]]
"""Way, kind, and what is counted: `places`, `missed`, and of these `edited`."""
WAYS = ("convert", "update")
MOVED = "update, chapters moved"
"""What is said of updates between which chapters changed places, in works of whose others nothing is told."""


def converted(save: bytes) -> bytes:
    """The book that the save makes by itself."""
    return epub_bytes(fic2epub.build(fic2epub.read(save, OPTIONS), OPTIONS))


def history(seed: int, *, moves: bool) -> Figures:
    """What becomes of all places over one work's life, where chapters change places once in a while or never."""
    author = Author(seed, LENGTH, moves=moves)
    before = dict.fromkeys(WAYS, converted(render(author.save(), Era.D11)))
    figures = Figures()
    for _ in range(UPDATES):
        kinds = author.work_on(author.chance.randint(1, MOST_CHANGES))
        save = render(author.save(), Era.D11)
        after = {"convert": converted(save), "update": fic2epub.update(before["update"], save).content}
        if not moves:
            for way, book in after.items():
                _count(way, tried(before[way], book), author, figures)
        elif not MOVING.isdisjoint(kinds):
            _count(MOVED, tried(before["update"], after["update"]), author, figures)
        before = after
    return figures


def _count(way: str, found: Tried, author: Author, figures: Figures) -> None:
    """Add what was found to the figures."""
    for kind in KINDS:
        figures[way, kind, "places"] += found.count[kind]
        figures[way, kind, "missed"] += found.missed[kind]
    for kind, _, name, _ in found.misses:
        figures[way, kind, "edited"] += name in author.edited


def table(figures: Figures, histories: int) -> Iterator[str]:
    """The figures for people."""
    yield f"| of {histories} works with {UPDATES} updates each | places | kept | where the paragraph is as it was |\n"
    yield "|---|---:|---:|---:|\n"
    for way in (*WAYS, MOVED):
        for kind in KINDS:
            count, missed, edited = (figures[way, kind, what] for what in ("places", "missed", "edited"))
            told = (f"{100 * (1 - lost / max(1, count)):.2f} %" for lost in (missed, missed - edited))
            yield f"| {way}, {kind} | {count:,} | {' | '.join(told)} |\n"


def main() -> None:
    """Try as many works as are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("histories", type=int, nargs="?", default=100)
    parser.add_argument("--table", type=Path)
    asked = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        lives = (
            pool.map(partial(history, moves=moves), range(asked.histories), chunksize=4) for moves in (False, True)
        )
        figures = sum(chain.from_iterable(lives), Figures())
    said = "".join(table(figures, asked.histories))
    sys.stdout.write(said)
    if asked.table:
        asked.table.write_text(said, "utf-8")


if __name__ == "__main__":
    main()
