"""
`python -m tests.ao3 FOLDER` writes the catalogue's files, for looking at.

`python -m tests.ao3 --forms FOLDER` writes the book of every case in every form of source, for validators.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.ao3.cases import write_cases


def main(words: list[str]) -> int:
    """Write into the one folder named; 2 when there is not one."""
    folders = [word for word in words if word != "--forms"]
    if len(folders) != 1:
        sys.stderr.write("usage: python -m tests.ao3 [--forms] FOLDER\n")
        return 2
    if folders == words:
        sys.stdout.write(f"{write_cases(Path(words[0]))} files\n")
        return 0
    from tests.ao3.forms import write_books

    count, refused = write_books(Path(folders[0]))
    sys.stdout.write("".join(f"no book: {line}\n" for line in refused) + f"{count} books\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
