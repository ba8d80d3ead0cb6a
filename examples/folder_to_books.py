"""Make a book of every work in a folder: `python folder_to_books.py [FOLDER] [BOOKS]`."""

import sys
from pathlib import Path

import fic2epub

HERE = Path(__file__).parent


def main(folder: str = str(HERE), books: str = "books") -> None:
    """Convert what is a work, tell what is not, and go on."""
    options = fic2epub.Options(template="{fandom} - {title}")
    for path in sorted(Path(folder).glob("*.html")):
        try:
            book = fic2epub.convert(path, f"{books}/", options)
        except fic2epub.Fic2EpubError as error:
            print(f"left out {path.name}: {error.message}")
        else:
            print(f"{path.name} → {book.name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
