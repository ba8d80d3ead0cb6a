"""
Writes the tables of docs/explanation/preflight.md: `python docs/gallery/findings.py`.

What `fic2epub check` finds in the books that other programs make of our own works, and what is left of it when they
were mended. Wants calibre, pandoc and FanFicFare, as the gallery does, and EPUBCheck with a Java, as the tests do.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from peers import PEERS, ROOT, missing

import fic2epub
from fic2epub.checking import KINDS, check, fix

sys.path.insert(0, str(ROOT))

from tests.ao3.cases import named
from tests.validators.judges import complaints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fic2epub.checking import Finding

_TABLE = ROOT / "docs/explanation/preflight-table.md"
_EXAMPLES = (
    *("the-clock-that-kept-the-tide.html", "forms/the-weather-house.html", "forms/yours-faithfully.html"),
    *("penny-quay/two-lanterns-for-mrs-dray.html", "penny-quay/the-quay-at-low-water.html"),
    *("languages/german.html", "languages/russian.html", "languages/japanese.html", "languages/arabic.html"),
)
_CASES = (
    *("elements-blocks", "elements-tables", "elements-inline", "elements-images", "elements-headings"),
    *("footnotes-copied-ids", "links-of-every-kind", "mess-word", "mess-google-docs", "mess-hidden-things"),
    *("long-chapter", "text-arabic", "text-japanese", "stats-unfinished-d9", "notes-everywhere"),
)
"""Of `tests/ao3/cases`: markup as authors leave it behind."""
_HARMS = ("refused", "spoiled", "poor")


class Judged(NamedTuple):
    """A book before and after it was mended."""

    before: tuple[Finding, ...]
    after: tuple[Finding, ...]
    errors: int
    """EPUBCheck's, with its warnings."""
    errors_left: int


def _works(folder: Path) -> Iterator[Path]:
    """The downloads of all works."""
    yield from (ROOT / "examples" / name for name in _EXAMPLES)
    for name in _CASES:
        path = folder / f"{name}.html"
        path.write_bytes(named(name).source())
        yield path


def _judged(book: Path) -> Judged:
    content = book.read_bytes()
    made = fix(content, name=book.name)
    mended = book.with_suffix(".fixed.epub")
    mended.write_bytes(made.content)
    return Judged(check(content, name=book.name), made.left, len(complaints(book)), len(complaints(mended)))


def _ours(download: Path, folder: Path) -> Path:
    return fic2epub.convert(download, folder / "ours.epub", fic2epub.Options(partial=True))


def _all(folder: Path) -> Iterator[tuple[str, Judged]]:
    makers: dict[str, Callable[[Path, Path], Path]] = {"fic2epub": _ours, **PEERS}
    for number, work in enumerate(_works(folder)):
        for maker, make in makers.items():
            place = folder / f"{number}-{maker}"
            place.mkdir()
            try:
                book = make(work, place)
            except (AttributeError, ValueError):
                continue  # FanFicFare asks for more than is printed here of a work without chapters or dates
            yield maker, _judged(book)
        print(work.stem)


def _tables(judged: list[tuple[str, Judged]]) -> Iterator[str]:
    makers = list(dict.fromkeys(maker for maker, _ in judged))
    yield "In how many books is something refused, spoiled, poor, or nothing at all, for all readers at once:\n"
    yield "| maker | books | | refused | spoiled | poor | clean | EPUBCheck's errors |"
    yield "|---|--:|---|--:|--:|--:|--:|--:|"
    for maker in makers:
        mine = [one for name, one in judged if name == maker]
        yield _row(
            f"{maker} | {len(mine)}", "as they are", [one.before for one in mine], sum(one.errors for one in mine)
        )
        if any(one.before for one in mine):
            yield _row(" | ", "mended", [one.after for one in mine], sum(one.errors_left for one in mine))
    yield "\nIn how many books each was found, and after `--fix` in how many:\n"
    yield f"| code | | {' | '.join(makers)} | reason |"
    yield f"|---|---|{'--:|' * len(makers)}---|"
    for code in sorted({one.code for _, book in judged for one in book.before}):
        cells = (_cell(code, [one for name, one in judged if name == maker]) for maker in makers)
        yield f"| {code} | {KINDS[code].harm.value} | {' | '.join(cells)} | {KINDS[code].reason} |"


def _row(maker: str, state: str, found: list[tuple[Finding, ...]], errors: int) -> str:
    harms = [sum(any(one.harm.value == harm for one in book) for book in found) for harm in _HARMS]
    clean = sum(not book for book in found)
    return f"| {maker} | {state} | {' | '.join(map(str, harms))} | {clean} | {errors} |"


def _cell(code: str, books: list[Judged]) -> str:
    times: Counter[str] = Counter()
    for book in books:
        times["before"] += any(one.code == code for one in book.before)
        times["after"] += any(one.code == code for one in book.after)
    if not times["before"]:
        return ""
    return f"{times['before']} → {times['after']}"


def main() -> None:
    """Make all books, and write the tables."""
    logging.disable()
    absent = missing()
    if absent:
        sys.exit(f"install {', '.join(absent)}")
    with tempfile.TemporaryDirectory(prefix="findings-") as folder:
        judged = list(_all(Path(folder)))
    _TABLE.write_text("\n".join(_tables(judged)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
