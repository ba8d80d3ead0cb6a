"""In which years the archive printed what a flattened text shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fic2epub.readers.flat.frame import Afterword
    from fic2epub.readers.flat.front import Front
    from fic2epub.readers.flat.lines import Line

__all__ = ["era_of"]

_WORDS_FIRST = re.compile(r"Words:.*Chapters:", re.DOTALL)
_AFTER_THE_WORDS = "to let the creator know"


def era_of(front: Front, afterword: Afterword, lines: list[Line]) -> str:
    """`2019-01 to 2022-06`: from the rows, the order of the stats and the closing line (otwarchive downloads/)."""
    if not afterword.headed:
        return "2010-12 to 2019-01" if afterword.closed else ""
    if not _WORDS_FIRST.search("\n".join(front.rows.get("stats", []))):
        return "2022-06 to 2023-04" if "language" in front.rows else "2019-01 to 2022-06"
    if _AFTER_THE_WORDS in (lines[-1].text if lines else ""):
        return "2023-10 or later"
    return "2023-04 to 2023-10"
