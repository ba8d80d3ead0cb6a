"""A second process that draws covers while the first reads and binds: alone, a cover takes as long as a short work."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

    from fic2epub.pages.cover import Jacket

__all__ = ["Painter"]

_THREADS = "/proc/self/task"
"""A folder for each thread of this process, those of libraries included (proc(5))."""


class Painter:
    """
    A copy of this process, made as early as possible: it imports Pillow while the first imports what reads.

    For a program that owns its process, as the command line does. `order` a cover, do something else, `fetch` it; an
    empty answer says that it has to be drawn here: no copy could be made or it failed, or there is something to
    notice about the cover.
    """

    def __init__(self) -> None:
        self._orders: IO[bytes] | None = None
        self._covers: IO[bytes] | None = None
        self._ordered: Jacket | None = None
        self._copy = 0
        if _can_be_copied():
            with suppress(OSError):  # no room for another process: nothing is lost but time
                self._copy, self._orders, self._covers = _copy()

    def __enter__(self) -> Self:
        """Ready for orders."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the copy."""
        if self._copy:
            from signal import SIGKILL  # noqa: PLC0415 - where there is no copy, it is dear

            os.kill(self._copy, SIGKILL)
            os.waitpid(self._copy, 0)
        for pipe in (self._orders, self._covers):
            if pipe is not None:
                with suppress(OSError):  # an order that was not taken any more
                    pipe.close()
        self._copy, self._orders, self._covers = 0, None, None

    def order(self, jacket: Jacket) -> None:
        """Begin to draw this."""
        if self._ordered:  # by a work that came to nothing: this is not to be the next one's cover
            self._receive()
        if self._orders is not None:
            self._ordered = jacket
            try:
                marshal.dump(tuple(jacket), self._orders)
                self._orders.flush()
            except OSError:
                self.__exit__()

    def fetch(self, jacket: Jacket) -> bytes:
        """Wait for the cover that was ordered; empty when it has to be drawn here, as one that says something else."""
        ordered = self._ordered
        cover = self._receive() if ordered else b""
        return cover if ordered == jacket else b""

    def _receive(self) -> bytes:
        """What the copy answers to its last order."""
        self._ordered = None
        if self._covers is None:
            return b""
        try:
            cover = marshal.load(self._covers)  # noqa: S302 - from our own copy
        except (EOFError, OSError, ValueError, TypeError):
            self.__exit__()
            return b""
        return cover if isinstance(cover, bytes) else b""


def _can_be_copied() -> bool:
    """Only the first thread goes on in a copy, macOS's frameworks forbid it, and one processor gains nothing."""
    if sys.platform != "linux" or not os.path.isdir(_THREADS):  # noqa: PTH112 - spares `pathlib` here
        return False
    return len(os.listdir(_THREADS)) == 1 and len(os.sched_getaffinity(0)) > 1  # noqa: PTH208 - the same


def _copy() -> tuple[int, IO[bytes], IO[bytes]]:
    """Make the copy: its number, and the ends of the pipes to and from it."""
    orders_out, orders_in = os.pipe()
    covers_out, covers_in = os.pipe()
    copy = os.fork()
    if copy == 0:
        try:
            os.close(orders_in)  # or it would wait for itself
            os.close(covers_out)
            _paint(os.fdopen(orders_out, "rb"), os.fdopen(covers_in, "wb"))
        finally:
            os._exit(0)  # without what the original does at its end
    os.close(orders_out)
    os.close(covers_in)
    return copy, os.fdopen(orders_in, "wb"), os.fdopen(covers_out, "rb")


def _paint(orders: IO[bytes], covers: IO[bytes]) -> None:
    """Be the copy: draw what is ordered until the original closes the pipe, or is gone."""
    from fic2epub.pages.cover import Jacket, draw, ready  # noqa: PLC0415 - the copy alone draws

    ready()
    while True:
        jacket = Jacket(*marshal.load(orders))  # noqa: S302 - from our own original
        notices: list[str] = []
        cover = draw(jacket, lambda code, *_, notices=notices: notices.append(code))
        marshal.dump(b"" if notices else cover, covers)
        covers.flush()
