"""Looking through the folder: what is new, what changed, what is gone, and what is no book."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from hashlib import blake2b, sha256
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from fic2epub.errors import DeliveryError, Fic2EpubError
from fic2epub.serving.facts import LARGEST, Facts, facts_of
from fic2epub.serving.files import Seen, read, walked
from fic2epub.serving.index import Row
from fic2epub.serving.library import Changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fic2epub.serving.index import Index

__all__ = ["key_of", "look_through"]

_TOGETHER = 100
"""Books that come into the index in one go: those before are on the shelf while the others are read."""
_UNREAD = -1
"""Stands for the last change of a file that could not be read: it is tried again each time."""


def look_through(root: Path, index: Index, stopped: Callable[[], bool]) -> Changes:
    """
    Bring the index up to date; a file is read when its size or its last change differs, and its hash then decides.

    It ends early when it is `stopped`: what was read until then is kept, and the rest is read the next time. Raises
    `DeliveryError` when the folder cannot be read: its books stay on the shelf.
    """
    known = index.rows()
    try:
        seen = {one.path: one for one in walked(root)}
    except OSError as error:
        raise DeliveryError(f"the library cannot be read: {error.strerror}", where=str(root)) from error
    gone = [path for path in known if path not in seen]
    differing = [one for one in seen.values() if one.path not in known or _differs(one, known[one.path])]
    looked = _Looked(root, index, known, {known[path].hash: known[path].added for path in gone})
    for start in range(0, len(differing), _TOGETHER):
        looked.take(takewhile(lambda _: not stopped(), differing[start : start + _TOGETHER]))
    if stopped():
        gone = []
    if gone:
        index.change((), gone, _now())
    there = sum(not known[path].why for path in gone)
    return Changes(looked.added, looked.changed, there, tuple(looked.broken))


def key_of(path: str) -> str:
    """The key of a file by its path in the folder: twenty digits and letters."""
    return blake2b(os.fsencode(path), digest_size=10, person=b"fic2epub").hexdigest()


def _differs(seen: Seen, row: Row) -> bool:
    return (seen.size, seen.changed) != row.stamp


def _now() -> int:
    return int(datetime.now(UTC).timestamp())


class _Looked:
    """What was found out so far."""

    def __init__(self, root: Path, index: Index, known: Mapping[str, Row], moved: Mapping[str, str]) -> None:
        self._root, self._index, self._known, self._moved = root, index, known, moved
        self.added = self.changed = 0
        self.broken: list[tuple[Path, str]] = []

    def take(self, files: Iterable[Seen]) -> None:
        """Read these, and put them into the index."""
        kept: list[tuple[Row, Facts]] = []
        same: list[Row] = []
        for seen in files:
            content = None if seen.size > LARGEST else read(self._root, self._root / seen.path)
            digest = "" if content is None else sha256(content).hexdigest()[:32]
            row = self._known.get(seen.path)
            if row is not None and content is not None and row.hash == digest:
                row.size, row.changed = seen.size, seen.changed
                same.append(row)
            else:
                kept.append(self._read(seen, content, digest))
        if kept:
            self._index.change(kept, (), _now())
        if same:
            self._index.touch(same)

    def _read(self, seen: Seen, content: bytes | None, digest: str) -> tuple[Row, Facts]:
        """A book, or why it is none."""
        name = PurePosixPath(seen.path).name
        facts, why = Facts(""), ""
        if content is None:
            why = f"larger than {LARGEST >> 20} MiB" if seen.size > LARGEST else "cannot be read"
        else:
            try:
                facts = self._index.facts_by_hash(digest) or facts_of(content, name.rpartition(".")[0])
            except Fic2EpubError as error:
                why = error.message
        self._count(seen.path, why)
        changed = seen.changed if content is not None or seen.size > LARGEST else _UNREAD
        added = self._moved.get(digest) or _moment(seen.changed)
        told = (digest or key_of(seen.path), added, why)
        return Row(key_of(seen.path), seen.path, seen.size, changed, told), facts

    def _count(self, path: str, why: str) -> None:
        before = self._known.get(path)
        if why:
            if before is None or before.why != why:
                self.broken.append((self._root / path, why))
        elif before is None or before.why:
            self.added += 1
        else:
            self.changed += 1


def _moment(nanoseconds: int) -> str:
    """`YYYY-MM-DDThh:mm:ssZ`; the first moment of 1970 for what is none."""
    try:
        return datetime.fromtimestamp(nanoseconds // 10**9, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OSError, OverflowError, ValueError):
        return "1970-01-01T00:00:00Z"
