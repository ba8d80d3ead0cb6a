"""What becomes of a drive when the program is killed, or the cable is pulled, at each call that changes anything."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["CALLS", "Killed", "Pulled", "pulled"]

CALLS = ("open", "write", "fsync", "close", "replace", "unlink", "mkdir")
"""Of `os`: all by which a book comes to a drive; `pathlib` calls the same."""


class Killed(BaseException):
    """The program is no more: nothing that it still tries has any effect."""


class Pulled:
    """Counts calls; at one of them the program ends, or the drive, and every later call fails in the same way."""

    def __init__(self, at: int, error: int = 0, *, once: bool = False) -> None:
        """`error` is a number of `errno`, 0 kills the program; `once` lets later calls through."""
        self.at, self.error, self.once = at, error, once
        self.count = 0
        self.reached = False

    def wrap(self, call: Callable[..., Any], name: str) -> Callable[..., Any]:
        """A call that may come to nothing; a write that is cut off leaves half of its bytes."""

        def wrapped(*given: Any, **named: Any) -> Any:
            self.count += 1
            if self.count < self.at or (self.once and self.reached):
                return call(*given, **named)
            if name == "write" and not self.reached:
                call(given[0], given[1][: len(given[1]) // 2])
            if name == "close":
                call(*given)  # what the kernel does for the dead
            self.reached = True
            if self.error:
                raise OSError(self.error, os.strerror(self.error))
            raise Killed

        return wrapped


@contextmanager
def pulled(at: int, error: int = 0, *, once: bool = False) -> Iterator[Pulled]:
    """Within this, the call of number `at` is the last one that counts."""
    puller = Pulled(at, error, once=once)
    kept = {name: getattr(os, name) for name in CALLS}
    try:
        for name, call in kept.items():
            setattr(os, name, puller.wrap(call, name))
        yield puller
    except Killed:
        pass
    finally:
        for name, call in kept.items():
            setattr(os, name, call)


ERRORS = {name: getattr(errno, name) for name in ("EIO", "ENODEV", "ENOSPC", "EROFS", "EINVAL")}
"""What systems answer when a drive is pulled out, full, shut, or odd."""
