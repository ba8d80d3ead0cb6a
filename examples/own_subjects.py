"""Choose what a library files the book under: `python own_subjects.py [WORK.html] [FOLDER]`."""

import sys
from pathlib import Path

import fic2epub

HERE = Path(__file__).parent


def main(work: str = str(HERE / "the-clock-that-kept-the-tide.html"), folder: str = ".") -> None:
    """Shelve the book under a word of our own, its rating and its tags; leave fandoms out."""
    options = fic2epub.Options(shelf="Bedtime", subjects=("shelf", "rating", "tag"))
    book = fic2epub.build(fic2epub.read(work), options)
    for subject in book.subjects:
        print("-", subject)
    print(fic2epub.write(book, Path(folder) / "bedtime.epub"))


if __name__ == "__main__":
    main(*sys.argv[1:])
