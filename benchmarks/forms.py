"""What each form costs, as a multiple of the download: `python benchmarks/forms.py [--rounds N] [--table FILE]`.

One generated work of 250,000 words in 60 chapters, in every form; the ratio of reading alone is measured in this
process, that of whole runs of the command as processes, both in turn. The table is Markdown.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).parents[1])]

from measure import Figures, race  # noqa: E402 - after the line above, for order

import fic2epub  # noqa: E402 - the same
from fic2epub.model import Source  # noqa: E402 - the same
from tests.ao3 import fragments, prose  # noqa: E402 - found by the line above
from tests.ao3.download import render  # noqa: E402 - found by the line above
from tests.ao3.epubs import calibre_epub  # noqa: E402 - found by the line above
from tests.ao3.flatten import flatten  # noqa: E402 - found by the line above
from tests.ao3.pages import Age, Viewer, render_page  # noqa: E402 - found by the line above
from tests.ao3.saves import Opened, chrome_mhtml  # noqa: E402 - found by the line above
from tests.ao3.works import Era, FakeChapter, FakeWork  # noqa: E402 - found by the line above

_CHAPTERS, _PARAGRAPHS = 60, 96


class Row(NamedTuple):
    """One form: its size, and what it costs as a multiple of the download."""

    form: str
    size: int
    reading: float
    run: Figures


def _work() -> FakeWork:
    chapters = tuple(
        FakeChapter(position=place, body=prose.paragraphs(f"tide-{place}", _PARAGRAPHS))
        for place in range(1, _CHAPTERS + 1)
    )
    return FakeWork(title="A Long Tide", chapters=chapters, planned=_CHAPTERS)


def _forms(work: FakeWork) -> dict[str, bytes]:
    """The file of every form, the yardstick first; in glued text there is the most to tell."""
    download = render(work, Era.D11)
    page = render_page(work, max(Age), None, Viewer(logged_in=True))
    return {
        "HTML download": download,
        "saved page": page,
        "saved page, MHTML": next(iter(chrome_mhtml(Opened(page=page)).values())),
        "fragment": fragments.units(work),
        "flattened text": flatten(download),
        "the archive's EPUB": calibre_epub(work, Era.D11),
    }


def _reading(forms: dict[str, bytes], rounds: int) -> dict[str, float]:
    """The ratio of processor time that reading takes, median over the rounds."""
    taken: dict[str, list[float]] = {form: [] for form in forms}
    for number in range(-1, rounds):
        for form, content in forms.items():
            gc.collect()
            start = time.process_time()
            fic2epub.read(Source(data=content, name="A Long Tide"))
            if number >= 0:
                taken[form].append(time.process_time() - start)
    yardstick = next(iter(taken.values()))
    return {
        form: statistics.median(mine / other for mine, other in zip(times, yardstick, strict=True))
        for form, times in taken.items()
    }


def _runs(forms: dict[str, bytes], rounds: int) -> dict[str, Figures]:
    """Whole runs of the command, cover included."""
    script = str(Path(sys.executable).with_name("fic2epub"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        outputs = {form: folder / f"{place}.epub" for place, form in enumerate(forms)}
        programs = {}
        for place, (form, content) in enumerate(forms.items()):
            source = folder / f"source-{place}"
            source.write_bytes(content)
            programs[form] = [script, str(source), "-o", str(outputs[form]), "--quiet"]
        return race(programs, outputs, rounds)


def _table(rows: list[Row]) -> str:
    lines = ["| form | size | reading | whole run | seconds | peak |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {row.form} | {row.size / 1e6:.2f} MB | {row.reading:.2f} | {row.run.ratio:.2f} | {row.run.wall:.2f} "
        f"| {row.run.peak:.0f} MiB |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def main(words: list[str]) -> None:
    """Print the table, and write it to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--table", type=Path, help="Markdown file to write")
    options = parser.parse_args(words)
    forms = _forms(_work())
    reading, runs = _reading(forms, 3 * options.rounds), _runs(forms, options.rounds)
    table = _table([Row(form, len(content), reading[form], runs[form]) for form, content in forms.items()])
    sys.stdout.write(table)
    if options.table:
        options.table.write_text(table, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
