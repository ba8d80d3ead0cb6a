"""Colours that stay: letters and the ground behind them together, and so that they can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.skins.colours import BLACK, WHITE, Colour, bearable, colour_of, contrast, readable_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fic2epub.normalize.skins.cascade import Style
    from fic2epub.normalize.skins.matching import Nodes

__all__ = ["Ground", "coloured", "grounds_of"]


class Ground(NamedTuple):
    """What is around an element: the ground that it stands on and the colour of the letters, where they are known."""

    ground: Colour | None = None
    ink: Colour | None = None
    painted: bool = False
    """Whether something is there that no colour tells: a picture, a gradient."""


_PAGE = Ground()
"""White by day, black by night, grey on paper: nobody knows."""


def grounds_of(nodes: Nodes, styles: list[Style]) -> list[Ground]:
    """Of each element the ground that it stands on."""
    around: list[Ground] = []
    own: list[Ground] = []
    for index, parent in enumerate(nodes.parents):
        outer = own[parent] if index else _PAGE
        around.append(outer)
        own.append(_own_ground(styles[index].own, outer) if index and styles[index].own else outer)
    return around


def _own_ground(own: Mapping[str, str], outer: Ground) -> Ground:
    ground, ink = colour_of(own.get("background-color", "")), colour_of(own.get("color", ""))
    if own.get("background-image", "none") not in ("none", ""):
        return Ground(None, ink, painted=True)
    here = _mixed(ground, outer.ground) if ground and ground.alpha else outer.ground
    return Ground(here, ink or outer.ink, outer.painted and here is None)


def _mixed(colour: Colour, under: Colour | None) -> Colour | None:
    """What is seen of a colour that is not quite opaque; None if it is not known what lies under it."""
    if colour.alpha >= 1:
        return colour
    if under is None:
        return None
    red, green, blue = (
        round(a * colour.alpha + b * (1 - colour.alpha)) for a, b in zip(colour[:3], under[:3], strict=True)
    )
    return Colour(red, green, blue)


def coloured(own: Mapping[str, str], around: Ground, tag: str) -> tuple[tuple[str, str], ...]:
    """
    The colours of an element that has one of its own: letters and ground if the ground is known, else letters alone.

    Those can then be read by day and by night. A link on a ground has the colour of its text.
    """
    ours = "color" in own or "background-color" in own or (tag == "a" and around.ground is not None)
    here = _own_ground(own, around)
    if here.ground is None:
        ink = colour_of(own.get("color", ""))
        return (("color", bearable(ink).hex),) if ink and ink.alpha >= 1 and _is_page(own, around) else ()
    if not ours:
        return ()
    ink = here.ink and _mixed(here.ink, here.ground)
    if ink is None:
        ink = max((BLACK, WHITE), key=lambda extreme: contrast(extreme, here.ground or WHITE))
    return ("color", readable_on(here.ground, ink).hex), ("background-color", here.ground.hex)


def _is_page(own: Mapping[str, str], around: Ground) -> bool:
    """Whether the letters stand on the page, and on no picture."""
    return own.get("background-image", "none") in ("none", "") and not around.painted
