"""Say what is known of a work, and what is not: `python inspect_facts.py [WORK.html]`."""

import sys
from pathlib import Path

import fic2epub

HERE = Path(__file__).parent


def main(path: str = str(HERE / "the-clock-that-kept-the-tide.html")) -> None:
    """Print the facts that a library asks for, then all that was guessed, missing or lost."""
    work = fic2epub.read(path)
    facts = work.metadata
    print("title:   ", facts.title)
    print("by:      ", ", ".join(creator.name for creator in facts.creators))
    print("language:", facts.language)
    print("words:   ", facts.words)
    print("complete:", "yes" if facts.progress and facts.progress.complete else "no")
    for notice in work.notices:
        print(f"{notice.severity.value}: {notice.message} ({notice.code})")
    if not work.notices:
        print("all of it is sure")


if __name__ == "__main__":
    main(*sys.argv[1:])
