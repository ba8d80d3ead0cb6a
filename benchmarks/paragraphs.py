"""How well glued paragraphs are told apart: `python benchmarks/paragraphs.py [--works N] [--table FILE]`.

Generated works in every voice, and every download of the catalogue, are printed as downloads, flattened and read;
the borders found are held against the true ones. The table is Markdown.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).parents[1])]

from tests.ao3.borders import Score, score_of_case, score_of_voice  # noqa: E402 - found by the line above
from tests.ao3.cases import CASES  # noqa: E402 - found by the line above
from tests.ao3.voices import BETWEEN, SETS, VOICES  # noqa: E402 - found by the line above


class Row(NamedTuple):
    """One line of the table."""

    name: str
    scores: list[Score]


def _voices(works: int) -> list[Row]:
    rows = []
    for voice in VOICES:
        glued = [score_of_voice(voice, range(works), words, "glued") for words in SETS]
        others = [score_of_voice(voice, range(works // 4), "known", stored) for stored in BETWEEN if stored != "glued"]
        rows.append(Row(voice.name, [*glued, *others]))
    return rows


def _catalogue() -> Row:
    total: dict[str, Score] = defaultdict(Score)
    for case in CASES:
        total["all"] += score_of_case(case)
    return Row("every download of the catalogue", [total["all"]])


def main(words: list[str]) -> None:
    """Print the table, and write it to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=20, help="works a voice and set of words")
    parser.add_argument("--table", type=Path, help="Markdown file to write")
    options = parser.parse_args(words)
    head = "| Voice | Precision | Recall | F1 | F1, held out | F1, newlines between | F1, now and then |"
    lines = [head, "|---|---|---|---|---|---|---|"]
    for name, scores in _voices(options.works):
        first, *others = scores
        figures = [f"{first.precision:.3f}", f"{first.recall:.3f}", f"{first.f1:.3f}"]
        lines.append(f"| {name} | {' | '.join([*figures, *(f'{score.f1:.3f}' for score in others)])} |")
    name, (score,) = _catalogue()
    lines.append(f"| {name} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} | | | |")
    table = "\n".join(lines) + "\n"
    sys.stdout.write(table)
    if options.table:
        options.table.write_text(table, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
