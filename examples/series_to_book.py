"""Bind saved works into one book, in the order of their series: `series_to_book.py [BOOK] [FILE OR FOLDER …]`."""

import sys
from pathlib import Path

import fic2epub

HERE = Path(__file__).parent
SERIES = (str(HERE / "the-clock-that-kept-the-tide.html"), str(HERE / "penny-quay"))


def main(book: str = "series.epub", *sources: str) -> None:
    """Say what is in the book, and what is missing."""
    omnibus = fic2epub.omnibus(sources or SERIES)
    print(f"{omnibus.metadata.title}:")
    for part in omnibus.parts:
        print(f"- {part.metadata.title} ({len(part.chapters)} chapters)")
    for notice in omnibus.notices:
        if notice.code in {"R081", "R083"}:
            print(notice.message)
    fic2epub.write(fic2epub.build(omnibus), book, force=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
