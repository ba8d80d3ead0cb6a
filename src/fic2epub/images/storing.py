"""A folder with the pictures that were fetched, so that the same book can be made again without asking again.

A picture is named by its bytes, a note named by the address says which it is: what is damaged is not taken.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

__all__ = ["CACHE", "Store", "store_at"]

CACHE = "FIC2EPUB_CACHE"
"""Variable of the environment that names the folder; empty for none."""


class Store:
    """A folder of pictures; without one nothing is found, and nothing kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, address: str) -> bytes | None:
        """The picture that was fetched from this address."""
        if self._folder is None:
            return None
        with suppress(OSError, ValueError):
            named = self._note(self._folder, address).read_text("ascii").strip()
            data = (self._folder / "pictures" / named).read_bytes()
            if sha256(data).hexdigest() == named:
                return data
        return None

    def keep(self, address: str, data: bytes) -> None:
        """Keep a picture for the next time; a folder that cannot be written to is no reason to fail."""
        if self._folder is None:
            return
        named = sha256(data).hexdigest()
        with suppress(OSError):
            _put(self._folder / "pictures" / named, data)
            _put(self._note(self._folder, address), named.encode())

    def _note(self, folder: Path, address: str) -> Path:
        return folder / "addresses" / sha256(address.encode("utf-8", "surrogatepass")).hexdigest()


def _put(path: Path, data: bytes) -> None:
    """Write a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)


def store_at(named: str | None) -> Store:
    """The store in the folder that `FIC2EPUB_CACHE` names, in the system's folder for such things if it is not set."""
    if named is not None:
        return Store(Path(named) if named else None)
    from platformdirs import user_cache_path  # noqa: PLC0415 - the extra `fetch`

    return Store(user_cache_path("fic2epub", appauthor=False))
