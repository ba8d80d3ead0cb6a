"""How well breaks and spacing are told: `python benchmarks/scenes.py [--chapters N] [--table FILE]`.

Chapters in every habit of spacing, with breaks of every kind and with traps, are normalized; the breaks found are held
against the true ones. The table is Markdown.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from tests.ao3.scenes import HABITS, Score, chapter, score  # noqa: E402 - found by the line above

_HEADS = ("Precision", "Recall", "Spacing right")


def _total(name: str, chapters: int, *, held_out: bool) -> Score:
    total = Score()
    habit = next(habit for habit in HABITS if habit.name == name)
    for seed in range(chapters):
        total = total.plus(score(chapter(habit, seed, held_out=held_out)))
    return total


def _row(name: str, scores: list[Score]) -> str:
    cells = [name, str(sum(one.chapters for one in scores)), str(sum(one.true for one in scores))]
    for one in scores:
        cells += [f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.spacing:.3f}"]
    return f"| {' | '.join(cells)} |"


def main(words: list[str]) -> None:
    """Print the table, and write it to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chapters", type=int, default=150, help="chapters a habit and set of ornaments")
    parser.add_argument("--table", type=Path, help="Markdown file to write")
    options = parser.parse_args(words)
    held = [f"{head}, held out" for head in _HEADS]
    lines = [
        f"| {' | '.join(['How the chapter is spaced', 'Chapters', 'Breaks', *_HEADS, *held])} |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    whole = [Score(), Score()]
    for habit in HABITS:
        scores = [_total(habit.name, options.chapters, held_out=held_out) for held_out in (False, True)]
        whole = [total.plus(one) for total, one in zip(whole, scores, strict=True)]
        lines.append(_row(habit.name, scores))
    lines.append(_row("all", whole))
    table = "\n".join(lines) + "\n"
    sys.stdout.write(table)
    if options.table:
        options.table.write_text(table, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
