"""Work for a second processor: while libxml2 parses, without Python's lock, what comes next is imported."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["importing"]


@contextmanager
def importing(*names: str) -> Iterator[None]:
    """
    Import modules in a thread of its own; they are there at the end of the `with` block.

    A module that cannot be imported is not told of here, but where it is next asked for.
    """
    if all(name in sys.modules for name in names):
        yield
        return
    from threading import Thread  # noqa: PLC0415 - short works never need it

    thread = Thread(target=_import, args=names)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _import(*names: str) -> None:
    with suppress(Exception):
        for name in names:
            import_module(name)
