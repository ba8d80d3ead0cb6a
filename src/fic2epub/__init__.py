"""
AO3 works from disk, made into EPUB 3 books.

>>> import fic2epub
>>> fic2epub.convert("work.html")  # doctest: +SKIP
PosixPath('The Lamp at the Point - someone.epub')

Nothing heavy is imported until it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fic2epub.errors import Fic2EpubError
    from fic2epub.gathering import join, omnibus
    from fic2epub.options import Options
    from fic2epub.pipeline import build, convert, cover, read, receipt, write
    from fic2epub.restyling import restyle
    from fic2epub.updating import update

__version__ = "0.1.0"

__all__ = [
    "Fic2EpubError",
    "Options",
    "build",
    "convert",
    "cover",
    "join",
    "omnibus",
    "read",
    "receipt",
    "restyle",
    "update",
    "write",
]

_HOMES = {
    "Fic2EpubError": "fic2epub.errors",
    "Options": "fic2epub.options",
    "build": "fic2epub.pipeline",
    "convert": "fic2epub.pipeline",
    "cover": "fic2epub.pipeline",
    "join": "fic2epub.gathering",
    "omnibus": "fic2epub.gathering",
    "read": "fic2epub.pipeline",
    "receipt": "fic2epub.pipeline",
    "restyle": "fic2epub.restyling",
    "update": "fic2epub.updating",
    "write": "fic2epub.pipeline",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return [*__all__, "__version__"]
