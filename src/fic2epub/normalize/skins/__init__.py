"""The work's own style: read, tried on the text, and worn as classes of one small sheet.

A skin is CSS for a screen. Its rules are matched here, over bodies that no rule has touched yet, so that a book needs
no selector but a class. `sheet`, `selectors` and `matching` tell which rule means what; `cascade` which declarations
hold; `printable`, `voices`, `hidden` and `generated` what becomes of them; `dressing` puts it together. cssutils judges
single declarations, behind `judge`, its one door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Stylesheet

__all__ = ["wear_styles"]


def wear_styles(
    bodies: Sequence[_Element], sheets: Sequence[Stylesheet], mode: str, note: Note
) -> tuple[Stylesheet, ...]:
    """
    Give the elements of raw bodies the classes of one small sheet, and return it; nothing if there is nothing to say.

    `mode` is one of `CHOICES["work_skin"]`. Hidden text is shown and generated text put in whatever the mode. All
    that is not in the result is in a notice.
    """
    wanted = [*sheets, *(sheet for body in bodies for sheet in _sheets_in(body))]
    inline = mode == "author" and any(body.find(".//*[@style]") is not None for body in bodies)
    if not wanted and not inline:
        return ()
    from fic2epub.normalize.skins.dressing import dress  # noqa: PLC0415 - few works bring a sheet

    return dress(bodies, wanted, mode, note)


def _sheets_in(body: _Element) -> list[Stylesheet]:
    """The sheets that stand between the words."""
    if next(body.iter("style"), None) is None:
        return []
    from fic2epub.model import Stylesheet  # noqa: PLC0415 - hardly any body has one

    return [Stylesheet(css="".join(style.itertext("*"))) for style in body.iter("style")]
