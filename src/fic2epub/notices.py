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
    "M001": ("info", "Scripts, templates and what stands in for them were left out."),
    "M002": ("lost", "A drawing or a formula was taken apart; its words were kept."),
    "M003": ("lost", "A player or a frame became a link."),
    "M004": ("lost", "A player or a frame without an address that a book can link to."),
    "M005": ("lost", "A link leads nowhere from a book; its words were kept."),
    "M007": ("info", "A link target had a name that was taken, and got another."),
    "M008": ("lost", "A form was taken apart; its words were kept."),
    "M009": ("lost", "Links within links were parted."),
    "M010": ("lost", "A language code that is none was dropped."),
    "C001": ("info", "Colours, fonts and sizes of a style were left to the reader."),
    "C002": ("lost", "A rule of a style sheet that old reading systems do not know was left out."),
    "C003": ("lost", "Text that a style hid is shown: no book can uncover it."),
    "C004": ("lost", "A style sheet that is too long to be a work's was left out."),
    "I001": ("lost", "A picture is not in the book; a link with its description stands in its place."),
    "I002": ("lost", "A picture without an address; its description stands in its place."),
    "I003": ("lost", "A picture is in a format that e-readers do not show."),
    "I004": ("lost", "A picture that was saved beside the page is not there, or cannot be read."),
    "I005": ("lost", "A picture is damaged, or too large for an e-reader."),
    "I010": ("lost", "No font on the machine draws all of a text of the cover; what it lacks is left off the cover."),
    "B001": ("lost", "A link leads to a place that is not in the work; its text was kept."),
    "B002": ("info", "A document was parted into several files, for old readers cannot open large ones."),
}
"""Code → (value of `Severity`, meaning in one sentence)."""
