"""What a book tells programs of how it was made: a small file that no reading system shows.

The pages tell people; the record tells what they do not: every fact of the work as it is known, the options that were
chosen, and what binding took away. From both, `fic2epub restyle` makes the work again as it was before it was bound,
and another book of it. `fic2epub.recalling` reads the record.

It is JSON, written here by hand: Python's own module takes longer to import than all books take that never read one.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from fic2epub.model import Metadata
from fic2epub.options import Options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fic2epub.model import Chapter, Work, Xhtml

__all__ = ["FANCY", "FILE", "FORMAT", "NAME", "UNTOLD", "Trace", "record_of"]

NAME = "META-INF/fic2epub.json"
"""Where it stands: files there are in no manifest, and readers pass over those that they do not know
(EPUB 3.3, section 4.2.6.1)."""
FORMAT = 1
"""Grows when an older fic2epub could not read what a newer one writes."""
FILE = "./"
"""Stands for a cover that was a file: where that lay is nobody's business. A folder's path, and so no picture's."""
UNTOLD = frozenset(("template", "partial"))
"""Options that do nothing to what is in a book."""
FANCY = "M043"
"""The notice that words are written in letters which are none to a screen reader: the book says so."""
_PATH = frozenset("./\\")
"""What is in paths and in no word for a cover."""
_ESCAPED = {34: '\\"', 92: "\\\\"} | {code: f"\\u{code:04x}" for code in range(0x20)}
"""What stands for itself in no JSON (RFC 8259, section 7)."""


class Trace:
    """
    What cannot be told from the documents of one work, body by body; empty for nearly all works.

    A body is known by what its ids begin with, without the mark of a part and the hyphen: `wn`, `c3`, `c3e`.
    """

    __slots__ = ("divisions", "links", "lowest", "moved", "parted", "typed")

    def __init__(self, told: Mapping[str, Any] | None = None) -> None:
        told = told or {}
        self.links: dict[str, str] = told.get("links", {})
        """The place among all links of a work's bodies → where the link led, if it is not to be told from the book."""
        self.typed: list[str] = told.get("typed", [])
        """Bodies whose paragraphs were indented with signs that are gone."""
        self.lowest: dict[str, list[int]] = told.get("lowest", {})
        """Which of the lowest headings in a box were as low before."""
        self.divisions: dict[str, list[int]] = told.get("divisions", {})
        """Which of the divisions that look like notes are none, where notes became divisions."""
        self.moved: dict[str, list[list[int]]] = told.get("moved", {})
        """Where notes stood that were gathered behind a text (`fic2epub.book.traces`)."""
        self.parted: dict[str, list[int]] = told.get("parted", {})
        """Names of documents → how many elements, one in the other, each of their cuts goes through."""

    def plain(self) -> dict[str, Any]:
        """What there is, for JSON."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}


def record_of(work: Work[Xhtml], options: Options, traces: tuple[Trace, ...]) -> bytes:
    """
    The record of the book of a work as it was before it was bound; the same for the same work and options.

    `traces` are those of the work, or of each part.
    """
    chosen = {
        name: _plain(value)
        for name, usual in _usual(Options).items()
        if name not in UNTOLD and (value := getattr(options, name)) != usual
    }
    if not _PATH.isdisjoint(options.cover):
        chosen["cover"] = FILE
    parts = [_of_work(part, options, trace) for part, trace in zip(work.parts, traces, strict=False)]
    whole = _of_work(work, options, Trace() if work.parts else traces[0])
    return _json({"fic2epub": FORMAT, "options": chosen, **whole, **({"parts": parts} if parts else {})}).encode(
        "utf-8", "backslashreplace"
    )


def _of_work(work: Work[Xhtml], options: Options, trace: Trace) -> dict[str, Any]:
    """One work, without its parts."""
    told = {
        "metadata": _of_metadata(work.metadata, options),
        "one_shot": work.one_shot,
        "chapters": [_of_chapter(chapter) for chapter in work.chapters],
        "fancy": any(notice.code == FANCY for notice in work.notices),
        "dropped": list(_notes_in(work)) if options.notes == "drop" else [],
        "trace": trace.plain(),
        **_origin(work),
    }
    return {name: value for name, value in told.items() if value}


def _of_metadata(metadata: Metadata, options: Options) -> dict[str, Any]:
    """What is known, under the work's own title."""
    known = {
        name: _plain(value)
        for name, usual in _usual(Metadata).items()
        if (value := getattr(metadata, name)) != usual and name != "own_title"
    }
    return known if metadata.own_title is None or not options.title else known | {"title": metadata.own_title}


def _origin(work: Work[Xhtml]) -> dict[str, Any]:
    """Of where the work comes from, what the book says because it knows nothing better."""
    metadata, origin = work.metadata, work.origin
    if origin is None:
        return {}
    dated = metadata.published or metadata.updated
    return {
        "files": [] if metadata.source_url else list(origin.files),
        "saved": None if dated or origin.saved is None else origin.saved.isoformat(),
    }


def _of_chapter(chapter: Chapter[Xhtml]) -> dict[str, Any]:
    told = {
        "number": chapter.number,
        "title": chapter.title,
        "byline": _plain(chapter.byline),
        "chapter_id": chapter.chapter_id,
        "published": _plain(chapter.published),
        "mark": chapter.mark,
        "removed": chapter.removed,
        "guest": chapter.guest,
        "files": chapter.files,
    }
    return {name: value for name, value in told.items() if value or name == "number"}


def _notes_in(work: Work[Xhtml]) -> list[str]:
    """The notes that a work has: of itself, and of the chapters at these places."""
    found = [name for name, body in (("wn", work.notes), ("we", work.endnotes)) if body is not None]
    for place, chapter in enumerate(work.chapters, 1):
        found += [f"{place}{end}" for end, body in (("n", chapter.notes), ("e", chapter.endnotes)) if body is not None]
    return found


@cache
def _usual(kind: type[Options | Metadata]) -> Mapping[str, object]:
    """What each field is when nothing is said of it."""
    return {one.name: one.default for one in fields(kind)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any fact of the model
    """A value in the terms of JSON; of a named tuple what is not as usual."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, tuple):
        return value
    names = getattr(value, "_fields", None)
    if names is None:
        return [_plain(one) for one in value]
    usual = value._field_defaults  # type: ignore[attr-defined]
    told = zip(names, value, strict=True)
    return {name: _plain(one) for name, one in told if name not in usual or one != usual[name]}


def _json(value: Any) -> str:  # noqa: ANN401 - whatever JSON has
    """The value as JSON, an entry a line at the top."""
    entries = (f"{_written(name)}: {_written(one)}" for name, one in value.items())
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _written(value: Any) -> str:  # noqa: ANN401 - whatever JSON has
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPED)}"'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_written(name)}: {_written(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
