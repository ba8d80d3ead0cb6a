"""Deflating: libdeflate's level 6, the work of zlib's level 6 in two fifths of the time, and half a percent smaller."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import deflate

from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from queue import SimpleQueue
    from threading import Thread
    from typing import Self

__all__ = ["Packed", "Packer", "stored"]

_STORED, _DEFLATED = 0, 8
"""The methods of a zip file (APPNOTE.TXT 4.4.5)."""
_LEVEL = 6
_LARGE = 200_000
"""Bytes from which a second thread gains more than it costs (libdeflate lets go of the interpreter lock)."""


class Packed(NamedTuple):
    """An entry's content as a zip file keeps it."""

    method: int
    crc: int
    content: bytes | bytearray


def pack(plain: bytes) -> Packed:
    """Deflate, or store what would not become smaller."""
    squeezed = deflate.deflate_compress(plain, _LEVEL)
    if 0 < len(squeezed) < len(plain):
        return Packed(_DEFLATED, deflate.crc32(plain), squeezed)
    return stored(plain)


def stored(plain: bytes) -> Packed:
    """The content as it is."""
    return Packed(_STORED, deflate.crc32(plain), plain)


class Packer:
    """
    Packs what is finished in a thread of its own while more is being made; it ends with the `with` block.

    Little is not worth a thread, and is packed when it is asked for. The bytes that come out are always the same.
    """

    def __init__(self) -> None:
        self._given: dict[int, bytes] = {}
        """By their identity, which no others have as long as they are kept."""
        self._size = 0
        self._begun: dict[int, object] = {}
        """Identity of the bytes that somebody packs → a mark of who does."""
        self._packed: dict[int, Packed] = {}
        self._queue: SimpleQueue[bytes | None] | None = None
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        """Ready for content."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for the thread, which leaves what it has not begun."""
        for identity in self._given:
            self._begun.setdefault(identity, None)
        self._end()

    def add(self, plain: bytes) -> None:
        """Have this packed; it is to be asked for later."""
        self._given[id(plain)] = plain
        self._size += len(plain)
        if self._queue is not None:
            self._queue.put(plain)
        elif self._size > _LARGE:
            self._begin()

    def packed(self, contents: Sequence[bytes]) -> list[Packed]:
        """The packed forms of these, of which some were added before: what is not begun is packed by both threads."""
        for plain in contents:
            if id(plain) not in self._given:
                self.add(plain)
        for plain in contents:
            self._pack(plain)
        self._end()
        return [self._packed.get(id(plain)) or pack(plain) for plain in contents]

    def _begin(self) -> None:
        from queue import SimpleQueue  # noqa: PLC0415 - small books never need it
        from threading import Thread  # noqa: PLC0415 - the same

        self._queue = SimpleQueue()
        for plain in self._given.values():
            self._queue.put(plain)
        self._thread = Thread(target=self._work, args=(self._queue,))
        self._thread.start()

    def _work(self, queue: SimpleQueue[bytes | None]) -> None:
        with suppress(Exception):  # who asks for what could not be packed tries again, and is told
            while (plain := queue.get()) is not None:
                self._pack(plain)

    def _pack(self, plain: bytes) -> None:
        """Pack this if nobody does; to look and to take is a single step of the interpreter."""
        mine = object()
        if self._begun.setdefault(id(plain), mine) is mine:
            self._packed[id(plain)] = pack(plain)

    def _end(self) -> None:
        if self._thread is not None and self._queue is not None:
            self._queue.put(None)
            self._thread.join()
        self._thread = self._queue = None
