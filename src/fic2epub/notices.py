"""Every notice code: its severity, and what it means (docs/reference/notices.md lists the same table).

S sources, R readers, M markup, C styles, I images, B book, D delivery. A code is never given a second meaning.
"""

from __future__ import annotations

CODES: dict[str, tuple[str, str]] = {
    # code: (severity, meaning)
    "S001": ("guessed", "The bytes were not UTF-8; the encoding was told from the bytes themselves."),
    "S002": ("lost", "Bytes that no encoding explains were replaced."),
}
"""Code → (value of `Severity`, meaning in one sentence)."""
