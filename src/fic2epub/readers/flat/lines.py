"""Lines of a text, and how many empty ones stand around each."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["BLANK", "Line", "lines_in"]

BLANK = " \t"
"""What templates indent with; a no-break space is an author's."""


class Line(NamedTuple):
    """A line with something on it."""

    text: str
    """Without the blanks around it."""
    before: int
    """Empty lines before it."""
    after: int
    """Empty lines after it; lines of blanks count."""
    raw: str


def lines_in(text: str) -> list[Line]:
    """The lines that are not empty."""
    found: list[tuple[str, str, int]] = []
    empty = 0
    for raw in text.split("\n"):
        stripped = raw.strip(BLANK)
        if stripped:
            found.append((stripped, raw, empty))
            empty = 0
        else:
            empty += 1
    befores = [before for _, _, before in found]
    return [
        Line(stripped, before, after, raw)
        for (stripped, raw, before), after in zip(found, [*befores[1:], empty][: len(found)], strict=True)
    ]
