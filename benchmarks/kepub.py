"""What a KEPUB takes to make, beside what lxml takes to parse and serialize the same documents.

`python benchmarks/kepub.py [--words 250000] [--rounds 7]`: prints lines for `docs/how-to/kobo.md`. Times are of the
processor, the best of the rounds: what else the machine does only adds to them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import zipfile
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))

from corpus import write_download

import fic2epub
from fic2epub.kepub import SENTENCES, kepub_bytes, undone_bytes
from fic2epub.kepub.sentences import cut_for
from fic2epub.kepub.spans import with_spans

if TYPE_CHECKING:
    from collections.abc import Callable

CHAPTERS = 40
MESSES = ("clean", "gdocs")


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Processor time of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def documents(book: bytes) -> list[str]:
    """The documents of a book."""
    with zipfile.ZipFile(BytesIO(book)) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")]


def parsed_and_serialized(texts: list[bytes]) -> None:
    """The yardstick."""
    for text in texts:
        etree.tostring(etree.fromstring(text))


def spanned(texts: list[str], way: str) -> None:
    """What is measured: the documents for Kobo."""
    cut = cut_for("en", way)
    for text in texts:
        with_spans(text, cut)


def lines(mess: str, words: int, rounds: int) -> list[str]:
    """What one book takes."""
    with tempfile.TemporaryDirectory() as folder:
        source = write_download(Path(folder), words, CHAPTERS, mess)
        book = fic2epub.convert(source, Path(folder) / "book.epub").read_bytes()
    texts = documents(book)
    yardstick = seconds(partial(parsed_and_serialized, [text.encode() for text in texts]), rounds)
    size = sum(map(len, texts)) / 1e6
    kepub = kepub_bytes(book).content
    told: list[tuple[str, Callable[[], object]]] = [
        (f"documents, `--sentences {way}`", partial(spanned, texts, way)) for way in SENTENCES
    ]
    told += [("whole book", partial(kepub_bytes, book)), ("whole book, `--undo`", partial(undone_bytes, kepub))]
    taken = [(name, seconds(work, rounds)) for name, work in told]
    return [f"| {mess} | {name} | {time / yardstick:.1f} | {size / time:.0f} |" for name, time in taken]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", type=int, default=250_000)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    print("| book | | times lxml's | MB of documents a second |\n|---|---|---:|---:|")
    for mess in MESSES:
        print("\n".join(lines(mess, asked.words, asked.rounds)))


if __name__ == "__main__":
    main()
