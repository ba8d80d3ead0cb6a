"""The record of a book (`fic2epub.records`), read: it is believed as far as it is what we write, and no further."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from fic2epub.errors import Fic2EpubError
from fic2epub.model import (
    Creator,
    Kinship,
    Link,
    Metadata,
    Progress,
    Prompt,
    Reception,
    RelatedWork,
    Series,
)
from fic2epub.options import Options
from fic2epub.records import FORMAT, UNTOLD, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Reader = Callable[[object], Any]

__all__ = ["Damaged", "Edits", "Record", "RecordedChapter", "RecordedWork", "edits_of", "read_record"]

_LARGEST = 64 << 20
"""Bytes of a record: a work of thousands of chapters has less than one of these sixty-four."""
_ADDRESS = re.compile(r"(?:https?|mailto|ftp):", re.IGNORECASE)
"""What links of the pages may lead to: anybody can write a record, and `javascript:` is an address, too."""
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML does not have (XML 1.0, section 2.2); JSON has a way to write each."""


_MARK = re.compile(r"[0-9]{4,9}x*")
"""What may be in the name of a chapter's file."""


class Damaged(Exception):
    """A record that is none of ours; never leaves the package."""


class RecordedChapter(NamedTuple):
    """What is known of a chapter."""

    number: int
    title: str = ""
    byline: tuple[Creator, ...] = ()
    chapter_id: str | None = None
    published: date | None = None
    mark: str = ""
    removed: bool = False
    guest: bool = False
    files: int = 0


class RecordedWork(NamedTuple):
    """What is known of a work, or of a part of an omnibus."""

    metadata: Metadata
    one_shot: bool
    chapters: tuple[RecordedChapter, ...]
    fancy: bool
    """Whether it holds words in letters which are none to a screen reader."""
    dropped: tuple[str, ...]
    """Notes that the book left out: `wn`, `we` of the work; `3n`, `3e` of the third chapter."""
    files: tuple[str, ...]
    saved: date | None
    trace: Trace
    parts: tuple[RecordedWork, ...] = ()


class Record(NamedTuple):
    """What a book tells of how it was made."""

    options: Options
    """`cover` is `records.FILE` if that was a file."""
    work: RecordedWork


def read_record(content: bytes) -> Record:
    """The record; raises `Damaged` when it is none, or one of a newer fic2epub."""
    if len(content) > _LARGEST:
        raise Damaged("it is too large")
    try:
        told = _table(json.loads(content))
        if told.get("fic2epub") != FORMAT:
            raise Damaged("another fic2epub wrote it")
        chosen = _table(told.get("options", {}))
        return Record(_options(chosen), _work(told))
    except (ValueError, TypeError, KeyError, RecursionError, Fic2EpubError) as error:
        raise Damaged(str(error) or "it is no record") from error


def _options(chosen: Mapping[str, Any]) -> Options:
    """The options; raises `OptionsError` for what is none."""
    known: dict[str, Any] = {one.name: one.default for one in fields(Options) if one.name not in UNTOLD}
    settled: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in chosen.items()
    }
    for name, value in settled.items():
        kind = str if known[name] is None else type(known[name])
        words = value if kind is tuple else ()
        if not isinstance(value, kind) or not all(isinstance(one, str) for one in words):
            raise TypeError(name)
    return Options(**settled)


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("a table was wanted")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or _ILLEGAL.search(value):
        raise TypeError("a text was wanted")
    return value


def _address(value: object) -> str:
    if not _ADDRESS.match(_text(value)):
        raise TypeError("an address was wanted")
    return _text(value)


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("a number was wanted")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("yes or no was wanted")
    return value


def _mark(value: object) -> str:
    if not _MARK.fullmatch(_text(value)):
        raise TypeError("the mark of a chapter was wanted")
    return _text(value)


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _maybe(reader: Reader) -> Reader:
    return lambda value: None if value is None else reader(value)


def _each(reader: Reader) -> Reader:
    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError("a list was wanted")
        return tuple(reader(one) for one in value)

    return read


def _made(kind: Callable[..., Any], **readers: Reader) -> Reader:
    """A reader of tables, from which something of this kind is made."""
    return lambda value: kind(**{name: readers[name](one) for name, one in _table(value).items()})


