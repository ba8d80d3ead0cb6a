"""AO3's vocabulary: what its labels and fixed tags mean, under their one modern name.

Seen in otwarchive config/locales/views/en.yml (`downloads:`), config/config.yml (`*_CATEGORY_NAME`, ratings,
warnings) and their history.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

__all__ = ["RATINGS", "TAG_ROWS", "WARNINGS", "language_of", "row_of", "warning_of"]

TAG_ROWS = {
    "rating": "rating",
    "ratings": "rating",
    "archive warning": "warnings",
    "archive warnings": "warnings",
    "warning": "warnings",  # the type's name until 2009-12, and a common spelling elsewhere
    "warnings": "warnings",
    "category": "categories",
    "categories": "categories",
    "fandom": "fandoms",
    "fandoms": "fandoms",
    "relationship": "relationships",
    "relationships": "relationships",
    "character": "characters",
    "characters": "characters",
    "additional tags": "tags",
    "additional tag": "tags",
    "language": "language",
    "series": "series",
    "collections": "collections",
    "collection": "collections",
    "stats": "stats",
}
"""Label of a row in `dl.tags`, lower case and without its colon → what it holds."""

RATINGS = ("Not Rated", "General Audiences", "Teen And Up Audiences", "Mature", "Explicit")
"""otwarchive config/config.yml, in its order."""

WARNINGS = {
    "choose not to use archive warnings": "Creator Chose Not To Use Archive Warnings",  # downloads until 2023-04
    "author chose not to use archive warnings": "Creator Chose Not To Use Archive Warnings",  # pages until 2014-07
    "underage": "Underage Sex",  # until 2024-11-10
}
"""Earlier name of a warning, lower case → its name today."""


def row_of(label: str) -> str | None:
    """What a row of `dl.tags` holds, by its label; None for a label AO3 never printed."""
    return TAG_ROWS.get(label.strip().rstrip(":").strip().casefold())


def warning_of(name: str) -> str:
    """A warning under its modern name."""
    return WARNINGS.get(name.casefold(), name)


_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ‘ʻ`", "'"))


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).translate(_APOSTROPHES).strip().rstrip(",").casefold()


def language_of(name: str) -> str | None:
    """BCP 47 tag of a language by the name AO3 displays; None when it is not in `languages.tsv`."""
    if name == "English":  # nine works of ten; spares them the table
        return "en"
    for line in (Path(__file__).parent / "languages.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            known, _, tag = line.split("\t")
            if _key(known) == _key(name):
                return tag
    return None
