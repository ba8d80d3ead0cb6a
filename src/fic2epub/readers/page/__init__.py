"""Pages of a work saved from a browser, of every year since 2010, whole works and single chapters."""

from __future__ import annotations

from fic2epub.readers.page.reading import read_page

__all__ = ["read_page"]
