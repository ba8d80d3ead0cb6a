"""`python -m tests.ao3 FOLDER` writes the catalogue's files, for validators and for looking at."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.ao3.cases import write_cases


def main(words: list[str]) -> int:
    """Write into the one folder named; 2 when there is not one."""
    if len(words) != 1:
        sys.stderr.write("usage: python -m tests.ao3 FOLDER\n")
        return 2
    sys.stdout.write(f"{write_cases(Path(words[0]))} files\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
