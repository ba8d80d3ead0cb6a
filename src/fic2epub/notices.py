"""Every notice code: its severity, and what it means (docs/reference/notices.md lists the same table).

S sources, R readers, M markup, C styles, I images, B book, D delivery. A code is never given a second meaning.
"""

from __future__ import annotations

CODES: dict[str, tuple[str, str]] = {
    "S001": ("guessed", "The bytes were not UTF-8; the encoding was told from the bytes themselves."),
    "S002": ("lost", "Bytes that no encoding explains were replaced."),
    "R010": ("missing", "The source does not say which language the work is in."),
    "R011": ("guessed", "The language's name is in no table; the book's language is left undetermined."),
    "R012": ("missing", "The source holds no address of the work; the identifier is made from what is known."),
    "R013": ("missing", "A date cannot be read."),
    "R014": ("missing", "The source holds no byline."),
    "R015": ("missing", "The source holds no date of publication."),
    "R016": ("missing", "The source holds no title."),
    "R030": ("lost", "The source ends before the work does, and a book of what is there was asked for."),
    "I010": ("lost", "No font on the machine draws all of a text of the cover; what it lacks is left off the cover."),
    "B001": ("lost", "A link leads to a place that is not in the work; its text was kept."),
    "B002": ("info", "A document was parted into several files, for old readers cannot open large ones."),
}
"""Code → (value of `Severity`, meaning in one sentence)."""
