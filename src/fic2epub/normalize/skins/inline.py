"""Styles of single elements become classes of a fixed vocabulary, as far as they mean something; looks go."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.markup.trees import add_class, having
from fic2epub.normalize.skins.static import ems, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = ["style_by_class"]


class _Meaning(NamedTuple):
    """What a block of declarations means: classes, the number of declarations that mean nothing here, and hiding."""

    tokens: tuple[str, ...]
    looks: int
    hides: bool


_TOKENS = {
    ("font-weight", "bold"): "bold",
    ("font-weight", "normal"): "normal-weight",
    ("font-style", "italic"): "italic",
    ("font-style", "normal"): "upright",
    ("font-variant", "small-caps"): "small-caps",
    ("display", "block"): "block",
    ("display", "inline"): "inline",
    ("display", "inline-block"): "inline",
    ("text-decoration-line", "underline"): "underline",
    ("text-decoration-line", "line-through"): "strike",
    ("text-decoration-line", "overline"): "overline",
    ("text-align", "left"): "align-left",
    ("text-align", "right"): "align-right",
    ("text-align", "center"): "align-center",
    ("text-align", "justify"): "align-justify",
    ("font-family", "monospace"): "mono",
    ("font-size", "1.2em"): "big",
    ("font-size", "0.85em"): "small",
}
"""What `printable` settles on → classes of our own sheet."""
_UNDONE = {"normal-weight": ("b", "strong", "th"), "upright": ("em", "i", "cite", "dfn", "var", "address")}
"""Classes that only undo something, and the elements that there is something to undo in."""
_UNDONE_CLASS = {"normal-weight": "bold", "upright": "italic"}
_INDENTING = ("text-indent", "margin-left", "margin-right", "padding-left")
_ABSOLUTE = ("px", "pt", "pc", "in", "cm", "mm")
"""Units that a word processor gives all of a text: no size of these is large or small in itself."""
_HIDING = (("display", "none"), ("visibility", "hidden"), ("visibility", "collapse"))


def style_by_class(body: _Element, note: Note) -> None:
    """Put classes in place of styles; see the rule of this name."""
    looks = hidden = 0
    for element in having(body, "style"):
        meaning = _meaning(element.attrib.pop("style"))
        looks += meaning.looks > 0
        hidden += meaning.hides
        for token in meaning.tokens:
            if token not in _UNDONE:
                add_class(element, token)
            elif element.tag in _UNDONE[token]:
                element.tag = "span"
            elif _is_to_undo(element, token):
                add_class(element, token)
    if looks:
        note("C001", f"elements whose looks (colours, fonts, sizes) were left to the reader: {looks}")
    if hidden:
        note("C003", f"hidden elements that are shown, for no book can uncover them: {hidden}")


def _is_to_undo(element: _Element, token: str) -> bool:
    """Whether an element around it is bold or slanted."""
    kind = _UNDONE_CLASS[token]
    around = element.iterancestors()
    return any(one.tag in _UNDONE[token] or kind in (one.get("class") or "").split() for one in around)


@lru_cache(maxsize=4_096)
def _meaning(block: str) -> _Meaning:
    """What a block of declarations says; a work repeats the same few ones thousands of times."""
    from fic2epub.normalize.skins.cascade import static_block  # noqa: PLC0415 - many works have no style at all
    from fic2epub.normalize.skins.judge import judged  # noqa: PLC0415

    found = judged(static_block(block, {}))
    looks = sum(not one.name for one in found)
    held: dict[str, str] = {}
    for important in (False, True):
        held |= {one.name: one.value for one in found if one.name and one.important == important}
    hides = any(held.get(name) == value for name, value in _HIDING)
    tokens: list[str] = []
    for name, value in held.items():
        if (name, value) in _HIDING:
            continue
        said = list(_said(name, value))
        tokens += filter(None, said)
        looks += not said
    return _Meaning(tuple(dict.fromkeys(tokens)), looks, hides)


def _said(name: str, value: str) -> Iterator[str]:
    """The class that says the same as a declaration; an empty one if it says that all is as usual; none if neither."""
    from fic2epub.normalize.skins.printable import settled  # noqa: PLC0415 - as above

    if name in _INDENTING:
        length = percent(value)
        length = ems(value) if length is None else length
        if length is not None:
            yield "indent" if length > 0 else "no-indent" if name == "text-indent" and not length else ""
        return
    if name == "font-size" and value.endswith(_ABSOLUTE):
        return
    value = settled(name, value)
    if (name, value) in _TOKENS:
        yield _TOKENS[name, value]
