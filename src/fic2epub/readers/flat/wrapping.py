"""Text whose long lines were parted at blanks, as old mail programs do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fic2epub.readers.flat.lines import Line

__all__ = ["unwrapped"]

_NARROWEST, _WIDEST = 40, 200
_FEW = 4
_FULL_SHARE = 0.6


def unwrapped(lines: list[Line]) -> list[tuple[str, int]]:
    """Each line's text and the empty lines before it; full lines are joined with the next by their line end."""
    texts = [(line.raw.strip(" \t"), line.before if index else 0) for index, line in enumerate(lines)]
    width = max((len(text) for text, _ in texts), default=0)
    if len(texts) < _FEW or not _NARROWEST <= width <= _WIDEST:
        return texts
    full = [_is_full(texts[n][0], texts[n + 1], width) for n in range(len(texts) - 1)]
    if sum(full) < _FULL_SHARE * len(full):
        return texts
    joined: list[tuple[str, int]] = []
    for (text, empty), follows in zip(texts, [False, *full], strict=True):
        if follows:
            before, kept = joined[-1]
            joined[-1] = (f"{before}\n{text}", kept)
        else:
            joined.append((text, empty))
    return joined


def _is_full(text: str, following: tuple[str, int], width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    return not following[1] and len(text) + 1 + len(following[0].split(" ", 1)[0]) > width
