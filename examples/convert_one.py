"""Make a book of one work: `python convert_one.py [WORK.html] [FOLDER]`."""

import sys
from pathlib import Path

import fic2epub

HERE = Path(__file__).parent


def main(work: str = str(HERE / "the-clock-that-kept-the-tide.html"), folder: str = ".") -> None:
    """Convert the work, and say where the book is."""
    try:
        book = fic2epub.convert(work, folder)
    except fic2epub.Fic2EpubError as error:
        sys.exit(str(error))  # what is wrong, where, and what to do
    print(book)


if __name__ == "__main__":
    main(*sys.argv[1:])
