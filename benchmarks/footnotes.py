"""How well notes made by hand are found: `python benchmarks/footnotes.py [--works N] [--traps N] [--table FILE]`.

Generated works with notes of every kind, and works without any that are full of what looks like them, are printed as
downloads and made books of; the links of the books are held against the truth. The table is Markdown.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from tests.ao3.footnotes import KINDS, footnoted_work, unnoted_work  # noqa: E402 - found by the line above
from tests.ao3.linked_notes import Score, book_of, linked_pairs, score_of  # noqa: E402 - found by the line above

_CHAPTERS = 5


def _row(name: str, score: Score) -> str:
    due = score.right + score.missed
    return f"| {name} | {due} | {score.right} | {score.wrong} | {score.missed} |"


def main(words: list[str]) -> None:
    """Print the table, and write it to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=40, help="works a kind")
    parser.add_argument("--traps", type=int, default=200, help="works without notes, of five chapters each")
    parser.add_argument("--table", type=Path, help="Markdown file to write")
    options = parser.parse_args(words)
    lines = ["| Notes | Marks | Linked right | Linked wrong | Missed |", "|---|---|---|---|---|"]
    for kind in KINDS:
        score = score_of(footnoted_work(seed, (kind,)) for seed in range(options.works))
        lines.append(_row(kind.__name__.replace("_", " "), score))
    mixed = score_of(footnoted_work(seed, chapters=8) for seed in range(2 * options.works))
    lines.append(_row("all kinds in one work", mixed))
    false = sum(len(linked_pairs(book_of(unnoted_work(seed, _CHAPTERS)))) for seed in range(options.traps))
    lines.append(_row(f"none, in {options.traps * _CHAPTERS:,} chapters full of traps", Score(wrong=false)))
    table = "\n".join(lines) + "\n"
    sys.stdout.write(table)
    if options.table:
        options.table.write_text(table, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
