"""Floor, fic2epub and pandoc side by side: `python benchmarks/run.py [--rounds N] [--without-pandoc] [--table FILE]`.

The table is Markdown; `--table docs/explanation/benchmarks-table.md` renews the one in the documentation.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from corpus import write_download
from measure import Figures, race

HERE = Path(__file__).parent
CORPUS = HERE / "_corpus"


class Load(NamedTuple):
    """A download to convert, and how often."""

    words: int
    chapters: int
    mess: str
    rounds: int
    pandoc_rounds: int


LOADS = (
    Load(2_500, 1, "clean", 21, 21),
    Load(25_000, 12, "clean", 15, 15),
    Load(250_000, 60, "clean", 9, 3),
    Load(250_000, 60, "gdocs", 9, 3),
    Load(250_000, 60, "br", 9, 3),
    Load(2_500_000, 300, "clean", 5, 1),
    Load(2_500_000, 300, "gdocs", 5, 0),
)
"""pandoc wants a minute and 7 GB for the largest: once is enough, and on Google Docs' spans not at all."""


def _programs(source: Path, folder: Path) -> tuple[dict[str, list[str]], dict[str, Path]]:
    outputs = {name: folder / f"{name}.epub" for name in ("floor", "fic2epub")}
    script = Path(sys.executable).with_name("fic2epub")
    ours = [str(script)] if script.exists() else [sys.executable, "-m", "fic2epub"]
    return {
        "floor": [sys.executable, str(HERE / "floor.py"), str(source), str(outputs["floor"])],
        "fic2epub": [*ours, str(source), "-o", str(outputs["fic2epub"]), "--quiet"],
    }, outputs


def _measure(load: Load, *, pandoc: bool) -> dict[str, Figures]:
    """Two races: every round of floor and fic2epub, and fewer with pandoc, for it is slow."""
    source = write_download(CORPUS, load.words, load.chapters, load.mess)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs, outputs = _programs(source, folder)
        figures = race(programs, outputs, load.rounds)
        if pandoc and load.pandoc_rounds:
            import pypandoc  # noqa: PLC0415 - only those who compare need it

            outputs["pandoc"] = folder / "pandoc.epub"
            words = [pypandoc.get_pandoc_path(), "-f", "html", "-t", "epub3", "--toc", "--split-level=2"]
            programs["pandoc"] = [*words, str(source), "-o", str(outputs["pandoc"])]
            figures["pandoc"] = race(programs, outputs, load.pandoc_rounds)["pandoc"]
    return figures


def _rows(load: Load, figures: dict[str, Figures]) -> str:
    title = f"{load.words:,} words, {load.chapters} chapter{'s' * (load.chapters > 1)}, {load.mess}"
    return "".join(
        f"| {title if name == 'floor' else ''} | {name} | {found.wall:.3f} | {found.ratio:.2f} "
        f"| {found.cpu:.3f} | {found.peak:.0f} | {found.size:,} |\n"
        for name, found in figures.items()
    )


def _table(rows: str) -> str:
    machine = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = "| work | program | wall, s | × floor | CPU, s | peak, MiB | bytes out |\n|---|---|--:|--:|--:|--:|--:|\n"
    return f"Measured on {machine}.\n\n{head}{rows}"


def main() -> None:
    """Measure every load, and write the table after each: a long run can be watched, and stopped."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, help="the same number of rounds for every size")
    parser.add_argument("--largest", type=int, default=2_500_000, help="leave out works of more words")
    parser.add_argument("--without-pandoc", action="store_true")
    parser.add_argument("--table", type=Path)
    asked = parser.parse_args()
    rows = ""
    for load in (load for load in LOADS if load.words <= asked.largest):
        rounds = load._replace(rounds=asked.rounds or load.rounds)
        measured = _rows(rounds, _measure(rounds, pandoc=not asked.without_pandoc))
        print(measured, end="", flush=True)
        rows += measured
        if asked.table:
            asked.table.write_text(_table(rows), "utf-8")


if __name__ == "__main__":
    main()
