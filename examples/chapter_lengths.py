"""Walk the chapters of a work, and draw how long they are: `python chapter_lengths.py [WORK.html]`."""

import re
import sys
from pathlib import Path

import fic2epub

HERE = Path(__file__).parent
WIDTH = 40


def main(path: str = str(HERE / "the-clock-that-kept-the-tide.html")) -> None:
    """Count words in each chapter's body, which is an ordinary lxml element."""
    work = fic2epub.read(path)
    lengths = {
        f"{chapter.number}. {chapter.title or work.metadata.title}": len(
            re.findall(r"[\w’'-]+", "".join(chapter.body.element.itertext()))
        )
        for chapter in work.chapters
    }
    longest = max(lengths.values(), default=1)
    for name, words in lengths.items():
        print(f"{name:<30} {'█' * round(WIDTH * words / longest)} {words}")


if __name__ == "__main__":
    main(*sys.argv[1:])
