"""`Source` → `Work[Html]`: ordered tuples of readers, each of which answers None when the source is not its kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.dom import parse_html
from fic2epub.errors import Fic2EpubError, noting
from fic2epub.model import Source
from fic2epub.readers.download import read_download
from fic2epub.readers.refuse import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from fic2epub.errors import Note, Notice
    from fic2epub.model import Html, Work
    from fic2epub.options import Options

    Container = Callable[[Source, Options, Note], Work[Html] | Source | None]
    Reader = Callable[[_Element, Source, Options, Note], Work[Html] | None]

__all__ = ["CONTAINERS", "READERS", "read_work"]

CONTAINERS: tuple[Container, ...] = ()
"""Asked in this order before anything is parsed: what is no HTML is read, or the page in it is taken out."""
READERS: tuple[Reader, ...] = (read_download,)
"""Asked in this order; the first that knows the form reads it."""


def read_work(source: Source, options: Options) -> Work[Html]:
    """
    Read a work of any known form.

    Raises `NotAWork` when no reader knows the form, `ReadingError` when one does and the file is damaged; both
    name the source.
    """
    notices: list[Notice] = []
    note = noting(notices)

    try:
        for unpack in CONTAINERS:
            unpacked = unpack(source, options, note)
            if isinstance(unpacked, Source):
                source = unpacked
            elif unpacked is not None:
                return replace(unpacked, notices=tuple(notices))
        root = parse_html(source.data, note, source.name)
        for reader in READERS:
            work = reader(root, source, options, note)
            if work is not None:
                return replace(work, notices=tuple(notices))
        raise refuse(root, source)
    except Fic2EpubError as error:
        error.where = error.where or source.name
        raise
