"""
How many places in a book lead to the same sentence in its next edition, by kind of reading system.

Authors by chance (tests/places/histories.py) save a work, change it, and save it again. Each save is made a book: by
`convert`, as if there were none yet, and by `update`, from the book before. Run from the repository's root:

    python benchmarks/places.py 300

Prints a table for `docs/explanation/places.md`; `--table FILE` writes it there.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.options import Options
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.places.histories import SHIFTING, Author
from tests.places.measuring import KINDS, tried

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS = Options(cover="none")
UPDATES = 4
MOST_CHANGES = 4
LENGTH = (30, 80)
"""Paragraphs of a chapter: about as many as on the archive, where two or three thousand words are usual."""
Figures = Counter[tuple[str, str, str]]
"""Way, kind, and what is counted: `places`, `missed`, and of these `edited` and `shifted`."""


def converted(save: bytes) -> bytes:
    """The book that the save makes by itself."""
    return epub_bytes(fic2epub.build(fic2epub.read(save, OPTIONS), OPTIONS))


def history(seed: int) -> Figures:
    """What becomes of all places over one work's life."""
    author = Author(seed, LENGTH)
    before = dict.fromkeys(("convert", "update"), converted(render(author.save(), Era.D11)))
    figures = Figures()
    for _ in range(UPDATES):
        kinds = author.work_on(author.chance.randint(1, MOST_CHANGES))
        save = render(author.save(), Era.D11)
        after = {"convert": converted(save), "update": fic2epub.update(before["update"], save).content}
        for way, book in after.items():
            found = tried(before[way], book)
            for kind in KINDS:
                figures[way, kind, "places"] += found.count[kind]
                figures[way, kind, "missed"] += found.missed[kind]
            for kind, _, name, _ in found.misses:
                if name in author.edited:
                    figures[way, kind, "edited"] += 1
                elif SHIFTING.intersection(kinds):
                    figures[way, kind, "shifted"] += 1
        before = after
    return figures


def table(figures: Figures, histories: int) -> Iterator[str]:
    """The figures for people."""
    yield f"| of {histories} works with {UPDATES} updates each | places | kept | where the paragraph is as it was "
    yield "| and no chapter came in between or moved |\n|---|---:|---:|---:|---:|\n"
    for way in ("convert", "update"):
        for kind in KINDS:
            count, missed, edited, shifted = (
                figures[way, kind, what] for what in ("places", "missed", "edited", "shifted")
            )
            shares = (missed, missed - edited, missed - edited - shifted)
            told = (f"{100 * (1 - lost / count):.2f} %" for lost in shares)
            yield f"| {way}, {kind} | {count:,} | {' | '.join(told)} |\n"


def main() -> None:
    """Try as many works as are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("histories", type=int, nargs="?", default=100)
    parser.add_argument("--table", type=Path)
    asked = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        figures = sum(pool.map(history, range(asked.histories), chunksize=4), Figures())
    said = "".join(table(figures, asked.histories))
    sys.stdout.write(said)
    if asked.table:
        asked.table.write_text(said, "utf-8")


if __name__ == "__main__":
    main()
