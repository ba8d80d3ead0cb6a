"""Fragments of which nothing is known but their files' names: pieces of one text, in the order of those names."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.errors import noting
from fic2epub.joining.given import Given, listed, origin_of
from fic2epub.model import Chapter, Form, Work
from fic2epub.ordering import natural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fic2epub.errors import Notice
    from fic2epub.model import Html

__all__ = ["join_pieces"]

_TAIL = re.compile(
    r"(?:[\W_\d]|(?<![^\W\d_])(?:ch|chap|chapter|part|pt|no|kapitel|teil|chapitre|cap[ií]tulo)(?=[\W\d_]*$))+$",
    re.IGNORECASE,
)
"""What ends the common part of names and is no part of a title: numbers, and what they count."""


def join_pieces(given: Sequence[Given]) -> Given:
    """
    One work of the fragments: their chapters one after the other, as their files are named.

    Where the fragments tell the numbers of their chapters, each another one, those say the order. The title is what
    the names begin with. Everything is guessed, and a notice says so.
    """
    notices: list[Notice] = []
    pieces = _in_order(given)
    chapters = _numbered([chapter for piece in pieces for chapter in piece.work.chapters])
    first = pieces[0].work
    title = _common([piece.name for piece in pieces]) or first.metadata.title
    note = noting(notices)
    note(
        "R078",
        f"{len(pieces)} fragments joined in the order of their names: {listed(piece.name for piece in pieces)}",
    )
    note("R079", "the title is what the names of the fragments have in common", "title")
    theirs = dict.fromkeys(notice for piece in pieces for notice in piece.work.notices if notice.where != "title")
    return Given(
        pieces[0].name,
        Work(
            metadata=replace(first.metadata, title=title),
            chapters=chapters,
            summary=next((piece.work.summary for piece in pieces if piece.work.summary), None),
            notes=next((piece.work.notes for piece in pieces if piece.work.notes), None),
            endnotes=next((piece.work.endnotes for piece in reversed(pieces) if piece.work.endnotes), None),
            styles=first.styles,
            assets=tuple({asset.href: asset for piece in pieces for asset in piece.work.assets}.values()),
            origin=origin_of(Form.JOINED, (piece.work for piece in pieces)),
            notices=(*theirs, *notices),
        ),
    )


def _in_order(given: Sequence[Given]) -> list[Given]:
    """By the numbers of their chapters if those tell them apart, else as their files are named."""
    by_name = sorted(given, key=lambda one: natural(one.name))
    numbers = [chapter.number for one in given for chapter in one.work.chapters]
    if len(set(numbers)) < len(numbers) or any(not one.work.chapters for one in given):
        return by_name
    return sorted(by_name, key=lambda one: one.work.chapters[0].number)


def _numbered(chapters: list[Chapter[Html]]) -> tuple[Chapter[Html], ...]:
    """The chapters, numbered anew where their own numbers do not grow."""
    numbers = [chapter.number for chapter in chapters]
    if numbers == sorted(set(numbers)):
        return tuple(chapters)
    return tuple(replace(chapter, number=number) for number, chapter in enumerate(chapters, 1))


def _common(names: Sequence[str]) -> str:
    """What the names begin with, without what numbers them."""
    stems = [name.rpartition("/")[2].rpartition(".")[0] or name for name in names]
    common = os.path.commonprefix(stems)  # noqa: RUF071 - of characters is what is meant
    return _TAIL.sub("", common).replace("_", " ").strip()
