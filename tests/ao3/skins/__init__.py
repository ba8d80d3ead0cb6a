"""
Six works whose authors drew what they tell of: a chat, mails, posts, a letter, windows of a game, a newspaper.

`NAME.css` is the work's skin as the archive stores it, `NAME.html` the chapter. A page brings both, a download the
chapter alone. The sheets do what authors' sheets do: floats, fixed widths, shadows, gradients, texts made by the sheet,
words that show under a pointer, and colours that say who speaks.
"""

from __future__ import annotations

from pathlib import Path

from tests.ao3.works import FakeChapter, FakeWork, pseud

__all__ = ["SKINNED", "skinned"]

_FOLDER = Path(__file__).parent
SKINNED = {
    "chat": "The Night the Lamp Went Out",
    "mail": "The Matter of the Missing Tide",
    "tweets": "The Goose of Market Square",
    "letter": "Water the Fern",
    "window": "The Lantern Bearer",
    "newspaper": "Eleven, One",
}
"""Name of the files → title of the work."""


def skinned(name: str, chapters: int = 1) -> FakeWork:
    """A work of this name with its skin; several chapters are the same one over and over."""
    body = (_FOLDER / f"{name}.html").read_text("utf-8")
    return FakeWork(
        title=SKINNED[name],
        chapters=tuple(FakeChapter(position=place, body=body) for place in range(1, chapters + 1)),
        planned=chapters,
        work_id=str(40_000_100 + list(SKINNED).index(name)),
        bylines=(pseud("lampkeeper"),),
        fandoms=("Original Work",),
        summary=f"<p>{SKINNED[name]}, told with what its author drew.</p>",
        skin=(_FOLDER / f"{name}.css").read_text("utf-8"),
    )
