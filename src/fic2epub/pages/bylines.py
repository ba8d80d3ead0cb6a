"""Names as a reader sees them: on the title page and under a chapter's heading."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from fic2epub.dom import sub
from fic2epub.pages import labels
from fic2epub.pages.frame import append_text, in_order, in_our_words, isolated, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from fic2epub.model import Creator
    from fic2epub.pages.frame import Setting

__all__ = ["add_bylines", "add_chapter_byline", "enumerated"]

T = TypeVar("T")


def add_bylines(parent: _Element, creators: tuple[Creator, ...], setting: Setting, shown: int = 1 << 30) -> None:
    """
    A line for each kind of creator, authors first, and one for who archived the work in their name.

    Of more than `shown` names of a kind, which only an omnibus has, the first are told. A line's last class says
    which kind it is of: `by-trl`, `by-archivist`.
    """
    for role, message in labels.BY_ROLE.items():
        names = [creator.name for creator in creators if creator.role == role]
        if names:
            class_ = "byline" if role == "aut" else f"byline credit by-{role}"
            message = setting.wording.credit(message, len(names))  # noqa: PLW2901 - the same, in their language
            _add_line(parent, class_, message, setting.wording.few(names, shown), setting)
    archivists = list(dict.fromkeys(creator.archivist for creator in creators if creator.archivist))
    if archivists:
        _add_line(parent, "byline credit by-archivist", labels.ARCHIVED_BY, archivists, setting)


def add_chapter_byline(parent: _Element, creators: tuple[Creator, ...], setting: Setting) -> None:
    """The line under a chapter's heading, when the chapter is not by all of the work's authors."""
    names = [creator.name for creator in creators]
    message = setting.wording.credit(labels.CHAPTER_BY, len(names))
    _add_line(parent, "byline chapter-byline", message, names, setting)


def _add_line(parent: _Element, class_: str, message: str, names: list[str], setting: Setting) -> None:
    """Write `words Ann, Ben and Cy`, each part in a span of its own."""
    line = in_order(sub(parent, "p", class_=class_), setting)
    tell(line, message, "by", setting, names=partial(_add_names, line, names, setting))


def _add_names(line: _Element, names: list[str], setting: Setting) -> None:
    """Write `Ann, Ben and Cy` at the end of a line."""
    for name in enumerated(line, names, names, setting):
        isolated(sub(line, "span", name, class_="author"), setting)


def enumerated(line: _Element, parts: Sequence[T], names: list[str], setting: Setting) -> Iterator[T]:
    """The parts of a list one by one, to be written at the end of a line; writes what stands between their names."""
    for part, border in zip(parts, ["", *setting.wording.borders(names)], strict=False):
        if border.strip(" ,、"):
            in_our_words(sub(line, "span", border, class_="and"), setting)
        else:
            append_text(line, border)
        yield part