_TEXTS = _each(_text)
_LINK = _made(Link, name=_text, url=_maybe(_address))
_CREATOR = _made(Creator, name=_text, url=_maybe(_address), role=_text, archivist=_maybe(_text))
_SERIES = _made(Series, name=_text, position=_text, url=_maybe(_address), visible=_flag)
_PROMPT = _made(Prompt, prompter=_text, collection=_LINK)
_PROGRESS = _made(Progress, posted=_number, planned=_maybe(_number))
_RELATED = _made(RelatedWork, kinship=Kinship, title=_text, byline=_text, url=_maybe(_address), language=_maybe(_text))
_COUNT = _maybe(_number)
_METADATA = _made(
    Metadata,
    **dict.fromkeys(("fandoms", "relationships", "characters", "tags", "warnings", "categories"), _TEXTS),
    **dict.fromkeys(("title", "language", "summary"), _text),
    **dict.fromkeys(("rating", "language_name", "work_id"), _maybe(_text)),
    source_url=_maybe(_address),
    **dict.fromkeys(("published", "updated"), _maybe(_day)),
    **dict.fromkeys(("collections", "recipients"), _each(_LINK)),
    creators=_each(_CREATOR),
    words=_COUNT,
    progress=_maybe(_PROGRESS),
    series=_each(_SERIES),
    prompts=_each(_PROMPT),
    related=_each(_RELATED),
    restricted=_flag,
    reception=_made(Reception, comments=_COUNT, kudos=_COUNT, bookmarks=_COUNT, hits=_COUNT),
)
_CHAPTER = _made(
    RecordedChapter,
    number=_number,
    title=_text,
    byline=_each(_CREATOR),
    chapter_id=_maybe(_text),
    published=_maybe(_day),
    mark=_mark,
    removed=_flag,
    guest=_flag,
    files=_number,
)


def _table_of(reader: Reader) -> Reader:
    return lambda value: {_text(name): reader(one) for name, one in _table(value).items()}


def _list_of(reader: Reader) -> Reader:
    return lambda value: list(_each(reader)(value))


_NUMBERS = _list_of(_number)
_TRACES: dict[str, Reader] = {
    "links": _table_of(_text),
    "typed": _list_of(_text),
    "lowest": _table_of(_NUMBERS),
    "divisions": _table_of(_NUMBERS),
    "moved": _table_of(_list_of(_NUMBERS)),
    "parted": _table_of(_NUMBERS),
}


def _work(told: Mapping[str, Any]) -> RecordedWork:
    return RecordedWork(
        metadata=_METADATA(told["metadata"]),
        one_shot=_flag(told.get("one_shot", False)),
        chapters=_each(_CHAPTER)(told.get("chapters", [])),
        fancy=_flag(told.get("fancy", False)),
        dropped=_TEXTS(told.get("dropped", [])),
        files=_TEXTS(told.get("files", [])),
        saved=_maybe(_day)(told.get("saved")),
        trace=Trace({name: _TRACES[name](one) for name, one in _table(told.get("trace", {})).items()}),
        parts=tuple(_work(_table(part)) for part in told.get("parts", [])),
    )


class Edits(NamedTuple):
    """What a person changed in a book's package since it was made; None is as it was."""

    title: str | None = None
    creators: tuple[Creator, ...] | None = None
    subjects: tuple[str, ...] | None = None

    def of(self, metadata: Metadata) -> Metadata:
        """The metadata as the person wants them."""
        if self.title is not None:
            metadata = replace(metadata, title=self.title)
        return metadata if self.creators is None else replace(metadata, creators=self.creators)


def edits_of(said: Mapping[str, Sequence[str]], metadata: Metadata, subjects: Sequence[str] | None) -> Edits:
    """
    How what the package says differs from what it was made to say.

    `said` are its values by Dublin Core's names, white space collapsed; `metadata` those of the book as it was made;
    `subjects` is None when they are not to be looked at.
    """
    names = tuple(creator.name for creator in metadata.creators) or ("Unknown",)
    title, creators = next(iter(said.get("title", ())), ""), tuple(said.get("creator", ()))
    subjects_now = tuple(said.get("subject", ()))
    known = {_plain(creator.name): creator for creator in metadata.creators}
    edited = tuple(known.get(_plain(name)) or Creator(name) for name in creators)
    return Edits(
        title if title and _plain(title) != _plain(metadata.title) else None,
        edited if creators and list(map(_plain, creators)) != list(map(_plain, names)) else None,
        None if subjects is None or list(map(_plain, subjects_now)) == list(map(_plain, subjects)) else subjects_now,
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
