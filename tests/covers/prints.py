"""
Fingerprints of covers, to compare two machines with: `python -m tests.covers.prints`, then `diff`.

What the machine draws with goes to standard error; designs, languages and fingerprints to standard output.
"""

from __future__ import annotations

import platform
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

from PIL import __version__, features

from fic2epub.pages.cover import draw
from tests.covers.sheet import jackets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.pages.cover import Jacket

__all__ = ["prints"]

_DRAWN_WITH = ("raqm", "fribidi", "harfbuzz", "freetype2", "libjpeg_turbo")


def prints(some: list[Jacket]) -> Iterator[str]:
    """A line for each: design, language, the first half of the SHA-256 of the JPEG, the title's beginning."""
    for jacket in some:
        mark = sha256(draw(jacket, lambda *_: None)).hexdigest()[:32]
        yield f"{jacket.design:8}{jacket.language:6}{mark}  {jacket.title[:30]}"


def _machine() -> str:
    """What a cover may depend on, and what it may not."""
    libraries = ", ".join(f"{name} {features.version(name) or 'none'}" for name in _DRAWN_WITH)
    here = f"{platform.machine()}, Python {platform.python_version()}, {' '.join(platform.libc_ver())}"
    return f"{here}; Pillow {__version__}, {libraries}"


def main() -> None:
    """Print them."""
    sys.stderr.write(f"{_machine()}\n")
    for line in prints([*jackets(), *(jacket._replace(grey=True, limit=(1264, 1680)) for jacket in jackets())]):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
